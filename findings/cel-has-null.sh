#!/bin/sh
# @bufbuild/cel says that a key whose value is null is not there; the other CEL libraries say that it is.
#
# Versions: npm @bufbuild/cel 0.6.1 and cel-js 0.8.2, PyPI cel-python 0.5.0 and common-expression-language 0.10.0.
# Behaviour: for a map, `has(o.key)` asks whether the key is there; null is a value. @bufbuild/cel answers false, and
#   so it does for `'key' in o`, although it counts the key in `size(o)` and finds `o.key == null` to be true.
# Seen: has(o.key): @bufbuild/cel false, cel-js true, cel-python true, common-expression-language true
# Why it hurts: custom resources keep a null that is written (Kubernetes evaluates `has` as true for a nullable field), and a
#   null in a manifest or in a Helm value is a common way to say "take the default away". A policy such as
#   `!has(o.spec.limit) || o.spec.limit <= 10` takes opposite branches in the editor plugin and in the cluster.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund @bufbuild/cel@0.6.1 cel-js@0.8.2
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet cel-python==0.5.0 common-expression-language==0.10.0

cat > "$dir/probe.mjs" <<'JS'
import { evaluate } from 'cel-js';
import { celEnv, parse, plan } from '@bufbuild/cel';
const o = { key: null };
const bufbuild = (text) => plan(celEnv(), parse(text))({ o });
console.log('@bufbuild/cel', bufbuild('has(o.key)'), bufbuild("'key' in o"), String(bufbuild('size(o)')), bufbuild('o.key == null'));
console.log('cel-js', evaluate('has(o.key)', { o }));
JS
cat > "$dir/probe.py" <<'PY'
import cel, celpy
environment = celpy.Environment()
program = environment.program(environment.compile("has(o.key)"))
print("cel-python", bool(program.evaluate({"o": celpy.json_to_cel({"key": None})})))
print("common-expression-language", cel.evaluate("has(o.key)", {"o": {"key": None}}))
PY

seen=$(cd "$dir" && node probe.mjs && venv/bin/python probe.py 2> log)
want='@bufbuild/cel false false 1 true
cel-js true
cel-python True
common-expression-language True'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: only @bufbuild/cel finds no key where the value is null'
