//! Whether edits did what was asked and nothing else, judged without the engine: what the new
//! text says is compared with what the old tree and the changes say.

use std::collections::{BTreeMap, BTreeSet};

use plimsoll_diagnostics::EditSet;

use super::super::{Change, Plain, Position};
use crate::{
    error::SyntaxError,
    parse::parse,
    scalar::{Resolved, Schema},
    tree::{Kind, NodeId, Scalar, ScalarStyle, Tree},
};

/// What a node says, apart from how it is written.
#[derive(Clone, Debug, PartialEq)]
struct Meaning {
    content: Content,
    anchor: Option<String>,
    tag: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Scalar {
        text: String,
        plain: bool,
    },
    Alias(String),
    /// Entries in their order, and those that may stand anywhere among them.
    Mapping(Vec<(Meaning, Meaning)>, Vec<(String, Plain)>),
    Sequence(Vec<Meaning>),
    /// A value that was asked for.
    Wanted(Plain),
}

/// Checks `edits`, made for `changes` to `old`.
pub(super) fn verify(
    old: &Tree,
    old_errors: &[SyntaxError],
    changes: &[Change],
    edits: &EditSet,
) -> Result<String, String> {
    let new_text = edits.apply(old.text());
    let fail = |what: String| Err(format!("{what}\n--- new text\n{new_text}"));
    let new = parse(&new_text);
    if new.errors.len() > old_errors.len() {
        return fail(format!("new errors: {:?}", new.errors));
    }
    let expectation = Expectation::new(old, changes);
    if old.documents().len() != new.tree.documents().len() {
        return fail("another number of documents".to_owned());
    }
    for (before, after) in old.documents().iter().zip(new.tree.documents()) {
        let expected = before.root.map(|root| expectation.meaning(old, root));
        let nothing = Expectation::default();
        let actual = after.root.map(|root| nothing.meaning(&new.tree, root));
        match (&expected, &actual) {
            (Some(expected), Some(actual)) if agrees(expected, actual) => {}
            (None, None) => {}
            _ => return fail(format!("expected {expected:?}\nactual   {actual:?}")),
        }
    }
    if let Err(what) = position_holds(old, &new.tree, changes) {
        return fail(what);
    }
    if let Err(what) = comments_stay(old, &new.tree, changes, !old_errors.is_empty()) {
        return fail(what);
    }
    let (before, after) = (line_breaks(old.text()), line_breaks(&new_text));
    if !before.is_empty() && !after.is_subset(&before) {
        return fail(format!("line breaks were {before:?} and are {after:?}"));
    }
    let breaks = ['\n', '\r'];
    if !old.text().is_empty() && old.text().ends_with(breaks) != new_text.ends_with(breaks) {
        return fail("the end of the text has changed".to_owned());
    }
    if old.text().starts_with('\u{feff}') != new_text.starts_with('\u{feff}') {
        return fail("the byte order mark has changed".to_owned());
    }
    Ok(new_text)
}

/// Whether an independent reader takes the new text if it took the old one: libyaml, or where that
/// is put off by the number of documents, saphyr. libyaml counts a byte order mark as a column, so
/// it is left out.
pub(super) fn is_read_as_before(old: &str, new: &str) -> bool {
    let [old, new] = [old, new].map(|text| text.trim_start_matches('\u{feff}'));
    let libyaml = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).is_ok();
    let saphyr = |text| saphyr_parser::Parser::new_from_str(text).all(|event| event.is_ok());
    if libyaml(old) { libyaml(new) } else { !saphyr(old) || saphyr(new) }
}

fn line_breaks(text: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => {
                found.insert("\r\n");
            }
            b'\n' => {
                found.insert("\n");
            }
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => {
                found.insert("\r");
            }
            _ => {}
        }
    }
    found
}

/// What is asked of each node.
#[derive(Default)]
struct Expectation {
    sets: BTreeMap<NodeId, Plain>,
    removed: BTreeSet<NodeId>,
    inserted: BTreeMap<NodeId, Vec<(String, Plain)>>,
    appended: BTreeMap<NodeId, Vec<Plain>>,
    renamed: BTreeMap<NodeId, String>,
}

impl Expectation {
    fn new(tree: &Tree, changes: &[Change]) -> Self {
        let mut asked = Self::default();
        for change in changes {
            match change.clone() {
                Change::Set { at, value } => {
                    asked.sets.insert(at, value);
                }
                Change::Insert { mapping, key, value, .. } => {
                    let entries = asked.inserted.entry(mapping).or_default();
                    match entries.iter_mut().find(|(other, _)| *other == key) {
                        Some((_, other)) => *other = united(other, &value),
                        None => entries.push((key, value)),
                    }
                }
                Change::Remove { at } => {
                    // An entry goes by its key.
                    asked.removed.insert(tree.entry_of(at).map_or(at, |entry| entry.key));
                }
                Change::Append { sequence, value } => {
                    let items = asked.appended.entry(sequence).or_default();
                    if !items.contains(&value) {
                        items.push(value);
                    }
                }
                Change::Rename { key, name } => {
                    asked.renamed.insert(key, name);
                }
            }
        }
        asked
    }

