//! What is not changed, and why.

use super::{
    super::{Refusal, edits},
    Op, Plain, append, changes, insert, list, map, remove, rename, set, text, tree_of,
};

/// The text, the changes, and what the refusal says.
type Row = (&'static str, Vec<Op>, &'static str);

fn check(rows: Vec<Row>) {
    for (before, ops, message) in rows {
        let tree = tree_of(before);
        let refusal = edits(&tree, &changes(&tree, &ops)).expect_err(before);
        assert_eq!(refusal.to_string(), message, "{ops:?} on\n{before}");
    }
}

fn one() -> Plain {
    Plain::Int(1)
}

#[test]
fn what_is_shared_is_not_changed_in_place() {
    let by_one = "`&x` is used by 1 alias, so the change reaches further than asked";
    let by_two = "`&x` is used by 2 aliases, so the change reaches further than asked";
    check(vec![
        ("a: &x 1\nb: *x\n", vec![set("a", one())], by_one),
        ("a: &x 1\nb: *x\n", vec![remove("a")], by_one),
        ("a:\n  c: &x 1\nb: *x\n", vec![remove("a")], by_one),
        ("a:\n  c: &x 1\nb: *x\n", vec![set("a", one())], by_one),
        ("a: &x {c: {d: 1}}\nb: *x\ne:\n  <<: *x\n", vec![insert("a.c", "f", one())], by_two),
        ("a: &x\n  - 1\nb: *x\n", vec![append("a", one())], by_one),
        ("a: &x\n  c: 1\nb: *x\n", vec![rename("a.c", "d")], by_one),
        ("a: &x\n  c: 1\nb: *x\n", vec![remove("a.c")], by_one),
    ]);
}

#[test]
fn what_is_written_elsewhere_is_not_changed_here() {
    let elsewhere = "`*x` stands for something that is written elsewhere";
    check(vec![
        ("a: &x {}\nb: *x\n", vec![insert("b", "c", one())], elsewhere),
        ("a: &x []\nb: *x\n", vec![append("b", one())], elsewhere),
        ("a: &x {}\nb:\n  <<: *x\n", vec![set("b.<<", one())], elsewhere),
        ("a: &x {}\nb:\n  <<: *x\n", vec![rename("b.<<", "c")], elsewhere),
    ]);
}

#[test]
fn keys_do_not_come_to_stand_twice() {
    check(vec![
        ("a: 1\n", vec![insert("", "a", one())], "`a` is already a key of the mapping"),
        ("\"a\": 1\n", vec![insert("", "a", one())], "`a` is already a key of the mapping"),
        ("a: 1\nb: 2\n", vec![rename("a", "b")], "`b` is already a key of the mapping"),
        (
            "a: 1\n",
            vec![rename("a", "b"), insert("", "b", one())],
            "changes 0 and 1 exclude each other",
        ),
    ]);
}

#[test]
fn changes_that_exclude_each_other_are_named() {
    let (first, second) =
        ("changes 0 and 1 exclude each other", "changes 1 and 2 exclude each other");
    check(vec![
        ("a: 1\n", vec![set("a", text("x")), set("a", text("y"))], first),
        ("a:\n  b: 1\n", vec![set("a", one()), remove("a.b")], first),
        ("a:\n  b: 1\n", vec![remove("a"), set("a.b", one())], first),
        ("a:\n  b: 1\n", vec![insert("a", "c", one()), remove("a")], first),
        ("a: 1\n", vec![rename("a", "b"), remove("a")], first),
        ("a:\n", vec![insert("a", "c", one()), append("a", one())], first),
        ("a:\n", vec![insert("a", "c", one()), set("a", one())], first),
        (
            "a: 1\n",
            vec![insert("", "b", one()), insert("", "c", one()), insert("", "c", text("x"))],
            second,
        ),
        (
            "a: 1\n",
            vec![insert("", "b", map([("x", one())])), insert("", "b", map([("x", list([]))]))],
            first,
        ),
    ]);
}

