//! What the changes of one call come to, node by node, before any text is looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use plimsoll_diagnostics::TextRange;

use super::{
    Change, Plain, Position,
    place::{Role, after_subtree, is_merge, role},
    quote::{self, Quote},
    recovery,
    refusal::Refusal,
};
use crate::{
    scalar::{Resolved, Schema},
    tree::{Kind, NodeId, ScalarStyle, Tree},
};

/// The most characters of a key that has its colon on its line.
const LONGEST_KEY: usize = 1024;

/// The work on one tree. The numbers beside it are the indices of the changes it comes from.
#[derive(Default)]
pub(super) struct Plan {
    /// Keys with their new names.
    pub(super) renames: BTreeMap<NodeId, (String, usize)>,
    /// Nodes with their new values.
    pub(super) sets: BTreeMap<NodeId, (Plain, usize)>,
    /// Collections that gain or lose entries or items.
    pub(super) collections: BTreeMap<NodeId, Work>,
}

/// The work on one collection.
#[derive(Default)]
pub(super) struct Work {
    /// The indices of the entries or items that go.
    pub(super) removed: BTreeMap<usize, usize>,
    /// What is added, in the order of the call.
    pub(super) added: Vec<Addition>,
}

/// An entry or item that is added.
pub(super) struct Addition {
    /// The key of an entry; `None` for an item.
    pub(super) key: Option<String>,
    /// The value.
    pub(super) value: Plain,
    /// Where.
    pub(super) position: Position,
    /// The change.
    pub(super) change: usize,
}

impl Plan {
    pub(super) fn new(tree: &Tree, changes: &[Change]) -> Result<Self, Refusal> {
        let mut plan = Self::default();
        for (index, change) in changes.iter().enumerate() {
            match change {
                Change::Set { at, value } => plan.set(tree, *at, value, index)?,
                Change::Insert { mapping, key, value, position } => {
                    let addition = Addition {
                        key: Some(key.clone()),
                        value: value.clone(),
                        position: position.clone(),
                        change: index,
                    };
                    plan.add(tree, *mapping, addition)?;
                }
                Change::Append { sequence, value } => {
                    let addition = Addition {
                        key: None,
                        value: value.clone(),
                        position: Position::Last,
                        change: index,
                    };
                    plan.add(tree, *sequence, addition)?;
                }
                Change::Remove { at } => plan.remove(tree, *at, index)?,
                Change::Rename { key, name } => plan.rename(tree, *key, name, index)?,
            }
        }
        plan.refuse_to_empty_lost(tree)?;
        plan.refuse_duplicate_keys(tree)?;
        plan.turn_null_into_collections(tree)?;
        plan.drop_what_goes_anyway(tree)?;
        Ok(plan)
    }

    fn set(&mut self, tree: &Tree, at: NodeId, value: &Plain, index: usize) -> Result<(), Refusal> {
        if let Role::Key { .. } = role(tree, at) {
            return Err(Refusal::Mismatch { at, expected: "a value" });
        }
        if tree.entry_of(at).is_some_and(|entry| is_merge(tree, &entry)) {
            return Err(elsewhere(tree, at));
        }
        refuse_long_keys(value)?;
        refuse_shared(tree, at)?;
        refuse_dangling(tree, at, at)?;
        refuse_lost(tree, at)?;
        match self.sets.get(&at) {
            Some((other, first)) if other != value => {
                Err(Refusal::Conflict { first: *first, second: index })
            }
            Some(_) => Ok(()),
            None => {
                self.sets.insert(at, (value.clone(), index));
                Ok(())
            }
        }
    }

    fn add(&mut self, tree: &Tree, to: NodeId, addition: Addition) -> Result<(), Refusal> {
        let node = tree.node(to);
        let into_mapping = addition.key.is_some();
        match &node.kind {
            Kind::Alias(_) => return Err(elsewhere(tree, to)),
            Kind::Mapping(_) if into_mapping => {}
            Kind::Sequence(_) if !into_mapping => {}
            Kind::Scalar(scalar)
                if scalar.style == ScalarStyle::Plain
                    && scalar.resolve(Schema::Core12) == Resolved::Null
                    && !matches!(role(tree, to), Role::Key { .. }) =>
            {
                if let Some(tag) = tree.tag(to) {
                    return Err(Refusal::Tagged { at: to, tag: tag.text.clone() });
                }
            }
            _ => {
                let expected = if into_mapping {
                    "a mapping, or a null value that becomes one"
                } else {
                    "a sequence, or a null value that becomes one"
                };
                return Err(Refusal::Mismatch { at: to, expected });
            }
        }
        if let Some(key) = &addition.key {
            refuse_long_key(key)?;
        }
        refuse_long_keys(&addition.value)?;
        refuse_shared(tree, to)?;
        refuse_lost(tree, to)?;
        let added = &mut self.collections.entry(to).or_default().added;
        let same = added.iter_mut().find(|other| match (&other.key, &addition.key) {
            (Some(one), Some(another)) => one == another,
            (None, None) => other.value == addition.value,
            _ => false,
        });
        let Some(other) = same else {
            added.push(addition);
            return Ok(());
        };
        if merge(&mut other.value, &addition.value) {
            return Ok(());
        }
        Err(Refusal::Conflict { first: other.change, second: addition.change })
    }

