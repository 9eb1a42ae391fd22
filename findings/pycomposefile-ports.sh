#!/bin/sh
# pycomposefile reads part of an address as the container's port, and loses `:ro`, ranges and capabilities.
#
# Version: PyPI pycomposefile 0.0.34, the Compose reader of the Azure command line.
# Behaviour: `127.0.0.1::80` (a free port of the host) is a container that listens on 127; `[::1]:8080:80` one on port 1; of
#   `9000-9001:90-91/udp` the first number is the container's port, over TCP. A short mount keeps its paths and loses `:ro`.
#   Capabilities are looked up in a list of names with `CAP_` in front; written as Compose does, without, they become None.
# Seen: 127, 1, 9000 tcp; read_only None; cap_drop [None]
# Why it hurts: these are forms of the Compose specification. None is refused, so that a service is made which listens
#   elsewhere, with volumes that may be written to, and without the capabilities that were taken from it or given to it.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet pycomposefile==0.0.34 PyYAML==6.0.2
cat > "$dir/compose.yaml" <<'YAML'
services:
  web:
    image: nginx:1.27
    ports: ["8080:80", "127.0.0.1::80", "[::1]:8080:80", "9000-9001:90-91/udp"]
    volumes: ["./data:/data:ro"]
    cap_drop: [ALL]
    cap_add: [NET_BIND_SERVICE]
YAML

seen=$("$dir/venv/bin/python" - "$dir/compose.yaml" <<'PY'
import sys, yaml
from pycomposefile import ComposeFile
web = ComposeFile(yaml.safe_load(open(sys.argv[1]))).services["web"]
for port in web.ports:
    print(port.host_ip, port.published, port.target, port.protocol)
print(web.volumes[0].target, web.volumes[0].read_only)
print(web.cap_drop, web.cap_add)
PY
)
want='None 8080 80 tcp
None None 127 tcp
None None 1 tcp
None None 9000 tcp
/data None
[None] [None]'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: ports 127, 1 and 9000; no read-only mount; capabilities None'
