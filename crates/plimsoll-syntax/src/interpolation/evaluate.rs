//! What a value becomes, what that rests on, and where each byte of it comes from.

use plimsoll_diagnostics::TextRange;

use super::{Purpose, Segment, Template, Variable};

/// A value after its variables were replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluated {
    pub(super) text: String,
    /// What it rests on.
    pub basis: Basis,
    /// The variables that nobody gives a value to, by name, in the order of the text.
    pub missing: Vec<String>,
    /// Where each piece of the result comes from, in order and without gaps.
    pub pieces: Vec<Piece>,
    source: TextRange,
}

/// What a value rests on: the weakest of its pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The text alone; no variable is involved.
    Text,
    /// Values that the caller's lookup gave.
    Environment,
    /// A default in the text: what the file ships, and what somebody can change without it.
    Default,
    /// A variable without value and default: nothing can be said.
    Unknown,
}

/// A piece of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the result.
    pub out: TextRange,
    /// The bytes of the template that it comes from.
    pub source: TextRange,
    /// Whether it is the same text, so that offsets into it mean something in the template.
    pub verbatim: bool,
}

impl Evaluated {
    /// The result; `None` when a variable in it is unknown.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        (self.basis != Basis::Unknown).then_some(self.text.as_str())
    }

    /// The smallest range of the template that everything in `out`, a range of the result, comes
    /// from: in `${TAG:-latest}`, the result's `latest` comes from the default.
    #[must_use]
    pub fn source_range(&self, out: TextRange) -> TextRange {
        let from = |piece: &Piece| {
            if !piece.verbatim {
                return piece.source;
            }
            let start = out.start().max(piece.out.start()) - piece.out.start();
            let end = out.end().min(piece.out.end()).saturating_sub(piece.out.start());
            TextRange::new(piece.source.start() + start, piece.source.start() + end.max(start))
        };
        let overlapping = self.pieces.iter().filter(|it| it.out.overlaps(out)).map(from);
        if let Some(range) = overlapping.reduce(TextRange::cover) {
            return range;
        }
        // An empty range lies between two pieces; the one that it ends is closer to what is
        // missing there, say a tag after a name.
        let touched = self.pieces.iter().rfind(|it| it.out.touches(out.start()));
        touched.map_or(self.source, from)
    }

    fn push(&mut self, text: &str, source: TextRange, verbatim: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        let out = TextRange::from_usize(start, self.text.len());
        self.pieces.push(Piece { out, source, verbatim });
    }

    fn rests_on(&mut self, basis: Basis) {
        self.basis = self.basis.max(basis);
    }
}

impl Template<'_> {
    /// What the value becomes when `lookup` gives the values of variables.
    ///
    /// Compose would put the empty string for a variable without a value and without a default;
    /// here that makes the whole value unknown, because whoever deploys the file has it set.
    #[must_use]
    pub fn evaluate(&self, lookup: &dyn Fn(&str) -> Option<String>) -> Evaluated {
        let mut evaluated = Evaluated {
            text: String::with_capacity(self.text.len()),
            basis: Basis::Text,
            missing: Vec::new(),
            pieces: Vec::new(),
            source: TextRange::from_usize(0, self.text.len()),
        };
        self.evaluate_into(&self.segments, lookup, &mut evaluated);
        evaluated
    }

    /// What the file itself ships: [`Self::evaluate`] without any values.
    #[must_use]
    pub fn evaluate_alone(&self) -> Evaluated {
        self.evaluate(&|_| None)
    }

    fn evaluate_into(
        &self,
        segments: &[Segment],
        lookup: &dyn Fn(&str) -> Option<String>,
        into: &mut Evaluated,
    ) {
        for segment in segments {
            match segment {
                Segment::Literal(range) => into.push(range.slice(self.text), *range, true),
                Segment::EscapedDollar(range) => into.push("$", *range, false),
                Segment::Variable(variable) => self.evaluate_variable(variable, lookup, into),
            }
        }
    }

    fn evaluate_variable(
        &self,
        variable: &Variable,
        lookup: &dyn Fn(&str) -> Option<String>,
        into: &mut Evaluated,
    ) {
        let name = variable.name.slice(self.text);
        let empty_is_unset = variable.operator.is_some_and(|it| it.empty_is_unset);
        let value = lookup(name).filter(|value| !(empty_is_unset && value.is_empty()));
        let purpose = variable.operator.map(|it| it.purpose);
        match (value, purpose) {
            (Some(_), Some(Purpose::Alternative)) => {
                into.rests_on(Basis::Environment);
                self.evaluate_into(&variable.word, lookup, into);
            }
            (Some(value), _) => {
                into.rests_on(Basis::Environment);
                into.push(&value, variable.range, false);
            }
            (None, Some(Purpose::Default)) => {
                into.rests_on(Basis::Default);
                self.evaluate_into(&variable.word, lookup, into);
                if variable.word.is_empty() {
                    into.push("", variable.word_range, true);
                }
            }
            (None, _) => {
                into.rests_on(Basis::Unknown);
                into.missing.push(name.to_owned());
                into.push("", variable.range, false);
            }
        }
    }
}
