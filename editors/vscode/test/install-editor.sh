#!/usr/bin/env bash
# Puts a VS Code that runs in a browser into .editor/, from npm alone: code-server with the native
# parts that it needs built here. Its own install script wants to download programs, so it is not run.
set -euo pipefail
cd "$(dirname "$0")/.."
version=4.93.1
root=$PWD/.editor
server=$root/node_modules/code-server
if [ -e "$root/ready-$version" ]; then
  exit 0
fi
for tool in node npm python3 make g++ pkg-config; do
  command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 1; }
done

mkdir -p "$root"
printf '{"private": true}\n' > "$root/package.json"
npm install --prefix "$root" --ignore-scripts --no-audit --no-fund --no-save "code-server@$version"
(cd "$server/lib/vscode" && npm install --ignore-scripts --legacy-peer-deps --omit=dev --no-audit --no-fund)

gyp=$(npm root --global)/npm/node_modules/node-gyp/bin/node-gyp.js
headers=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
build() {
  (cd "$1" && shift && node "$gyp" rebuild --nodedir="$headers" "$@" >"$root/build.log" 2>&1) || {
    tail -20 "$root/build.log" >&2
    exit 1
  }
}
for module in @vscode/spdlog native-watchdog node-pty; do
  build "$server/lib/vscode/node_modules/$module"
done
hash=$root/node_modules/argon2
build "$hash" --module_name=argon2 --module_path="$hash/lib/binding/napi-v3" \
  --module="$hash/lib/binding/napi-v3/argon2.node" --napi_build_version=3
ln -sfn node_modules "$server/lib/vscode/node_modules.asar"
touch "$root/ready-$version"
