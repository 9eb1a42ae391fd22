#!/bin/sh
# cel-js evaluates the right side of `||` even when the left side is true: the usual guard `!has(x) || x == …` fails.
#
# Versions: npm cel-js 0.8.2; @bufbuild/cel 0.6.1 to compare.
# Behaviour: CEL's `||` is true as soon as one side is, whatever the other side does, errors included. cel-js computes both
#   sides, and a field that is not there is an error. `&&` with `has(x)` on its left is cut short properly.
# Seen: "Identifier "hostNetwork" not found in context" for !has(o.spec.hostNetwork) || o.spec.hostNetwork == false
# Why it hurts: every Kubernetes policy about an optional field is written with this guard, and Kubernetes itself asks for it.
#   Tested with cel-js the policy fails for just those objects that leave the field out, which are most: whoever counts an
#   error as a denial refuses good objects, and whoever skips a policy that fails never checks them.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund cel-js@0.8.2 @bufbuild/cel@0.6.1
cat > "$dir/probe.mjs" <<'JS'
import { evaluate } from 'cel-js';
import { celEnv, parse, plan } from '@bufbuild/cel';

const o = { spec: { containers: [{ name: 'web' }] } };
const environment = celEnv();
const answer = (run) => { try { const it = run(); return typeof it === 'boolean' ? it : 'error'; } catch { return 'error'; } };
for (const text of [
    'has(o.spec.hostNetwork) && o.spec.hostNetwork',
    '!has(o.spec.hostNetwork) || o.spec.hostNetwork == false',
    'o.spec.containers.all(c, !has(c.securityContext) || c.securityContext.privileged == false)',
]) {
    console.log(answer(() => evaluate(text, { o })), answer(() => plan(environment, parse(text))({ o })), text.slice(0, 30));
}
JS

seen=$(cd "$dir" && node probe.mjs)
want='false false has(o.spec.hostNetwork) && o.s
error true !has(o.spec.hostNetwork) || o.
error true o.spec.containers.all(c, !has('
if [ "$seen" != "$want" ]; then
    printf 'changed: cel-js, @bufbuild/cel, expression\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: !has(x) || x == false is an error for cel-js'
