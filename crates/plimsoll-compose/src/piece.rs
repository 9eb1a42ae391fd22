//! Facts that are a piece of one text: the port in `8080:80/udp`.

use std::ops::Range;

use plimsoll_diagnostics::TextRange;
use plimsoll_facts::{
    Fact, Scope, Site, Slot, Spelling, Why,
    read::Reader,
    value::{Text, Value},
};
use plimsoll_syntax::{Part, interpolation::holds_variable};

/// A piece of a text has no spelling of its own that a whole value could take.
pub(super) const PIECE: Spelling = Spelling::NONE;

/// A text that holds several facts.
#[derive(Clone, Copy)]
pub(super) struct Pieces<'v> {
    value: &'v Value,
    /// The text.
    pub(super) text: &'v Text,
    slot: Slot,
    scope: Scope,
}

impl<'v> Pieces<'v> {
    /// The pieces of an item of a list that is a subject of its own.
    pub(super) fn of_item(value: &'v Value) -> Option<Self> {
        let slot = Slot { owner: value.at, path: &[], spelling: PIECE };
        Some(Self { value, text: value.text()?, slot, scope: Scope::Own })
    }

    /// The pieces of the value that `reader` has at `path`.
    pub(super) fn of_setting(
        reader: &Reader<'v>,
        value: &'v Value,
        path: &'static [&'static str],
    ) -> Option<Self> {
        let slot = Slot { spelling: PIECE, ..reader.slot(path) };
        Some(Self { value, text: value.text()?, slot, scope: reader.scope(value) })
    }

    /// Why the text as a whole cannot be read, apart from variables in it.
    pub(super) fn refusal(&self) -> Option<Why> {
        self.text.unknown.filter(|why| *why != Why::Interpolated)
    }

    /// The bytes of the file for bytes of the text; none for none, which nobody could look at.
    fn range_of(&self, part: Range<usize>) -> Option<TextRange> {
        self.text.range_of(part).filter(|range| !range.is_empty())
    }

    fn site(&self, part: Option<Part<'_>>) -> Site {
        let site = Site::new(self.value.at, self.slot, self.value.through.clone());
        site.narrowed(part.and_then(|part| self.range_of(part.range().to_usize())))
    }

    /// What `part` states.
    pub(super) fn stated<T>(&self, part: Part<'_>, value: T) -> Fact<T> {
        Fact::Stated { value, at: self.site(Some(part)), scope: self.scope }
    }

    /// What the bytes `part` of the text state.
    pub(super) fn stated_at<T>(&self, part: Range<usize>, value: T) -> Fact<T> {
        let at = self.site(None).narrowed(self.range_of(part));
        Fact::Stated { value, at, scope: self.scope }
    }

    /// What the text as a whole states.
    pub(super) fn stated_whole<T>(&self, value: T) -> Fact<T> {
        Fact::Stated { value, at: self.site(None), scope: self.scope }
    }

    /// What the platform does because the text leaves it out.
    pub(super) fn assumed<T>(&self, value: T) -> Fact<T> {
        Fact::Assumed { value, at: self.site(None) }
    }

    /// What cannot be known.
    pub(super) fn unknown<T>(&self, part: Option<Part<'_>>, why: Why) -> Fact<T> {
        Fact::Unknown { at: self.site(part), why }
    }

    /// What `read` makes of `part`: unknown while it holds a variable, malformed for `None`.
    pub(super) fn read<T>(&self, part: Part<'_>, read: impl FnOnce(&str) -> Option<T>) -> Fact<T> {
        if self.text.unknown.is_some() && holds_variable(part.text()) {
            return self.unknown(Some(part), Why::Interpolated);
        }
        match read(part.text()) {
            Some(value) => self.stated(part, value),
            None => self.unknown(Some(part), Why::Malformed),
        }
    }
}
