//! One HTML page: no scripts, nothing remote, readable in print.

use std::io;

use plimsoll_linter::{Attestation, Exception, Status};

use super::{Changes, counts, date, place, reasons};

const STYLE: &str = "\
:root{color-scheme:light}
body{font:15px/1.45 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1b1f24;background:#fff;margin:2rem auto;max-width:70rem;padding:0 1.5rem}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
.sum{font-size:1.05rem;margin:0 0 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th{text-align:left;border-bottom:2px solid #1b1f24;padding:.3rem .6rem .3rem 0}
td{border-bottom:1px solid #d0d7de;padding:.4rem .6rem .4rem 0;vertical-align:top;overflow-wrap:anywhere}
td:first-child{white-space:nowrap}td.s{white-space:nowrap;font-weight:600}
.failed{color:#a40e26}.suppressed{color:#7d4e00}.met{color:#116329}.open{color:#57606a}
ul{margin:0;padding-left:1.1rem}code{font:.9em ui-monospace,monospace}
@media print{body{margin:0;max-width:none;font-size:10pt;padding:0}tr{break-inside:avoid}thead{display:table-header-group}h2{break-after:avoid}}";

pub(super) fn html(
    it: &Attestation,
    changes: Option<&Changes>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let title = escaped(&it.title);
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>"
    )?;
    writeln!(out, "<h1>{title}</h1>\n<p class=\"sum\">{}</p>\n<dl>", counts(it))?;
    for (name, value) in [
        ("Profile", it.profile.clone()),
        ("Date", date(it)),
        ("Judged by", format!("plimsoll {}", it.version)),
        ("Input, SHA-256", it.input.clone()),
        ("Files", it.scope.len().to_string()),
    ] {
        writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escaped(&value))?;
    }
    writeln!(out, "</dl>")?;
    if let Some(changes) = changes {
        changed(changes, out)?;
    }
    writeln!(
        out,
        "<h2>Requirements</h2>\n<table>\n<thead><tr><th>Section</th><th>Requirement</th><th>Status</th><th>Why</th></tr></thead>\n<tbody>"
    )?;
    for row in &it.rows {
        let class = match row.status {
            Status::Failed => "failed",
            Status::Suppressed => "suppressed",
            Status::Met => "met",
            Status::NotAssessable => "open",
        };
        let why: Vec<String> =
            reasons(row).iter().map(|it| format!("<li>{}</li>", marked(it))).collect();
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"s {class}\">{}</td><td><ul>{}</ul></td></tr>",
            escaped(&row.requirement.section),
            marked(&row.requirement.what),
            row.status.as_str(),
            why.concat()
        )?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    exceptions(&it.exceptions, out)?;
    list(
        "Scope",
        it.scope
            .iter()
            .map(|(path, dialect, outcome)| (path.as_str(), format!("{dialect}, {outcome}"))),
        out,
    )?;
    list("Not looked at", it.unread.iter().map(|(path, why)| (path.as_str(), why.clone())), out)?;
    writeln!(out, "</body>\n</html>")
}

fn changed(changes: &Changes, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<h2>Changes since {}</h2>", escaped(&changes.date))?;
    if changes.is_same_input {
        writeln!(out, "<p>The files are the same.</p>")?;
    }
    if changes.rows.is_empty() {
        writeln!(out, "<p>No requirement changed its status.</p>")?;
    }
    writeln!(out, "<ul>")?;
    for (section, what, before, now) in &changes.rows {
        let (section, what) = (escaped(section), marked(what));
        writeln!(
            out,
            "<li>{section} {what}: {} → <strong>{}</strong></li>",
            escaped(before),
            escaped(now)
        )?;
    }
    writeln!(out, "</ul>\n<p>{}.</p>\n<ul>", changes.counts())?;
    for (word, lines) in [("new", &changes.new), ("fixed", &changes.fixed)] {
        for line in lines {
            writeln!(out, "<li><strong>{word}</strong>: {}</li>", marked(line))?;
        }
    }
    writeln!(out, "</ul>")
}

fn exceptions(exceptions: &[Exception], out: &mut dyn io::Write) -> io::Result<()> {
    if exceptions.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<h2>Exceptions</h2>\n<table>\n<thead><tr><th>Where</th><th>Rule</th><th>State</th><th>For</th><th>Why</th><th>Until</th></tr></thead>\n<tbody>"
    )?;
    for it in exceptions {
        let until = it.until.map_or_else(|| "open".to_owned(), |it| it.to_string());
        writeln!(
            out,
            "<tr><td>{}</td><td><code>{}</code></td><td>{}, {}</td><td>{}</td><td>{}</td><td>{until}</td></tr>",
            escaped(&place(it)),
            escaped(&it.rule),
            it.kind.as_str(),
            it.state.as_str(),
            escaped(&it.addresses.join(", ")),
            escaped(&it.reason),
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn list<'a>(
    title: &str,
    items: impl Iterator<Item = (&'a str, String)>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>{title}</h2>\n<ul>")?;
    for (path, what) in items {
        writeln!(out, "<li><code>{}</code>: {}</li>", escaped(path), escaped(&what))?;
    }
    writeln!(out, "</ul>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `text` with what stands in backticks as code.
fn marked(text: &str) -> String {
    let text = escaped(text);
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        match index % 2 {
            0 => out.push_str(part),
            _ => out.push_str(&format!("<code>{part}</code>")),
        }
    }
    out
}
