#!/bin/sh
# composerize makes a read-only mount writable.
#
# Version: npm composerize 1.7.6; npm yaml 2.9.1 only reads its answer.
# Behaviour: `docker run --mount type=bind,source=/etc,target=/host-etc,readonly IMAGE` becomes a volume in the long
#   syntax that has lost `readonly`, without a word. `-v /etc:/host-etc:ro` of the same command line keeps `:ro`.
# Seen: {"type":"bind","source":"/etc","target":"/host-etc"}
# Why it hurts: the bare option is how Docker's own documentation writes a read-only mount. Who turns a careful command
#   line into a Compose file gets a container that may write to the host, and nothing in the result looks wrong.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund composerize@1.7.6 yaml@2.9.1
cat > "$dir/probe.js" <<'JS'
const composerize = require('composerize');
const { parse } = require('yaml');
const convert = typeof composerize === 'function' ? composerize : composerize.default;
const service = (options) => parse(convert(`docker run ${options} nginx`)).services.nginx;

console.log(JSON.stringify(service('--mount type=bind,source=/etc,target=/host-etc,readonly').volumes[0]));
console.log(JSON.stringify(service('-v /etc:/host-etc:ro').volumes[0]));
JS

seen=$(cd "$dir" && node probe.js)
want='{"type":"bind","source":"/etc","target":"/host-etc"}
"/etc:/host-etc:ro"'
if [ "$seen" != "$want" ]; then
    printf 'changed: composerize now answers\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: --mount …,readonly loses its readonly, -v …:ro keeps it'
