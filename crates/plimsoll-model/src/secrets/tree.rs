//! Secrets that only the structure of a file tells: values by the name beside them, the data of a
//! Kubernetes Secret, values of several lines, and words of a command.

use plimsoll_diagnostics::TextRange;
use plimsoll_facts::File;
use plimsoll_syntax::secret_option::is_secret_option;
use plimsoll_yaml::{Kind, Mapping, NodeId, Scalar, ScalarStyle, Tree};

use super::text::{self, is_secret, is_secret_name};

/// Finds the secrets in the tree of `file`: their bytes, and the values that they stand for.
pub(super) fn find(file: &File, found: &mut dyn FnMut(TextRange, &str)) {
    let tree = &file.tree;
    for (id, node) in tree.nodes() {
        match node.kind {
            Kind::Mapping(mapping) => entries(tree, id, mapping, found),
            Kind::Sequence(sequence) => {
                words(tree, sequence.items, found);
                if is_secret_literals(tree, id) {
                    sequence.items.iter().for_each(|it| literal(tree, *it, found));
                }
            }
            Kind::Scalar(it) => spelt(tree, id, it, found),
            Kind::Alias(_) => {}
        }
    }
}

/// A secret in a text that is not written as it is meant: with escapes, or over several lines.
fn spelt(tree: &Tree, id: NodeId, it: Scalar<'_>, found: &mut dyn FnMut(TextRange, &str)) {
    if matches!(it.style, ScalarStyle::Plain | ScalarStyle::Literal) {
        return;
    }
    let Some((value, range)) = scalar(tree, id) else { return };
    if range.slice(tree.text()) == value {
        return;
    }
    text::find(value, &mut |secret| found(range, secret.slice(value)));
}

fn entries(tree: &Tree, id: NodeId, mapping: Mapping<'_>, found: &mut dyn FnMut(TextRange, &str)) {
    let is_data = is_secret_data(tree, id);
    for entry in mapping.entries {
        let Some((value, range)) = scalar(tree, entry.value) else { continue };
        let key = tree.key_text(entry);
        let is_named = match key {
            "value" => sibling(tree, mapping, "name").is_some_and(is_secret_name),
            key => is_secret_name(key),
        };
        if is_data || (is_named && is_secret(value)) {
            found(range, value);
        } else if is_named {
            defaults(tree, range, found);
        }
    }
}

/// Whether the mapping is the data of a Kubernetes Secret.
fn is_secret_data(tree: &Tree, id: NodeId) -> bool {
    let key = tree.entry_of(id).map(|entry| tree.key_text(&entry));
    let Some("data" | "stringData") = key else { return false };
    let object = tree.node(id).parent.and_then(|it| tree.mapping(it));
    object.and_then(|it| sibling(tree, it, "kind")) == Some("Secret")
}

/// Whether the sequence holds the literals of a kustomization's Secret.
fn is_secret_literals(tree: &Tree, id: NodeId) -> bool {
    let key = |id: NodeId| tree.entry_of(id).map(|entry| tree.key_text(&entry));
    let generators = || tree.node(tree.node(id).parent?).parent;
    key(id) == Some("literals") && generators().is_some_and(|it| key(it) == Some("secretGenerator"))
}

/// The value of `KEY=value`, whatever the key.
fn literal(tree: &Tree, id: NodeId, found: &mut dyn FnMut(TextRange, &str)) {
    let Some((word, range)) = scalar(tree, id) else { return };
    let Some((_, value)) = word.split_once('=') else { return };
    let start = range.slice(tree.text()).find('=').map_or(0, |at| at + 1);
    let start = range.start() + u32::try_from(start).unwrap_or(0);
    found(TextRange::new(start, range.end()), value.trim_matches(['"', '\'']));
}

fn sibling<'t>(tree: &'t Tree, mapping: Mapping<'_>, key: &str) -> Option<&'t str> {
    let entry = mapping.entries.iter().find(|entry| tree.key_text(entry) == key)?;
    tree.scalar(entry.value).map(|it| it.value)
}

/// `NAME=value` with a value of several words, and values of options that are items of their own.
fn words(tree: &Tree, items: &[NodeId], found: &mut dyn FnMut(TextRange, &str)) {
    let mut before: Option<&str> = None;
    let mut takes_short_option = false;
    for item in items {
        let Some((word, range)) = scalar(tree, *item) else {
            before = None;
            continue;
        };
        if let Some((name, value)) = word.split_once('=') {
            let is_name = !name.contains(|it: char| it.is_whitespace());
            if is_name && is_secret_name(name) && is_secret(value) {
                let quoted = range.slice(tree.text());
                let start = quoted.find('=').map_or(0, |at| at + 1);
                found(
                    TextRange::new(range.start() + u32::try_from(start).unwrap_or(0), range.end()),
                    value,
                );
            }
        }
        let is_given = before.is_some_and(|option| {
            is_secret_option(option, word)
                || (takes_short_option && matches!(option, "-a" | "-p") && !word.starts_with('$'))
        });
        if is_given {
            found(range, word);
        }
        let program = word.rsplit('/').next().unwrap_or(word);
        takes_short_option |=
            matches!(program, "redis-cli" | "valkey-cli" | "mongosh" | "mongo" | "sshpass");
        before = Some(word).filter(|it| it.starts_with('-'));
    }
}

/// The defaults of variables in a value whose name says that it is a secret.
fn defaults(tree: &Tree, range: TextRange, found: &mut dyn FnMut(TextRange, &str)) {
    let text = range.slice(tree.text());
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("${")) {
        let start = from + start + 2;
        let rest = text.get(start..).unwrap_or("");
        let inner = rest.split('}').next().unwrap_or(rest);
        from = start + inner.len();
        let Some(at) = inner.find(['-', '+']) else { continue };
        let value = &inner[at + 1..];
        if is_secret(value) {
            let start = range.start() as usize + start + at + 1;
            found(TextRange::from_usize(start, start + value.len()), value);
        }
    }
}

/// The value of a scalar and its bytes without quotes and without the header of a block.
fn scalar(tree: &Tree, id: NodeId) -> Option<(&str, TextRange)> {
    let Kind::Scalar(Scalar { style, value }) = tree.node(id).kind else { return None };
    let range = tree.node(id).range;
    let text = range.slice(tree.text());
    let inner = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
            if text.len() >= 2 && text.ends_with(['"', '\'']) =>
        {
            TextRange::new(range.start() + 1, range.end() - 1)
        }
        ScalarStyle::Literal | ScalarStyle::Folded if text.starts_with(['|', '>']) => {
            let header = text.find('\n').map_or(0, |at| at + 1);
            TextRange::new(range.start() + u32::try_from(header).unwrap_or(0), range.end())
        }
        _ => range,
    };
    Some((value, inner))
}
