//! What is read of a text with a typing mistake in it.

use plimsoll_yaml::{Kind, SyntaxErrorKind, Tree, parse};

/// Addresses and values of all scalars but keys, in text order.
fn pairs(tree: &Tree) -> Vec<String> {
    let values = tree.nodes().filter(|(id, _)| tree.entry_of(*id).is_none_or(|it| it.key != *id));
    let pairs = values.filter_map(|(id, node)| match &node.kind {
        Kind::Scalar(scalar) => Some(format!("{}={}", tree.address(id), scalar.value)),
        _ => None,
    });
    pairs.collect()
}

#[test]
fn the_line_at_fault_is_mended_and_its_neighbours_stay() {
    let cases: [(&str, &str, &str, &[&str]); 12] = [
        (
            "tab",
            "s:\n  w:\n    image: a\n\trestart: b\n    init: c\n",
            "a tab indents this line, which YAML does not allow",
            &["s.w.image=a", "s.w.restart=b", "s.w.init=c"],
        ),
        (
            "tabs throughout",
            "s:\n\tw:\n\t\timage: a\n\t\tports:\n\t\t\t- b\n",
            "a tab indents this line, which YAML does not allow",
            &["s.w.image=a", "s.w.ports[0]=b"],
        ),
        (
            "a tab before an only child",
            "s:\n  w:\n    labels:\n\ta: b\n  v:\n    image: c\n",
            "a tab indents this line, which YAML does not allow",
            &["s.w.labels.a=b", "s.v.image=c"],
        ),
        (
            "dedented key",
            "s:\n  w:\n    image: a\n  ports:\n      - b\n    init: c\n",
            "the indentation fits no entry around this line",
            &["s.w.image=a", "s.w.ports[0]=b", "s.w.init=c"],
        ),
        (
            "stray dash",
            "s:\n  w:\n    ports:\n      - a\n    - volumes:\n      - b\n    init: c\n",
            "`-` stands where an entry is expected",
            &["s.w.ports[0]=a", "s.w.volumes[0]=b", "s.w.init=c"],
        ),
        (
            "open brace",
            "s:\n  w:\n    image: {a\n    ports:\n      - b\n",
            "`{` is not closed",
            &["s.w.image.a=", "s.w.ports[0]=b"],
        ),
        (
            "open bracket",
            "s:\n  w:\n    ports: [\n    init: a\n  v:\n    image: b\n",
            "`[` is not closed",
            &["s.w.init=a", "s.v.image=b"],
        ),
        (
            "half a key before the first service",
            "s:\n  ima\n  w:\n    image: a\n",
            "the entry cannot be read: mapping values are not allowed in this context",
            &["s.w.image=a"],
        ),
        (
            "half a key after a list",
            "s:\n  w:\n    ports:\n      - a\n    pri\n    volumes:\n      - b\n",
            "",
            &["s.w.ports[0]=a", "s.w.volumes[0]=b"],
        ),
        (
            "no colon",
            "s:\n  w:\n    image: a\n    ports\n      - b\n    init: c\n",
            "`ports` has no colon behind it",
            &["s.w.image=a", "s.w.ports[0]=b", "s.w.init=c"],
        ),
        (
            "a value that cannot begin so",
            "s:\n  w:\n    image: @a\n    init: b\n",
            "",
            &["s.w.image=~", "s.w.init=b"],
        ),
        (
            "garbage in place of a list",
            "s:\n  w:\n    new:\n        @ what: : now\n    ports:\n      - a\n",
            "",
            &["s.w.new=~", "s.w.ports[0]=a"],
        ),
    ];
    for (name, text, message, expected) in cases {
        let parse = parse(text);
        assert_eq!(pairs(&parse.tree), expected, "{name}");
        assert_eq!(parse.errors.len(), 1, "{name}: {:?}", parse.errors);
        let error = &parse.errors[0];
        assert_eq!(error.kind, SyntaxErrorKind::Malformed, "{name}");
        assert!(error.message.contains(message), "{name}: {}", error.message);
    }
}

#[test]
fn several_mistakes_are_mended_one_by_one() {
    let text = "s:\n  w:\n    image: 'a\n    init: b\n  v:\n\timage: c\n    init: d\n  u:\n    image: e\n    pri\n    init: f\n";
    let parse = parse(text);
    let expected = ["s.w.init=b", "s.v.image=c", "s.v.init=d", "s.u.image=e", "s.u.init=f"];
    assert_eq!(pairs(&parse.tree)[1..], expected);
    assert_eq!(parse.errors.len(), 3, "{:?}", parse.errors);
}

/// While a person types in one service, the others say what they said, at every key stroke.
#[test]
fn typing_in_one_service_leaves_the_others_alone() {
    let first = "services:\n  first:\n    image: a:1\n    ports:\n      - \"80:80\"\n  second:\n    image: b:1\n";
    let last = "    restart: always\n  third:\n    image: c:1\n    volumes:\n      - d:/d\nvolumes:\n  d: {}\n";
    let entries = [
        "    privileged: true\n",
        "    command: [\"a\", 'b', c]\n",
        "    environment:\n      A: \"b\"\n      C: 'd'\n",
        "    ports:\n      - \"81:81\"\n      - 82:82\n",
        "    deploy: { resources: { limits: { memory: 1g } } }\n",
    ];
    let elsewhere = |text: &str| {
        let tree = parse(text).tree;
        let others = pairs(&tree).into_iter().filter(|it| !it.starts_with("services.second"));
        others.collect::<Vec<_>>()
    };
    let expected = elsewhere(&format!("{first}{last}"));
    for entry in entries {
        for typed in 1..=entry.len() {
            let line_break = if entry[..typed].ends_with('\n') { "" } else { "\n" };
            let text = format!("{first}{}{line_break}{last}", &entry[..typed]);
            assert_eq!(elsewhere(&text), expected, "{text}");
        }
    }
}