    fn remove(&mut self, tree: &Tree, at: NodeId, index: usize) -> Result<(), Refusal> {
        let (collection, position) = match role(tree, at) {
            Role::Root => {
                return Err(Refusal::Mismatch { at, expected: "an entry or an item" });
            }
            Role::Key { mapping, index } | Role::Value { mapping, index } => (mapping, index),
            Role::Item { sequence, index } => (sequence, index),
        };
        let parts = part_nodes(tree, collection, position);
        refuse_shared(tree, collection)?;
        for part in &parts {
            // An anchored part itself may be shared; what holds it has been looked at.
            refuse_dangling(tree, *part, parts[0])?;
            refuse_lost(tree, *part)?;
        }
        self.collections.entry(collection).or_default().removed.entry(position).or_insert(index);
        Ok(())
    }

    fn rename(
        &mut self,
        tree: &Tree,
        key: NodeId,
        name: &str,
        index: usize,
    ) -> Result<(), Refusal> {
        let Role::Key { .. } = role(tree, key) else {
            return Err(Refusal::Mismatch { at: key, expected: "a key" });
        };
        match &tree.node(key).kind {
            Kind::Alias(_) => return Err(elsewhere(tree, key)),
            Kind::Scalar(_) => {}
            Kind::Mapping(_) | Kind::Sequence(_) => {
                return Err(Refusal::Ambiguous { at: key, why: "the key is a collection" });
            }
        }
        if let Some(entry) = tree.entry_of(key)
            && is_merge(tree, &entry)
        {
            return Err(elsewhere(tree, entry.value));
        }
        refuse_long_key(name)?;
        refuse_shared(tree, key)?;
        match self.renames.get(&key) {
            Some((other, first)) if other != name => {
                Err(Refusal::Conflict { first: *first, second: index })
            }
            Some(_) => Ok(()),
            None => {
                self.renames.insert(key, (name.to_owned(), index));
                Ok(())
            }
        }
    }

    /// The nodes that are replaced, removed or renamed.
    pub(super) fn changed_nodes(&self, tree: &Tree) -> Vec<Range<NodeId>> {
        let sets = self.sets.keys().map(|at| *at..after_subtree(tree, *at));
        let removed = self.collections.iter().flat_map(|(collection, work)| {
            let indices = work.removed.keys();
            indices.flat_map(|index| part_nodes(tree, *collection, *index))
        });
        let removed = removed.map(|at| at..after_subtree(tree, at));
        let renamed = self.renames.keys().map(|key| *key..after_subtree(tree, *key));
        sets.chain(removed).chain(renamed).collect()
    }

    /// A collection that text was lost from may not be as empty as it looks.
    fn refuse_to_empty_lost(&self, tree: &Tree) -> Result<(), Refusal> {
        for (collection, work) in &self.collections {
            let known = match &tree.node(*collection).kind {
                Kind::Mapping(mapping) => mapping.entries.len(),
                Kind::Sequence(sequence) => sequence.items.len(),
                Kind::Scalar(_) | Kind::Alias(_) => continue,
            };
            if work.removed.len() == known {
                refuse_lost(tree, *collection)?;
            }
        }
        Ok(())
    }

    /// No key may stand twice after all changes that did not before.
    fn refuse_duplicate_keys(&self, tree: &Tree) -> Result<(), Refusal> {
        let renamed_in = self.renames.keys().filter_map(|key| tree.node(*key).parent);
        let touched: BTreeSet<NodeId> =
            self.collections.keys().copied().chain(renamed_in).collect();
        let nothing = Work::default();
        for id in touched {
            let work = self.collections.get(&id).unwrap_or(&nothing);
            let entries = tree.node(id).kind.entries();
            let mut kept = BTreeSet::new();
            let mut renamed = Vec::new();
            for (index, entry) in entries.iter().enumerate() {
                if work.removed.contains_key(&index) {
                    continue;
                }
                match self.renames.get(&entry.key) {
                    Some((name, change)) => renamed.push((name.as_str(), *change)),
                    None => {
                        kept.insert(tree.key_text(entry));
                    }
                }
            }
            let added = work.added.iter().filter_map(|it| Some((it.key.as_deref()?, it.change)));
            let mut new = BTreeMap::<&str, usize>::new();
            for (key, change) in renamed.into_iter().chain(added) {
                if kept.contains(key) {
                    return Err(Refusal::Exists { key: key.to_owned() });
                }
                if let Some(first) = new.insert(key, change) {
                    let (first, second) = (first.min(change), first.max(change));
                    return Err(Refusal::Conflict { first, second });
                }
            }
        }
        Ok(())
    }