#[test]
fn a_change_needs_the_right_kind_of_node() {
    check(vec![
        ("a: 1\n", vec![remove("")], "the change is for an entry or an item"),
        (
            "a: x\n",
            vec![insert("a", "b", one())],
            "the change is for a mapping, or a null value that becomes one",
        ),
        (
            "a: \"\"\n",
            vec![append("a", one())],
            "the change is for a sequence, or a null value that becomes one",
        ),
        (
            "a: {}\n",
            vec![append("a", one())],
            "the change is for a sequence, or a null value that becomes one",
        ),
        (
            "a: !reset x\n",
            vec![set("a", one())],
            "`!reset` says what the value is, and may not hold for another",
        ),
        (
            "a: !reset\n",
            vec![insert("a", "b", one())],
            "`!reset` says what the value is, and may not hold for another",
        ),
    ]);
}

#[test]
fn places_that_are_not_obvious_are_not_guessed() {
    let ambiguous = "the place of the change is ambiguous: ";
    let rows: Vec<Row> = vec![
        (
            "? a\n: 1\nb: 2\n",
            vec![insert("", "c", one())],
            "the key is announced by a question mark",
        ),
        ("? a\n: 1\n", vec![set("a", list([one()]))], "the key is announced by a question mark"),
        ("? [a]\n: 1\nb: 2\n", vec![remove("b")], "the key is announced by a question mark"),
        ("[a]: 1\nb: 2\n", vec![remove("b")], "the key is a collection"),
        (
            "--- !!map\n? a\n",
            vec![insert("", "b", one())],
            "the key is announced by a question mark",
        ),
        ("--- x\n", vec![set("", list([one()]))], "it begins behind something on its line"),
        ("[a: 1]\n", vec![insert("[0]", "b", one())], "it has no brackets of its own"),
        (
            "[a # c\n, b]\n",
            vec![append("", one()), remove("[0]")],
            "a comment stands before a comma",
        ),
        ("[\n  a\n  # c\n]\n", vec![remove("[0]")], "comments stand between what goes"),
    ];
    for (before, ops, why) in rows {
        check(vec![(before, ops, &*format!("{ambiguous}{why}").leak())]);
    }
}

#[test]
fn block_scalars_keep_their_line_breaks() {
    let multiline = "the block scalar beside the change reads differently after it";
    check(vec![
        // The value would gain the line break that the text does not end in.
        ("a: |\n  x", vec![insert("", "b", one())], multiline),
        ("a: |+\n  x", vec![insert("", "b", one())], multiline),
        // The value would lose the line break.
        ("a: |\n  x\nb: 1", vec![remove("b")], multiline),
        // The blank line would become part of the value.
        ("a: |+\n  x\nb: 1\n\nc: 2\n", vec![remove("b")], multiline),
        // The comment would become part of the value.
        ("a: |\n  x\nb: 1\n  # c\nc: 2\n", vec![remove("b")], multiline),
    ]);
}

#[test]
fn text_that_was_not_understood_is_left_alone() {
    let before = "a: 1\nb:\n  c: }\n  d: 2\ne: 3\n";
    let tree = tree_of(before);
    assert!(!tree.lost.is_empty(), "the text is meant to be broken");
    for op in [set("b", one()), insert("", "f", one()), remove("b")] {
        let refusal = edits(&tree, &changes(&tree, std::slice::from_ref(&op)));
        assert!(matches!(refusal, Err(Refusal::Unparsed { .. })), "{op:?}: {refusal:?}");
    }
    let edits = edits(&tree, &changes(&tree, &[set("e", text("x"))])).unwrap();
    assert_eq!(edits.apply(before), "a: 1\nb:\n  c: }\n  d: 2\ne: x\n");
}

#[test]
fn keys_longer_than_yaml_allows_are_not_written() {
    let tree = tree_of("a: 1\n");
    let key = "k".repeat(1023);
    let mapping = tree.documents()[0].root.unwrap();
    let change =
        super::Change::Insert { mapping, key, value: Plain::Null, position: super::Position::Last };
    let refusal = edits(&tree, &[change]).unwrap_err();
    assert_eq!(refusal, Refusal::LongKey { characters: 1025 });
}
