//! Settings that are written as a map or as a list of `NAME=value`: variables, kernel parameters.

use plimsoll_facts::{
    Fact, List, Origin, Path, Why,
    read::{Read, Reader, Silence},
    value::{Bytes, Content, Member, Text, Value},
};
use plimsoll_syntax::interpolation::holds_variable;

/// One entry of such a setting.
#[derive(Clone, Copy)]
pub(super) enum Entry<'v> {
    /// A key with its value.
    Member(&'v Member),
    /// An item `NAME=value` or `NAME`.
    Item {
        /// The item.
        value: &'v Value,
        /// Its text.
        text: &'v Text,
        /// The bytes of the text before the first `=`.
        name: &'v str,
    },
}

impl<'v> Entry<'v> {
    /// The entries of `value`, in order; items that are neither are left out.
    pub(super) fn all(value: &'v Value) -> Vec<Self> {
        match &value.content {
            Content::Map { members, .. } => members.iter().map(Self::Member).collect(),
            Content::List { items, .. } => items.iter().flat_map(Self::of_item).collect(),
            Content::Scalar(_) | Content::Lost => Vec::new(),
        }
    }

    fn of_item(item: &'v Value) -> Vec<Self> {
        match &item.content {
            Content::Map { members, .. } => members.iter().map(Self::Member).collect(),
            Content::Scalar(text) => {
                let name = text.value.split_once('=').map_or(&*text.value, |(name, _)| name);
                vec![Self::Item { value: item, text, name }]
            }
            Content::List { .. } | Content::Lost => Vec::new(),
        }
    }

    /// The name; `None` where a variable decides it.
    pub(super) fn name(&self) -> Option<&'v str> {
        match self {
            Self::Member(member) => Some(&member.key),
            Self::Item { text, name, .. } => {
                (text.unknown.is_none() || !holds_variable(name)).then_some(name)
            }
        }
    }

    /// The node that a person looks at: the key, or the item.
    pub(super) fn shown(&self) -> Origin {
        match self {
            Self::Member(member) => member.key_at,
            Self::Item { value, .. } => value.at,
        }
    }

    /// The value that the entry is written in.
    pub(super) fn value(&self) -> &'v Value {
        match self {
            Self::Member(member) => &member.value,
            Self::Item { value, .. } => value,
        }
    }

    /// Whether the entry has a value of its own, rather than passing one through.
    pub(super) fn has_value(&self) -> bool {
        match self {
            Self::Member(member) => !member.value.is_null(),
            Self::Item { text, .. } => text.value.contains('='),
        }
    }

    /// The text of the value as written, variables included.
    pub(super) fn written(&self) -> Option<&'v str> {
        let (text, start) = self.text()?;
        text.value.get(start..)
    }

    /// The text of the value, with its bytes in the text of an item.
    fn text(&self) -> Option<(&'v Text, usize)> {
        match self {
            Self::Member(member) => Some((member.value.text()?, 0)),
            Self::Item { text, name, .. } => {
                Some((text, name.len() + usize::from(text.value.contains('='))))
            }
        }
    }

    /// The fact that `read` makes of the value's text.
    pub(super) fn fact<T>(
        &self,
        reader: &Reader<'v>,
        path: Path,
        read: impl FnOnce(&'v str) -> Option<T>,
    ) -> Fact<T> {
        let slot = reader.slot(path);
        let value = self.value();
        let at = reader.site(value, slot);
        let scope = reader.scope(value);
        let Some((text, start)) = self.text() else {
            return Fact::Unknown { at, why: Why::Malformed };
        };
        let part = text.value.get(start..).unwrap_or("");
        let at = match self {
            // The value of a key is the whole node, unless it is a default in a variable.
            Self::Member(_) if matches!(text.bytes, Bytes::From(_) | Bytes::Lines(_)) => at,
            _ => at.narrowed(text.range_of(start..text.value.len()).filter(|it| !it.is_empty())),
        };
        match text.unknown {
            Some(Why::Interpolated)
                if matches!(self, Self::Item { .. }) && !holds_variable(part) => {}
            Some(why) => return Fact::Unknown { at, why },
            None => {}
        }
        match read(part) {
            Some(value) => Fact::Stated { value, at, scope },
            None => Fact::Unknown { at, why: Why::Malformed },
        }
    }
}

/// The entries at `path` as a list of what `read` makes of each name and value.
pub(super) fn entries<'v, T>(
    reader: &Reader<'v>,
    path: Path,
    read: impl Fn(&'v str, Option<&'v str>) -> Option<T>,
) -> List<T> {
    let whole = reader.fact(path, Silence::Means(0), |value| match &value.content {
        Content::Map { .. } | Content::List { .. } if value.is_incomplete() => {
            Read::Unknown(Why::Lost)
        }
        Content::Map { .. } | Content::List { .. } => Read::Value(Entry::all(value).len()),
        Content::Scalar(_) | Content::Lost => Read::Unknown(Why::Malformed),
    });
    let Some(value) = reader.value.dig(path) else { return List { whole, items: Vec::new() } };
    let items = Entry::all(value).into_iter().map(|entry| match entry.name() {
        Some(name) if !entry.has_value() => entry.fact(reader, path, |_| read(name, None)),
        Some(name) => entry.fact(reader, path, |text| read(name, Some(text))),
        None => Fact::Unknown {
            at: reader.site(entry.value(), reader.slot(path)),
            why: Why::Interpolated,
        },
    });
    List { whole, items: items.collect() }
}