    fn meaning(&self, tree: &Tree, id: NodeId) -> Meaning {
        let anchor = tree.anchor(id).map(|anchor| anchor.name.to_string());
        let tag = tree.tag(id).map(|tag| tag.text.to_string());
        Meaning { content: self.content(tree, id), anchor, tag }
    }

    fn content(&self, tree: &Tree, id: NodeId) -> Content {
        if let Some(value) = self.sets.get(&id) {
            return Content::Wanted(value.clone());
        }
        let inserted = self.inserted.get(&id).cloned().unwrap_or_default();
        let appended = self.appended.get(&id).cloned().unwrap_or_default();
        match &tree.node(id).kind {
            Kind::Scalar(_) if !inserted.is_empty() => {
                // The order among what is inserted is not looked at here.
                Content::Mapping(Vec::new(), inserted)
            }
            Kind::Scalar(_) if !appended.is_empty() => {
                Content::Sequence(appended.into_iter().map(wanted).collect())
            }
            Kind::Scalar(scalar) => match self.renamed.get(&id) {
                Some(name) => Content::Wanted(Plain::Str(name.clone())),
                None => Content::Scalar {
                    text: scalar.value.to_string(),
                    plain: scalar.style == ScalarStyle::Plain,
                },
            },
            Kind::Alias(alias) => Content::Alias(alias.name.to_string()),
            Kind::Mapping(mapping) => {
                let kept = mapping.entries.iter().filter(|it| !self.removed.contains(&it.key));
                let kept = kept
                    .map(|entry| (self.meaning(tree, entry.key), self.meaning(tree, entry.value)));
                Content::Mapping(kept.collect(), inserted)
            }
            Kind::Sequence(sequence) => {
                let kept = sequence.items.iter().filter(|item| !self.removed.contains(item));
                let kept = kept.map(|item| self.meaning(tree, *item));
                Content::Sequence(kept.chain(appended.into_iter().map(wanted)).collect())
            }
        }
    }
}

fn wanted(value: Plain) -> Meaning {
    Meaning { content: Content::Wanted(value), anchor: None, tag: None }
}

fn united(one: &Plain, other: &Plain) -> Plain {
    match (one, other) {
        (Plain::Map(one), Plain::Map(other)) => {
            let mut result = one.clone();
            for (key, value) in other {
                match result.iter_mut().find(|(it, _)| it == key) {
                    Some((_, there)) => *there = united(there, value),
                    None => result.push((key.clone(), value.clone())),
                }
            }
            Plain::Map(result)
        }
        (Plain::List(one), Plain::List(other)) => {
            let mut result = one.clone();
            for item in other {
                if !result.contains(item) {
                    result.push(item.clone());
                }
            }
            Plain::List(result)
        }
        _ => one.clone(),
    }
}

fn agrees(expected: &Meaning, actual: &Meaning) -> bool {
    if expected.anchor != actual.anchor || expected.tag != actual.tag {
        return false;
    }
    match (&expected.content, &actual.content) {
        (Content::Wanted(value), actual) => says(value, actual),
        (Content::Mapping(kept, added), Content::Mapping(actual, _)) => {
            let mut kept = kept.iter();
            let mut found = BTreeSet::new();
            for (key, value) in actual {
                let added = added.iter().find(|(name, _)| is_text(name, &key.content));
                match added {
                    Some((name, wanted)) if found.insert(name) => {
                        if !says(wanted, &value.content) || value.anchor.is_some() {
                            return false;
                        }
                    }
                    _ => match kept.next() {
                        Some(entry) if agrees(&entry.0, key) && agrees(&entry.1, value) => {}
                        _ => return false,
                    },
                }
            }
            kept.next().is_none() && found.len() == added.len()
        }
        (Content::Sequence(expected), Content::Sequence(actual)) => {
            expected.len() == actual.len()
                && expected.iter().zip(actual).all(|(expected, actual)| agrees(expected, actual))
        }
        (expected, actual) => expected == actual,
    }
}

fn is_text(wanted: &str, actual: &Content) -> bool {
    let Content::Scalar { text, plain } = actual else { return false };
    text == wanted
        && (!plain
            || [Schema::Core12, Schema::Yaml11]
                .into_iter()
                .all(|schema| resolve(text, schema) == Resolved::Str))
}

