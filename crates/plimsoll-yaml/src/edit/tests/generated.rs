//! Random documents in random styles under random changes: an edit does what was asked, or is
//! refused.

use proptest::prelude::*;

use super::{
    super::edits,
    random::{Random, change},
    verify::{is_read_as_before, verify},
};
use crate::{error::SyntaxErrorKind, parse::parse, tree::NodeId};

/// How one document is written.
struct Style {
    step: usize,
    indentless: bool,
    line_break: &'static str,
    flow: usize,
    comments: usize,
    blank_lines: usize,
    quotes: usize,
    anchors: usize,
    block_scalars: usize,
    gap: usize,
    oddities: usize,
}

struct Writer {
    random: Random,
    style: Style,
    text: String,
    anchors: Vec<String>,
    names: usize,
}

const WORDS: &[&str] = &[
    "nginx",
    "true",
    "no",
    "12",
    "0644",
    "null",
    "~",
    "a b",
    "http://x/y#z",
    "it's",
    "x:y",
    "é漢",
    "1.5",
    "2001-01-01",
    "-x",
    "${A}",
    "yes",
    "a-b",
];

/// A stream of documents.
pub(super) fn document(seed: u64) -> String {
    let mut random = Random::new(seed);
    let style = Style {
        step: *random.pick(&[1, 2, 2, 2, 3, 4, 4, 8]),
        indentless: random.chance(50),
        line_break: random.pick::<&str>(&["\n", "\n", "\n", "\r\n", "\r\n", "\r"]),
        flow: *random.pick(&[0, 10, 30, 60]),
        comments: *random.pick(&[0, 0, 10, 30]),
        blank_lines: *random.pick(&[0, 0, 10, 30]),
        quotes: *random.pick(&[0, 20, 60]),
        anchors: *random.pick(&[0, 0, 10]),
        block_scalars: *random.pick(&[0, 5, 20]),
        gap: *random.pick(&[2, 2, 2, 2, 4]),
        oddities: *random.pick(&[0, 0, 10]),
    };
    let mut writer = Writer { random, style, text: String::new(), anchors: Vec::new(), names: 0 };
    if writer.random.chance(5) {
        writer.text.push('\u{feff}');
    }
    let documents = *writer.random.pick(&[1, 1, 1, 2, 3]);
    for index in 0..documents {
        writer.anchors.clear();
        if index > 0 || writer.random.chance(20) {
            writer.text.push_str("---");
            writer.end_line();
        }
        match writer.random.below(10) {
            0 => writer.flow_line(),
            1 => writer.sequence(0, 3, false),
            _ => writer.mapping(0, 3, false),
        }
    }
    let mut text = writer.text;
    if writer.random.chance(20) {
        let length = text.trim_end_matches(['\n', '\r']).len();
        text.truncate(length);
    }
    text
}

impl Writer {
    fn name(&mut self) -> String {
        self.names += 1;
        let name = format!("k{}", self.names);
        match self.random.below(100) {
            it if it < self.style.quotes / 2 => format!("\"{name}\""),
            it if it < self.style.quotes => format!("'{name}'"),
            _ => name,
        }
    }

    fn comment(&mut self) -> String {
        self.names += 1;
        format!("# c{}", self.names)
    }

    fn end_line(&mut self) {
        if self.random.chance(self.style.comments) {
            let comment = self.comment();
            let blanks = *self.random.pick(&[" ", "  ", "   "]);
            self.text.push_str(blanks);
            self.text.push_str(&comment);
        } else if self.random.chance(self.style.oddities) {
            self.text.push_str(self.random.pick::<&str>(&[" ", "  ", "\t"]));
        }
        self.text.push_str(self.style.line_break);
    }

    fn between(&mut self, column: usize) {
        if self.random.chance(self.style.blank_lines) {
            self.text.push_str(self.style.line_break);
        }
        while self.random.chance(self.style.comments) {
            let column = if self.random.chance(80) { column } else { self.random.below(9) };
            let comment = self.comment();
            self.text.push_str(&" ".repeat(column));
            self.text.push_str(&comment);
            self.text.push_str(self.style.line_break);
        }
    }

    fn mapping(&mut self, column: usize, depth: usize, beside: bool) {
        for index in 0..=self.random.below(4) {
            if index > 0 || !beside {
                self.between(column);
                self.text.push_str(&" ".repeat(column));
            }
            if self.random.chance(self.style.oddities) {
                self.odd_entry(column);
                continue;
            }
            let name = self.name();
            self.text.push_str(&name);
            self.text.push(':');
            self.value(column, depth);
        }
    }

