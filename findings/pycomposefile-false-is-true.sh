#!/bin/sh
# pycomposefile, the Compose reader of the Azure command line, reads `privileged: false` as true.
#
# Version: PyPI pycomposefile 0.0.34.
# Behaviour: booleans of a service are made by Python's bool() from a text, and every text that is not empty is true: "False"
#   too. `privileged`, `read_only`, `init`, `tty`, and `read_only` of a mount are read so. `stdin_open` is read properly.
# Seen: privileged, read_only, init, tty and the mount's read_only are True where the file says false
# Why it hurts: who writes `false` in so many words wants to be sure, and gets the opposite. A missing key is read properly,
#   so that the careful file is the one that is misread.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet pycomposefile==0.0.34 PyYAML==6.0.2
cat > "$dir/compose.yaml" <<'YAML'
services:
  web:
    image: nginx:1.27
    privileged: false
    read_only: false
    init: false
    tty: false
    stdin_open: false
    volumes: [{type: bind, source: /srv, target: /srv, read_only: false}]
  silent:
    image: nginx:1.27
YAML

seen=$("$dir/venv/bin/python" - "$dir/compose.yaml" <<'PY'
import sys, yaml
from pycomposefile import ComposeFile
services = ComposeFile(yaml.safe_load(open(sys.argv[1]))).services
web = services["web"]
print(web.privileged, web.read_only, web.init, web.tty, web.volumes[0].read_only, web.stdin_open)
print(bool(services["silent"].privileged))
PY
)
if [ "$seen" != 'True True True True True False
False' ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: false is True in privileged, read_only, init, tty and mounts'
