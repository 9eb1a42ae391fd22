//! Edits that are made, byte for byte and in general, and edits that are refused.

mod generated;
mod random;
mod refused;
mod table;
mod verify;

use super::{Change, Plain, Position};
use crate::{
    parse::parse,
    tree::{Kind, NodeId, Tree},
};

/// A change whose nodes are named by their addresses: `services.web.ports[0]`, `1:spec`, and the
/// empty text for the root.
#[derive(Clone, Debug)]
enum Op {
    Set(&'static str, Plain),
    Insert(&'static str, &'static str, Plain, Position),
    Remove(&'static str),
    Append(&'static str, Plain),
    Rename(&'static str, &'static str),
}

fn text(value: &str) -> Plain {
    Plain::Str(value.to_owned())
}

fn list<const N: usize>(items: [Plain; N]) -> Plain {
    Plain::List(items.into())
}

fn map<const N: usize>(entries: [(&str, Plain); N]) -> Plain {
    Plain::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn set(at: &'static str, value: Plain) -> Op {
    Op::Set(at, value)
}

fn insert(mapping: &'static str, key: &'static str, value: Plain) -> Op {
    Op::Insert(mapping, key, value, Position::Last)
}

fn append(sequence: &'static str, value: Plain) -> Op {
    Op::Append(sequence, value)
}

fn remove(at: &'static str) -> Op {
    Op::Remove(at)
}

fn rename(key: &'static str, name: &'static str) -> Op {
    Op::Rename(key, name)
}

/// The node at an address; with `is_key` its key.
fn find(tree: &Tree, address: &str, is_key: bool) -> NodeId {
    let (document, path) = match address.split_once(':') {
        Some((document, path)) => (document.parse().unwrap(), path),
        None => (0, address),
    };
    let mut current = tree.documents()[document].root.unwrap();
    let mut key = current;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        current = match &tree.node(current).kind {
            Kind::Mapping(mapping) => {
                let entry = mapping.entries.iter().find(|entry| tree.key_text(entry) == step);
                let entry = entry.unwrap_or_else(|| panic!("no `{step}` in `{address}`"));
                key = entry.key;
                entry.value
            }
            Kind::Sequence(sequence) => {
                sequence.items[step.trim_end_matches(']').parse::<usize>().unwrap()]
            }
            other => panic!("`{address}` leads into {other:?}"),
        };
    }
    if is_key { key } else { current }
}

fn changes(tree: &Tree, ops: &[Op]) -> Vec<Change> {
    let change = |op: &Op| match op.clone() {
        Op::Set(at, value) => Change::Set { at: find(tree, at, false), value },
        Op::Insert(mapping, key, value, position) => {
            let mapping = find(tree, mapping, false);
            Change::Insert { mapping, key: key.to_owned(), value, position }
        }
        Op::Remove(at) => Change::Remove { at: find(tree, at, false) },
        Op::Append(sequence, value) => {
            Change::Append { sequence: find(tree, sequence, false), value }
        }
        Op::Rename(key, name) => {
            Change::Rename { key: find(tree, key, true), name: name.to_owned() }
        }
    };
    ops.iter().map(change).collect()
}

fn tree_of(text: &str) -> Tree {
    parse(text).tree
}
