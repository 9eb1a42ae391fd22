//! What the libraries of API server 1.37 (apiserver 0.37.2, cel-go 0.29.2) answered.

use std::sync::Arc;

use plimsoll_cel::{
    Activation, Budget, Environment, Evaluation, Expression, Key, List, Map, NoObjects, Outcome,
    ProblemKind, Step, Stop, Type, Value,
};

struct Object(Value);

impl Activation for Object {
    fn variable(&self, _: &str) -> Outcome {
        Ok(self.0.clone())
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new(&NoObjects, 37);
    environment.declare("object", Type::Dyn);
    environment
}

fn evaluate(text: &str, object: Value) -> Evaluation {
    let expression = Expression::compile(text, &environment())
        .unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    expression.evaluate(&Object(object), &mut Budget::default())
}

fn answer(text: &str) -> String {
    let Ok(expression) = Expression::compile(text, &environment()) else {
        return "refused".to_owned();
    };
    let object = Value::map([
        (Key::string("s"), Value::string("str")),
        (Key::string("l"), Value::list(vec![Value::Int(1), Value::Int(2)])),
        (Key::string("m"), Value::map([(Key::string("a"), Value::Int(1))])),
    ]);
    match expression.evaluate(&Object(object), &mut Budget::default()).outcome {
        Ok(Value::String(text)) => text.to_string(),
        Ok(Value::Bool(value)) => value.to_string(),
        Ok(other) => format!("{other:?}"),
        Err(Stop::Error(error)) => format!("error: {error}"),
        Err(Stop::Unknown(missing)) => format!("unknown: {}", missing.what),
    }
}

const ANSWERS: &[(&str, &str)] = &[
    ("'%e'.format([1234.5])", "1.234500×10⁰³"),
    ("'%.3e'.format([0.00012])", "1.200000×10⁻⁰⁴"),
    ("'%f'.format([1234567.891])", "1,234,567.891000"),
    ("'%.2f'.format([1.239])", "1.24"),
    ("'%.0f'.format([2.5])", "2"),
    ("'%f'.format(['NaN'])", "NaN"),
    ("'%d'.format([1234567])", "1234567"),
    ("'%b'.format([-5])", "-101"),
    ("'%x'.format([-255])", "-ff"),
    ("'%X'.format(['hello'])", "68656C6C6F"),
    (r#"'%x'.format([b'\xff'])"#, "ff"),
    ("'%o'.format([8])", "10"),
    ("'%s'.format([1.0])", "1"),
    ("'%s'.format([[1.0, 2.5]])", "[1.000000, 2.500000]"),
    ("'%s'.format([{'a': 1.5, 'b': [true, null]}])", r#"{"a":1.500000, "b":[true, null]}"#),
    (
        "'%s'.format([[duration('90s'), timestamp('2020-01-01T00:00:00Z')]])",
        r#"[duration("90s"), timestamp("2020-01-01T00:00:00Z")]"#,
    ),
    ("'%s'.format([timestamp('2020-01-01T00:00:00.5Z')])", "2020-01-01T00:00:00.5Z"),
    ("'%s'.format([type(1)])", "int"),
    ("'%s'.format([optional.of(1)])", "refused"),
    ("'%s'.format([quantity('1')])", "refused"),
    ("'%s%s'.format(['a'])", "refused"),
    ("'%s'.format(['a','b'])", "refused"),
    ("'%y'.format(['a'])", "refused"),
    ("'%'.format([1])", "refused"),
    ("'%b'.format([true])", "1"),
    ("'%d'.format([1.5])", "refused"),
    ("'%d'.format([object.x])", "error: no such key: x"),
    ("string(1234567.0)", "1.234567e+06"),
    ("string(123456.0)", "123456"),
    ("string(0.00001)", "1e-05"),
    ("string(0.0001)", "0.0001"),
    ("string(1e21)", "1e+21"),
    ("string(-0.0)", "-0"),
    (r#"strings.quote('a\n"\u00e9\x00')"#, "\"a\\n\\\"é\u{0}\""),
    ("'a'.includes('a')", "true"),
    ("'abc'.substring(2,1)", "error: invalid substring range. start: 2, end: 1"),
    ("'abc'.replace('', '-')", "-a-b-c-"),
    ("[1,2].slice(0,5)", "error: cannot slice(0, 5), list is length 2"),
    ("[].max()", "error: max called on empty list"),
    ("object.x.y", "error: no such key: x"),
    ("has(object.x.y)", "error: no such key: x"),
    ("object.l[9]", "error: index out of bounds: 9"),
    ("object.l['a']", "error: unsupported index type 'string' in list"),
    ("{1: 2}[1u]", "refused"),
    ("dyn('x') && true", "error: no such overload"),
    ("true && dyn('x')", "error: no such overload"),
    ("dyn(1) < dyn('x')", "error: no such overload"),
    ("dyn(1) + dyn('x')", "error: no such overload"),
    ("dyn(1) + dyn(1.0)", "error: no such overload"),
    ("[1] + dyn(2)", "error: no such overload"),
    ("ip('1.2.3.4') == null", "false"),
    ("url('https://a.b:80/p q').getEscapedPath()", "/p%20q"),
    ("quantity('1000m').isInteger()", "false"),
    ("quantity('1.0').isInteger()", "false"),
    ("quantity('0.5Ki').asInteger()", "error: cannot convert value to integer"),
    ("quantity('-1').sign()", "refused"),
    ("'a'.matches('[')", "refused"),
    ("matches('(', 'a')", "refused"),
    ("object.s.matches('(')", "refused"),
    (r#"'é'.matches('^\\w$')"#, "false"),
    ("google.protobuf.Int32Value{value: 1} == 1", "true"),
    ("[[1], [[2]]].flatten(2)", "refused"),
    ("{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", "error"),
    ("[1,2].exists(x, x / 0 > 1)", "error: division by zero"),
    ("sets.intersects([1,2],[2.0])", "refused"),
    ("[1, 1.0]", "refused"),
    ("{'a': 1, 'b': 'x'}", "refused"),
    ("[dyn(1), 'a']", "refused"),
    ("object.x == 1 ? 1 : 'a'", "refused"),
    ("optional.ofNonZeroValue('').hasValue()", "false"),
    ("optional.ofNonZeroValue(0).hasValue()", "false"),
    ("optional.none().value()", "error: optional.none() dereference"),
    ("dyn(1).orValue(2)", "error: no such overload"),
    ("1 in {1: 2}", "true"),
    ("'a' in ['a', 'b']", "true"),
    ("object.x in [1]", "error: no such key: x"),
    ("1 in object.m", "false"),
    ("semver('1.2.3') == semver('1.2.3+x')", "true"),
    ("semver('1.2.3-a') < semver('1.2.3')", "refused"),
    ("variables.x", "refused"),
    ("x.y.z", "refused"),
    ("a.b()", "refused"),
    ("a.b.c(1)", "refused"),
    ("object.foo.bar(1)", "refused"),
    ("cel.bind(x, 1, x)", "refused"),
    ("[1,2,3].all(x, x)", "refused"),
    ("[1,2,3].all(x, 'a')", "refused"),
    ("[1].filter(x, 1)", "refused"),
    ("[1].exists_one(x, 'a')", "refused"),
    ("[1].map(x, 1, x)", "refused"),
    ("1.all(x, true)", "refused"),
    ("'abc'.all(x, true)", "refused"),
    ("object.containers.all(object, object.name)", "error: no such key: containers"),
    ("9223372036854775808", "refused"),
    ("1 / 0", "error: division by zero"),
    ("5 % 0", "error: modulus by zero"),
    ("1.5 % 2.0", "refused"),
    (r#""a" < "b""#, "true"),
    ("[1,2] < [3]", "refused"),
    ("null == 1", "refused"),
    ("null == object.x", "error: no such key: x"),
    ("null == 'a'", "refused"),
    ("{'a': 1}.b", "error: no such key: b"),
    ("type(1) == int", "true"),
    ("int == uint", "false"),
    ("object.x.size()", "error: no such key: x"),
    ("size(object.x)", "error: no such key: x"),
    ("object.?l[0] == optional.of(1)", "true"),
    ("'a,b'.split('') == ['a', ',', 'b']", "true"),
    ("'a,b'.split(',', 0) == []", "true"),
    ("'a,b,c'.split(',', 1) == ['a,b,c']", "true"),
    ("'abc'.lastIndexOf('c', 9) == -1", "true"),
    ("{1: 2}[dyn(1.0)] == 2", "true"),
    ("url('https://user@a.b:80/p?x=1;y=2&z').getQuery() == {'z': ['']}", "true"),
    ("quantity('1Ki').asInteger() == 1024", "true"),
    ("quantity('1').add(1).asInteger() == 2", "true"),
    ("timestamp('2020-01-01T00:00:00Z').getHours('+02:30') == 2", "true"),
    ("int(duration('1s')) == 1000000000", "true"),
    ("-5 % 3 == -2 && -5 / 3 == -1", "true"),
    ("[3,1,2].sortBy(x, -x) == [3, 2, 1]", "true"),
    ("{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'}", "true"),
    ("[?object.?x, ?optional.none()] == []", "true"),
    ("object.m == {'a': 1, 'a': 2}", "false"),
    (
        "ip('10.0.0.01').family() == 4",
        "error: IP Address \"10.0.0.01\" parse error during conversion from string: ParseAddr(\"10.0.0.01\"): unable to parse IP",
    ),
];

#[test]
fn expressions_come_to_what_the_server_says() {
    let differs = ANSWERS.iter().filter_map(|(text, wanted)| {
        let given = answer(text);
        let is_error = *wanted == "error" && given.starts_with("error");
        (given != *wanted && !is_error).then(|| format!("{text}: {given} and not {wanted}"))
    });
    let differs: Vec<String> = differs.collect();
    assert!(differs.is_empty(), "{}", differs.join("\n"));
}

/// What is wrong, where, and how it is said.
const PROBLEMS: &[(&str, &str, &str)] = &[
    ("objct.x == 1", "objct", "`objct` is not declared"),
    ("Object.x == 1", "Object", "`Object` is not declared; `object` is"),
    ("object.x.startswith('a')", "startswith", "`startswith` is no function; `startsWith` is"),
    ("object.x.startsWith(1)", "startsWith", "`startsWith` is not for `dyn` with `int`"),
    ("[1, 2].size(3) == 1", "size", "`size` is not for `list(int)` with `int`"),
    ("1 == 1.0", "==", "`==` does not take `int`, `double`"),
    ("object.x == [1, 'a']", "'a'", "`string` stands in a literal whose first item is `int`"),
    ("int('x') == 1", "'x'", "`int` fails: type conversion error from 'string' to 'int'"),
    ("'a'.matches('(')", "'('", "`(` is no regular expression"),
    ("object.in == 1", "in", "`in` stands where the name of a field is expected"),
    ("object.x &&", "", "the expression ends where an expression is expected"),
    ("object.x; true", ";", "`;` is no token of the language"),
    ("object.all(1, true)", "1", "the variable of a macro is a simple name"),
    (
        "has(object)",
        "object",
        "`has` takes a field of something, `has(object.metadata)` for instance",
    ),
    (
        "quantity('1').sign() == 1",
        "sign",
        "`sign` is not for `kubernetes.Quantity` without arguments; it is called without a receiver",
    ),
    ("if == 1", "if", "`if` is a reserved word"),
];

#[test]
fn a_problem_stands_at_its_token_and_says_what_is_wrong() {
    for (text, token, message) in PROBLEMS {
        let problems = Expression::compile(text, &environment()).expect_err(text);
        let problem = &problems[0];
        assert_eq!((problem.range.slice(text), &*problem.message), (*token, *message), "{text}");
    }
}

#[test]
fn an_expression_comes_to_exactly_the_type_that_its_place_wants() {
    for (text, is_taken) in
        [("object.x", false), ("object.x == true", true), ("dyn(true)", false), ("!object.x", true)]
    {
        let compiled = Expression::compile_to(text, &environment(), &[Type::Bool]);
        assert_eq!(compiled.is_ok(), is_taken, "{text}");
        if let Err(problems) = compiled {
            assert_eq!(problems[0].kind, ProblemKind::Result);
        }
    }
}

#[test]
fn functions_are_there_from_their_release_on() {
    let compiles = |text: &str, minor: u32| {
        Expression::compile(text, &Environment::new(&NoObjects, minor)).is_ok()
    };
    for (text, since) in [
        ("isIP('::')", 30),
        ("[1].sort() == []", 34),
        ("isSemver('1')", 33),
        ("'a'.includes('b')", 37),
    ] {
        assert!(!compiles(text, since - 1) && compiles(text, since), "{text}");
    }
}

#[test]
fn an_expression_that_costs_too_much_fails_as_it_does_on_the_server() {
    let items =
        Value::list((0..60).map(|n| Value::map([(Key::string("n"), Value::Int(n))])).collect());
    let object = Value::map([(Key::string("c"), items)]);
    let text = "object.c.all(x, object.c.all(y, object.c.all(z, x.n + y.n + z.n >= 0)))";
    let evaluation = evaluate(text, object);
    let Err(Stop::Error(error)) = evaluation.outcome else { panic!("{:?}", evaluation.outcome) };
    assert_eq!(error.message, "operation cancelled: actual cost limit exceeded");
}

#[test]
fn what_is_unknown_is_undecided_only_where_it_decides() {
    let object = || {
        Value::map([
            (Key::string("known"), Value::Bool(true)),
            (Key::string("there"), Value::unknown("the user")),
            (Key::string("perhaps"), Value::maybe("a default")),
        ])
    };
    let cases = [
        ("object.there || object.known", "true"),
        ("!object.known && object.there", "false"),
        ("object.there && object.known", "unknown"),
        ("object.there || object.absent", "unknown"),
        ("has(object.there)", "true"),
        ("has(object.perhaps)", "unknown"),
        ("object.?there.hasValue()", "true"),
        ("object.?perhaps.hasValue()", "unknown"),
        ("[object.there, true].size() == 2", "true"),
        ("true in [object.there, true]", "true"),
        ("false in [object.there, true]", "unknown"),
        ("[object.there, 1] == [object.there, 2]", "false"),
        ("{'a': object.there} == {'b': 1}", "false"),
        ("[1, 2].map(x, object.there).size() == 2", "true"),
        ("[false, true].exists(x, x || object.there)", "true"),
    ];
    for (text, wanted) in cases {
        // A list of what is untyped and what is not would be refused.
        let text = text.replace("[object.there, true]", "[object.there, object.known]");
        let text = text
            .replace("[object.there, 1]", "[object.there, dyn(1)]")
            .replace("[object.there, 2]", "[object.there, dyn(2)]");
        let given = match evaluate(&text, object()).outcome {
            Ok(Value::Bool(value)) => value.to_string(),
            Err(Stop::Unknown(_)) => "unknown".to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(given, wanted, "{text}");
    }
}

/// An object whose lists and maps have numbers: 1 itself, 2 the list, 3 and 4 the items.
fn numbered() -> Value {
    let item = |origin: u32, name: &str| {
        Value::Map(Arc::new(Map::new(origin, [(Key::string("name"), Value::string(name))])))
    };
    let items = Value::List(Arc::new(List { origin: 2, items: vec![item(3, "a"), item(4, "b")] }));
    Value::Map(Arc::new(Map::new(
        1,
        [(Key::string("items"), items), (Key::string("x"), Value::Bool(false))],
    )))
}

#[test]
fn what_decided_is_told_by_the_part_that_was_read() {
    let cases = [
        ("object.x", 1, "x"),
        ("object.items.all(i, i.name == 'a')", 4, "name"),
        ("(object.items + object.items).all(i, i.name == 'a')", 4, "name"),
        ("object.items.filter(i, i.name == 'b').all(i, i.name == 'c')", 4, "name"),
        ("object.items[0].name == 'a' && object.items[1].name == 'c'", 4, "name"),
        ("object.items.all(i, has(i.image))", 3, "image"),
        ("!object.items.exists(i, i.name == 'a')", 3, "name"),
    ];
    for (text, origin, field) in cases {
        let evaluation = evaluate(text, numbered());
        assert!(
            matches!(evaluation.outcome, Ok(Value::Bool(false))),
            "{text}: {:?}",
            evaluation.outcome
        );
        let read = evaluation.reads.last().expect(text);
        assert_eq!((read.origin, &read.step), (origin, &Step::Key(Key::string(field))), "{text}");
        assert_eq!(read.place.slice(text), field, "{text}");
    }
}
