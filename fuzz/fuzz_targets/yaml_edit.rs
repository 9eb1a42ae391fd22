//! Any change to any node of any text is refused, or leaves a text that reads without new errors
//! and says what was asked for.
//!
//! The first two bytes choose the node and the change, the rest is the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_yaml::{Change, Plain, Position, edits, parse};

fuzz_target!(|data: &[u8]| {
    let [node, kind, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let before = parse(text);
    let count = before.tree.nodes().count().max(1);
    let Some((id, _)) = before.tree.nodes().nth(usize::from(*node) * count / 256) else { return };
    let value = match kind >> 4 {
        0 => Plain::Null,
        1 => Plain::Int(i64::from(*kind)),
        2 => Plain::List(vec![Plain::Str(text.chars().take(9).collect()), Plain::Bool(true)]),
        3 => Plain::Map(vec![("on".to_owned(), Plain::Null), ("b c".to_owned(), Plain::Int(1))]),
        _ => Plain::Str(text.chars().rev().take(9).collect()),
    };
    let key = "added: key".to_owned();
    let change = match kind & 7 {
        0 => Change::Set { at: id, value: value.clone() },
        1 => Change::Remove { at: id },
        2 => Change::Append { sequence: id, value: value.clone() },
        3 => Change::Rename { key: id, name: key },
        4 => Change::Insert { mapping: id, key, value: value.clone(), position: Position::First },
        _ => Change::Insert { mapping: id, key, value: value.clone(), position: Position::Last },
    };
    let Ok(set) = edits(&before.tree, std::slice::from_ref(&change)) else { return };
    let edited = set.apply(text);
    let after = parse(&edited);
    assert!(after.errors.len() <= before.errors.len(), "{change:?}\n{text:?}\n{edited:?}");
    let (Change::Set { at, .. }, Plain::Str(wanted)) = (&change, &value) else { return };
    let address = before.tree.address(*at);
    // Of duplicate keys the address names the first.
    if before.tree.find(&address) == Some(*at) {
        let found = after.tree.find(&address).and_then(|found| after.tree.scalar(found));
        assert_eq!(found.map(|scalar| &*scalar.value), Some(&**wanted), "{text:?}\n{edited:?}");
    }
});
