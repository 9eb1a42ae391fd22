//! Markdown.

use std::io;

use plimsoll_linter::Attestation;

use super::{Changes, counts, date, place, reasons};

pub(super) fn markdown(
    it: &Attestation,
    changes: Option<&Changes>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    writeln!(out, "# {}\n", it.title)?;
    writeln!(out, "{}.\n", counts(it))?;
    writeln!(out, "- profile: `{}`\n- date: {}", it.profile, date(it))?;
    writeln!(out, "- plimsoll {}\n- input: SHA-256 `{}`", it.version, it.input)?;
    writeln!(out, "- files: {}", it.scope.len())?;
    if let Some(changes) = changes {
        writeln!(out, "\n## Changes since {}\n", changes.date)?;
        if changes.is_same_input {
            writeln!(out, "The files are the same.\n")?;
        }
        if changes.rows.is_empty() {
            writeln!(out, "No requirement changed its status.")?;
        }
        for (section, what, before, now) in &changes.rows {
            writeln!(out, "- {section} {}: {before} → **{now}**", cell(what))?;
        }
        writeln!(out, "\n{}.\n", changes.counts())?;
        for (word, lines) in [("new", &changes.new), ("fixed", &changes.fixed)] {
            for line in lines {
                writeln!(out, "- {word}: {}", cell(line))?;
            }
        }
    }
    writeln!(
        out,
        "\n## Requirements\n\n| Section | Requirement | Status | Why |\n| --- | --- | --- | --- |"
    )?;
    for row in &it.rows {
        let why: Vec<String> = reasons(row).iter().map(|it| cell(it)).collect();
        let requirement = &row.requirement;
        let (section, what) = (cell(&requirement.section), cell(&requirement.what));
        writeln!(
            out,
            "| {section} | {what} | **{}** | {} |",
            row.status.as_str(),
            why.join("<br>")
        )?;
    }
    if !it.exceptions.is_empty() {
        writeln!(out, "\n## Exceptions\n")?;
        writeln!(
            out,
            "| Where | Rule | Kind | State | For | Why | Until |\n| --- | --- | --- | --- | --- | --- | --- |"
        )?;
    }
    for it in &it.exceptions {
        let until = it.until.map_or_else(|| "open".to_owned(), |it| it.to_string());
        writeln!(
            out,
            "| `{}` | `{}` | {} | {} | {} | {} | {until} |",
            cell(&place(it)),
            it.rule,
            it.kind.as_str(),
            it.state.as_str(),
            cell(&it.addresses.join(", ")),
            cell(&it.reason),
        )?;
    }
    writeln!(out, "\n## Scope\n")?;
    for (path, dialect, outcome) in &it.scope {
        writeln!(out, "- `{path}`: {dialect}, {outcome}")?;
    }
    if !it.unread.is_empty() {
        writeln!(out, "\n## Not looked at\n")?;
        for (path, why) in &it.unread {
            writeln!(out, "- `{path}`: {}", cell(why))?;
        }
    }
    Ok(())
}

/// `text` as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ").replace('<', "&lt;")
}
