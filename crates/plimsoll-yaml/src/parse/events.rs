//! The seam to the scanner: YAML events with byte ranges, and why they stop.
//!
//! Nothing outside this module knows which library reads the text.

use std::borrow::Cow;

use granit_parser::{
    ErrorKind, Event as Granit, Options, Parser, ScalarStyle as GranitStyle, ScanError, StrInput,
    StructureStyle,
};
use plimsoll_diagnostics::TextRange;

use crate::tree::{CollectionStyle, ScalarStyle};

/// The deepest nesting that is read; real files stay below 50.
pub(super) const DEPTH_LIMIT: usize = 500;

/// One event, with the bytes that the scanner gives for it.
#[derive(Debug)]
pub(super) struct Spanned<'text> {
    /// What was read.
    pub(super) event: Event<'text>,
    /// Exact for scalars other than block scalars, aliases, comments, markers and brackets;
    /// loose for the rest.
    pub(super) range: TextRange,
}

/// What stands in front of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Properties {
    /// The scanner's number of the anchor, from one; zero where there is none.
    pub(super) anchor: usize,
    /// The tag's bytes.
    pub(super) tag: Option<TextRange>,
}

/// What the scanner reports.
#[derive(Debug)]
pub(super) enum Event<'text> {
    /// A document begins, with its `---` in the range where it has one.
    DocumentStart,
    /// A document ends, with its `...` in the range where it has one.
    DocumentEnd,
    /// A comment.
    Comment,
    /// A scalar after unquoting.
    Scalar { value: Cow<'text, str>, style: ScalarStyle, properties: Properties },
    /// A sequence begins.
    SequenceStart { style: CollectionStyle, properties: Properties },
    /// A mapping begins.
    MappingStart { style: CollectionStyle, properties: Properties },
    /// The innermost collection ends.
    CollectionEnd,
    /// An alias of the anchor with this number; `None` for an unknown name.
    Alias(Option<usize>),
}

/// Why the events stop before the end of the text.
#[derive(Debug)]
pub(super) struct Failure {
    /// Where the scanner noticed, in bytes.
    pub(super) at: usize,
    /// Whether a limit was reached, and not the grammar broken.
    pub(super) limit: bool,
    /// The library's name for what is wrong.
    pub(super) kind: ErrorKind,
}

/// The events of a text.
pub(super) struct Events<'text> {
    parser: Parser<'text, StrInput<'text>>,
    length: usize,
}

impl<'text> Events<'text> {
    /// The events of `text` as common readers read it.
    pub(super) fn new(text: &'text str) -> Self {
        Self::with(text, options())
    }

    /// The events of `text` as the grammar has it, which ends a text earlier where quoted scalars
    /// and collections in brackets go on at too low an indentation.
    pub(super) fn strict(text: &'text str) -> Self {
        let mut options = options();
        options.strict_indentation = true;
        Self::with(text, options)
    }

    fn with(text: &'text str, options: Options) -> Self {
        Self { parser: Parser::new_from_str_with_options(text, options), length: text.len() }
    }
}

fn options() -> Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
        max_buffered_comment_events: 1 << 20,
    }
}

impl<'text> Iterator for Events<'text> {
    type Item = Result<Spanned<'text>, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (event, span) = match self.parser.next()? {
                Ok(pair) => pair,
                Err(error) => return Some(Err(failure(&error, self.length))),
            };
            let offset = |marker: granit_parser::Marker| {
                marker.byte_offset().unwrap_or_default().min(self.length)
            };
            let range = TextRange::from_usize(offset(span.start), offset(span.end));
            let properties = |anchor: usize| Properties {
                anchor,
                tag: span
                    .tag_span()
                    .map(|tag| TextRange::from_usize(offset(tag.start), offset(tag.end))),
            };
            let event = match event {
                Granit::DocumentStart(..) => Event::DocumentStart,
                Granit::DocumentEnd => Event::DocumentEnd,
                Granit::Comment(..) => Event::Comment,
                Granit::Scalar(value, style, anchor, _) => Event::Scalar {
                    // The library spells a value that is left out as a tilde.
                    value: if range.is_empty() && style == GranitStyle::Plain {
                        Cow::Borrowed("")
                    } else {
                        value
                    },
                    style: scalar_style(style),
                    properties: properties(anchor),
                },
                Granit::SequenceStart(style, anchor, _) => Event::SequenceStart {
                    style: collection_style(style),
                    properties: properties(anchor),
                },
                Granit::MappingStart(style, anchor, _) => Event::MappingStart {
                    style: collection_style(style),
                    properties: properties(anchor),
                },
                Granit::SequenceEnd | Granit::MappingEnd => Event::CollectionEnd,
                Granit::Alias(anchor) => Event::Alias(Some(anchor)),
                Granit::UnresolvedAlias(_) => Event::Alias(None),
                _ => continue,
            };
            return Some(Ok(Spanned { event, range }));
        }
    }
}

fn failure(error: &ScanError, length: usize) -> Failure {
    let kind = error.kind().clone();
    Failure {
        at: error.marker().byte_offset().unwrap_or(length).min(length),
        limit: matches!(
            kind,
            ErrorKind::RecursionLimitExceeded
                | ErrorKind::TooManyComments
                | ErrorKind::DirectiveByteLimitExceeded { .. }
                | ErrorKind::TooManyReservedDirectiveParams { .. }
        ),
        kind,
    }
}

fn scalar_style(style: GranitStyle) -> ScalarStyle {
    match style {
        GranitStyle::Plain => ScalarStyle::Plain,
        GranitStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        GranitStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        GranitStyle::Literal => ScalarStyle::Literal,
        GranitStyle::Folded => ScalarStyle::Folded,
    }
}

fn collection_style(style: StructureStyle) -> CollectionStyle {
    match style {
        StructureStyle::Block => CollectionStyle::Block,
        StructureStyle::Flow => CollectionStyle::Flow,
    }
}
