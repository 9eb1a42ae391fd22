//! A position in the text that walks over what lies between the values: blanks, comments,
//! indicators, anchors and tags.
//!
//! The scanner says which nodes there are; the cursor finds the bytes that the scanner has no
//! exact place for.

use plimsoll_diagnostics::TextRange;

/// A position that only moves forwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'text> {
    text: &'text str,
    position: usize,
}

impl<'text> Cursor<'text> {
    /// At the start of `text`.
    pub(super) fn new(text: &'text str) -> Self {
        Self { text, position: 0 }
    }

    /// The offset in bytes.
    pub(super) fn position(self) -> usize {
        self.position
    }

    /// Moves forwards to `position`; stays where it is further already.
    pub(super) fn advance_to(&mut self, position: usize) {
        self.position = self.position.max(position.min(self.text.len()));
    }

    fn byte(self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(offset).copied()
    }

    /// The offset of the first byte after blanks, line breaks and comments.
    pub(super) fn content(self) -> usize {
        let mut offset = self.position;
        loop {
            match self.byte(offset) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => offset += 1,
                Some(b'#') => offset = self.line_end(offset),
                Some(0xef) if self.text[offset..].starts_with('\u{feff}') => offset += 3,
                _ => return offset,
            }
        }
    }

    fn line_end(self, offset: usize) -> usize {
        let rest = self.text.as_bytes().get(offset..).unwrap_or_default();
        rest.iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(self.text.len(), |length| offset + length)
    }

    /// Passes `indicator` if it comes next, and says where it stands.
    ///
    /// With `separated`, a blank, a line break or the end has to follow it.
    pub(super) fn indicator(&mut self, indicator: u8, separated: bool) -> Option<usize> {
        let offset = self.content();
        if self.byte(offset) != Some(indicator) {
            return None;
        }
        let follows = self.byte(offset + 1);
        if separated && !matches!(follows, None | Some(b' ' | b'\t' | b'\r' | b'\n')) {
            return None;
        }
        self.position = offset + 1;
        Some(offset)
    }

    /// Passes an anchor if it comes next: `&name`.
    pub(super) fn anchor(&mut self) -> Option<TextRange> {
        let offset = self.content();
        if self.byte(offset) != Some(b'&') {
            return None;
        }
        let rest = &self.text[offset..];
        let length = rest
            .find(|c: char| {
                matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | '[' | ']' | '{' | '}' | '\u{feff}')
            })
            .unwrap_or(rest.len());
        self.position = offset + length;
        Some(TextRange::from_usize(offset, self.position))
    }

    /// The tight range of a block scalar whose content the scanner ends at `loose_end`, with the
    /// header, which has to come next.
    pub(super) fn block_scalar(self, loose_end: usize) -> TextRange {
        let start = self.content();
        let bytes = self.text.as_bytes();
        let mut header_end = start;
        while matches!(self.byte(header_end), Some(b'|' | b'>' | b'+' | b'-' | b'0'..=b'9')) {
            header_end += 1;
        }
        let mut end = loose_end.clamp(header_end, self.text.len());
        // Lines of blanks at the end go, the indentation of the next entry among them; blanks
        // after other characters stay, because they are content.
        while let Some(line_break) =
            bytes[header_end..end].iter().rposition(|byte| matches!(byte, b'\n' | b'\r'))
        {
            let line = header_end + line_break + 1;
            if bytes[line..end].iter().any(|byte| !matches!(byte, b' ' | b'\t')) {
                return TextRange::from_usize(start, end);
            }
            end = line - 1;
        }
        TextRange::from_usize(start, header_end)
    }
}
