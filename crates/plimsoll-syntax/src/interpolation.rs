//! Variables in Compose values: `$NAME`, `${NAME}`, `${NAME:-default}` and their relatives.
//!
//! Compose replaces variables in values, never in keys, before it looks at anything else
//! (Compose specification, chapter *Interpolation*). This module knows the grammar and evaluates
//! what the text itself holds; the values of variables come from the caller, never from the
//! environment of this process.

use std::fmt;

use plimsoll_diagnostics::TextRange;

use super::SyntaxError;

mod evaluate;

pub use evaluate::{Basis, Evaluated, Piece};

/// How deep variables may stand in the words of others.
const MAX_DEPTH: usize = 32;

/// A value, cut into literal text and variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template<'a> {
    text: &'a str,
    segments: Vec<Segment>,
}

/// One piece of a value; ranges are bytes of the whole value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that stays as it is.
    Literal(TextRange),
    /// `$$`, which stands for one `$`.
    EscapedDollar(TextRange),
    /// A reference to a variable.
    Variable(Variable),
}

/// A reference to a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The reference, from `$` to the name's end or the closing brace.
    pub range: TextRange,
    /// The name alone.
    pub name: TextRange,
    /// What happens when the variable is unset; `None` for `$NAME` and `${NAME}`.
    pub operator: Option<Operator>,
    /// The bytes after the operator; empty without one.
    pub word_range: TextRange,
    /// The text after the operator, which can hold variables of its own.
    pub word: Vec<Segment>,
}

/// What stands between a variable's name and its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operator {
    /// What the word is for.
    pub purpose: Purpose,
    /// Whether an empty value counts as none: written with a colon.
    pub empty_is_unset: bool,
}

/// What the word after an operator is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// `-`: stands in for a variable that is not set.
    Default,
    /// `?`: the message of the error when the variable is not set.
    Required,
    /// `+`: replaces the value of a variable that is set.
    Alternative,
}

/// Why Compose refuses a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InterpolationError {
    /// `${` without a name after it.
    MissingName,
    /// Something after the name that is neither `}` nor one of the six operators.
    UnknownOperator,
    /// No `}` for a `${`, or only one on a later line.
    Unclosed,
    /// More nesting than anybody writes by hand; a limit of this parser.
    TooDeep,
}

impl fmt::Display for InterpolationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingName => "has `${` without a variable name; a literal `$` is written `$$`",
            Self::UnknownOperator => {
                "has a variable with an unknown operator; known are `:-`, `-`, `:?`, `?`, `:+` and `+`"
            }
            Self::Unclosed => "has a `${` without `}` on the same line",
            Self::TooDeep => "nests variables too deeply",
        })
    }
}

impl<'a> Template<'a> {
    /// Reads `text`.
    ///
    /// # Errors
    ///
    /// The first reference that Compose refuses; a lone `$` is no reference.
    pub fn parse(text: &'a str) -> Result<Self, SyntaxError<InterpolationError>> {
        let segments = parse_segments(text, 0, text.len(), 0)?;
        Ok(Self { text, segments })
    }

    /// The pieces in order, without gaps.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Whether the value refers to any variable.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.segments.iter().any(|it| matches!(it, Segment::Variable(_)))
    }

    /// Every reference, also those in the words of others, in the order of the text.
    #[must_use]
    pub fn variables(&self) -> Vec<&Variable> {
        fn collect<'s>(segments: &'s [Segment], into: &mut Vec<&'s Variable>) {
            for segment in segments {
                if let Segment::Variable(variable) = segment {
                    into.push(variable);
                    collect(&variable.word, into);
                }
            }
        }
        let mut all = Vec::new();
        collect(&self.segments, &mut all);
        all
    }
}

fn parse_segments(
    text: &str,
    start: usize,
    end: usize,
    depth: usize,
) -> Result<Vec<Segment>, SyntaxError<InterpolationError>> {
    let bytes = text.as_bytes();
    let mut segments = Vec::new();
    let mut literal = start;
    let mut at = start;
    while at < end {
        if bytes.get(at) != Some(&b'$') {
            at += 1;
            continue;
        }
        let next = bytes.get(at + 1).filter(|_| at + 1 < end);
        let segment = match next {
            Some(b'$') => Segment::EscapedDollar(TextRange::from_usize(at, at + 2)),
            Some(b'{') => Segment::Variable(parse_braced(text, at, end, depth)?),
            Some(byte) if starts_name(*byte) => {
                let name = TextRange::from_usize(at + 1, name_end(bytes, at + 1, end));
                Segment::Variable(Variable {
                    range: TextRange::new(name.start() - 1, name.end()),
                    name,
                    operator: None,
                    word_range: TextRange::empty(name.end()),
                    word: Vec::new(),
                })
            }
            _ => {
                at += 1;
                continue;
            }
        };
        if literal < at {
            segments.push(Segment::Literal(TextRange::from_usize(literal, at)));
        }
        at = segment.range().to_usize().end;
        literal = at;
        segments.push(segment);
    }
    if literal < end {
        segments.push(Segment::Literal(TextRange::from_usize(literal, end)));
    }
    Ok(segments)
}

