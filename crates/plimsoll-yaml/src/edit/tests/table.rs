//! Texts before and after, byte for byte.

use super::{
    super::edits,
    Op, Plain, Position, append, changes, insert, list, map, remove, rename, set, text,
    verify::{is_read_as_before, verify},
};
use crate::parse::parse;

/// Text before, changes, text after.
type Row = (&'static str, Vec<Op>, &'static str);

fn check(rows: Vec<Row>) {
    let mut failures = Vec::new();
    for (before, ops, after) in rows {
        let parsed = parse(before);
        let changes = changes(&parsed.tree, &ops);
        let outcome = match edits(&parsed.tree, &changes) {
            Ok(edits) => verify(&parsed.tree, &parsed.errors, &changes, &edits),
            Err(refusal) => Err(refusal.to_string()),
        };
        match outcome {
            Ok(actual) if actual == after && is_read_as_before(before, &actual) => {}
            Ok(actual) => failures.push(format!("{ops:?} makes\n{actual}\nand not\n{after}")),
            Err(what) => failures.push(format!("{ops:?} on\n{before}\n{what}")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n----\n"));
}

fn yes() -> Plain {
    Plain::Bool(true)
}

fn at(position: Position) -> Op {
    Op::Insert("", "new", Plain::Int(1), position)
}

#[test]
fn entries_are_inserted_into_block_mappings() {
    let after = |key: &str| Position::After(key.to_owned());
    let before = |key: &str| Position::Before(key.to_owned());
    check(vec![
        ("a: 1\n", vec![insert("", "b", yes())], "a: 1\nb: true\n"),
        ("a: 1", vec![insert("", "b", yes())], "a: 1\nb: true"),
        ("a: 1\r\nc: 2\r\n", vec![at(after("a"))], "a: 1\r\nnew: 1\r\nc: 2\r\n"),
        ("\u{feff}a: 1\n", vec![at(Position::First)], "\u{feff}new: 1\na: 1\n"),
        ("# head\na: 1\n", vec![at(Position::First)], "# head\nnew: 1\na: 1\n"),
        ("a: 1 # one\n# two\nb: 2\n", vec![at(before("b"))], "a: 1 # one\nnew: 1\n# two\nb: 2\n"),
        ("a: 1 # one\n# two\nb: 2\n", vec![at(after("a"))], "a: 1 # one\nnew: 1\n# two\nb: 2\n"),
        ("a: 1\n\nb: 2\n", vec![at(after("a"))], "a: 1\nnew: 1\n\nb: 2\n"),
        ("a: 1\nb: 2\n", vec![at(after("none"))], "a: 1\nb: 2\nnew: 1\n"),
        ("a: 1\n# end\n", vec![at(Position::Last)], "a: 1\nnew: 1\n# end\n"),
        (
            "a:\n  b: 1\n  # more\nc: 2\n",
            vec![at(after("a"))],
            "a:\n  b: 1\n  # more\nnew: 1\nc: 2\n",
        ),
        ("a: |\n  text\n\nb: 2\n", vec![at(after("a"))], "a: |\n  text\nnew: 1\n\nb: 2\n"),
        ("a: |+\n  text\n\nb: 2\n", vec![at(after("a"))], "a: |+\n  text\n\nnew: 1\nb: 2\n"),
        ("a: two\n  lines\nb: 2\n", vec![at(after("a"))], "a: two\n  lines\nnew: 1\nb: 2\n"),
        ("a: 1\n---\nb: 2\n", vec![insert("1:", "c", yes())], "a: 1\n---\nb: 2\nc: true\n"),
        ("a: 1\n---\nb: 2\n", vec![insert("", "c", yes())], "a: 1\nc: true\n---\nb: 2\n"),
        ("a: 1\n...\n", vec![insert("", "c", yes())], "a: 1\nc: true\n...\n"),
        ("- a: 1\n- b: 2\n", vec![insert("[0]", "c", yes())], "- a: 1\n  c: true\n- b: 2\n"),
        (
            "-   a: 1\n",
            vec![Op::Insert("[0]", "c", yes(), Position::First)],
            "-   c: true\n    a: 1\n",
        ),
        ("<<: *x\n", vec![], "<<: *x\n"),
    ]);
}

#[test]
fn nested_values_follow_the_indentation_of_the_file() {
    let context = || map([("allow", Plain::Bool(false)), ("drop", list([text("ALL")]))]);
    check(vec![
        (
            "a: 1\n",
            vec![insert("", "b", context())],
            "a: 1\nb:\n  allow: false\n  drop:\n    - ALL\n",
        ),
        (
            "a:\n    c:\n    - 1\n",
            vec![insert("", "b", context())],
            "a:\n    c:\n    - 1\nb:\n    allow: false\n    drop:\n    - ALL\n",
        ),
        (
            "a:\n   c:\n      - 1\n",
            vec![insert("a", "b", context())],
            "a:\n   c:\n      - 1\n   b:\n      allow: false\n      drop:\n         - ALL\n",
        ),
        (
            "spec:\n  containers:\n  - name: web\n    image: x\n",
            vec![insert("spec.containers[0]", "b", context())],
            "spec:\n  containers:\n  - name: web\n    image: x\n    b:\n      allow: false\n      drop:\n      - ALL\n",
        ),
        (
            "a: 1\n",
            vec![insert("", "b", list([map([("x", list([yes(), list([Plain::Null])]))])]))],
            "a: 1\nb:\n  - x:\n      - true\n      - - null\n",
        ),
        (
            "a: 1\n",
            vec![insert("", "b", map([("x", list([])), ("w", map([]))]))],
            "a: 1\nb:\n  x: []\n  w: {}\n",
        ),
    ]);
}

#[test]
fn null_and_empty_values_become_collections_in_place() {
    check(vec![
        ("a:\nb: 1\n", vec![insert("a", "x", yes())], "a:\n  x: true\nb: 1\n"),
        ("a:\n", vec![insert("a", "x", yes())], "a:\n  x: true\n"),
        ("a:", vec![insert("a", "x", yes())], "a:\n  x: true"),
        ("a: # why\n", vec![insert("a", "x", yes())], "a: # why\n  x: true\n"),
        ("a: ~ # why\n", vec![insert("a", "x", yes())], "a: # why\n  x: true\n"),
        ("a: null\n", vec![append("a", text("x"))], "a:\n  - x\n"),
        ("b:\n- 1\na:\n", vec![append("a", text("x"))], "b:\n- 1\na:\n- x\n"),
        ("a: &x\n", vec![insert("a", "x", yes())], "a: &x\n  x: true\n"),
        ("a:\n  null\n", vec![insert("a", "x", yes())], "a:\n  x: true\n"),
        ("-\n", vec![insert("[0]", "x", yes())], "- x: true\n"),
        (
            "- ~\n",
            vec![insert("[0]", "x", yes()), insert("[0]", "w", yes())],
            "- x: true\n  w: true\n",
        ),
        ("- # why\n", vec![append("[0]", text("x"))], "- - x # why\n"),
        ("{a: , b: 1}\n", vec![insert("a", "x", yes())], "{a: {x: true}, b: 1}\n"),
        ("[~]\n", vec![append("[0]", yes())], "[[true]]\n"),
        ("a: {}\n", vec![insert("a", "x", map([("w", yes())]))], "a: {x: {w: true}}\n"),
        ("a: [ ]\n", vec![append("a", text("x"))], "a: [x]\n"),
        ("a: {\n}\n", vec![insert("a", "x", yes())], "a: {x: true}\n"),
        ("a: [ # none\n]\n", vec![append("a", text("x"))], "a: [x # none\n]\n"),
    ]);
}

#[test]
fn flow_collections_stay_flow() {
    let first = |key: &'static str| Op::Insert("", key, yes(), Position::First);
    check(vec![
        ("{a: 1}\n", vec![insert("", "b", yes())], "{a: 1, b: true}\n"),
        ("{ a: 1 }\n", vec![insert("", "b", map([("c", yes())]))], "{ a: 1, b: { c: true } }\n"),
        ("{a: 1,}\n", vec![insert("", "b", yes())], "{a: 1, b: true,}\n"),
        ("{a: 1}\n", vec![first("b")], "{b: true, a: 1}\n"),
        ("{\n  a: 1\n}\n", vec![insert("", "b", yes())], "{\n  a: 1,\n  b: true\n}\n"),
        ("{\n  a: 1,\n}\n", vec![insert("", "b", yes())], "{\n  a: 1,\n  b: true,\n}\n"),
        ("{\n  a: 1 # one\n}\n", vec![insert("", "b", yes())], "{\n  a: 1, # one\n  b: true\n}\n"),
        (
            "{\n  a: 1, # one\n}\n",
            vec![insert("", "b", yes())],
            "{\n  a: 1, # one\n  b: true,\n}\n",
        ),
        ("{\n  a: 1\n}\n", vec![first("b")], "{\n  b: true,\n  a: 1\n}\n"),
        (
            "{\n  \"a\": {\n    \"b\": \"c\"\n  }\n}\n",
            vec![insert("a", "d", list([text("e")])), insert("", "f", map([("g", text("h"))]))],
            "{\n  \"a\": {\n    \"b\": \"c\",\n    \"d\": [\"e\"]\n  },\n  \"f\": {\"g\": \"h\"}\n}\n",
        ),
        ("a: [x, w]\n", vec![append("a", text("b, c"))], "a: [x, w, \"b, c\"]\n"),
        ("a: ['x']\n", vec![append("a", text("it's: 1"))], "a: ['x', 'it''s: 1']\n"),
        ("a: [\n  x,\n  w\n]\n", vec![append("a", text("z"))], "a: [\n  x,\n  w,\n  z\n]\n"),
        (
            "a: [x] # c\n",
            vec![append("a", text("w")), append("a", text("z"))],
            "a: [x, w, z] # c\n",
        ),
        ("{a: 1, b: 2, c: 3}\n", vec![remove("a")], "{b: 2, c: 3}\n"),
        ("{a: 1, b: 2, c: 3}\n", vec![remove("b")], "{a: 1, c: 3}\n"),
        ("{a: 1, b: 2, c: 3}\n", vec![remove("c"), remove("b")], "{a: 1}\n"),
        ("{ a: 1 }\n", vec![remove("a")], "{}\n"),
        ("x: [a, b,]\n", vec![remove("x[1]")], "x: [a,]\n"),
        ("x: [a]\n", vec![remove("x[0]"), append("x", text("b"))], "x: [b]\n"),
        ("x: [a, b]\n", vec![remove("x[1]"), append("x", text("c"))], "x: [a, c]\n"),
        ("[\n  a, # 1\n  b # 2\n]\n", vec![remove("[1]")], "[\n  a # 1\n]\n"),
        ("[\n  a, # 1\n  b # 2\n]\n", vec![remove("[0]")], "[\n  b # 2\n]\n"),
        ("{a: {b: 1}}\n", vec![remove("a.b")], "{a: {}}\n"),
        ("[a: 1, b]\n", vec![remove("[0]")], "[b]\n"),
        ("{a}\n", vec![set("a", text("x"))], "{a: x}\n"),
        ("{a: }\n", vec![insert("", "b", yes())], "{a: , b: true }\n"),
        ("{a: b}\n", vec![set("a", list([text("x: w")]))], "{a: [\"x: w\"]}\n"),
    ]);
}

#[test]
fn items_are_appended_behind_the_last_line_of_the_last() {
    check(vec![
        ("a:\n  - x\nb: 1\n", vec![append("a", text("w"))], "a:\n  - x\n  - w\nb: 1\n"),
        ("a:\n- x\nb: 1\n", vec![append("a", text("w"))], "a:\n- x\n- w\nb: 1\n"),
        ("a:\r\n- x", vec![append("a", text("w"))], "a:\r\n- x\r\n- w"),
        (
            "-   x\n",
            vec![append("", map([("a", yes()), ("b", yes())]))],
            "-   x\n-   a: true\n    b: true\n",
        ),
        (
            "- a: 1\n  b: 2 # c\n# d\n",
            vec![append("", text("w"))],
            "- a: 1\n  b: 2 # c\n- w\n# d\n",
        ),
        (
            "a:\n  - x\n\n# about b\nb: 1\n",
            vec![append("a", text("w"))],
            "a:\n  - x\n  - w\n\n# about b\nb: 1\n",
        ),
        ("- |-\n  x", vec![append("", text("w"))], "- |-\n  x\n- w"),
        (
            "- - a\n  - b\n",
            vec![append("[0]", text("c")), append("", text("d"))],
            "- - a\n  - b\n  - c\n- d\n",
        ),
        (
            "a:\n- x\n",
            vec![insert("", "b", yes()), append("a", text("w"))],
            "a:\n- x\n- w\nb: true\n",
        ),
    ]);
}

#[test]
fn values_are_replaced_where_they_stand() {
    check(vec![
        ("a: 1\n", vec![set("a", Plain::Int(-2))], "a: -2\n"),
        ("a: x   # why\n", vec![set("a", text("w"))], "a: w   # why\n"),
        ("a: 'x'\n", vec![set("a", text("it's"))], "a: 'it''s'\n"),
        ("a: \"x\"\n", vec![set("a", text("w"))], "a: \"w\"\n"),
        ("a: \"x\"\n", vec![set("a", yes())], "a: true\n"),
        ("a: 'x'\n", vec![set("a", text("two\nlines\n"))], "a: \"two\\nlines\\n\"\n"),
        ("a: x\nb: 'w'\n", vec![set("a", text("no"))], "a: 'no'\nb: 'w'\n"),
        ("a:\n", vec![set("a", text("w"))], "a: w\n"),
        ("a: # why\n", vec![set("a", text("w"))], "a: w # why\n"),
        ("- \n-\n", vec![set("[1]", text("w"))], "- \n- w\n"),
        ("a: | # why\n  x\n  w\nb: 1\n", vec![set("a", text("z"))], "a: z # why\nb: 1\n"),
        ("a: >-\n  x", vec![set("a", text("z"))], "a: z"),
        ("a: two\n  lines # why\n", vec![set("a", text("z"))], "a: z # why\n"),
        ("a: &x 1\n", vec![set("a", Plain::Int(2))], "a: &x 2\n"),
        ("b: &x 1\na: *x\n", vec![set("a", Plain::Int(2))], "b: &x 1\na: 2\n"),
        ("a: !!str 1\n", vec![set("a", text("2"))], "a: !!str \"2\"\n"),
        ("a: {b: 1} # why\n", vec![set("a", yes())], "a: true # why\n"),
        ("a: [b, c]\n", vec![set("a", list([text("d")]))], "a: [d]\n"),
        (
            "a: # why\n  b: 1 # one\n  c: 2\nd: 3\n",
            vec![set("a", Plain::Null)],
            "a: null # why\nd: 3\n",
        ),
        ("a:\n- b\n- c\nd: 3\n", vec![set("a", list([]))], "a: []\nd: 3\n"),
        ("a:\n    b: 1\nd: 3\n", vec![set("a", map([("c", yes())]))], "a:\n    c: true\nd: 3\n"),
        ("a: x # why\nd: 3\n", vec![set("a", list([text("w")]))], "a: # why\n  - w\nd: 3\n"),
        (
            "- x # why\n",
            vec![set("[0]", map([("a", yes()), ("b", yes())]))],
            "- a: true # why\n  b: true\n",
        ),
        ("- a: 1\n  b: 2\n- c\n", vec![set("[0]", text("x"))], "- x\n- c\n"),
        ("a: |\n  x\nb: 1\n", vec![set("a", list([text("w")]))], "a:\n  - w\nb: 1\n"),
        ("--- x\n", vec![set("", text("w"))], "--- w\n"),
        ("a: 1\nb: 2\n", vec![set("", map([]))], "{}\n"),
        ("a: 1\n", vec![set("a", text(""))], "a: \"\"\n"),
        ("a: 1\n", vec![set("a", text("1"))], "a: \"1\"\n"),
        ("a: 1\n", vec![set("a", text("8080:80"))], "a: \"8080:80\"\n"),
        ("a: 1\n", vec![set("a", text("no-new-privileges:true"))], "a: no-new-privileges:true\n"),
        ("a: 1\n", vec![set("a", text("${A:?set it}"))], "a: ${A:?set it}\n"),
        ("a: 1\n", vec![set("a", text("--flag"))], "a: --flag\n"),
        ("a: 1\n", vec![set("a", text("x #w"))], "a: \"x #w\"\n"),
    ]);
}

#[test]
fn entries_and_items_are_removed_with_their_lines() {
    check(vec![
        ("a: 1\nb: 2 # two\nc: 3\n", vec![remove("b")], "a: 1\nc: 3\n"),
        ("a: 1\nb: 2", vec![remove("b")], "a: 1"),
        ("a: 1\r\nb: 2", vec![remove("b")], "a: 1"),
        ("a: 1\n\nb: 2", vec![remove("b")], "a: 1"),
        ("a: 1\r\nb: 2\r\n", vec![remove("a")], "b: 2\r\n"),
        ("\u{feff}a: 1\nb: 2\n", vec![remove("a")], "\u{feff}b: 2\n"),
        ("# one\na: 1\n# two\nb: 2\n", vec![remove("b")], "# one\na: 1\n# two\n"),
        ("a:\n  # in\n  x: 1\n\n  w: 2\nb: 2\n", vec![remove("a")], "b: 2\n"),
        ("a: |\n  x\n\n  w\nb: 2\n", vec![remove("a")], "b: 2\n"),
        ("a: # why\n  b: 1\nc: 2\n", vec![remove("a.b")], "a: {} # why\nc: 2\n"),
        ("a:\n- b\nc: 2\n", vec![remove("a[0]")], "a: []\nc: 2\n"),
        ("a: &x\n  b: 1", vec![remove("a.b")], "a: &x {}"),
        ("a: 1 # one\nb: 2\n", vec![remove("a"), remove("b")], "{}\n"),
        ("- name: x # n\n  # about b\n  b: 1\n", vec![remove("[0].name")], "- # about b\n  b: 1\n"),
        ("- name: x\n  b: 1\n", vec![remove("[0].name")], "- b: 1\n"),
        ("- name:\n    - x\n\n  b: 1\n", vec![remove("[0].name")], "- b: 1\n"),
        ("- name: x\n  b: 1\n  c: 2\n", vec![remove("[0].name"), remove("[0].b")], "- c: 2\n"),
        ("- name: x # n\n- w\n", vec![remove("[0].name")], "- {}\n- w\n"),
        ("- name: x\n- w\n", vec![remove("[0]")], "- w\n"),
        ("- - a\n  - b\n", vec![remove("[0][0]")], "- - b\n"),
        ("a:\n  b: &x 1\nc: 2\n", vec![remove("a.b")], "a: {}\nc: 2\n"),
        (
            "a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n",
            vec![remove("c.<<")],
            "a: &x {b: 1}\nc:\n  d: 1\n",
        ),
        ("a: 1\nb: 2\n", vec![remove("a"), insert("", "c", yes())], "b: 2\nc: true\n"),
        ("a: 1\nb: 2", vec![remove("b"), insert("", "c", yes())], "a: 1\nc: true"),
        ("x:\n  a: 1 # one\n", vec![remove("x.a"), insert("x", "a", yes())], "x:\n  a: true\n"),
        ("a:\n  b: 1\n  c: 2\n", vec![remove("a.b"), remove("a")], "{}\n"),
    ]);
}

#[test]
fn keys_are_renamed_in_their_quotes() {
    check(vec![
        ("a: 1 # one\n", vec![rename("a", "b")], "b: 1 # one\n"),
        ("'a' : 1\n", vec![rename("a", "it's")], "'it''s' : 1\n"),
        ("{\"a\":1}\n", vec![rename("a", "b")], "{\"b\":1}\n"),
        ("a: 1\n", vec![rename("a", "on")], "\"on\": 1\n"),
        ("a: 1\n", vec![rename("a", "a")], "a: 1\n"),
        (
            "- a: 1\n  b: 2\n",
            vec![rename("[0].a", "c"), insert("[0]", "a", yes())],
            "- c: 1\n  b: 2\n  a: true\n",
        ),
    ]);
}

#[test]
fn changes_of_one_call_are_combined() {
    let limits = |key: &str| map([("limits", map([(key, text("1"))]))]);
    check(vec![
        (
            "a: 1\n",
            vec![insert("", "b", yes()), insert("", "c", yes()), insert("", "b", yes())],
            "a: 1\nb: true\nc: true\n",
        ),
        (
            "a: 1\n",
            vec![insert("", "r", limits("cpu")), insert("", "r", limits("memory"))],
            "a: 1\nr:\n  limits:\n    cpu: \"1\"\n    memory: \"1\"\n",
        ),
        (
            "a: 1\n",
            vec![
                insert("", "b", list([text("x"), text("w")])),
                insert("", "b", list([text("w"), text("z")])),
            ],
            "a: 1\nb:\n  - x\n  - w\n  - z\n",
        ),
        (
            "a:\n  b:\n    c: 1\n",
            vec![insert("", "x", yes()), insert("a", "w", yes()), insert("a.b", "z", yes())],
            "a:\n  b:\n    c: 1\n    z: true\n  w: true\nx: true\n",
        ),
        (
            "a:\nb:\n",
            vec![insert("", "c", yes()), insert("b", "x", yes()), insert("a", "x", yes())],
            "a:\n  x: true\nb:\n  x: true\nc: true\n",
        ),
        ("- a\n", vec![append("", text("b")), append("", text("b"))], "- a\n- b\n"),
        ("a: 1\n", vec![set("a", yes()), set("a", yes())], "a: true\n"),
        ("a:\n  b: 1\nc: 2\n", vec![remove("a"), remove("a.b")], "c: 2\n"),
    ]);
}

#[test]
fn no_gap_is_left_behind_that_was_not_there_before() {
    check(vec![
        ("a: 1\n\nb: 2\nc: 3\n", vec![remove("a")], "b: 2\nc: 3\n"),
        ("---\na: 1\n\n\nb: 2\n", vec![remove("a")], "---\nb: 2\n"),
        ("# head\na: 1\n\nb: 2\n", vec![remove("a")], "# head\n\nb: 2\n"),
        ("a: 1\n\nb: 2\n\nc: 3\n", vec![remove("b")], "a: 1\n\nc: 3\n"),
        ("a: 1\r\n\r\nb: 2\r\n \r\nc: 3\r\n", vec![remove("b")], "a: 1\r\n\r\nc: 3\r\n"),
        ("a: 1\n\nb: 2\n\n# c\nc: 3\n", vec![remove("b")], "a: 1\n\n# c\nc: 3\n"),
        ("a: 1\nb: 2\n\nc: 3\n", vec![remove("b")], "a: 1\n\nc: 3\n"),
        ("a: 1\n\nb: 2\n\n", vec![remove("b")], "a: 1\n\n\n"),
        ("a: |+\n  x\n\nb: 2\n\nc: 3\n", vec![remove("b")], "a: |+\n  x\n\nc: 3\n"),
        ("a: 1\n\nb: |+\n  x\n\n\nc: 3\n", vec![remove("b")], "a: 1\n\nc: 3\n"),
        ("- a\n\n- b\n\n- c\n", vec![remove("[1]")], "- a\n\n- c\n"),
    ]);
}
