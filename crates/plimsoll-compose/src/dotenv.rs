//! `.env` beside a Compose file: values for variables in the file's text.
//!
//! The grammar is that of Docker's loader (`dotenv/parser.go`): `export` in front is dropped, a
//! comment behind an unquoted value needs a blank before it, single quotes take everything
//! literally, double quotes know escapes. References to other variables are not followed: a value
//! that holds one is left out and so stays unknown.

use plimsoll_diagnostics::TextRange;
use plimsoll_facts::File;
use plimsoll_syntax::interpolation::holds_variable;

use super::{files::Files, interpolate::Variables};

/// What the `.env` in the folder of `file` sets, if it was handed in.
pub(super) fn beside(files: &Files<'_>, file: &File) -> Variables {
    files.beside(file, ".env").map_or_else(Variables::new, |it| parse(it.text()))
}

/// The clean paths of the files that `COMPOSE_FILE` in this `.env` names, the first being the
/// base. The separator is a colon, a semicolon where one is in the value, or what
/// `COMPOSE_PATH_SEPARATOR` says.
pub(super) fn project_files(file: &File) -> Vec<String> {
    let variables = parse(file.text());
    let Some(list) = variables.get("COMPOSE_FILE") else { return Vec::new() };
    let separator = match variables.get("COMPOSE_PATH_SEPARATOR").map(String::as_str) {
        Some(it) if !it.is_empty() => it,
        _ if list.contains(';') => ";",
        _ => ":",
    };
    let paths = list.split(separator).map(str::trim).filter(|it| !it.is_empty());
    paths.map(|path| file.beside(path)).collect()
}

/// The variables that `text` sets; of several lines for one, the last counts.
pub(super) fn parse(text: &str) -> Variables {
    let mut variables = Variables::new();
    for line in lines(text) {
        match line.value {
            Some(value) => variables.insert(line.name.to_owned(), value),
            None => variables.remove(line.name),
        };
    }
    variables
}

/// A line that sets a variable.
pub(super) struct Line<'t> {
    /// The variable.
    pub(super) name: &'t str,
    /// What it is set to; `None` where another variable decides that.
    pub(super) value: Option<String>,
    /// The bytes of the text that the value takes up, quotes included.
    pub(super) range: TextRange,
}

/// Every line of `text` that sets a variable, in order.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        let line_end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..line_end).unwrap_or("");
        let Some((name, start)) = name_of(line) else {
            at += line_end;
            continue;
        };
        let given = rest.get(start..).unwrap_or("");
        let (value, length) = value_of(given);
        let written = given.get(..length).unwrap_or("");
        let blank = written.len() - written.trim_start_matches([' ', '\t']).len();
        let from = at + start + blank;
        let range = TextRange::from_usize(from, from + written.trim().len());
        found.push(Line { name, value, range });
        at += start + length;
    }
    found
}

/// The first place where the loader stops reading `text`, and why (`dotenv/parser.go`).
pub(super) fn refusal(text: &str) -> Option<(TextRange, String)> {
    let is_space =
        |it: char| matches!(it, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}');
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    loop {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let mut rest = text.get(at..)?;
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('#') {
            at += rest.find('\n')?;
            continue;
        }
        let behind = rest.strip_prefix("export").filter(|it| it.starts_with(char::is_whitespace));
        if let Some(behind) = behind {
            let name = behind.trim_start_matches(is_space);
            at += rest.len() - name.len();
            rest = name;
        }
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '-' | '[' | ']');
        let end = rest.find(|it: char| !is_space(it) && !is_name(it));
        // A last name without a line end is looked at no further.
        let end = end?;
        let stop = rest.get(end..)?.chars().next()?;
        let line = TextRange::from_usize(at, at + rest.lines().next().unwrap_or("").len());
        if !matches!(stop, '=' | ':' | '\n') {
            return Some((line, format!("no name of a variable has `{stop}` in it")));
        }
        if rest.get(..end)?.trim_end().contains(' ') {
            return Some((line, "no name of a variable has a blank in it".to_owned()));
        }
        at += end + 1;
        if stop == '\n' {
            continue;
        }
        let value = text.get(at..)?;
        at += value.len() - value.trim_start_matches(is_space).len();
        let value = text.get(at..)?;
        let Some(quote) = value.chars().next().filter(|it| matches!(it, '"' | '\'')) else {
            at += value.find('\n')? + 1;
            continue;
        };
        let mut is_escaped = false;
        let close = value.char_indices().skip(1).find_map(|(place, it)| {
            if it == quote && !is_escaped {
                return Some(place);
            }
            is_escaped = it == '\\' && !is_escaped;
            None
        });
        match close {
            Some(close) => at += close + 1,
            None => return Some((line, "a quote is opened and not closed".to_owned())),
        }
    }
}