    /// An entry as people rarely write it.
    fn odd_entry(&mut self, column: usize) {
        let (name, line_break) = (self.name(), self.style.line_break);
        let entry = match self.random.below(8) {
            0 => format!("? {name}{line_break}{:column$}: 1", ""),
            1 => format!("? {name}"),
            2 => format!("{name} : 1"),
            3 => format!("{name}:{line_break}{:1$}down", "", column + 1),
            4 => format!("{name}: !!str 1"),
            5 => format!("{name}: !tag"),
            6 => format!("&{} {name}: 1", name.trim_matches(['"', '\''])),
            _ => match self.anchors.last() {
                Some(anchor) if self.random.chance(50) => format!("*{anchor} : {name}"),
                Some(anchor) => format!("<<: *{anchor}"),
                None => format!("[{name}]: 1"),
            },
        };
        self.text.push_str(&entry);
        self.end_line();
    }

    fn sequence(&mut self, column: usize, depth: usize, beside: bool) {
        for index in 0..=self.random.below(4) {
            if index > 0 || !beside {
                self.between(column);
                self.text.push_str(&" ".repeat(column));
            }
            self.text.push('-');
            let gap = self.style.gap;
            match self.random.below(10) {
                0..3 if depth > 0 => {
                    self.text.push_str(&" ".repeat(gap - 1));
                    self.mapping(column + gap, depth - 1, true);
                }
                3 if depth > 0 => {
                    self.text.push_str(&" ".repeat(gap - 1));
                    self.sequence(column + gap, depth - 1, true);
                }
                4 if depth > 0 => {
                    let anchor = self.anchor();
                    self.end_line();
                    self.mapping(column + 2, depth - 1, false);
                    self.anchors.extend(anchor);
                }
                _ => {
                    self.text.push_str(&" ".repeat(gap - 2));
                    self.leaf(column);
                }
            }
        }
    }

    /// The name of an anchor, where one is written; no alias may use it before its node ends.
    fn anchor(&mut self) -> Option<String> {
        if !self.random.chance(self.style.anchors) {
            return None;
        }
        self.names += 1;
        let name = format!("a{}", self.names);
        self.text.push_str(&format!(" &{name}"));
        Some(name)
    }

    /// What stands after a colon whose key stands at `column`.
    fn value(&mut self, column: usize, depth: usize) {
        match self.random.below(10) {
            0..3 if depth > 0 => {
                let anchor = self.anchor();
                self.end_line();
                self.mapping(column + self.style.step, depth - 1, false);
                self.anchors.extend(anchor);
            }
            3..5 if depth > 0 => {
                let anchor = self.anchor();
                self.end_line();
                let step = if self.style.indentless { 0 } else { self.style.step };
                self.sequence(column + step, depth - 1, false);
                self.anchors.extend(anchor);
            }
            _ => self.leaf(column),
        }
    }

    /// A scalar, an alias, a flow collection or nothing, behind an indicator.
    fn leaf(&mut self, column: usize) {
        if self.random.chance(10) {
            if self.random.chance(20) {
                let anchor = self.anchor();
                self.anchors.extend(anchor);
            }
            return self.end_line();
        }
        if self.random.chance(self.style.anchors)
            && !self.anchors.is_empty()
            && self.random.chance(60)
        {
            let name = self.random.pick(&self.anchors).clone();
            self.text.push_str(&format!(" *{name}"));
            return self.end_line();
        }
        let anchor = self.anchor();
        self.anchors.extend(anchor);
        self.text.push(' ');
        if self.random.chance(self.style.block_scalars) {
            return self.block_scalar(column);
        }
        if self.random.chance(self.style.flow) {
            self.flow(column + self.style.step, 2);
        } else if self.random.chance(5) {
            let line = format!("{}{:2$}", self.style.line_break, "", column + self.style.step);
            let text = *self.random.pick(&["two{}lines", "\"two{}lines\"", "'two{}lines'"]);
            self.text.push_str(&text.replace("{}", &line));
        } else {
            let scalar = self.scalar(false);
            self.text.push_str(&scalar);
        }
        self.end_line();
    }

    fn block_scalar(&mut self, column: usize) {
        let header = *self.random.pick(&["|", ">", "|-", ">-", "|+", ">+", "|2", "|2-"]);
        self.text.push_str(header);
        self.end_line();
        let deeper = if header.contains('2') { 2 } else { self.style.step };
        for index in 0..=self.random.below(3) {
            let line = *self.random.pick(&["text", "a: b", "# no comment", "- x", ""]);
            // A comment behind a scalar of blank lines alone may be read as too shallow a line.
            let line = if index == 0 && line.is_empty() { "text" } else { line };
            if !line.is_empty() {
                self.text.push_str(&" ".repeat(column + deeper));
            }
            self.text.push_str(line);
            self.text.push_str(self.style.line_break);
        }
    }

