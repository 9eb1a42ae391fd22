//! Lines and columns for byte offsets.

/// The unit in which a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the default of the language server protocol.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A line and a column, both counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from zero.
    pub line: u32,
    /// The column, from zero, in units of the [`Encoding`] that was asked for.
    pub column: u32,
}

/// Where the lines of a text begin.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`, as YAML 1.2 section 5.4 and the language server
/// protocol have it. The index does not keep the text; hand in the one it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line ends of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
    }

    /// The number of lines; a text that ends in a line break has an empty last line.
    #[must_use]
    pub fn lines(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The offset of the first byte of `line`, counted from zero.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// The line, from zero, that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        let after = self.starts.partition_point(|start| *start <= offset);
        u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The position of `offset` in `text`, the text that the index was made from.
    ///
    /// An offset inside a character counts as its start, one beyond the text as its end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(u32::try_from(offset).unwrap_or(u32::MAX));
        let start = self.starts[line as usize] as usize;
        let before = text.get(start..offset).unwrap_or("");
        Position { line, column: units(before, encoding) }
    }

    /// The offset of `position` in `text`, the text that the index was made from.
    ///
    /// A column beyond the line counts as the line's end (before its line break), a line beyond
    /// the text as the end of the text, a column inside a character as the character's start.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let Some(start) = self.line_start(position.line) else {
            return u32::try_from(text.len()).unwrap_or(u32::MAX);
        };
        let end = self.line_start(position.line + 1).map_or(text.len(), |next| next as usize);
        let line = text.get(start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        let mut left = position.column;
        let mut offset = start;
        for character in line.chars() {
            let width = width(character, encoding);
            if width > left {
                break;
            }
            left -= width;
            offset += u32::try_from(character.len_utf8()).unwrap_or(0);
        }
        offset
    }
}

fn width(character: char, encoding: Encoding) -> u32 {
    let width = match encoding {
        Encoding::Utf8 => character.len_utf8(),
        Encoding::Utf16 => character.len_utf16(),
        Encoding::Utf32 => 1,
    };
    u32::try_from(width).unwrap_or(0)
}

fn units(text: &str, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => u32::try_from(text.len()).unwrap_or(u32::MAX),
        Encoding::Utf16 | Encoding::Utf32 => {
            text.chars().map(|character| width(character, encoding)).sum()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn columns_count_in_the_units_asked_for() {
        let text = "a: é😀x\r\nb: 漢\rc";
        let index = LineIndex::new(text);
        let x = u32::try_from(text.find('x').unwrap()).unwrap();
        let columns = ENCODINGS.map(|it| index.position(text, x, it).column);
        assert_eq!(columns, [9, 6, 5]);
        assert_eq!(index.lines(), 3);
        let c = u32::try_from(text.len() - 1).unwrap();
        assert_eq!(index.position(text, c, Encoding::Utf16), Position { line: 2, column: 0 });
    }

    #[test]
    fn positions_outside_the_text_are_clamped() {
        let text = "ab\n😀\n";
        let index = LineIndex::new(text);
        let at = |line, column| index.offset(text, Position { line, column }, Encoding::Utf16);
        assert_eq!([at(0, 99), at(1, 1), at(1, 2), at(9, 0)], [2, 3, 7, 8]);
        assert_eq!(index.position(text, 99, Encoding::Utf8), Position { line: 2, column: 0 });
        assert_eq!(index.position(text, 5, Encoding::Utf8), Position { line: 1, column: 0 });
    }

    proptest! {
        #[test]
        fn every_character_boundary_survives_the_round_trip(text in "[a-z:é漢😀\n\r ]{0,40}") {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices() {
                // Between `\r` and `\n` there is no position of its own.
                if text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                    continue;
                }
                let offset = u32::try_from(offset).unwrap();
                for encoding in ENCODINGS {
                    let position = index.position(&text, offset, encoding);
                    prop_assert_eq!(index.offset(&text, position, encoding), offset);
                }
            }
        }
    }
}
