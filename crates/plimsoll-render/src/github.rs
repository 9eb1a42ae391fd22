//! Workflow commands, which GitHub shows as annotations on the lines of a change.
//!
//! GitHub shows ten of a level in one step and drops the rest without a word, so the worst ten of
//! each are written, and a last line says how many there are besides.

use std::{
    cmp::Reverse,
    io::{self, Write},
};

use plimsoll_linter::diagnostics::{Diagnostic, Encoding, Level};

use crate::{Run, counted};

/// How many annotations of one level GitHub shows in one step.
const SHOWN: usize = 10;

/// How many of them say what was not looked at; more would hide what is wrong.
const BLIND: usize = 3;

/// Writes the worst findings as workflow commands, and a summary line.
///
/// # Errors
///
/// Those of `out`.
pub fn github(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (mut left_out, mut all_left_out) = (Vec::new(), 0);
    let blind = run.blind();
    for level in Level::ALL.into_iter().rev() {
        let mut found: Vec<&Diagnostic> =
            run.report.diagnostics().filter(|it| it.level == level).collect();
        // The sort is stable: equally bad ones stay in the order of files and places.
        found.sort_by_key(|it| Reverse(it.severity));
        let gaps: &[_] = if level == Level::Error { &blind } else { &[] };
        for it in gaps.iter().take(BLIND) {
            let mut properties = vec![("file", run.paths.shown(it.path))];
            if let Some(at) = it.at {
                let region = run.region(at, Encoding::Utf16);
                properties.push(("line", region.line.to_string()));
            }
            properties.push(("title", "not looked at".to_owned()));
            command(out, "error", &properties, &it.message)?;
        }
        let room = SHOWN - gaps.len().min(BLIND);
        for it in found.iter().take(room) {
            annotation(run, it, out)?;
        }
        let more = found.len().saturating_sub(room);
        if more > 0 {
            left_out.push(counted(more, level.as_str()));
            all_left_out += more;
        }
    }
    let total = |level: Level| run.report.diagnostics().filter(|it| it.level == level).count();
    let totals: Vec<String> =
        Level::ALL.into_iter().rev().map(|level| counted(total(level), level.as_str())).collect();
    write!(out, "plimsoll: {}", totals.join(", "))?;
    if !blind.is_empty() {
        write!(out, "; {} not looked at", blind.len())?;
    }
    if !left_out.is_empty() {
        write!(out, "; {all_left_out} more without an annotation: {}", left_out.join(", "))?;
    }
    writeln!(out)
}

fn annotation(run: &Run<'_>, it: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let region = run.region(it.at, Encoding::Utf16);
    let mut properties = vec![
        ("file", run.paths.shown(run.path(it.at.file))),
        ("line", region.line.to_string()),
        ("endLine", region.end_line.to_string()),
    ];
    // Columns of an annotation over several lines are refused.
    if region.line == region.end_line {
        properties.push(("col", region.column.to_string()));
        properties.push(("endColumn", region.end_column.to_string()));
    }
    properties.push(("title", it.rule.to_string()));
    let name = match it.level {
        Level::Error => "error",
        Level::Warning => "warning",
        _ => "notice",
    };
    command(out, name, &properties, &it.message)
}

fn command(
    out: &mut dyn Write,
    name: &str,
    properties: &[(&str, String)],
    message: &str,
) -> io::Result<()> {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    writeln!(out, "::{name} {}::{}", properties.join(","), data(message))
}

/// The message of a command: nothing in it ends the command or begins another.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_in_a_command_ends_it() {
        for (text, in_data, in_property) in [
            ("100%", "100%25", "100%25"),
            ("a\r\n::error::b", "a%0D%0A::error::b", "a%0D%0A%3A%3Aerror%3A%3Ab"),
            ("a, b: c", "a, b: c", "a%2C b%3A c"),
            ("%0A", "%250A", "%250A"),
            ("ü d.yaml", "ü d.yaml", "ü d.yaml"),
        ] {
            assert_eq!((data(text).as_str(), property(text).as_str()), (in_data, in_property));
        }
    }
}
