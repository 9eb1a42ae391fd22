//! A comment that ignores one finding and nothing else.

use std::collections::BTreeSet;

use plimsoll_linter::{
    Judged, Report,
    diagnostics::{FileId, TextRange},
    model::new_file,
};

use crate::{
    change::{Change, Replacement},
    judgement::{Judgement, Kept},
};

/// How many enclosing lines are tried.
const LEVELS: usize = 8;

/// Writes a comment that ignores `finding` and those about the same definition: on a line of its own above it, behind it, or above
/// what encloses it. The first counts that ignores this finding and leaves all others as they are.
///
/// # Errors
///
/// If none does.
pub(super) fn comment(judgement: &Judgement, finding: &Judged) -> Result<Change, String> {
    let file = finding.diagnostic.at.file;
    let text = judgement.report.project.file(file).text();
    let start = finding.diagnostic.at.range.start() as usize;
    let mark = format!("# plimsoll: ignore[{}] ", finding.rule.name());
    let mut places = Vec::new();
    for (depth, line) in enclosing(text, start).into_iter().enumerate() {
        places.push(above(text, line, &mark));
        if depth == 0 {
            places.push(behind(text, line, &mark));
        }
    }
    let before = open(&judgement.report);
    for place in places {
        let mut changed = text.to_owned();
        changed.replace_range(place.range.to_usize(), &place.text);
        let after = judge(judgement, file, &changed);
        let mut expected = before.clone();
        for it in judgement.report.open().filter(|it| is_with(it, finding)) {
            expected.remove(&it.diagnostic.fingerprint.to_string());
        }
        if open(&after) == expected {
            return Ok(vec![(file, vec![place])]);
        }
    }
    Err("no comment can be put here that ignores only this finding".to_owned())
}

/// Whether both are about one definition: no comment tells the subjects apart that use it.
fn is_with(one: &Judged, other: &Judged) -> bool {
    one.diagnostic.at == other.diagnostic.at && one.offence == other.offence
}

/// The starts of the line that holds `offset` and of those that enclose it, innermost first.
fn enclosing(text: &str, offset: usize) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut limit = usize::MAX;
    let head = text.get(..offset).unwrap_or(text);
    let mut end = head.rfind('\n').map_or(0, |it| it + 1);
    loop {
        let line = text.get(end..).and_then(|it| it.lines().next()).unwrap_or("");
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        let is_blank = line.trim_start().is_empty() || line.trim_start().starts_with('#');
        if indent < limit && (!is_blank || lines.is_empty()) {
            lines.push(end);
            limit = indent;
        }
        if end == 0 || limit == 0 || lines.len() == LEVELS {
            return lines;
        }
        end = text.get(..end - 1).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    }
}

/// A line of its own above the line that starts at `line`.
fn above(text: &str, line: usize, mark: &str) -> Replacement {
    let rest = text.get(line..).unwrap_or("");
    // A byte order mark stays in front.
    let line = line + (rest.len() - rest.trim_start_matches('\u{feff}').len());
    let rest = text.get(line..).unwrap_or("");
    let indent = &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()];
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let at = indent.len() + mark.len();
    Replacement {
        range: TextRange::from_usize(line, line),
        text: format!("{indent}{mark}{end}"),
        blank: Some(TextRange::from_usize(at, at)),
    }
}

/// The end of the line that starts at `line`.
fn behind(text: &str, line: usize, mark: &str) -> Replacement {
    let rest = text.get(line..).unwrap_or("");
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let end = line + rest[..length].trim_end().len();
    let at = 1 + mark.len();
    Replacement {
        range: TextRange::from_usize(end, line + length),
        text: format!(" {mark}"),
        blank: Some(TextRange::from_usize(at, at)),
    }
}

/// The findings that nothing ignores, by fingerprint.
fn open(report: &Report) -> BTreeSet<String> {
    report.open().map(|it| it.diagnostic.fingerprint.to_string()).collect()
}

/// Judges once more with `text` in the place of `file`.
fn judge(judgement: &Judgement, file: FileId, text: &str) -> Report {
    let project = &judgement.report.project;
    let own = judgement.report.coverage.files.len();
    let (files, others) = project.files().split_at(own.min(project.files().len()));
    let files = files.iter().map(|it| {
        let text = if it.id == file { text } else { it.text() };
        new_file(it.id, it.path.as_str(), text)
    });
    judgement.linter.check_with(files.collect(), &Kept::of(others, project))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_tried_from_the_inside_out() {
        let text = "services:\n  web:\n    # why\n\n    ports:\n      - \"80:80\"\n";
        let lines: Vec<&str> = enclosing(text, text.find("80:80").unwrap_or_default())
            .into_iter()
            .map(|at| text[at..].lines().next().unwrap_or("").trim())
            .collect();
        assert_eq!(lines, ["- \"80:80\"", "ports:", "web:", "services:"]);
    }

    #[test]
    fn a_byte_order_mark_and_line_ends_are_kept() {
        let place = above("\u{feff}a: 1\r\n", 0, "# m ");
        assert_eq!((place.range, &*place.text), (TextRange::new(3, 3), "# m \r\n"));
    }
}
