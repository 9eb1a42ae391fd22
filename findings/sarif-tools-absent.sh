#!/bin/sh
# sarif-tools counts results that are gone, and results that were suppressed, as errors.
#
# Version: PyPI sarif-tools 3.0.5.
# Behaviour: SARIF keeps a result that a run no longer has with `baselineState: absent`, and one that somebody decided to
#   accept with `suppressions`. Both are counted like new ones by `sarif summary` and by `sarif --check error`, whose exit
#   status stops a pipeline. The line of `absent` points into a file where nothing is wrong any more.
# Seen: "error: 3" for one new, one absent and one suppressed result; `--check error` exits 1 with the two alone
# Why it hurts: the more is mended or accepted, the longer the list. A linter that writes its baseline into the report, so that
#   a reader can tell new from old, turns a clean run into a failed one here.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet sarif-tools==3.0.5
cat > "$dir/write.py" <<'PY'
import json, sys

def result(text, **more):
    place = {"artifactLocation": {"uri": "compose.yaml"}, "region": {"startLine": 3}}
    return {"ruleId": "rule", "level": "error", "message": {"text": text}, "locations": [{"physicalLocation": place}], **more}

gone = result("gone", baselineState="absent")
accepted = result("accepted", baselineState="unchanged", suppressions=[{"kind": "inSource", "status": "accepted"}])
for name, results in {"all": [result("new", baselineState="new"), gone, accepted], "old": [gone, accepted], "none": []}.items():
    tool = {"driver": {"name": "probe", "rules": [{"id": "rule"}]}}
    report = {"version": "2.1.0", "runs": [{"tool": tool, "results": results}]}
    json.dump(report, open(f"{sys.argv[1]}/{name}.sarif", "w"))
PY
"$dir/venv/bin/python" "$dir/write.py" "$dir"

counted=$("$dir/venv/bin/sarif" summary "$dir/all.sarif" | grep '^error' || true)
status() { "$dir/venv/bin/sarif" --check error ls "$1" > "$dir/log" 2>&1 && echo 0 || echo "$?"; }
old=$(status "$dir/old.sarif")
none=$(status "$dir/none.sarif")
if [ "$counted" != 'error: 3' ] || [ "$old" -eq 0 ] || [ "$none" -ne 0 ]; then
    echo "changed: counted [$counted], status with old ones $old, without any $none" >&2
    exit 1
fi
echo 'as described: absent and suppressed results are errors'
