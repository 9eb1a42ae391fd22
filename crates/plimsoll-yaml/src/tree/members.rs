//! Mappings as a reader sees them: aliases followed and merge keys resolved.

use std::collections::{HashMap, HashSet};

use super::{Entry, Kind, Member, NodeId, ScalarStyle, Tree};

/// The most that one mapping draws from merge sources: entries, each counted once for every source
/// that it comes through.
const MERGE_BUDGET: usize = 100_000;

/// Up to so many keys, comparing each with each is faster than a table.
const FEW: usize = 16;

impl Tree {
    /// The entries of the mapping that `mapping` is or stands for, with merge keys resolved.
    ///
    /// An entry written in the mapping wins over merged ones, an earlier merge source over a later
    /// one; of duplicate keys the last wins and stands where the first does. A merge key is a
    /// plain `<<`. Facts: <https://yaml.org/type/merge.html>.
    ///
    /// Empty for anything but a mapping.
    #[must_use]
    pub fn members(&self, mapping: NodeId) -> Vec<Member> {
        let Some(top) = self.mapping(mapping) else { return Vec::new() };
        if let Some(plain) = self.plain_members(top.entries) {
            return plain;
        }
        let mut collector = Collector::default();
        for entry in top.entries {
            if !self.is_merge_key(entry) {
                collector.written(self, entry);
            }
        }
        // An explicit stack of merge sources, the next one on top.
        let mut pending = Vec::new();
        self.push_sources(top.entries, &[], &mut pending);
        let mut visited = HashSet::from([self.resolve(mapping)]);
        while let Some(Source { id, through }) = pending.pop() {
            let target = self.resolve(id);
            // First source wins: a source seen before cannot add anything.
            if !visited.insert(target) {
                continue;
            }
            let Kind::Mapping(source) = self.node(target).kind else { continue };
            if collector.spent(source.entries.len().saturating_mul(1 + through.len())) {
                break;
            }
            let floor = collector.members.len();
            for entry in source.entries {
                if !self.is_merge_key(entry) {
                    collector.merged(self, entry, &through, floor);
                }
            }
            self.push_sources(source.entries, &through, &mut pending);
        }
        collector.members
    }

    /// The members where nothing is merged and no key can be there twice, which is nearly always;
    /// `None` where that takes more than a look.
    fn plain_members(&self, entries: &[Entry]) -> Option<Vec<Member>> {
        if entries.len() > FEW {
            return None;
        }
        for (index, entry) in entries.iter().enumerate() {
            let key = self.scalar(entry.key).map(|it| it.value);
            let is_twice = |other: &Entry| self.scalar(other.key).map(|it| it.value) == key;
            if self.is_merge_key(entry) || entries.iter().take(index).any(is_twice) {
                return None;
            }
        }
        let member = |it: &Entry| Member { key: it.key, value: it.value, through: Vec::new() };
        Some(entries.iter().map(member).collect())
    }

    /// The entry with this key, as [`Tree::members`] gives it.
    #[must_use]
    pub fn member(&self, mapping: NodeId, key: &str) -> Option<Member> {
        let entries = self.mapping(mapping)?.entries;
        let written = entries
            .iter()
            .rev()
            .find(|entry| self.key_text(entry) == key && !self.is_merge_key(entry));
        if let Some(entry) = written {
            return Some(Member { key: entry.key, value: entry.value, through: Vec::new() });
        }
        if !entries.iter().any(|entry| self.is_merge_key(entry)) {
            return None;
        }
        self.members(mapping)
            .into_iter()
            .find(|member| self.scalar(member.key).map_or("", |scalar| scalar.value) == key)
    }

    fn is_merge_key(&self, entry: &Entry) -> bool {
        match self.node(entry.key).kind {
            Kind::Scalar(scalar) => scalar.style == ScalarStyle::Plain && scalar.value == "<<",
            _ => false,
        }
    }

    /// Puts the sources of every merge key on the stack, the first source on top.
    fn push_sources(&self, entries: &[Entry], through: &[NodeId], pending: &mut Vec<Source>) {
        for entry in entries.iter().rev().filter(|entry| self.is_merge_key(entry)) {
            let below =
                |id: NodeId| Source { id, through: through.iter().copied().chain([id]).collect() };
            match self.sequence(entry.value) {
                Some(list) => pending.extend(list.items.iter().rev().map(|item| below(*item))),
                None => pending.push(below(entry.value)),
            }
        }
    }
}

struct Source {
    id: NodeId,
    through: Vec<NodeId>,
}

#[derive(Default)]
struct Collector<'tree> {
    members: Vec<Member>,
    positions: HashMap<&'tree str, usize>,
    cost: usize,
}

impl<'tree> Collector<'tree> {
    /// Whether the budget is used up after `cost` more.
    fn spent(&mut self, cost: usize) -> bool {
        self.cost = self.cost.saturating_add(cost);
        self.cost > MERGE_BUDGET
    }

    fn written(&mut self, tree: &'tree Tree, entry: &Entry) {
        let member = Member { key: entry.key, value: entry.value, through: Vec::new() };
        let Some(key) = tree.scalar(entry.key) else {
            self.members.push(member);
            return;
        };
        match self.positions.get(key.value) {
            Some(position) => self.members[*position] = member,
            None => {
                self.positions.insert(key.value, self.members.len());
                self.members.push(member);
            }
        }
    }

    /// Adds an entry of a merge source whose members begin at `floor`.
    fn merged(&mut self, tree: &'tree Tree, entry: &Entry, through: &[NodeId], floor: usize) {
        let Some(key) = tree.scalar(entry.key) else { return };
        let member = Member { key: entry.key, value: entry.value, through: through.to_vec() };
        match self.positions.get(key.value) {
            Some(position) if *position < floor => {}
            Some(position) => self.members[*position] = member,
            None => {
                self.positions.insert(key.value, self.members.len());
                self.members.push(member);
            }
        }
    }
}
