//! The text of an open document, and the edits that its client makes to it.
//!
//! The text is a plain string that is built anew for every edit: two thousand edits of a document
//! of twenty thousand lines take less than a second, so nothing cleverer is called for.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use plimsoll_linter::diagnostics::{Encoding, LineIndex, Position, TextRange};
use tower_lsp_server::ls_types::{self, TextDocumentContentChangeEvent, Uri};

/// One state of an open document; never changed, only replaced.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Its address, in the client's spelling.
    pub(crate) uri: Uri,
    /// Its place on a disk, where it has one.
    pub(crate) path: Option<PathBuf>,
    /// What the client takes it for: `yaml`, `dockercompose`, `helm`.
    pub(crate) language: String,
    /// The client's number for this state.
    pub(crate) version: i32,
    /// The text.
    pub(crate) text: Arc<str>,
    /// Where its lines begin.
    pub(crate) lines: Arc<LineIndex>,
}

impl Document {
    /// The document that a client has opened.
    pub(crate) fn open(uri: Uri, language: String, version: i32, text: &str) -> Self {
        let path = file_path(&uri);
        let lines = Arc::new(LineIndex::new(text));
        Self { uri, path, language, version, text: text.into(), lines }
    }

    /// The state after `changes`, made one after the other. Positions outside the text are moved
    /// into it, and a range that ends before it starts is turned round.
    pub(crate) fn changed(
        &self,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Self {
        let mut text = self.text.to_string();
        let mut lines = Arc::clone(&self.lines);
        for change in changes {
            match change.range {
                None => text.clone_from(&change.text),
                Some(range) => {
                    let one = lines.offset(&text, ours(range.start), encoding) as usize;
                    let other = lines.offset(&text, ours(range.end), encoding) as usize;
                    text.replace_range(one.min(other)..one.max(other), &change.text);
                }
            }
            lines = Arc::new(LineIndex::new(&text));
        }
        let (uri, path) = (self.uri.clone(), self.path.clone());
        let language = self.language.clone();
        Self { uri, path, language, version, text: text.into(), lines }
    }

    /// The range in the client's positions.
    pub(crate) fn range(&self, range: TextRange, encoding: Encoding) -> ls_types::Range {
        to_range(&self.text, &self.lines, range, encoding)
    }

    /// The offset that the client's position means, in bytes.
    pub(crate) fn offset(&self, position: ls_types::Position, encoding: Encoding) -> u32 {
        self.lines.offset(&self.text, ours(position), encoding)
    }
}

/// `range` of `text`, whose lines are `lines`, in the client's positions.
pub(crate) fn to_range(
    text: &str,
    lines: &LineIndex,
    range: TextRange,
    encoding: Encoding,
) -> ls_types::Range {
    let position = |offset| {
        let it = lines.position(text, offset, encoding);
        ls_types::Position::new(it.line, it.column)
    };
    ls_types::Range::new(position(range.start()), position(range.end()))
}

/// The path that a `file:` address names.
pub(crate) fn file_path(uri: &Uri) -> Option<PathBuf> {
    if uri.scheme().as_str() != "file" {
        return None;
    }
    uri.to_file_path().map(|path| clean(&path))
}

/// `path` without `.` and `..`, by its letters alone.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

fn ours(position: ls_types::Position) -> Position {
    Position { line: position.line, column: position.character }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ls_types::Range;

    fn open(text: &str) -> Document {
        Document::open("file:///w/a.yaml".parse().expect("an address"), "yaml".into(), 1, text)
    }

    fn edit(range: [u32; 4], text: &str) -> TextDocumentContentChangeEvent {
        let [line, column, end_line, end_column] = range;
        let start = ls_types::Position::new(line, column);
        let range = Some(Range::new(start, ls_types::Position::new(end_line, end_column)));
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn edits_are_made_in_order_in_the_units_agreed_on() {
        let document = open("a: 😀x\r\nb: 漢\n");
        let utf16 = document.changed(
            2,
            &[edit([0, 5, 0, 6], "y"), edit([1, 3, 1, 4], "z"), edit([0, 0, 1, 0], "")],
            Encoding::Utf16,
        );
        assert_eq!((&*utf16.text, utf16.version), ("b: z\n", 2));
        let utf8 = document.changed(2, &[edit([0, 7, 0, 8], "y")], Encoding::Utf8);
        assert_eq!(&*utf8.text, "a: 😀y\r\nb: 漢\n");
    }

    #[test]
    fn positions_outside_the_text_and_reversed_ranges_are_survived() {
        let cases =
            [([9, 9, 99, 99], "ab\ncd!"), ([1, 2, 0, 1], "a!"), ([0, 99, 0, 99], "ab!\ncd")];
        for (range, expected) in cases {
            let document = open("ab\ncd").changed(2, &[edit(range, "!")], Encoding::Utf16);
            assert_eq!(&*document.text, expected, "{range:?}");
        }
    }

    #[test]
    fn only_file_addresses_have_paths() {
        let path = |uri: &str| file_path(&uri.parse().expect("an address"));
        assert_eq!(path("file:///a/b%20c/../d.yaml"), Some(PathBuf::from("/a/d.yaml")));
        assert_eq!(path("untitled:Untitled-1"), None);
    }
}
