//! Whatever the text, nothing panics, places lie in it, types hold, and what is decided without
//! knowing something stays so once it is known.

use plimsoll_cel::{
    Activation, Budget, Environment, Evaluation, Expression, Key, NoObjects, Outcome, Stop, Type,
    Value,
};
use proptest::{collection::vec, prelude::*, sample::select};

struct Variables {
    object: Value,
    other: Value,
}

impl Activation for Variables {
    fn variable(&self, name: &str) -> Outcome {
        Ok(if name == "object" { self.object.clone() } else { self.other.clone() })
    }
}

fn compile(text: &str) -> Result<Expression, Vec<plimsoll_cel::Problem>> {
    let mut environment = Environment::new(&NoObjects, 37);
    environment.declare("object", Type::Dyn);
    environment.declare("other", Type::Dyn);
    Expression::compile(text, &environment)
}

fn object() -> Value {
    let container = |name: &str| Value::map([(Key::string("name"), Value::string(name))]);
    Value::map([
        (Key::string("a"), Value::Int(1)),
        (Key::string("b"), Value::Bool(true)),
        (Key::string("c"), Value::list(vec![container("x"), container("y")])),
        (Key::string("s"), Value::string("text")),
        (Key::string("n"), Value::Null),
        (Key::string("d"), Value::Double(1.5)),
    ])
}

fn evaluate(expression: &Expression, other: Value) -> Evaluation {
    let mut budget = Budget { per_expression: 20_000, remaining: 20_000 };
    expression.evaluate(&Variables { object: object(), other }, &mut budget)
}

/// Expressions of every kind, most of them with a meaning.
fn expression() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "1",
        "-2",
        "3u",
        "1.5",
        "'text'",
        "b'x'",
        "true",
        "false",
        "null",
        "object",
        "other",
        "object.a",
        "object.b",
        "object.c",
        "object.s",
        "object.n",
        "object.d",
        "object.missing",
        "other.x",
        "object.?a",
        "[]",
        "{}",
        "int",
        "quantity('1Gi')",
        "ip('10.0.0.1')",
        "cidr('10.0.0.0/8')",
        "duration('1h')",
        "timestamp('2020-01-01T00:00:00Z')",
        "semver('1.2.3')",
        "url('https://a/b')",
        "optional.none()",
        "format.dns1123Label()",
        "object.c[0].name",
        "'%s-%d'",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let operators = vec![
            "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%", "&&", "||", "&&",
            "||", "==", "+",
        ];
        let methods = vec![
            "size",
            "startsWith",
            "contains",
            "matches",
            "split",
            "replace",
            "substring",
            "join",
            "format",
            "indexOf",
            "charAt",
            "lowerAscii",
            "trim",
            "find",
            "findAll",
            "sum",
            "min",
            "max",
            "sort",
            "isSorted",
            "flatten",
            "distinct",
            "reverse",
            "slice",
            "first",
            "last",
            "hasValue",
            "value",
            "or",
            "orValue",
            "compareTo",
            "isLessThan",
            "add",
            "sub",
            "asInteger",
            "containsIP",
            "containsCIDR",
            "masked",
            "family",
            "validate",
            "getHours",
            "getFullYear",
            "getHost",
            "getQuery",
            "unwrapOpt",
            "lastIndexOf",
        ];
        let functions = vec![
            "size",
            "int",
            "uint",
            "double",
            "string",
            "bool",
            "bytes",
            "duration",
            "timestamp",
            "type",
            "dyn",
            "quantity",
            "isQuantity",
            "ip",
            "cidr",
            "url",
            "semver",
            "optional.of",
            "optional.ofNonZeroValue",
            "sets.contains",
            "sets.equivalent",
            "sets.intersects",
            "lists.range",
            "strings.quote",
            "sign",
        ];
        let macros =
            vec!["all", "exists", "exists_one", "map", "filter", "sortBy", "optMap", "optFlatMap"];
        let twofold = vec![
            "all",
            "exists",
            "existsOne",
            "transformList",
            "transformMap",
            "transformMapEntry",
        ];
        let arguments = vec(inner.clone(), 0..3).prop_map(|arguments| arguments.join(", "));
        prop_oneof![
            (inner.clone(), select(operators), inner.clone())
                .prop_map(|(l, op, r)| format!("({l} {op} {r})")),
            (inner.clone(), select(methods), arguments.clone())
                .prop_map(|(it, name, args)| format!("{it}.{name}({args})")),
            (select(functions), arguments).prop_map(|(name, args)| format!("{name}({args})")),
            (inner.clone(), select(macros), inner.clone()).prop_map(|(it, name, body)| {
                let body = body.replace("other.x", "i").replace("object.a", "i");
                format!("{it}.{name}(i, {body})")
            }),
            (inner.clone(), select(twofold), inner.clone()).prop_map(|(it, name, body)| {
                let body = body.replace("other.x", "v").replace("object.a", "k");
                format!("{it}.{name}(k, v, {body})")
            }),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(c, y, n)| format!("({c} ? {y} : {n})")),
            inner.clone().prop_map(|it| format!("!{it}")),
            inner.clone().prop_map(|it| format!("-{it}")),
            (inner.clone(), inner.clone()).prop_map(|(it, at)| format!("{it}[{at}]")),
            (inner.clone(), inner.clone()).prop_map(|(it, at)| format!("{it}[?{at}]")),
            inner.clone().prop_map(|it| format!("{it}.name")),
            inner.clone().prop_map(|it| format!("{it}.?name")),
            inner.clone().prop_map(|it| format!("has({it}.name)")),
            vec(inner.clone(), 0..3).prop_map(|items| format!("[{}]", items.join(", "))),
            (inner.clone(), inner).prop_map(|(key, value)| format!("{{{key}: {value}}}")),
        ]
    })
}

