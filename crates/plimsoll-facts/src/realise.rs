//! The text edits that make patches.
//!
//! What a patch is worth is not known here: whoever applies it judges the file again.

use plimsoll_diagnostics::{EditSet, FileId};
use plimsoll_yaml::{Change, Kind, NodeId, Plain, Position, Refusal, edits};

use crate::{
    dialect::Dialect,
    file::File,
    patch::Patch,
    site::{Origin, Slot, Spelling, Words},
    value,
};

/// Why patches cannot become edits.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Unfixable {
    /// The tree cannot be changed like that.
    Refused(Refusal),
    /// The value is written in a form that the patch cannot be expressed in.
    OtherForm,
    /// The setting has no spelling for the value on this platform.
    NoSpelling,
}

impl std::fmt::Display for Unfixable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::OtherForm => {
                f.write_str("the setting is written in a form that cannot be changed in place")
            }
            Self::NoSpelling => f.write_str("the platform has no way to write the value"),
        }
    }
}

impl From<Refusal> for Unfixable {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The edits that make all of `patches`, by file, in the order of the files.
///
/// # Errors
///
/// The first patch that cannot be made, or a pair of them that contradict each other.
pub fn realise(files: &[File], patches: &[Patch]) -> Result<Vec<(FileId, EditSet)>, Unfixable> {
    let mut changes: Vec<(FileId, Vec<Change>)> = Vec::new();
    for patch in patches {
        let (file, change) = change(files, patch)?;
        match changes.iter_mut().find(|(id, _)| *id == file) {
            Some((_, list)) => list.push(change),
            None => changes.push((file, vec![change])),
        }
    }
    changes.sort_by_key(|(file, _)| *file);
    let mut result = Vec::with_capacity(changes.len());
    for (file, mut changes) in changes {
        let file = file_of(files, file);
        remove_emptied(file, &mut changes);
        result.push((file.id, edits(&file.tree, &changes)?));
    }
    Ok(result)
}

/// The file with this id, which is its position.
fn file_of(files: &[File], id: FileId) -> &File {
    &files[id.0 as usize]
}

fn change(files: &[File], patch: &Patch) -> Result<(FileId, Change), Unfixable> {
    Ok(match patch {
        Patch::Set { at, slot, value } => {
            let value = spelt(slot.spelling, value)?;
            (at.file, Change::Set { at: at.node, value })
        }
        Patch::Put { slot, value } => {
            let value = spelt(slot.spelling, value)?;
            let change = match slot.spelling {
                Spelling::As(Words::Item(_)) => append(files, slot, value)?,
                Spelling::Value | Spelling::As(Words::Word(_)) => put(files, slot, value)?,
            };
            (slot.owner.file, change)
        }
        Patch::Remove { at } => (at.file, Change::Remove { at: at.node }),
        Patch::Append { slot, item } => (slot.owner.file, append(files, slot, item.clone())?),
        Patch::Enter { owner, path, value } => {
            let keys: Vec<&str> = path.iter().map(String::as_str).collect();
            let change = match reach(files, *owner, &keys)? {
                Reach::Full(node) => Change::Set { at: node, value: value.clone() },
                Reach::Up(mapping, rest) => insert(mapping, rest, value.clone()),
            };
            (owner.file, change)
        }
        Patch::Rename { key, name } => {
            (key.file, Change::Rename { key: key.node, name: name.clone() })
        }
        Patch::Splice { at, part, text } => {
            let it = value::text(&file_of(files, at.file).tree, at.node);
            let value::Bytes::From(start) = it.bytes else { return Err(Unfixable::OtherForm) };
            let from = part.start().checked_sub(start).ok_or(Unfixable::OtherForm)? as usize;
            let to = from + part.len() as usize;
            let before = it.value.get(..from).ok_or(Unfixable::OtherForm)?;
            let after = it.value.get(to..).ok_or(Unfixable::OtherForm)?;
            let value = Plain::Str(format!("{before}{text}{after}"));
            (at.file, Change::Set { at: at.node, value })
        }
    })
}

/// Settings of both platforms that say when empty what they say when left out.
const SAY_NOTHING_EMPTY: &[&str] = &[
    "add",
    "annotations",
    "cap_add",
    "capabilities",
    "device_cgroup_rules",
    "devices",
    "entitlements",
    "env",
    "environment",
    "externalIPs",
    "group_add",
    "security_opt",
    "securityContext",
    "supplementalGroups",
    "ulimits",
];

/// Takes away the whole of what removals leave empty, where a person would not leave it.
fn remove_emptied(file: &File, changes: &mut Vec<Change>) {
    while let Some(emptied) = changes.iter().find_map(|it| emptied(file, it, changes)) {
        changes.retain(|it| removed(it).and_then(|at| file.tree.node(at).parent) != Some(emptied));
        changes.push(Change::Remove { at: emptied });
    }
}

/// The collection that `change`, together with the others, leaves empty and pointless.
fn emptied(file: &File, change: &Change, all: &[Change]) -> Option<NodeId> {
    let tree = &file.tree;
    let collection = tree.node(removed(change)?).parent?;
    let entry = tree.entry_of(collection).filter(|it| it.value == collection)?;
    let node = tree.node(collection);
    let is_list = matches!(node.kind, Kind::Sequence(_));
    // An empty list in a patch may stand for one that takes the place of another.
    if !SAY_NOTHING_EMPTY.contains(&tree.key_text(&entry))
        || tree.anchor(collection).is_some()
        || tree.tag(collection).is_some()
        || (is_list && file.recognition.dialect == Dialect::KustomizePatch)
    {
        return None;
    }
    let is_gone = |nodes: &[NodeId]| all.iter().filter_map(removed).any(|at| nodes.contains(&at));
    let is_emptied = match &node.kind {
        Kind::Mapping(it) => it.entries.iter().all(|it| is_gone(&[it.key, it.value])),
        Kind::Sequence(it) => it.items.iter().all(|it| is_gone(&[*it])),
        Kind::Scalar(_) | Kind::Alias(_) => false,
    };
    let is_added_to = all.iter().any(|it| match it {
        Change::Insert { mapping: to, .. } | Change::Append { sequence: to, .. } => {
            *to == collection
        }
        _ => false,
    });
    let (start, end) = (tree.node(entry.key).range.start(), node.range.end());
    let is_commented = tree.comments().iter().any(|it| (start..end).contains(&it.range.start()));
    (is_emptied && !is_added_to && !is_commented).then_some(collection)
}

fn removed(change: &Change) -> Option<NodeId> {
    match change {
        Change::Remove { at } => Some(*at),
        _ => None,
    }
}

fn spelt(spelling: Spelling, value: &Plain) -> Result<Plain, Unfixable> {
    let Spelling::As(all) = spelling else { return Ok(value.clone()) };
    let (Words::Word(words) | Words::Item(words)) = all;
    let wanted = match value {
        Plain::Bool(value) => value.to_string(),
        Plain::Int(value) => value.to_string(),
        Plain::Str(value) => value.clone(),
        _ => return Err(Unfixable::NoSpelling),
    };
    let word = words
        .iter()
        .find(|(value, word)| *value == wanted && *word != Words::SILENCE)
        .ok_or(Unfixable::NoSpelling)?;
    Ok(match (all, word.1) {
        (Words::Word(_), "true") => Plain::Bool(true),
        (Words::Word(_), "false") => Plain::Bool(false),
        (_, word) => Plain::Str(word.to_owned()),
    })
}

/// How far the keys of a slot are there already.
enum Reach<'p, 'k> {
    /// All the way, to this node.
    Full(NodeId),
    /// To this mapping (or empty value), which lacks the rest; the rest has at least one key.
    Up(NodeId, &'p [&'k str]),
}