    fn scalar(&mut self, in_flow: bool) -> String {
        let word = *self.random.pick(WORDS);
        match self.random.below(100) {
            it if it < self.style.quotes / 2 => format!("\"{word}\""),
            it if it < self.style.quotes => format!("'{}'", word.replace('\'', "''")),
            _ if in_flow && (word.contains([':', '{', ','])) => "w".to_owned(),
            _ => word.to_owned(),
        }
    }

    fn flow_line(&mut self) {
        self.flow(2, 3);
        self.end_line();
    }

    /// Text between brackets; lines inside are indented by at least `column`.
    fn flow(&mut self, column: usize, depth: usize) {
        let is_mapping = self.random.chance(50);
        let on_lines = self.random.chance(30);
        let padded = !on_lines && self.random.chance(30);
        self.text.push(if is_mapping { '{' } else { '[' });
        let length = self.random.below(4);
        for index in 0..length {
            if on_lines {
                self.end_line();
                self.text.push_str(&" ".repeat(column));
            } else if padded || index > 0 {
                self.text.push(' ');
            }
            if is_mapping {
                let name = self.name();
                self.text.push_str(&name);
                self.text.push_str(": ");
            }
            if depth > 0 && self.random.chance(30) {
                self.flow(column + self.style.step, depth - 1);
            } else {
                let scalar = self.scalar(true);
                self.text.push_str(&scalar);
            }
            if index + 1 < length || self.random.chance(10) {
                self.text.push(',');
            }
        }
        if on_lines {
            self.end_line();
            self.text.push_str(&" ".repeat(column));
        } else if padded {
            self.text.push(' ');
        }
        self.text.push(if is_mapping { '}' } else { ']' });
    }
}

/// Changes a random document; whether that was done.
pub(super) fn attempt(seed: u64) -> Result<bool, String> {
    let text = document(seed);
    let parsed = parse(&text);
    if parsed.errors.iter().any(|error| error.kind == SyntaxErrorKind::Malformed) {
        return Err(format!(
            "the generator writes what cannot be read: {:?}\n{text}",
            parsed.errors
        ));
    }
    match attempt_on(&text, seed)? {
        Some(edited) if !is_read_as_before(&text, &edited) => {
            Err(format!("another reader no longer reads it\n{text}\n--- new text\n{edited}"))
        }
        edited => Ok(edited.is_some()),
    }
}

/// Makes up to three random changes to a text; the edited text where they were made.
pub(super) fn attempt_on(text: &str, seed: u64) -> Result<Option<String>, String> {
    let parsed = parse(text);
    let mut random = Random::new(seed ^ 0xFEED);
    let nodes: Vec<NodeId> = parsed.tree.nodes().map(|(id, _)| id).collect();
    if nodes.is_empty() {
        return Ok(None);
    }
    let count = *random.pick(&[1, 1, 2, 3]);
    let changes: Vec<_> = (0..count)
        .map(|_| {
            let id = *random.pick(&nodes);
            change(&mut random, &parsed.tree, id)
        })
        .collect();
    match edits(&parsed.tree, &changes) {
        Ok(edits) => verify(&parsed.tree, &parsed.errors, &changes, &edits)
            .map(Some)
            .map_err(|what| format!("{what}\n--- old text\n{text}\n--- changes\n{changes:?}")),
        Err(_) => Ok(None),
    }
}

proptest! {
    #[test]
    fn an_edit_does_what_was_asked_or_is_refused(seed in any::<u64>()) {
        if let Err(what) = attempt(seed) {
            return Err(TestCaseError::fail(what));
        }
    }
}

/// The random document with a few characters lost, doubled or put in.
pub(super) fn broken_document(seed: u64) -> String {
    let mut random = Random::new(seed ^ 0xB0B);
    let mut characters: Vec<char> = document(seed).chars().collect();
    for _ in 0..=random.below(3) {
        let at = random.below(characters.len().max(1));
        match random.below(3) {
            0 if at < characters.len() => {
                characters.remove(at);
            }
            1 if at < characters.len() => characters.insert(at, characters[at]),
            _ => {
                let marks =
                    ['\'', '"', '[', '}', ':', '\t', '&', '#', '|', '-', '\n', ' ', '\u{feff}'];
                characters.insert(at, *random.pick(&marks));
            }
        }
    }
    characters.into_iter().collect()
}

#[test]
fn broken_text_is_edited_as_carefully_as_sound_text() {
    let failures: Vec<String> =
        (0..400).filter_map(|seed| attempt_on(&broken_document(seed), seed).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n====\n"));
}

#[test]
fn most_changes_are_made() {
    let made = (0..2000).filter(|seed| attempt(*seed) == Ok(true)).count();
    assert!(made > 1200, "{made} of 2000");
}
