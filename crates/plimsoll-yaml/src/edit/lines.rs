//! Lines, columns, and what stands between nodes.

use std::ops::Range;

/// The byte order mark.
const MARK: char = '\u{feff}';

/// The lines of a text; a line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Copy)]
pub(super) struct Lines<'text> {
    text: &'text str,
}

impl<'text> Lines<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { text }
    }

    fn bytes(&self) -> &'text [u8] {
        self.text.as_bytes()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    /// The first byte of the line that holds `offset`, a byte order mark left out.
    pub(super) fn start(&self, offset: usize) -> usize {
        let before = self.bytes().get(..offset).unwrap_or_default();
        match before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(at) => at + 1,
            None if self.text.starts_with(MARK) => MARK.len_utf8().min(offset),
            None => 0,
        }
    }

    /// The end of the line that holds `offset`, before its line break.
    pub(super) fn end(&self, offset: usize) -> usize {
        let after = self.bytes().get(offset..).unwrap_or_default();
        after
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(self.text.len(), |at| offset + at)
    }

    /// The first byte of the line after the one that holds `offset`, or the end of the text.
    pub(super) fn next(&self, offset: usize) -> usize {
        let end = self.end(offset);
        end + self.line_break(end).len()
    }

    /// The line break at `offset`; empty at the end of the text.
    fn line_break(&self, offset: usize) -> &'static str {
        match (self.byte(offset), self.byte(offset + 1)) {
            (Some(b'\r'), Some(b'\n')) => "\r\n",
            (Some(b'\r'), _) => "\r",
            (Some(b'\n'), _) => "\n",
            _ => "",
        }
    }

    /// The end of the line before the one that holds `offset`, before its line break; `None` on
    /// the first line.
    pub(super) fn previous_end(&self, offset: usize) -> Option<usize> {
        let start = self.start(offset);
        let last =
            start.checked_sub(1).filter(|at| matches!(self.byte(*at), Some(b'\n' | b'\r')))?;
        let pair = self.byte(last) == Some(b'\n')
            && last.checked_sub(1).and_then(|at| self.byte(at)) == Some(b'\r');
        Some(if pair { last - 1 } else { last })
    }

    /// The line break in use around `offset`: that of its line, of the line before, of the first
    /// line, else `\n`.
    pub(super) fn break_near(&self, offset: usize) -> &'static str {
        [Some(self.end(offset)), self.previous_end(offset), Some(self.end(0))]
            .into_iter()
            .flatten()
            .map(|end| self.line_break(end))
            .find(|line_break| !line_break.is_empty())
            .unwrap_or("\n")
    }

    /// What stands before `offset` on its line.
    pub(super) fn prefix(&self, offset: usize) -> &'text str {
        self.text.get(self.start(offset)..offset).unwrap_or_default()
    }

    /// The column of `offset` in characters, from zero.
    pub(super) fn column(&self, offset: usize) -> usize {
        self.prefix(offset).chars().count()
    }

    /// Whether only spaces stand before `offset` on its line.
    pub(super) fn is_first_on_line(&self, offset: usize) -> bool {
        self.prefix(offset).bytes().all(|byte| byte == b' ')
    }

    /// What follows `offset` on its line.
    pub(super) fn rest(&self, offset: usize) -> &'text str {
        self.text.get(offset..self.end(offset)).unwrap_or_default()
    }

    /// Whether nothing but blanks and a comment follows `offset` on its line.
    pub(super) fn is_last_on_line(&self, offset: usize) -> bool {
        let rest = self.rest(offset);
        let content = rest.trim_start_matches([' ', '\t']);
        content.is_empty() || (content.starts_with('#') && content.len() < rest.len())
    }

    /// Whether the line that starts at `start` holds blanks alone.
    pub(super) fn is_blank(&self, start: usize) -> bool {
        self.rest(start).bytes().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// The first byte at or after `offset` that is neither blank nor line break.
    pub(super) fn skip_space(&self, offset: usize) -> usize {
        let after = self.bytes().get(offset..).unwrap_or_default();
        after
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            .map_or(self.text.len(), |at| offset + at)
    }

    /// The first byte at or after `offset` that is not a blank.
    pub(super) fn skip_blanks(&self, offset: usize) -> usize {
        let after = self.bytes().get(offset..).unwrap_or_default();
        after
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t'))
            .map_or(self.text.len(), |at| offset + at)
    }

    /// The first byte at or after `offset` that belongs to neither blanks, line breaks nor
    /// comments; `offset` must not lie inside a scalar.
    pub(super) fn skip_trivia(&self, offset: usize) -> usize {
        let mut at = offset;
        loop {
            let next = self.skip_space(at);
            let comment = self.byte(next) == Some(b'#')
                && (next == 0
                    || next.checked_sub(1).and_then(|it| self.byte(it)).is_some_and(|byte| {
                        matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b'{')
                    }));
            if !comment {
                return next;
            }
            at = self.end(next);
        }
    }

    /// The end of the blanks and line breaks before `offset`.
    pub(super) fn trim_before(&self, offset: usize) -> usize {
        let before = self.bytes().get(..offset).unwrap_or_default();
        before
            .iter()
            .rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            .map_or(0, |at| at + 1)
    }

    /// Whether the text ends without a line break.
    pub(super) fn lacks_final_break(&self) -> bool {
        !self.text.is_empty() && !self.text.ends_with(['\n', '\r'])
    }

    /// Whether the byte at `at` is `expected`.
    pub(super) fn is(&self, at: usize, expected: u8) -> bool {
        self.byte(at) == Some(expected)
    }

    /// Whether `range` holds a line break.
    pub(super) fn is_broken(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_some_and(|text| text.contains(['\n', '\r']))
    }
}
