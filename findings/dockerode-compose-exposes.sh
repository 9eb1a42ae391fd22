#!/bin/sh
# dockerode-compose drops `host_ip` and `network_mode`: what was local or cut off is reachable.
#
# Version: npm dockerode-compose 1.4.0. A stand-in takes the place of the engine and keeps what it is asked for.
# Behaviour: of a port in the long syntax only `target`, `protocol` and `published` are handed on. `network_mode` is not read,
#   so that `none` and `service:…` join the project's bridge network. The short syntax "127.0.0.1:8080:80" is handed on whole.
# Seen: HostPort 8080 without HostIp, which the engine publishes on every address; NetworkMode probe_default
# Why it hurts: both settings are there to keep others out, both are valid Compose, and there is neither an error nor a
#   warning. A database console that Docker Compose binds to 127.0.0.1 is open to the network when a Node.js program starts
#   the very same file.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund dockerode-compose@1.4.0
cat > "$dir/compose.yaml" <<'YAML'
version: "3"
services:
  console:
    image: example.com/console:1
    ports: [{target: 80, published: "8080", host_ip: 127.0.0.1, protocol: tcp}]
  short:
    image: example.com/console:1
    ports: ["127.0.0.1:8081:80"]
  sealed:
    image: example.com/worker:1
    network_mode: none
YAML
cat > "$dir/probe.js" <<'JS'
const Compose = require('dockerode-compose');
const asked = {};
const engine = {
    createNetwork: async ({ Name }) => ({ name: Name }),
    createContainer: async (it) => { asked[it.name] = it.HostConfig; return { id: '1', start: async () => {} }; },
};
new Compose(engine, 'compose.yaml', 'probe').up().then(() => {
    console.log(JSON.stringify(asked.probe_console_1.PortBindings['80/tcp']));
    console.log(JSON.stringify(asked.probe_short_1.PortBindings['80/tcp']));
    console.log(asked.probe_sealed_1.NetworkMode);
});
JS

seen=$(cd "$dir" && node probe.js)
want='[{"HostPort":"8080"}]
[{"HostPort":"8081","HostIp":"127.0.0.1"}]
probe_default'
if [ "$seen" != "$want" ]; then
    printf 'changed: the engine is now asked for\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: host_ip is gone, network_mode: none is the default network'