fn resolve(text: &str, schema: Schema) -> Resolved {
    Scalar { style: ScalarStyle::Plain, value: text }.resolve(schema)
}

fn says(wanted: &Plain, actual: &Content) -> bool {
    let resolves_to = |expected: &Resolved| match actual {
        Content::Scalar { text, plain: true } => [Schema::Core12, Schema::Yaml11]
            .into_iter()
            .all(|schema| resolve(text, schema) == *expected),
        _ => false,
    };
    match (wanted, actual) {
        (Plain::Null, _) => resolves_to(&Resolved::Null),
        (Plain::Bool(value), _) => resolves_to(&Resolved::Bool(*value)),
        (Plain::Int(value), _) => resolves_to(&Resolved::Int((*value).into())),
        (Plain::Str(value), actual) => is_text(value, actual),
        (Plain::List(items), Content::Sequence(actual)) => {
            items.len() == actual.len()
                && items.iter().zip(actual).all(|(item, actual)| {
                    actual.anchor.is_none() && actual.tag.is_none() && says(item, &actual.content)
                })
        }
        (Plain::Map(entries), Content::Mapping(actual, _)) => {
            entries.len() == actual.len()
                && entries.iter().zip(actual).all(|((key, value), (name, actual))| {
                    is_text(key, &name.content)
                        && actual.anchor.is_none()
                        && actual.tag.is_none()
                        && says(value, &actual.content)
                })
        }
        _ => false,
    }
}

/// A lone insertion stands where it was asked for.
fn position_holds(old: &Tree, new: &Tree, changes: &[Change]) -> Result<(), String> {
    let [Change::Insert { mapping, key, position, .. }] = changes else { return Ok(()) };
    let Kind::Mapping(before) = &old.node(*mapping).kind else { return Ok(()) };
    let index_of = |name: &str| before.entries.iter().position(|it| old.key_text(it) == name);
    let expected = match position {
        Position::First => 0,
        Position::Last => before.entries.len(),
        Position::After(name) => index_of(name).map_or(before.entries.len(), |it| it + 1),
        Position::Before(name) => index_of(name).unwrap_or(before.entries.len()),
    };
    let address = old.address(*mapping);
    if old.find(&address) != Some(*mapping) {
        // One of several keys of the same name.
        return Ok(());
    }
    let after = new.find(&address).ok_or("the mapping is gone")?;
    let Kind::Mapping(after) = &new.node(after).kind else {
        return Err("the mapping is none".to_owned());
    };
    let actual = after.entries.iter().position(|it| new.key_text(it) == key);
    // Of duplicate keys on the way, the first is found.
    let duplicates = after.entries.len() != before.entries.len() + 1;
    if actual == Some(expected) || duplicates {
        return Ok(());
    }
    Err(format!("`{key}` stands at {actual:?}, not at {expected}"))
}

/// Every comment is still there unless what it is about, or what it stands in, was taken away.
fn comments_stay(
    old: &Tree,
    new: &Tree,
    changes: &[Change],
    is_broken: bool,
) -> Result<(), String> {
    let mut gone = Vec::new();
    for change in changes {
        match change {
            Change::Set { at, .. } => gone.push(*at),
            Change::Remove { at } => match old.entry_of(*at) {
                Some(entry) => gone.extend([entry.key, entry.value]),
                None => gone.push(*at),
            },
            Change::Insert { .. } | Change::Append { .. } | Change::Rename { .. } => {}
        }
    }
    let mut left = BTreeMap::<&str, usize>::new();
    for comment in new.comments() {
        *left.entry(comment.range.slice(new.text())).or_default() += 1;
    }
    for comment in old.comments() {
        let is_inside = gone.iter().any(|id| old.entry_range(*id).contains_range(comment.range));
        let mut about = comment.node;
        // Among errors a comment may be taken to be about something else on its line.
        let ends_line = is_broken
            && gone.iter().any(|id| {
                let between = old.entry_range(*id).end() as usize..comment.range.start() as usize;
                old.text()
                    .get(between)
                    .is_some_and(|text| text.trim_matches([' ', '\t']).is_empty())
            });
        let mut may_go = is_inside || ends_line;
        while let Some(id) = about {
            may_go |= gone.contains(&id);
            about = old.node(id).parent;
        }
        let text = comment.range.slice(old.text());
        match left.get_mut(text) {
            _ if may_go => {}
            Some(count) if *count > 0 => *count -= 1,
            _ => return Err(format!("the comment `{text}` is gone")),
        }
    }
    if new.comments().len() > old.comments().len() {
        return Err("something has become a comment".to_owned());
    }
    Ok(())
}