/// The same for a file whose lines are taken as they are (`format: raw`).
pub(super) fn raw_refusal(text: &str) -> Option<(TextRange, String)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let range = TextRange::from_usize(at, at + body.len());
        at += line.len();
        let body = body.trim_start();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        let name = body.split('=').next().unwrap_or("");
        if name.contains(char::is_whitespace) {
            return Some((range, format!("the name `{name}` has a blank in it")));
        }
        if name.is_empty() {
            return Some((range, "a variable without a name is set".to_owned()));
        }
    }
    None
}

/// The name on a line, and where its value starts.
fn name_of(line: &str) -> Option<(&str, usize)> {
    let indent = line.len() - line.trim_start().len();
    let body = line.trim_start();
    if body.is_empty() || body.starts_with('#') {
        return None;
    }
    let export = body.strip_prefix("export ").map_or(0, |_| "export ".len());
    let equals = body.find(['=', ':'])?;
    let name = body.get(export..equals)?.trim();
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.' | '-');
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, indent + equals + 1))
}

/// The value that `text` starts with, if it is certain, and how many bytes it takes up with the
/// rest of its line.
fn value_of(text: &str) -> (Option<String>, usize) {
    let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
    let body = text.get(blank..).unwrap_or("");
    let quote = body.chars().next().filter(|it| matches!(it, '"' | '\''));
    let Some(quote) = quote else {
        let end = text.find('\n').map_or(text.len(), |at| at + 1);
        let line = body.get(..end.saturating_sub(blank)).unwrap_or("");
        let comment = line.find(" #").or_else(|| line.find("\t#"));
        let value = line.get(..comment.unwrap_or(line.len())).unwrap_or("").trim();
        let value = if line.starts_with('#') { "" } else { value };
        return ((!holds_variable(value)).then(|| value.to_owned()), end);
    };
    let mut value = String::new();
    let mut characters = body.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            _ if character == quote => {
                let after = blank + at + 1;
                let end = text.get(after..).and_then(|it| it.find('\n'));
                let end = end.map_or(text.len(), |it| after + it + 1);
                let is_certain = quote == '\'' || !holds_variable(&value);
                return (is_certain.then_some(value), end);
            }
            '\\' if quote == '"' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, 't')) => value.push('\t'),
                Some((_, other)) => value.push(other),
                None => {}
            },
            _ => value.push(character),
        }
    }
    (None, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn values_are_read_as_the_loader_reads_them() {
        let cases: [(&str, Option<&str>); 18] = [
            ("A=1", Some("1")),
            ("A=1\n", Some("1")),
            ("A=1\r\n", Some("1")),
            ("  export A = 1 ", Some("1")),
            ("A: 1", Some("1")),
            ("A=", Some("")),
            ("A=x # comment", Some("x")),
            ("A=x#y", Some("x#y")),
            ("A=# comment", Some("")),
            ("A='x # y' # comment", Some("x # y")),
            ("A='$B'", Some("$B")),
            ("A=\"x\\ny\"", Some("x\ny")),
            ("A=\"x\ny\"\nB=2", Some("x\ny")),
            ("A=1\nA=2", Some("2")),
            ("# A=1", None),
            ("A", None),
            ("A=$B", None),
            ("A=\"unclosed", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).get("A").map(String::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn the_loader_stops_where_its_parser_does() {
        let cases = [
            ("A=1\nFOO\n# c\nexport B=2\n", None),
            ("FOO BAR=1", Some("FOO BAR=1")),
            ("A=1\nA+B=1\n", Some("A+B=1")),
            ("; comment\n", Some("; comment")),
            ("D='x''y'\n", Some("'y'")),
            ("C=\"x\"y\n", None),
            ("A=\"unclosed", Some("A=\"unclosed")),
            ("A='it\\'s'\nB=1\n", None),
            ("- a\n", Some("- a")),
        ];
        for (text, expected) in cases {
            let found = refusal(text).map(|(range, _)| range.slice(text));
            assert_eq!(found, expected, "{text:?}");
        }
        assert!(raw_refusal("A=x y\n").is_none());
        assert!(raw_refusal("export C=1\n").is_some());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any_text()) {
            parse(&text);
            refusal(&text);
            raw_refusal(&text);
        }
    }
}
