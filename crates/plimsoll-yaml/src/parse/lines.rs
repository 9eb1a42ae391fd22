//! The lines of a text, as far as block structure can be seen without reading YAML.

/// A line without its line break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The offset of the first byte.
    pub(super) start: usize,
    /// The offset behind the last byte, the line break excluded.
    pub(super) end: usize,
    /// The offset of the next line.
    pub(super) next: usize,
    /// The byte order mark and the blanks at the start, tabs among them, in bytes.
    pub(super) indent: usize,
    /// The byte order mark at the start, in bytes.
    pub(super) mark: usize,
    /// The blanks at the start once repairs are made.
    pub(super) column: usize,
    /// What the line holds.
    pub(super) content: Content,
}

/// What a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing, blanks or a comment.
    Nothing,
    /// `---` or `...` at the first column.
    Marker,
    /// Something that begins with a dash and a blank.
    Item,
    /// Anything else.
    Other,
}

impl Line {
    /// The nesting as indentation shows it; an item is inside a key of the same indentation.
    pub(super) fn level(&self) -> usize {
        2 * self.column + usize::from(self.content == Content::Item)
    }

    /// The blanks at the start.
    pub(super) fn indentation<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start + self.mark..self.start + self.indent).unwrap_or_default()
    }

    /// Whether the line holds YAML content.
    pub(super) fn holds_content(&self) -> bool {
        matches!(self.content, Content::Item | Content::Other)
    }

    /// The text of the line from its first character that is not blank.
    pub(super) fn body<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start + self.indent..self.end).unwrap_or_default()
    }
}

/// The lines of a text.
pub(super) struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    /// The lines of `text`; `\n`, `\r\n` and `\r` end a line.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = Vec::with_capacity(text.len() / 24 + 1);
        let mut start = 0;
        while start < bytes.len() {
            let end = bytes[start..]
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'\r'))
                .map_or(bytes.len(), |length| start + length);
            let next = match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'\r'), Some(b'\n')) => end + 2,
                (Some(_), _) => end + 1,
                (None, _) => end,
            };
            lines.push(line(text, start, end, next));
            start = next;
        }
        Self { lines }
    }

    /// Notes what a repair has made of a line.
    pub(super) fn repaired(&mut self, position: usize, column: usize, content: Content) {
        if let Some(line) = self.lines.get_mut(position) {
            line.column = column;
            line.content = content;
        }
    }

    /// The number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line at a position.
    pub(super) fn get(&self, position: usize) -> Option<&Line> {
        self.lines.get(position)
    }

    /// The position of the line that holds the offset.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.start <= offset).saturating_sub(1)
    }

    /// The next line with content after `position` in the same document.
    pub(super) fn content_after(&self, position: usize) -> Option<usize> {
        let rest = self.lines.get(position + 1..)?;
        let found = rest.iter().position(|line| line.content != Content::Nothing)?;
        rest[found].holds_content().then_some(position + 1 + found)
    }

    /// The last line with content before `position` in the same document.
    pub(super) fn content_before(&self, position: usize) -> Option<usize> {
        let rest = self.lines.get(..position)?;
        let found = rest.iter().rposition(|line| line.content != Content::Nothing)?;
        rest[found].holds_content().then_some(found)
    }

    /// The nearest line above `position` that is nested less deep, in the same document.
    pub(super) fn ancestor(&self, position: usize) -> Option<usize> {
        let level = self.lines.get(position)?.level();
        self.ancestor_below(position, level)
    }

    /// The nearest line above `position` with a level below `level`, in the same document.
    pub(super) fn ancestor_below(&self, position: usize, level: usize) -> Option<usize> {
        for (above, line) in self.lines.get(..position)?.iter().enumerate().rev() {
            match line.content {
                Content::Marker => return None,
                Content::Nothing => {}
                Content::Item | Content::Other if line.level() < level => return Some(above),
                Content::Item | Content::Other => {}
            }
        }
        None
    }

    /// The first line after `position` with a level of at most `level`, or the document's end.
    pub(super) fn end_of(&self, position: usize, level: usize) -> usize {
        self.lines
            .iter()
            .enumerate()
            .skip(position + 1)
            .find(|(_, line)| match line.content {
                Content::Nothing => false,
                Content::Marker => true,
                Content::Item | Content::Other => line.level() <= level,
            })
            .map_or(self.lines.len(), |(found, _)| found)
    }
}

fn line(text: &str, start: usize, end: usize, next: usize) -> Line {
    let line = &text[start..end];
    let mark = if start == 0 { line.len() - line.trim_start_matches('\u{feff}').len() } else { 0 };
    let body = line[mark..].trim_start_matches([' ', '\t']);
    let indent = line.len() - body.len();
    Line {
        start,
        end,
        next,
        indent,
        mark,
        column: indent - mark,
        content: content(body, indent == mark),
    }
}

/// What a line holds whose first character that is not blank begins `body`.
pub(super) fn content(body: &str, at_margin: bool) -> Content {
    if body.is_empty() || body.starts_with('#') {
        Content::Nothing
    } else if at_margin && (opens_with(body, "---") || opens_with(body, "...")) {
        Content::Marker
    } else if opens_with(body, "-") {
        Content::Item
    } else {
        Content::Other
    }
}

/// Whether `body` begins with `token` and a blank or the end follows.
fn opens_with(body: &str, token: &str) -> bool {
    body.strip_prefix(token).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}