fn reach<'p, 'k>(
    files: &[File],
    owner: Origin,
    path: &'p [&'k str],
) -> Result<Reach<'p, 'k>, Unfixable> {
    let tree = &file_of(files, owner.file).tree;
    let mut node = owner.node;
    for (depth, key) in path.iter().enumerate() {
        if tree.mapping(node).is_none() {
            let is_empty = tree.scalar(node).is_some_and(|it| it.value.is_empty());
            return match tree.node(node).kind {
                Kind::Scalar(_) if is_empty => Ok(Reach::Up(node, &path[depth..])),
                _ => Err(Unfixable::OtherForm),
            };
        }
        // Only what is written here counts: a key that comes through a merge is overridden by
        // one of the mapping's own.
        let own = tree.member(node, key).filter(|member| member.through.is_empty());
        match own {
            Some(member) => node = member.value,
            None => return Ok(Reach::Up(node, &path[depth..])),
        }
    }
    Ok(Reach::Full(node))
}

fn put(files: &[File], slot: &Slot, value: Plain) -> Result<Change, Unfixable> {
    Ok(match reach(files, slot.owner, slot.path)? {
        Reach::Full(node) => Change::Set { at: node, value },
        Reach::Up(mapping, rest) => insert(mapping, rest, value),
    })
}

fn append(files: &[File], slot: &Slot, item: Plain) -> Result<Change, Unfixable> {
    Ok(match reach(files, slot.owner, slot.path)? {
        Reach::Full(sequence) => Change::Append { sequence, value: item },
        Reach::Up(mapping, rest) => insert(mapping, rest, Plain::List(vec![item])),
    })
}

fn insert(mapping: NodeId, keys: &[&str], value: Plain) -> Change {
    let (first, rest) = keys.split_first().map_or(("", keys), |(first, rest)| (*first, rest));
    let value =
        rest.iter().rev().fold(value, |value, key| Plain::Map(vec![((*key).to_owned(), value)]));
    Change::Insert { mapping, key: first.to_owned(), value, position: Position::Last }
}