/// Reads the reference whose `$` stands at `dollar` and that ends before `end`.
fn parse_braced(
    text: &str,
    dollar: usize,
    end: usize,
    depth: usize,
) -> Result<Variable, SyntaxError<InterpolationError>> {
    let bytes = text.as_bytes();
    let fail = |kind, range| Err(SyntaxError::new(kind, range));
    let open = TextRange::from_usize(dollar, dollar + 2);
    if depth >= MAX_DEPTH {
        return fail(InterpolationError::TooDeep, open);
    }
    let name_start = dollar + 2;
    if !bytes.get(name_start).is_some_and(|byte| name_start < end && starts_name(*byte)) {
        return fail(InterpolationError::MissingName, open);
    }
    let name_end = name_end(bytes, name_start, end);
    let name = TextRange::from_usize(name_start, name_end);
    let rest = bytes.get(name_end..end).unwrap_or_default();
    let (operator, operator_length) = match rest {
        [b'}', ..] => {
            return Ok(Variable {
                range: TextRange::from_usize(dollar, name_end + 1),
                name,
                operator: None,
                word_range: TextRange::empty(name.end()),
                word: Vec::new(),
            });
        }
        [b':', byte @ (b'-' | b'?' | b'+'), ..] => (Operator::new(*byte, true), 2),
        [byte @ (b'-' | b'?' | b'+'), ..] => (Operator::new(*byte, false), 1),
        [] => return fail(InterpolationError::Unclosed, open.cover(name)),
        _ => return fail(InterpolationError::UnknownOperator, open.cover(name)),
    };
    let word_start = name_end + operator_length;
    let Some(close) = closing_brace(bytes, word_start, end) else {
        return fail(InterpolationError::Unclosed, open.cover(name));
    };
    Ok(Variable {
        range: TextRange::from_usize(dollar, close + 1),
        name,
        operator: Some(operator),
        word_range: TextRange::from_usize(word_start, close),
        word: parse_segments(text, word_start, close, depth + 1)?,
    })
}

/// Whether a variable is referred to in `text`, which need not be a valid template: what is left
/// of `$NAME` or `${NAME…}` in a value that could not be evaluated.
#[must_use]
pub fn holds_variable(text: &str) -> bool {
    let last_close = text.rfind('}').unwrap_or(0);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let name = match bytes.get(at + 1) {
            _ if *byte != b'$' => None,
            Some(b'$') => {
                at += 2;
                continue;
            }
            Some(b'{') if at < last_close => bytes.get(at + 2),
            next => next,
        };
        if name.is_some_and(|first| starts_name(*first)) {
            return true;
        }
        at += 1;
    }
    false
}

/// The offsets of every `wanted` that is not inside `${…}`.
pub(super) fn outside_variables(text: &str, wanted: u8) -> impl Iterator<Item = usize> {
    let mut depth = 0usize;
    let mut previous = 0u8;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        match byte {
            b'{' if previous == b'$' || depth > 0 => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        previous = byte;
        (byte == wanted && depth == 0).then_some(at)
    })
}

/// The `}` that ends the word from `start`, on the same line: the one that balances its braces,
/// and where none does, the last one.
fn closing_brace(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let mut open = 1usize;
    let mut last = None;
    for (at, byte) in bytes.iter().enumerate().take(end).skip(start) {
        match byte {
            b'\n' => break,
            b'{' => open += 1,
            b'}' => {
                last = Some(at);
                open -= 1;
                if open == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    last
}

const fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

fn name_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let name = bytes.get(start..end).unwrap_or_default();
    let length = name.iter().take_while(|it| it.is_ascii_alphanumeric() || **it == b'_').count();
    start + length
}

impl Operator {
    const fn new(byte: u8, empty_is_unset: bool) -> Self {
        let purpose = match byte {
            b'-' => Purpose::Default,
            b'?' => Purpose::Required,
            _ => Purpose::Alternative,
        };
        Self { purpose, empty_is_unset }
    }

    /// How it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match (self.purpose, self.empty_is_unset) {
            (Purpose::Default, true) => ":-",
            (Purpose::Default, false) => "-",
            (Purpose::Required, true) => ":?",
            (Purpose::Required, false) => "?",
            (Purpose::Alternative, true) => ":+",
            (Purpose::Alternative, false) => "+",
        }
    }
}

impl Segment {
    /// The bytes of the value that it takes up.
    #[must_use]
    pub const fn range(&self) -> TextRange {
        match self {
            Self::Literal(range) | Self::EscapedDollar(range) => *range,
            Self::Variable(variable) => variable.range,
        }
    }
}

#[cfg(test)]
mod tests;