    /// A null value that is added to is set to what is added.
    fn turn_null_into_collections(&mut self, tree: &Tree) -> Result<(), Refusal> {
        let nulls: Vec<NodeId> = self
            .collections
            .keys()
            .filter(|id| matches!(tree.node(**id).kind, Kind::Scalar(_)))
            .copied()
            .collect();
        for id in nulls {
            let Some(work) = self.collections.remove(&id) else { continue };
            let Some(first) = work.added.first().map(|it| it.change) else { continue };
            let (mut entries, mut items) = (Vec::new(), Vec::new());
            for Addition { key, value, change, position } in work.added {
                match (key, position) {
                    (Some(key), Position::First) => entries.insert(0, (key, value)),
                    (Some(key), _) => entries.push((key, value)),
                    (None, _) => items.push(value),
                }
                if !entries.is_empty() && !items.is_empty() {
                    return Err(Refusal::Conflict { first, second: change });
                }
            }
            let value = if items.is_empty() { Plain::Map(entries) } else { Plain::List(items) };
            if let Some((_, other)) = self.sets.get(&id) {
                let (first, second) = (first.min(*other), first.max(*other));
                return Err(Refusal::Conflict { first, second });
            }
            self.sets.insert(id, (value, first));
        }
        Ok(())
    }

    /// Refuses changes inside what another change replaces or removes; a removal inside a removal
    /// is done with it.
    fn drop_what_goes_anyway(&mut self, tree: &Tree) -> Result<(), Refusal> {
        let mut regions: Vec<Region> = Vec::new();
        for (at, (_, change)) in &self.sets {
            let end = after_subtree(tree, *at);
            regions.push(Region { start: *at, end, change: *change, removal: false });
        }
        for (collection, work) in &self.collections {
            for (index, change) in &work.removed {
                let parts = part_nodes(tree, *collection, *index);
                let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
                let end = after_subtree(tree, *last);
                regions.push(Region { start: *first, end, change: *change, removal: true });
            }
        }
        let regions = outermost(regions);
        let outer = |id: NodeId, change: usize| -> Option<Region> {
            let after = regions.partition_point(|region| region.start <= id);
            let around = regions.get(..after).unwrap_or_default().iter().rev();
            around.take_while(|region| id < region.end).find(|it| it.change != change).copied()
        };
        let conflict = |region: Region, change: usize| Refusal::Conflict {
            first: region.change.min(change),
            second: region.change.max(change),
        };
        for (key, (_, change)) in &self.renames {
            if let Some(region) = outer(*key, *change) {
                return Err(conflict(region, *change));
            }
        }
        for (at, (_, change)) in &self.sets {
            if let Some(region) = outer(*at, *change) {
                return Err(conflict(region, *change));
            }
        }
        let mut inner = Vec::new();
        for (collection, work) in &self.collections {
            for addition in &work.added {
                if let Some(region) = outer(*collection, addition.change) {
                    return Err(conflict(region, addition.change));
                }
            }
            for (index, change) in &work.removed {
                match outer(*collection, *change) {
                    Some(region) if region.removal => inner.push((*collection, *index)),
                    Some(region) => return Err(conflict(region, *change)),
                    None => {}
                }
            }
        }
        for (collection, index) in inner {
            if let Some(work) = self.collections.get_mut(&collection) {
                work.removed.remove(&index);
            }
        }
        self.collections.retain(|_, work| !work.removed.is_empty() || !work.added.is_empty());
        Ok(())
    }
}

/// The nodes from `start` up to `end` that a change takes away.
#[derive(Clone, Copy)]
struct Region {
    start: NodeId,
    end: NodeId,
    change: usize,
    removal: bool,
}

/// The regions that no larger one holds, in text order. They are apart or equal.
fn outermost(mut regions: Vec<Region>) -> Vec<Region> {
    regions.sort_by_key(|region| (region.start, std::cmp::Reverse(region.end)));
    let mut kept: Vec<Region> = Vec::with_capacity(regions.len());
    for region in regions {
        let is_inside = kept.last().is_some_and(|last| {
            region.start < last.end && (region.start, region.end) != (last.start, last.end)
        });
        if !is_inside {
            kept.push(region);
        }
    }
    kept
}

impl<'tree> Kind<'tree> {
    fn is_leaf(&self) -> bool {
        matches!(self, Self::Scalar(_) | Self::Alias(_))
    }

    fn entries(&self) -> &'tree [crate::tree::Entry] {
        match self {
            Self::Mapping(mapping) => mapping.entries,
            Self::Sequence(_) | Self::Scalar(_) | Self::Alias(_) => &[],
        }
    }
}

