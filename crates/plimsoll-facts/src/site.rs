//! Where a fact is written, or where it would be.

use std::sync::Arc;

use plimsoll_diagnostics::{FileId, TextRange};
use plimsoll_yaml::{NodeId, Plain};

/// The keys from a subject's mapping to one of its settings.
pub type Path = &'static [&'static str];

/// A node of one file of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The node in that file's tree.
    pub node: NodeId,
}

/// The place of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The node that a person looks at: the one that decides, or for something left out the name
    /// of the subject that lacks it.
    pub at: Origin,
    /// Where the subject itself would state it.
    pub slot: Slot,
    /// What it came through to get here, the last step first; in front of that the bytes that
    /// matter, where they are not all of the node. One field for both, because every fact has a
    /// site and few have either.
    pub way: Option<Arc<Via>>,
}

/// Where a subject states one of its settings, whether it does so or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The subject's own mapping.
    pub owner: Origin,
    /// The keys from there.
    pub path: Path,
    /// How a value is spelt there.
    pub spelling: Spelling,
}

/// How a setting is spelt where a platform wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As the value of the last key.
    Value,
    /// Under another word. Behind a reference, because every fact carries one of these.
    As(&'static Words),
}

/// The words for the values of a setting: pairs of a value and its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Written as the value of the last key.
    Word(&'static [(&'static str, &'static str)]),
    /// Written as an item of the list at the last key.
    Item(&'static [(&'static str, &'static str)]),
}

impl Spelling {
    /// No value of the setting can be written: it is a piece of something.
    pub const NONE: Self = Self::As(&Words::Word(&[]));

    /// Whether the value is written by leaving the setting out.
    #[must_use]
    pub fn is_silence(self, value: &Plain) -> bool {
        let Self::As(Words::Word(words) | Words::Item(words)) = self else { return false };
        let Plain::Str(value) = value else { return false };
        words.contains(&(value, Words::SILENCE))
    }
}

impl Words {
    /// The word for a value that has none, because it is what holds when nothing is written.
    pub const SILENCE: &'static str = "";
}

/// One step on the way from where a value is written to where it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    link: Link,
    at: Origin,
    next: Option<Arc<Via>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Step(ViaKind),
    /// A piece of the text at the place, in bytes of the file.
    Piece(TextRange),
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ViaKind {
    /// `*name`
    Alias,
    /// `<<: *name`
    MergeKey,
    /// A Compose service that extends another.
    Extends,
    /// A Compose file that another includes.
    Include,
    /// A Compose file that overrides an earlier one.
    Override,
    /// A kustomization that changes an object.
    Patch,
}

impl Site {
    /// The site of something that the subject at `slot` leaves out, shown at `at`.
    #[must_use]
    pub const fn absent(at: Origin, slot: Slot) -> Self {
        Self { at, slot, way: None }
    }

    /// The site of what is written at `at`, and came there `through` these steps.
    #[must_use]
    pub const fn new(at: Origin, slot: Slot, through: Option<Arc<Via>>) -> Self {
        Self { at, slot, way: through }
    }

    /// The bytes of the file that matter, where they are not all of the node.
    #[must_use]
    pub fn part(&self) -> Option<TextRange> {
        match self.way.as_deref()?.link {
            Link::Piece(part) => Some(part),
            Link::Step(_) => None,
        }
    }

    /// The same site, narrowed to `part`, in bytes of the file; `None` keeps the whole node.
    #[must_use]
    pub fn narrowed(mut self, part: Option<TextRange>) -> Self {
        let Some(part) = part else { return self };
        let whole = self.part().is_none();
        let next = if whole { self.way } else { self.way.and_then(|it| it.next.clone()) };
        self.way = Some(Arc::new(Via { link: Link::Piece(part), at: self.at, next }));
        self
    }

    /// Whether the value was put together from what is written at its place, so that nothing there
    /// can be replaced by another value.
    #[must_use]
    pub fn is_composed(&self) -> bool {
        self.steps().any(|step| step == (ViaKind::Patch, self.at))
    }

    /// The steps that the value came through, the last first.
    pub fn steps(&self) -> impl Iterator<Item = (ViaKind, Origin)> {
        Via::steps(self.way.as_ref())
    }
}

impl Via {
    /// A step taken at `at`: the alias, the merge key's source, the `extends` value; `next` is
    /// the step before it.
    #[must_use]
    pub const fn new(kind: ViaKind, at: Origin, next: Option<Arc<Self>>) -> Self {
        Self { link: Link::Step(kind), at, next }
    }

    /// This step with `last` behind all that are before it.
    pub fn followed_by(&self, last: &Arc<Self>) -> Self {
        let next = match &self.next {
            Some(next) => Arc::new(next.followed_by(last)),
            None => Arc::clone(last),
        };
        Self { next: Some(next), ..self.clone() }
    }

    /// The steps of a way, the last first, with their places.
    pub fn steps(way: Option<&Arc<Self>>) -> impl Iterator<Item = (ViaKind, Origin)> {
        std::iter::successors(way.map(|it| &**it), |via| via.next.as_deref()).filter_map(|via| {
            match via.link {
                Link::Step(kind) => Some((kind, via.at)),
                Link::Piece(_) => None,
            }
        })
    }
}
