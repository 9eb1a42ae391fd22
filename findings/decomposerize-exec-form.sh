#!/bin/sh
# decomposerize joins the words of a command with commas, and drops ports in the long syntax.
#
# Version: npm decomposerize 1.4.4.
# Behaviour: `command: ["sleep", "60"]` becomes the one word `sleep,60`; an `entrypoint` of two words becomes the option
#   `--entrypoint` twice, of which Docker takes the last; a port written as a mapping is left out without a word.
# Seen: docker run --entrypoint /bin/tini --entrypoint -- -p 8443:443 nginx sleep,60
# Why it hurts: the list is the form that the Compose documentation recommends. The printed line does not start what the
#   file starts (`tini` is lost and `--` is to be the program), and a port that was bound to 127.0.0.1 is missing: whoever
#   adds it by hand has to know that it was not open to everybody.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund decomposerize@1.4.4
cat > "$dir/probe.js" <<'JS'
const decomposerize = require('decomposerize');
const convert = typeof decomposerize === 'function' ? decomposerize : decomposerize.default;
console.log(convert(`
services:
  web:
    image: nginx
    entrypoint: ["/bin/tini", "--"]
    command: ["sleep", "60"]
    ports:
      - {target: 80, published: "8080", host_ip: 127.0.0.1}
      - "8443:443"
`));
JS

seen=$(cd "$dir" && node probe.js)
want='docker run --entrypoint /bin/tini --entrypoint -- -p 8443:443 nginx sleep,60'
if [ "$seen" != "$want" ]; then
    printf 'changed: decomposerize now prints\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: sleep,60 is one word, --entrypoint stands twice, port 8080 is gone'
