//! One line a requirement (RFC 4180).

use std::io;

use plimsoll_linter::Attestation;

use super::reasons;

pub(super) fn csv(it: &Attestation, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "section,requirement,status,rules,reasons\r\n")?;
    for row in &it.rows {
        let requirement = &row.requirement;
        let fields = [
            requirement.section.as_str(),
            requirement.what.as_str(),
            row.status.as_str(),
            &requirement.rules.join(" "),
            &reasons(row).join("; "),
        ];
        let fields: Vec<String> = fields.iter().map(|it| quoted(it)).collect();
        write!(out, "{}\r\n", fields.join(","))?;
    }
    Ok(())
}

/// `field` in quotes; a spreadsheet would take one that begins with an operator for a formula.
fn quoted(field: &str) -> String {
    let guard = if field.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}
