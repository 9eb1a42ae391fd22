#!/bin/sh
# composeverter's validator refuses every whole number.
#
# Version: npm composeverter 1.7.5.
# Behaviour: validateDockerComposeToCommonSpec() reads whole numbers as BigInt, and its own JSON Schema check does not
#   count a BigInt as a number: "must be integer" is said of `replicas: 2`. `cpus: 0.5` and the text "512" pass.
# Seen: `cpu_shares: 512`, `retries: 3`, `replicas: 2`, `ports: [80]`, `environment: {A: 1}` are all refused
# Why it hurts: files that Docker Compose starts are reported as broken, at lines where nothing can be mended. Whoever puts
#   the validator into CI learns to ignore it, and its true findings with it, or puts quotes where none belong.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund composeverter@1.7.5
cat > "$dir/probe.js" <<'JS'
const { validateDockerComposeToCommonSpec: validate } = require('composeverter');
const file = (line) => `services:\n  web:\n    image: nginx:1.27\n    ${line}\n`;
const lines = [
    'read_only: true', 'cpus: 0.5', 'mem_limit: "512"', 'environment: {A: 1.5}',
    'cpu_shares: 512', 'healthcheck: {retries: 3}', 'deploy: {replicas: 2}', 'ports: [80]', 'environment: {A: 1}',
];
for (const line of lines) console.log(validate(file(line)).length ? 'refused' : 'fine   ', line);
JS

seen=$(cd "$dir" && node probe.js)
want='fine    read_only: true
fine    cpus: 0.5
fine    mem_limit: "512"
fine    environment: {A: 1.5}
refused cpu_shares: 512
refused healthcheck: {retries: 3}
refused deploy: {replicas: 2}
refused ports: [80]
refused environment: {A: 1}'
if [ "$seen" != "$want" ]; then
    printf 'changed: the validator now says\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: a number with a point passes, one without is refused'
