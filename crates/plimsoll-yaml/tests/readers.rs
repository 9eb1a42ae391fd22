//! Random documents, read by this crate and by two others, and random damage to them.

use plimsoll_yaml::{Kind, Tree, parse};
use proptest::prelude::*;
use serde_yaml::Value;

/// Values as files hold them, down to four levels.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-z][a-z0-9_./:-]{0,12}",
        "[ -~]{0,16}",
        "[a-zé\u{4e00} ]{0,8}",
        Just("yes".to_owned()),
        Just("0644".to_owned()),
        Just("22:22".to_owned()),
        Just("# no comment".to_owned()),
        Just("two\nlines\n".to_owned()),
    ];
    let leaf = prop_oneof![
        text.prop_map(Value::String),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(|it| Value::Number(it.into())),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let pairs = prop::collection::vec(("[a-z][a-z0-9_-]{0,8}", inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::Sequence),
            pairs.prop_map(|pairs| {
                Value::Mapping(
                    pairs.into_iter().map(|(key, it)| (Value::String(key), it)).collect(),
                )
            }),
        ]
    })
}

/// Every scalar of the tree in text order, decoded; keys too.
fn scalars(tree: &Tree) -> Vec<String> {
    let nodes = tree.nodes().filter_map(|(_, node)| match &node.kind {
        Kind::Scalar(scalar) => Some(scalar.value.to_string()),
        _ => None,
    });
    nodes.collect()
}

fn scalars_of_saphyr(text: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for event in saphyr_parser::Parser::new_from_str(text) {
        if let saphyr_parser::Event::Scalar(value, ..) = event.ok()?.0 {
            // A plain `~` and nothing at all are one value there.
            found.push(value.to_string());
        }
    }
    Some(found)
}

fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Bool(it) => found.push(it.to_string()),
        Value::Number(it) => found.push(it.to_string()),
        Value::Null => found.push("null".to_owned()),
        Value::Sequence(items) => items.iter().for_each(|it| leaves(it, found)),
        Value::Mapping(pairs) => pairs.iter().for_each(|(key, it)| {
            leaves(key, found);
            leaves(it, found);
        }),
        Value::Tagged(it) => leaves(&it.value, found),
    }
}

/// Whether every range lies in the text, on character boundaries, inside its parent's.
fn ranges_hold(text: &str, tree: &Tree) {
    for (_, node) in tree.nodes() {
        let range = node.range.to_usize();
        assert!(text.get(range).is_some(), "{:?} in {text:?}", node.range);
        // What is left out has no bytes and can stand beside what holds it.
        if let Some(parent) = node.parent.filter(|_| !node.range.is_empty()) {
            let outer = tree.node(parent);
            assert!(
                tree.full_range(parent).contains_range(node.range),
                "{node:?} outside {outer:?} in {text:?}"
            );
        }
    }
    for comment in tree.comments() {
        assert!(comment.range.slice(text).starts_with('#'), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_written_document_is_read_as_other_readers_read_it(value in value()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let ours = parse(&text);
        prop_assert!(ours.errors.is_empty(), "{:?} in {text:?}", ours.errors);
        ranges_hold(&text, &ours.tree);
        let found = scalars(&ours.tree);
        let mut expected = Vec::new();
        leaves(&value, &mut expected);
        prop_assert_eq!(&found, &expected, "serde_yaml reads {:?} in another way", text);
        if let Some(theirs) = scalars_of_saphyr(&text) {
            prop_assert_eq!(&found, &theirs, "saphyr reads {:?} in another way", text);
        }
    }

    #[test]
    fn damage_never_breaks_ranges(
        value in value(),
        at in any::<prop::sample::Index>(),
        damage in prop_oneof!["[\\[\\]{}'\"|>&*!#:?,\t\r\n -]{1,3}", any::<String>()],
        cut in 0_usize..6,
    ) {
        let mut text = serde_yaml::to_string(&value).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if !places.is_empty() {
            let from = at.index(places.len());
            let to = (from + cut).min(places.len() - 1);
            text.replace_range(places[from]..places[to], &damage);
        }
        let parse = parse(&text);
        ranges_hold(&text, &parse.tree);
        for error in &parse.errors {
            prop_assert!(text.get(error.at.to_usize()).is_some() && text.get(error.lost.to_usize()).is_some());
        }
    }

    #[test]
    fn no_text_at_all_is_too_much(text in any::<String>()) {
        ranges_hold(&text, &parse(&text).tree);
    }
}

#[test]
fn hostile_texts_end_in_errors() {
    let bomb: String =
        (0..30).map(|it| format!("a{}: &a{0} [*a{1}, *a{1}]\n", it + 1, it)).collect();
    let stairs: String = (0..3_000).map(|it| format!("{}a:\n", " ".repeat(it))).collect();
    for (name, text) in [
        ("a million brackets", "[".repeat(1_000_000)),
        ("a hundred thousand levels", "- ".repeat(100_000)),
        ("braces and quotes", "{\"".repeat(100_000)),
        ("stairs", stairs),
        ("aliases of aliases", format!("a0: &a0 x\n{bomb}")),
        ("a NUL", "a: b\0c\n".to_owned()),
        ("a lone carriage return", "a: b\rc: d\r".to_owned()),
        ("anchors without end", "&a ".repeat(50_000)),
    ] {
        let parse = parse(&text);
        ranges_hold(&text, &parse.tree);
        let is_fine = ["a lone carriage return"].contains(&name);
        assert!(
            is_fine || !parse.errors.is_empty() || !parse.tree.documents().is_empty(),
            "{name}"
        );
    }
}
