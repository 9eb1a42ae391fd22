#!/bin/sh
# cel-python lets Python's rules show through CEL: list[-1] is the last item, string(true) is "True".
#
# Versions: PyPI cel-python 0.5.0; common-expression-language 0.10.0 (the Rust implementation) to compare.
# Behaviour: in CEL a negative index is an error and the text of a boolean is `true`. And numbers of JSON compare across
#   types: 7.0 == 7 is true, where cel-python raises an error.
# Seen: [1,2][-1] -> 2, 'abc'[0] -> "a", true + true -> 2, string(true) -> "True", o.seven == 7 with 7.0 -> error
# Why it hurts: cel-python is the way to test Kubernetes policies in Python. An expression that reads `containers[-1]` passes
#   the tests, and in the cluster it is an error, which denies every request; a message or a comparison built with string()
#   differs; and a replica count that went through JSON as 7.0 fails the tests although the cluster takes it.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet cel-python==0.5.0 common-expression-language==0.10.0
cat > "$dir/probe.py" <<'PY'
import cel, celpy

environment = celpy.Environment()
data = {"seven": 7.0}

def python(text):
    return environment.program(environment.compile(text)).evaluate({"o": celpy.json_to_cel(data)})

def rust(text):
    return cel.evaluate(text, {"o": data})

def answer(evaluate, text):
    try:
        value = evaluate(text)
    except Exception:
        return "error"
    return "error" if isinstance(value, Exception) else str(value)

for text in "[1,2][1]", "[1,2][-1]", "'abc'[0]", "true + true", "o.seven == 7":
    print(text, "|", answer(python, text), "|", answer(rust, text))
print("string(true)", "|", answer(python, "string(true)"))
PY

seen=$(cd "$dir" && venv/bin/python probe.py 2> log)
want="[1,2][1] | 2 | 2
[1,2][-1] | 2 | error
'abc'[0] | a | error
true + true | 2 | error
o.seven == 7 | error | True
string(true) | True"
if [ "$seen" != "$want" ]; then
    printf 'changed: expression, cel-python, the other\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: [1,2][-1] is 2 and string(true) is "True" for cel-python'
