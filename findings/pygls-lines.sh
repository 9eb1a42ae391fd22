#!/bin/sh
# pygls counts lines as Python does, the editor as the protocol does: an edit lands in another line.
#
# Versions: PyPI pygls 2.1.1; npm vscode-languageserver-textdocument 1.0.16 to compare.
# Behaviour: the Language Server Protocol ends a line at \n, \r\n and \r. pygls splits with str.splitlines(), which does so at
#   U+2028 and at seven more characters. After one of them every position is one line off, and a change that the editor sends
#   is carried out there.
# Seen: `true` to `false` in line 3 of 5: pygls writes `false` behind the label in line 2; `privileged: true` stays
# Why it hurts: from then on the server judges a text that nobody has written. A Compose file is one copied comment or
#   one label with U+2028 from a web page, away from diagnostics on the wrong lines and quick fixes that damage others.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund vscode-languageserver-textdocument@1.0.16
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet pygls==2.1.1

cat > "$dir/probe.py" <<'PY'
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial
from pygls.workspace import TextDocument

text = "services:\n  web:\n    labels: [one\u2028two]\n    privileged: true\n    user: web\n"
document = TextDocument("file:///compose.yaml", source=text)
where = Range(start=Position(3, 16), end=Position(3, 20))
document.apply_change(TextDocumentContentChangePartial(range=where, text="false"))
print(document.source.replace("\u2028", "^"), end="")
PY
cat > "$dir/probe.js" <<'JS'
const { TextDocument } = require('vscode-languageserver-textdocument');
const text = 'services:\n  web:\n    labels: [one\u2028two]\n    privileged: true\n    user: web\n';
const range = { start: { line: 3, character: 16 }, end: { line: 3, character: 20 } };
const document = TextDocument.update(TextDocument.create('file:///compose.yaml', 'yaml', 1, text), [{ range, text: 'false' }], 2);
process.stdout.write(document.getText().replace('\u2028', '^'));
JS

lines() { sed -n '3,4p'; }
python=$("$dir/venv/bin/python" "$dir/probe.py" | lines)
editor=$(cd "$dir" && node probe.js | lines)
if [ "$editor" != '    labels: [one^two]
    privileged: false' ]; then
    printf 'changed: the editor now has\n%s\n' "$editor" >&2
    exit 1
fi
if [ "$python" != '    labels: [one^two]false
    privileged: true' ]; then
    printf 'changed: pygls now has\n%s\n' "$python" >&2
    exit 1
fi
echo 'as described: the change of line 3 is made in line 2'
