#!/bin/sh
# Five CEL libraries, three lengths of one text.
#
# Versions: npm cel-js 0.8.2, @marcbachmann/cel-js 8.0.0, @bufbuild/cel 0.6.1; PyPI cel-python 0.5.0,
#   common-expression-language 0.10.0.
# Behaviour: CEL counts code points. common-expression-language, which wraps the Rust implementation, counts bytes of UTF-8,
#   and cel-js counts the halves of UTF-16.
# Seen: size() of "n", e with acute, one symbol beyond the basic plane: 3, 3, 3, and 7 (bytes), 4 (halves)
# Why it hurts: limits such as `size(self.name) <= 63` are what CEL is for in Kubernetes. A description in French, Greek or
#   Chinese that the cluster takes is refused by a check in Rust or Python that runs before it: a Chinese text counts three times.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund cel-js@0.8.2 @marcbachmann/cel-js@8.0.0 @bufbuild/cel@0.6.1
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet cel-python==0.5.0 common-expression-language==0.10.0

cat > "$dir/probe.mjs" <<'JS'
import * as small from 'cel-js';
import * as other from '@marcbachmann/cel-js';
import { celEnv, parse, plan } from '@bufbuild/cel';
const t = 'n\u00e9\u{1d11e}';
console.log('cel-js', String(small.evaluate('size(t)', { t })));
console.log('@marcbachmann/cel-js', String(other.evaluate('size(t)', { t })));
console.log('@bufbuild/cel', String(plan(celEnv(), parse('size(t)'))({ t })));
JS
cat > "$dir/probe.py" <<'PY'
import cel, celpy
t = "n\u00e9\U0001d11e"
environment = celpy.Environment()
print("cel-python", int(environment.program(environment.compile("size(t)")).evaluate({"t": celpy.json_to_cel(t)})))
print("common-expression-language", cel.evaluate("size(t)", {"t": t}))
PY

seen=$(cd "$dir" && node probe.mjs && venv/bin/python probe.py 2> log)
want='cel-js 4
@marcbachmann/cel-js 3
@bufbuild/cel 3
cel-python 3
common-expression-language 7'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: 3 code points, 4 halves, 7 bytes'