/// The key and value, or the item, at `index` of a collection.
fn part_nodes(tree: &Tree, collection: NodeId, index: usize) -> Vec<NodeId> {
    match &tree.node(collection).kind {
        Kind::Mapping(mapping) => {
            mapping.entries.get(index).map_or_else(Vec::new, |entry| vec![entry.key, entry.value])
        }
        Kind::Sequence(sequence) => sequence.items.get(index).copied().into_iter().collect(),
        Kind::Scalar(_) | Kind::Alias(_) => Vec::new(),
    }
}

/// Merges `other` into `value`; `false` where they exclude each other.
fn merge(value: &mut Plain, other: &Plain) -> bool {
    match (value, other) {
        (Plain::Map(entries), Plain::Map(others)) => {
            others.iter().all(|(key, value)| match entries.iter_mut().find(|(it, _)| it == key) {
                Some((_, there)) => merge(there, value),
                None => {
                    entries.push((key.clone(), value.clone()));
                    true
                }
            })
        }
        (Plain::List(items), Plain::List(others)) => {
            for item in others {
                if !items.contains(item) {
                    items.push(item.clone());
                }
            }
            true
        }
        (value, other) => value == other,
    }
}

fn elsewhere(tree: &Tree, at: NodeId) -> Refusal {
    Refusal::Elsewhere { at, text: tree.node(at).range.slice(tree.text()).into() }
}

fn shared(tree: &Tree, anchor: NodeId, aliases: u32) -> Refusal {
    let name = tree.anchor(anchor).map_or("", |it| &it.name).into();
    Refusal::Shared { anchor, name, aliases }
}

fn refuse_shared(tree: &Tree, id: NodeId) -> Result<(), Refusal> {
    match tree.shared_by(id) {
        Some((anchor, aliases)) => Err(shared(tree, anchor, aliases)),
        None => Ok(()),
    }
}

/// Refuses to take away an anchor inside `id` that an alias outside of `start` and what follows
/// up to the end of `id` refers to.
fn refuse_dangling(tree: &Tree, id: NodeId, start: NodeId) -> Result<(), Refusal> {
    let end = after_subtree(tree, id);
    let inside = tree.nodes.get(id.index()..end.index()).unwrap_or_default();
    for (anchored, node) in (id.index()..).map(NodeId::at).zip(inside) {
        if tree.properties(node).is_none_or(|it| it.anchor.is_none()) {
            continue;
        }
        let aliases = || tree.aliases_of(anchored);
        if aliases().any(|alias| alias < start || alias >= end) {
            let count = u32::try_from(aliases().count()).unwrap_or(u32::MAX);
            return Err(shared(tree, anchored, count));
        }
    }
    Ok(())
}

/// Refuses a key that YAML does not allow on one line (YAML 1.2 section 7.4.3).
fn refuse_long_key(key: &str) -> Result<(), Refusal> {
    let characters = quote::quoted(key, Quote::Double).chars().count();
    if characters > LONGEST_KEY { Err(Refusal::LongKey { characters }) } else { Ok(()) }
}

fn refuse_long_keys(value: &Plain) -> Result<(), Refusal> {
    match value {
        Plain::List(items) => items.iter().try_for_each(refuse_long_keys),
        Plain::Map(entries) => entries.iter().try_for_each(|(key, value)| {
            refuse_long_key(key)?;
            refuse_long_keys(value)
        }),
        Plain::Null | Plain::Bool(_) | Plain::Int(_) | Plain::Str(_) => Ok(()),
    }
}

/// Refuses a node that text may have been lost from: a collection or a left-out value with lost
/// text between the node before it and the next outside of it.
fn refuse_lost(tree: &Tree, id: NodeId) -> Result<(), Refusal> {
    let node = tree.node(id);
    let is_root = node.parent.is_none();
    if !is_root && matches!(&node.kind, Kind::Scalar(scalar) if !scalar.value.is_empty()) {
        return Ok(());
    }
    let before = id.index().checked_sub(1).and_then(|before| tree.nodes.get(before));
    let start = match before {
        // Nothing but what is lost stands between a root and its document's beginning.
        _ if is_root => {
            let before = tree.document_of(id).checked_sub(1);
            before.and_then(|it| tree.documents.get(it)).map_or(0, |it| it.range.end())
        }
        // Its first lines may be among what is lost, so it begins where its key ends.
        Some(before) if tree.view(before).kind.is_leaf() => tree.full_range_of(before).end(),
        _ => tree.full_range(id).start(),
    };
    let next = tree.nodes.get(after_subtree(tree, id).index());
    let end = next.map_or(u32::MAX, |next| tree.full_range_of(next).start());
    let territory = TextRange::new(start, end);
    recovery::refuse_beside(tree, territory)
}
