#!/bin/sh
# The JavaScript client reads `defaultMode: 0400` as 400, which is mode 0620; kubectl reads 256.
#
# Versions: npm @kubernetes/client-node 1.4.0 (reads with js-yaml 4), cdk8s 2.70.106, PyPI PyYAML 6.0.2 for comparison.
# Behaviour: loadYaml() reads YAML 1.2, where a leading zero means nothing. kubectl, PyYAML and even cdk8s, which is
#   JavaScript as well, read YAML 1.1, where it means octal. The API server takes both numbers: 400 is below 0777 (511).
# Seen: client-node 400 (-rw--w----), cdk8s 256 (-r--------), PyYAML 256
# Why it hurts: `0400` for a Secret's files is how the Kubernetes documentation writes it. Applied by a program with the
#   official client, the same manifest gives the group the right to write and takes nothing from the owner: 0400 asked
#   for reading by one, 0620 grants writing to two. Nothing is refused.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund @kubernetes/client-node@1.4.0 cdk8s@2.70.106 constructs@10.4.2
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet PyYAML==6.0.2

cat > "$dir/pod.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: probe}
spec:
  containers: [{name: a, image: "example.com/a:1"}]
  volumes:
  - name: key
    secret: {secretName: key, defaultMode: 0400}
YAML
cat > "$dir/probe.mjs" <<'JS'
import { readFileSync } from 'fs';
import { loadYaml } from '@kubernetes/client-node';
import cdk8s from 'cdk8s';
const mode = (pod) => pod.spec.volumes[0].secret.defaultMode;
console.log('client-node', mode(loadYaml(readFileSync('pod.yaml', 'utf8'))));
console.log('cdk8s', mode(cdk8s.Yaml.load('pod.yaml')[0]));
JS

seen=$(cd "$dir" && node probe.mjs && venv/bin/python -c '
import yaml
print("PyYAML", yaml.safe_load(open("pod.yaml"))["spec"]["volumes"][0]["secret"]["defaultMode"])')
want='client-node 400
cdk8s 256
PyYAML 256'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: 0400 is 400 for @kubernetes/client-node, 256 for the others'
