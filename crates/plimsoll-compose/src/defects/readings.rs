//! What the readers of YAML and of variables stop at, before anything is merged.

use plimsoll_diagnostics::TextRange;
use plimsoll_facts::{
    File, Origin, Site, Slot, Spelling,
    subjects::{Defect, DefectKind},
};
use plimsoll_yaml::{Document, Kind, NodeId, ScalarStyle};

use super::{Draft, defect};
use crate::scalar::{self, Scalar};

/// What the reader of YAML, and the loader of what it read, refuse in the text of `file`.
pub(crate) fn of_file(file: &File, add: &mut dyn FnMut(Defect)) {
    let Some(top) = file.tree.documents().iter().find_map(|it| it.root) else { return };
    directives(file, top, add);
    documents(file, top, add);
    for (node, it) in file.tree.nodes() {
        let Kind::Mapping(mapping) = it.kind else { continue };
        for entry in mapping.entries {
            key(file, node, entry.key, add);
            if file.tree.key_text(entry) == "<<" && is_plain(file, entry.key) {
                merge_key(file, entry.value, add);
            }
        }
    }
}

/// A variable file that stops the loader: `range` is the line, `why` the reason.
pub(crate) fn of_variables(file: &File, range: TextRange, why: &str) -> Option<Defect> {
    let (root, _) = file.tree.nodes().next()?;
    let message = format!("Docker Compose cannot read the file: {why}");
    Some(at(file, root, range, DefectKind::InvalidValue, message))
}

fn at(file: &File, node: NodeId, range: TextRange, kind: DefectKind, message: String) -> Defect {
    let origin = Origin { file: file.id, node };
    let slot = Slot { owner: origin, path: &[], spelling: Spelling::NONE };
    let mut found = defect(kind, "", Site::absent(origin, slot), message);
    let _ = Draft(Some(&mut found)).part(Some(range));
    found
}

fn is_plain(file: &File, node: NodeId) -> bool {
    file.tree.scalar(node).is_some_and(|it| it.style == ScalarStyle::Plain)
        && file.tree.tag(node).is_none()
}

/// The reader knows YAML 1.1 by name, and no directives but `%YAML` and `%TAG`.
fn directives(file: &File, top: NodeId, add: &mut dyn FnMut(Defect)) {
    let text = file.text();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let start = from;
        from += line.len();
        let body = line.trim_end();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        let Some(directive) = body.strip_prefix('%') else { return };
        let mut words = directive.split_whitespace();
        let message = match (words.next(), words.next()) {
            (Some("TAG"), _) | (Some("YAML"), Some("1.1")) => continue,
            (Some("YAML"), version) => {
                format!("`%YAML {}` is no version that is read", version.unwrap_or(""))
            }
            (name, _) => format!("`%{}` is no directive that is known", name.unwrap_or("")),
        };
        let range = TextRange::from_usize(start, start + body.len());
        add(at(file, top, range, DefectKind::InvalidValue, message));
    }
}

/// Every document is a mapping; one that is empty is none.
fn documents(file: &File, top: NodeId, add: &mut dyn FnMut(Defect)) {
    for (index, document) in file.tree.documents().iter().enumerate() {
        let message = match document.root {
            Some(root) => {
                let root = file.tree.resolve(root);
                match file.tree.node(root).kind {
                    Kind::Mapping(_) | Kind::Alias(_) => continue,
                    Kind::Sequence(_) => "a document has to be a mapping, and is a list",
                    Kind::Scalar(_) => "a document has to be a mapping, and is a single value",
                }
            }
            None if index == 0 && file.tree.documents().len() == 1 => continue,
            None => "a document has to be a mapping, and is empty",
        };
        let range = shown(file, document);
        let node = document.root.unwrap_or(top);
        add(at(file, node, range, DefectKind::WrongType, message.to_owned()));
    }
}

fn shown(file: &File, document: &Document) -> TextRange {
    match (document.start_marker, document.root) {
        (Some(marker), _) => marker,
        (None, Some(root)) => file.range_of(Origin { file: file.id, node: root }),
        (None, None) => document.range,
    }
}

/// A key is a text.
fn key(file: &File, mapping: NodeId, key: NodeId, add: &mut dyn FnMut(Defect)) {
    let tree = &file.tree;
    let what = match tree.node(key).kind {
        Kind::Scalar(scalar) => {
            let first = scalar.value.as_bytes().first().copied();
            // Most keys are words.
            if first.is_some_and(|it| it.is_ascii_alphabetic() && !b"tTfFnN".contains(&it))
                || !is_plain(file, key)
            {
                return;
            }
            match scalar::plain(scalar.value) {
                Scalar::Text => return,
                Scalar::Null if !file.errors.is_empty() => return,
                Scalar::Null => "nothing",
                Scalar::Boolean(_) => "`true` or `false`",
                Scalar::Whole(_) | Scalar::Float(_) => "a number",
                Scalar::Time => "a time",
            }
        }
        Kind::Alias(_) => return,
        Kind::Sequence(_) => "a list",
        Kind::Mapping(_) => "a mapping",
    };
    let message = format!("a key has to be a text, and is {what}");
    let mut range = file.range_of(Origin { file: file.id, node: key });
    if range.is_empty() {
        range = file.range_of(Origin { file: file.id, node: mapping });
    }
    add(at(file, key, range, DefectKind::WrongType, message));
}

/// What is merged is a mapping or a list of mappings.
fn merge_key(file: &File, value: NodeId, add: &mut dyn FnMut(Defect)) {
    let tree = &file.tree;
    let is_map = |node: NodeId| {
        let node = tree.resolve(node);
        // An alias that leads nowhere is reported as such.
        matches!(tree.node(node).kind, Kind::Mapping(_) | Kind::Alias(_))
    };
    let target = tree.resolve(value);
    let is_taken = match tree.node(target).kind {
        Kind::Sequence(sequence) => sequence.items.iter().all(|it| is_map(*it)),
        _ => is_map(target),
    };
    if is_taken || tree.tag(target).is_some() {
        return;
    }
    let message = "`<<` takes a mapping or a list of mappings".to_owned();
    let range = file.range_of(Origin { file: file.id, node: value });
    add(at(file, value, range, DefectKind::WrongType, message));
}
