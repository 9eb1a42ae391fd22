#!/bin/sh
# dockerode-compose reads `30s` as three seconds.
#
# Version: npm dockerode-compose 1.4.0. A stand-in takes the place of the engine and keeps what it is asked for.
# Behaviour: of a duration that has not both minutes and seconds the last TWO letters are cut off, though `s` is one, and
#   the rest counts as seconds: `30s` is 3, `5s` is no number at all. `1m30s` is read properly.
# Seen: interval 30s -> 3 s, timeout 1m30s -> 90 s, start_period 5s -> none, stop_grace_period 90s -> "9"
# Why it hurts: health checks run ten times as often and are given up on at another time, and a database that was granted
#   90 seconds to write its data is killed after nine. The container starts, and nothing says that a value was misread.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund dockerode-compose@1.4.0
cat > "$dir/compose.yaml" <<'YAML'
version: "3"
services:
  db:
    image: example.com/db:1
    stop_grace_period: 90s
    healthcheck:
      test: ["CMD", "true"]
      interval: 30s
      timeout: 1m30s
      start_period: 5s
      retries: 3
YAML
cat > "$dir/probe.js" <<'JS'
const Compose = require('dockerode-compose');
const asked = [];
const engine = {
    createNetwork: async ({ Name }) => ({ name: Name }),
    createContainer: async (options) => { asked.push(options); return { id: '1', start: async () => {} }; },
};
new Compose(engine, 'compose.yaml', 'probe').up().then(() => {
    const { Healthcheck: check, StopTimeout } = asked[0];
    const seconds = (it) => (Number.isNaN(it) ? 'none' : it / 1e9);
    console.log(seconds(check.Interval), seconds(check.Timeout), seconds(check.StartPeriod), StopTimeout);
});
JS

seen=$(cd "$dir" && node probe.js)
if [ "$seen" != '3 90 none 9' ]; then
    echo "changed: interval, timeout, start period and grace period are now $seen" >&2
    exit 1
fi
echo 'as described: 30s, 5s and 90s are asked for as 3 s, nothing and 9 s'
