#!/bin/sh
# composeverter takes the quotes off "22:22" and "no", and podman-compose then opens port 1342.
#
# Versions: npm composeverter 1.7.5; PyPI podman-compose 1.6.0, which reads with PyYAML 6.0.2.
# Behaviour: migrateToCommonSpec() parses and prints the file by YAML 1.2, where `22:22`, `no` and `yes` are texts that
#   need no quotes. podman-compose reads YAML 1.1: `22:22` is the number 22*60+22, `no` is false. Octal numbers go the
#   other way: `010` is 8 for Docker Compose and comes out as 10.
# Seen: ports [1342], restart False, LEVEL 10 (was 8)
# Why it hurts: the quotes were right, and a tool that only migrates the version of the file takes them away. The file then
#   still works with Docker Compose, so nobody looks again; with Podman it publishes another port.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund composeverter@1.7.5
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet podman-compose==1.6.0 PyYAML==6.0.2

cat > "$dir/compose.yaml" <<'YAML'
version: "3.8"
services:
  git:
    image: example.com/git:1
    restart: "no"
    ports: ["22:22"]
    environment: {LEVEL: 010}
YAML
cat > "$dir/probe.js" <<'JS'
const { readFileSync } = require('fs');
console.log(require('composeverter').migrateToCommonSpec(readFileSync('compose.yaml', 'utf8')));
JS
(cd "$dir" && node probe.js > migrated.yaml)

# podman-compose loads a file with yaml.safe_load; asking that needs no Podman.
seen=$(cd "$dir" && venv/bin/python - <<'PY'
import inspect, podman_compose, yaml
assert "yaml.safe_load" in inspect.getsource(podman_compose)
for name in "compose.yaml", "migrated.yaml":
    service = yaml.safe_load(open(name))["services"]["git"]
    print(service["ports"], service["restart"], service["environment"]["LEVEL"])
PY
)
want="['22:22'] no 8
[1342] False 10"
if [ "$seen" != "$want" ]; then
    printf 'changed: before and after the migration\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: 22:22 is read as 1342, "no" as False, 010 as 10'
