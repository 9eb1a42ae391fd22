//! Reading the facts of one subject from its value.

use std::sync::Arc;

use plimsoll_diagnostics::TextRange;

use crate::{
    fact::{Fact, List, Scope},
    site::{Origin, Path, Site, Slot, Spelling, Via, ViaKind},
    value::{Bytes, Content, Member, Text, Value},
    why::Why,
};

/// What one value says about a setting.
pub enum Read<T> {
    /// This.
    Value(T),
    /// This, and only these bytes of the file say so.
    Part(T, Option<TextRange>),
    /// Nothing that the files decide.
    Unknown(Why),
    /// As little as if it were not there.
    Absent,
}

/// What a platform does when a setting is left out.
pub enum Silence<T> {
    /// This.
    Means(T),
    /// Something that the files do not show.
    Unknown(Why),
    /// The platform has no such setting.
    Inapplicable,
}

/// Reads settings of one subject.
#[derive(Clone, Copy)]
pub struct Reader<'v> {
    /// The subject's own value.
    pub value: &'v Value,
    /// The node that a person looks at for what the subject leaves out.
    pub shown: Origin,
    /// Whether the document is only a part of the whole, so that absence proves nothing.
    pub is_partial: bool,
}

enum Look<'v> {
    Found(&'v Value),
    Absent,
    Unknown(Origin, Why),
}

impl<'v> Reader<'v> {
    /// Where the subject states the setting at `path` as a plain value.
    #[must_use]
    pub fn slot(&self, path: Path) -> Slot {
        Slot { owner: self.value.at, path, spelling: Spelling::Value }
    }

    /// The site of a value that belongs in `slot`.
    #[must_use]
    pub fn site(&self, value: &Value, slot: Slot) -> Site {
        Site::new(value.at, slot, value.through.clone())
    }

    /// Whether the subject states `value` itself; a file that overrides the subject's counts as
    /// the subject.
    #[must_use]
    pub fn scope(&self, value: &Value) -> Scope {
        if same_way(self.value.through.as_ref(), value.through.as_ref()) {
            return Scope::Own;
        }
        Scope::Inherited
    }

    /// The fact that the subject leaves out the setting at `slot`.
    #[must_use]
    pub fn absent<T>(&self, slot: Slot, silence: Silence<T>) -> Fact<T> {
        let at = Site::absent(self.shown, slot);
        match silence {
            Silence::Inapplicable => Fact::Inapplicable,
            _ if self.is_partial => Fact::Unknown { at, why: Why::Partial },
            Silence::Unknown(why) => Fact::Unknown { at, why },
            Silence::Means(value) => Fact::Assumed { value, at },
        }
    }