/// Whether a value can have the type that was worked out before.
fn is_of(value: &Value, type_: &Type) -> bool {
    match (value, type_) {
        (_, Type::Dyn) => true,
        (Value::List(list), Type::List(item)) => list.items.iter().all(|value| is_of(value, item)),
        (Value::Map(map), Type::Map(pair)) => {
            map.iter().all(|(key, value)| is_of(&key.to_value(), &pair.0) && is_of(value, &pair.1))
        }
        (Value::Optional(inner), Type::Optional(type_)) => {
            inner.as_ref().is_none_or(|value| is_of(value, type_))
        }
        (Value::Type(_), Type::Type(_)) | (Value::Null, Type::Optional(_) | Type::Opaque(_)) => {
            true
        }
        (Value::Null, Type::Duration | Type::Timestamp | Type::Null) => true,
        (value, type_) => value.type_name() == type_.to_string(),
    }
}

/// Whether a value comes from the object, whose parts have no types before.
fn is_untyped(text: &str) -> bool {
    text.contains("object") || text.contains("other") || text.contains("dyn(")
}

fn shown(outcome: &Outcome) -> String {
    match outcome {
        Ok(value) => format!("{value:?}"),
        Err(Stop::Error(_)) => "error".to_owned(),
        Err(Stop::Unknown(missing)) => format!("unknown {}", missing.what),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_problems_lie_in_it(text in "\\PC{0,40}") {
        if let Err(problems) = compile(&text) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(text.get(problem.range.to_usize()).is_some(), "{:?} in {:?}", problem, text);
            }
        }
    }

    #[test]
    fn any_tokens_are_read(tokens in vec(select(vec![
        "a", "1", "1.5", "'x'", "(", ")", "[", "]", "{", "}", ".", ".?", "?", ":", ",", "+", "-", "!", "&&", "||",
        "==", "<", "in", "has(", "all(", "x.map(", "`a-b`", "b'", "r'", "'''", "\n", "//", "null", "true", "\\", "%",
    ]), 0..24)) {
        let text = tokens.concat();
        let _ = compile(&text);
        let _ = compile(&tokens.join(" "));
    }

    #[test]
    fn a_value_has_the_type_that_was_worked_out(text in expression()) {
        let Ok(expression) = compile(&text) else { return Ok(()) };
        if is_untyped(&text) {
            return Ok(());
        }
        if let Ok(value) = evaluate(&expression, Value::Null).outcome {
            prop_assert!(is_of(&value, expression.result()), "{}: {:?} is no {}", text, value, expression.result());
        }
    }

    #[test]
    fn what_is_decided_without_knowing_something_stays_so(text in expression()) {
        let Ok(expression) = compile(&text) else { return Ok(()) };
        let undecided = evaluate(&expression, Value::unknown("other")).outcome;
        let known = match &undecided {
            Err(Stop::Unknown(_)) => return Ok(()),
            Ok(value) if format!("{value:?}").contains("Unknown") => return Ok(()),
            outcome => shown(outcome),
        };
        let text_value = Value::map([(Key::string("x"), Value::string("y"))]);
        for other in [Value::Bool(true), Value::Bool(false), Value::Int(0), Value::Null, text_value] {
            let now = shown(&evaluate(&expression, other.clone()).outcome);
            prop_assert_eq!(&known, &now, "{} with {:?}", text, other);
        }
    }

    #[test]
    fn an_evaluation_is_the_same_each_time(text in expression()) {
        let Ok(expression) = compile(&text) else { return Ok(()) };
        let first = evaluate(&expression, Value::Int(1));
        let second = evaluate(&expression, Value::Int(1));
        prop_assert_eq!(shown(&first.outcome), shown(&second.outcome));
        prop_assert_eq!(first.cost, second.cost);
    }
}

/// What would nest a thousand times ends with a problem, and not with the end of the stack.
#[test]
fn deep_nesting_is_a_problem() {
    let nested = |open: &str, close: &str, count: usize| {
        format!("{}1{}", open.repeat(count), close.repeat(count))
    };
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{'a': ", "}"), ("-(", ")"), ("!(", ")"), ("size(", ")")]
    {
        assert!(compile(&nested(open, close, 10_000)).is_err(), "{open}");
    }
    for chain in [".a", "[0]", " + 1", " == 1", ".map(x, x)", " - -1"] {
        assert!(compile(&format!("object{}", chain.repeat(10_000))).is_err(), "{chain}");
    }
    assert!(compile(&format!("true{}", " && true".repeat(10_000))).is_ok());
}

/// As deep as the server reads, everything is read, checked and evaluated.
#[test]
fn what_the_server_reads_is_followed() {
    let deep = format!("{}true{}", "(".repeat(249), ")".repeat(249));
    assert!(matches!(
        evaluate(&compile(&deep).expect("read"), Value::Null).outcome,
        Ok(Value::Bool(true))
    ));
    let lists = format!("{}1{} != null", "[".repeat(120), "]".repeat(120));
    assert!(compile(&lists).is_err());
    let chain = format!("object{}", ".map(x, x)".repeat(200));
    let expression = compile(&chain).expect("read");
    assert!(evaluate(&expression, Value::Null).outcome.is_ok());
}
