//! Variables in the values of a Compose file, before anything else looks at them.
//!
//! What a variable holds is known only from a `.env` file that was handed in and from a default
//! in the text; the environment of this process is never asked.

use std::{collections::BTreeMap, ops::Range};

use plimsoll_diagnostics::TextRange;
use plimsoll_facts::{
    Why,
    value::{Bytes, Content, Text, Value},
};
use plimsoll_syntax::interpolation::{Basis, Evaluated, Segment, Template};
use plimsoll_yaml::Resolved;

/// What variables hold, by name.
pub(super) type Variables = BTreeMap<String, String>;

/// Settings whose values go into containers as they are. A value that stands in `.env` is not
/// written in this file, so nothing can be said about this file because of it.
const HANDED_ON: &[&str] = &["environment", "args", "labels", "annotations", "content"];

/// Replaces the variables in every value below `value`; keys stay as they are.
///
/// A text that depends on a variable without a value becomes [`Why::Interpolated`]; it keeps that
/// variable as written, so that its other parts can still be read.
pub(super) fn interpolate(value: &mut Value, variables: &Variables) {
    match &mut value.content {
        Content::Scalar(text) => replace(text, variables),
        Content::List { items, .. } => {
            for item in items {
                interpolate(item, variables);
            }
        }
        Content::Map { members, .. } => {
            for member in members {
                let is_handed_on = HANDED_ON.contains(&&*member.key);
                let none = Variables::new();
                interpolate(&mut member.value, if is_handed_on { &none } else { variables });
            }
        }
        Content::Lost => {}
    }
}

fn replace(text: &mut Text, variables: &Variables) {
    if text.unknown.is_some() || !text.value.contains('$') {
        return;
    }
    let written = text.value.clone();
    let Ok(template) = Template::parse(&written) else {
        text.unknown = Some(Why::Malformed);
        return;
    };
    if template.segments().iter().all(|it| matches!(it, Segment::Literal(_))) {
        return;
    }
    let evaluated = template.evaluate(&|name| variables.get(name).cloned());
    let (value, pieces) = match evaluated.known() {
        Some(known) => (known.to_owned(), pieces(&evaluated)),
        None => with_variables_left(&written, &evaluated, variables),
    };
    if evaluated.basis == Basis::Unknown {
        text.unknown = Some(Why::Interpolated);
    }
    // Compose reads the value as a string first and makes a number or a boolean of it where one
    // is expected, so a value with a variable in it is never null.
    text.resolved = Resolved::Str;
    text.value = value.into();
    text.bytes = match text.bytes {
        Bytes::From(start) => Bytes::Pieces(
            pieces
                .into_iter()
                .map(|(out, source, same)| (out, source.shifted(start), same))
                .collect(),
        ),
        _ => Bytes::Whole,
    };
}

type Piece = (Range<usize>, TextRange, bool);

fn pieces(evaluated: &Evaluated) -> Vec<Piece> {
    let pieces = evaluated.pieces.iter();
    pieces.map(|it| (it.out.to_usize(), it.source, it.verbatim)).collect()
}

/// The text with what is known filled in and the rest as written.
fn with_variables_left(
    written: &str,
    evaluated: &Evaluated,
    variables: &Variables,
) -> (String, Vec<Piece>) {
    let mut text = String::with_capacity(written.len());
    let mut pieces = Vec::with_capacity(evaluated.pieces.len());
    for piece in &evaluated.pieces {
        let start = text.len();
        let source = piece.source.slice(written);
        let is_missing = piece.out.is_empty() && !piece.verbatim;
        let is_same = piece.verbatim || is_missing;
        match Template::parse(source) {
            Ok(template) if !is_same => {
                let filled = template.evaluate(&|name| variables.get(name).cloned());
                text.push_str(filled.known().unwrap_or(source));
            }
            _ => text.push_str(source),
        }
        pieces.push((start..text.len(), piece.source, is_same));
    }
    (text, pieces)
}

/// A text with a stand-in for each variable that nobody gives a value to.
pub(super) struct Sketch {
    /// The text, with `0` for each such variable.
    pub(super) text: String,
    /// For each byte range of `text` that is not certain, that range.
    holes: Vec<Range<usize>>,
    /// Where each piece of `text` stands in the original.
    pieces: Vec<(Range<usize>, Range<usize>)>,
}

impl Sketch {
    /// The sketch of a text without variables: the text.
    pub(super) fn certain(text: &str) -> Self {
        let pieces = vec![(0..text.len(), 0..text.len())];
        Self { text: text.to_owned(), holes: Vec::new(), pieces }
    }

    /// The sketch of `text`; `None` for a text that Compose refuses.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut sketch = Self { text: String::new(), holes: Vec::new(), pieces: Vec::new() };
        let template = Template::parse(text).ok()?;
        for segment in template.segments() {
            let start = sketch.text.len();
            match segment {
                Segment::Literal(range) | Segment::EscapedDollar(range) => {
                    sketch.text.push_str(range.slice(text));
                }
                Segment::Variable(_) => {
                    sketch.text.push('0');
                    sketch.holes.push(start..start + 1);
                }
            }
            sketch.pieces.push((start..sketch.text.len(), segment.range().to_usize()));
        }
        Some(sketch)
    }

    /// Whether no variable is in or directly beside `range` of the sketch.
    pub(super) fn is_certain(&self, range: &Range<usize>) -> bool {
        self.holes.iter().all(|hole| hole.end < range.start || range.end < hole.start)
    }

    /// The bytes of the original that `range` of the sketch stands for.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let place = |offset: usize| {
            let piece =
                self.pieces.iter().find(|(out, _)| out.start <= offset && offset <= out.end);
            piece.map_or(offset, |(out, source)| {
                if out.len() == source.len() {
                    source.start + offset - out.start
                } else {
                    source.start
                }
            })
        };
        place(range.start)..place(range.end)
    }
}