    /// The fact at `path`: what `read` makes of the value there, else what `silence` means.
    pub fn fact<T>(
        &self,
        path: Path,
        silence: Silence<T>,
        read: impl FnOnce(&'v Value) -> Read<T>,
    ) -> Fact<T> {
        let slot = self.slot(path);
        match self.look(path) {
            Look::Absent => self.absent(slot, silence),
            Look::Unknown(node, why) => Fact::Unknown { at: Site::absent(node, slot), why },
            Look::Found(value) => self.read(value, slot, silence, read),
        }
    }

    /// What `read` makes of `value`, which belongs in `slot`.
    pub fn read<T>(
        &self,
        value: &'v Value,
        slot: Slot,
        silence: Silence<T>,
        read: impl FnOnce(&'v Value) -> Read<T>,
    ) -> Fact<T> {
        let site = self.site(value, slot);
        let scope = self.scope(value);
        match certain(value, read) {
            Read::Value(it) => Fact::Stated { value: it, at: site.narrowed(pieces(value)), scope },
            Read::Part(value, part) => Fact::Stated { value, at: site.narrowed(part), scope },
            Read::Unknown(why) => Fact::Unknown { at: site, why },
            Read::Absent => self.absent(slot, silence),
        }
    }

    /// The list at `path`; left out, it has no items unless `silence` says otherwise.
    pub fn list<T>(
        &self,
        path: Path,
        silence: Silence<usize>,
        mut read: impl FnMut(&'v Value) -> Read<T>,
    ) -> List<T> {
        let slot = self.slot(path);
        let list = match self.look(path) {
            Look::Found(list) => list,
            Look::Absent => return List { whole: self.absent(slot, silence), items: Vec::new() },
            Look::Unknown(node, why) => {
                let whole = Fact::Unknown { at: Site::absent(node, slot), why };
                return List { whole, items: Vec::new() };
            }
        };
        let Content::List { items, is_incomplete } = &list.content else {
            let why = list.text().and_then(|text| text.unknown).unwrap_or(Why::Malformed);
            let whole = Fact::Unknown { at: self.site(list, slot), why };
            return List { whole, items: Vec::new() };
        };
        let at = self.site(list, slot);
        let whole = if *is_incomplete {
            Fact::Unknown { at, why: Why::Lost }
        } else {
            Fact::Stated { value: items.len(), at, scope: self.scope(list) }
        };
        let items = items
            .iter()
            .map(|item| self.read(item, slot, Silence::Unknown(Why::Malformed), &mut read));
        List { whole, items: items.collect() }
    }

    /// The members of the mapping at `path`; left out, it has none unless `silence` says
    /// otherwise.
    pub fn entries<T>(
        &self,
        path: Path,
        silence: Silence<usize>,
        mut read: impl FnMut(&'v Member) -> Read<T>,
    ) -> List<T> {
        let slot = self.slot(path);
        let nothing = |whole| List { whole, items: Vec::new() };
        let map = match self.look(path) {
            Look::Found(map) => map,
            Look::Absent => return nothing(self.absent(slot, silence)),
            Look::Unknown(node, why) => {
                return nothing(Fact::Unknown { at: Site::absent(node, slot), why });
            }
        };
        let at = self.site(map, slot);
        let Content::Map { members, is_incomplete } = &map.content else {
            let why = map.text().and_then(|text| text.unknown).unwrap_or(Why::Malformed);
            return nothing(Fact::Unknown { at, why });
        };
        let whole = if *is_incomplete {
            Fact::Unknown { at, why: Why::Lost }
        } else {
            Fact::Stated { value: members.len(), at, scope: self.scope(map) }
        };
        let items = members.iter().map(|member| {
            self.read(&member.value, slot, Silence::Unknown(Why::Malformed), |_| read(member))
        });
        List { whole, items: items.collect() }
    }

    fn look(&self, path: Path) -> Look<'v> {
        let mut value = self.value;
        for key in path {
            match &value.content {
                Content::Map { .. } => {}
                Content::Scalar(text) => {
                    let why = text.unknown.unwrap_or(Why::Malformed);
                    return Look::Unknown(value.at, why);
                }
                Content::List { .. } => return Look::Unknown(value.at, Why::Malformed),
                Content::Lost => return Look::Unknown(value.at, Why::Lost),
            }
            match value.get(key) {
                Some(next) => value = next,
                None if value.is_incomplete() => return Look::Unknown(self.shown, Why::Lost),
                None => return Look::Absent,
            }
        }
        Look::Found(value)
    }
}

fn same_way(one: Option<&Arc<Via>>, other: Option<&Arc<Via>>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) if Arc::ptr_eq(one, other) => true,
        _ => steps(one).eq(steps(other)),
    }
}

fn steps(way: Option<&Arc<Via>>) -> impl Iterator<Item = (ViaKind, Origin)> {
    Via::steps(way).filter(|(kind, _)| !matches!(kind, ViaKind::Override | ViaKind::Patch))
}

/// The bytes that a text was put together from, where they are not the bytes of its node: the
/// default in a reference to a variable.
fn pieces(value: &Value) -> Option<TextRange> {
    let text = value.text().filter(|text| matches!(text.bytes, Bytes::Pieces(_)))?;
    text.range_of(0..text.value.len()).filter(|range| !range.is_empty())
}

/// `read(value)`, unless the value's text is not what the platform will see.
fn certain<'v, T>(value: &'v Value, read: impl FnOnce(&'v Value) -> Read<T>) -> Read<T> {
    match &value.content {
        Content::Lost => Read::Unknown(Why::Lost),
        Content::Scalar(Text { unknown: Some(why), .. }) => Read::Unknown(*why),
        _ => read(value),
    }
}

/// A boolean as YAML 1.2 has it; anything else is malformed.
#[must_use]
pub fn boolean(value: &Value) -> Read<bool> {
    match value.text().map(|text| &text.resolved) {
        Some(plimsoll_yaml::Resolved::Bool(value)) => Read::Value(*value),
        _ => Read::Unknown(Why::Malformed),
    }
}

/// The text of a single value, whatever YAML resolves it to.
#[must_use]
pub fn string(value: &Value) -> Read<String> {
    match value.text() {
        Some(text) => Read::Value(text.value.to_string()),
        None => Read::Unknown(Why::Malformed),
    }
}

/// A whole number that is not negative.
#[must_use]
pub fn count(value: &Value) -> Read<u64> {
    match value.text().map(|text| text.value.parse()) {
        Some(Ok(number)) => Read::Value(number),
        _ => Read::Unknown(Why::Malformed),
    }
}
