//! Attestations as files that a reviewer keeps: one HTML page without scripts or remote parts,
//! Markdown, JSON and CSV. There is no score: a number would hide which demand is not met.

mod csv;
mod html;
mod json;
mod markdown;

use std::{collections::BTreeMap, io};

use plimsoll_linter::{Attestation, Contradiction, Exception, Row, Status};

pub use self::json::Earlier;
use self::{csv::csv, html::html, markdown::markdown};

/// How an attestation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttestationFormat {
    /// One page for a browser and for print.
    Html,
    /// A page for a repository or a merge request.
    Markdown,
    /// One object; what `--compare` reads.
    Json,
    /// One line a requirement.
    Csv,
}

/// Writes `attestation`; with `earlier`, what has changed since as well.
///
/// # Errors
///
/// Those of `out`.
pub fn attestation(
    it: &Attestation,
    earlier: Option<&Earlier>,
    format: AttestationFormat,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let changes = earlier.map(|earlier| Changes::new(it, earlier));
    match format {
        AttestationFormat::Html => html(it, changes.as_ref(), out),
        AttestationFormat::Markdown => markdown(it, changes.as_ref(), out),
        AttestationFormat::Json => json::json(it, changes.as_ref(), out),
        AttestationFormat::Csv => csv(it, out),
    }
}

/// What has changed since an earlier attestation.
pub(crate) struct Changes {
    pub(crate) date: String,
    pub(crate) is_same_input: bool,
    /// Section, what, status then (or `new`), status now (or `gone`).
    pub(crate) rows: Vec<(String, String, String, String)>,
    /// Findings that were not there then, a line each.
    pub(crate) new: Vec<String>,
    /// Findings that are not there any more, a line each.
    pub(crate) fixed: Vec<String>,
    /// How many are as they were.
    pub(crate) unchanged: usize,
}

impl Changes {
    fn new(it: &Attestation, earlier: &Earlier) -> Self {
        let mut rows = Vec::new();
        for row in &it.rows {
            let (section, what) = (&row.requirement.section, &row.requirement.what);
            let before = earlier.status(section, what).unwrap_or("new");
            let now = row.status.as_str();
            if before != now {
                rows.push((section.clone(), what.clone(), before.to_owned(), now.to_owned()));
            }
        }
        for (section, what, before) in earlier.rows() {
            let mut here = it.rows.iter().filter(|row| row.requirement.section == section);
            let is_here = here.clone().any(|row| row.requirement.what == what);
            let is_only = here.next().is_some() && here.next().is_none();
            let is_same = is_here || (is_only && earlier.has_one(section));
            if !is_same {
                rows.push((section.into(), what.into(), before.into(), "gone".to_owned()));
            }
        }
        // By fingerprints, which lines and formatting do not change; several requirements can be
        // about one finding.
        let findings = it.rows.iter().flat_map(|row| &row.findings);
        let now: BTreeMap<&str, String> =
            findings.map(|it| (it.fingerprint.as_str(), told(it))).collect();
        let then = earlier.findings();
        let missing = |of: &BTreeMap<&str, String>, from: &BTreeMap<&str, String>| {
            let gone = of.iter().filter(|(print, _)| !from.contains_key(*print));
            gone.map(|(_, told)| told.clone()).collect::<Vec<_>>()
        };
        let (new, fixed) = (missing(&now, &then), missing(&then, &now));
        let unchanged = now.len() - new.len();
        let date = earlier.date().unwrap_or("an unknown day").to_owned();
        let is_same_input = earlier.input() == it.input;
        Self { date, is_same_input, rows, new, fixed, unchanged }
    }

    /// `2 findings are new, 1 finding is fixed, 7 are unchanged`
    fn counts(&self) -> String {
        let of = |number: usize, what: &str| {
            let verb = if number == 1 { "is" } else { "are" };
            format!("{} {verb} {what}", crate::counted(number, "finding"))
        };
        let (new, fixed) = (of(self.new.len(), "new"), of(self.fixed.len(), "fixed"));
        format!("{new}, {fixed}, {}", of(self.unchanged, "unchanged"))
    }
}

/// What a row rests on, a line each.
fn reasons(row: &Row) -> Vec<String> {
    const MOST: usize = 5;
    let mut lines: Vec<String> = row.findings.iter().map(told).collect();
    lines.extend(row.because.iter().take(MOST).cloned());
    if row.because.len() > MOST {
        lines.push(format!("and {} more", row.because.len() - MOST));
    }
    lines
}

fn told(it: &Contradiction) -> String {
    let mut line = format!("{}:{}: {} ({})", it.path, it.line, it.message, it.rule);
    if let Some((reason, until)) = &it.suppressed {
        line.push_str(", suppressed");
        if let Some(until) = until {
            line.push_str(&format!(" until {until}"));
        }
        let reason = if reason.is_empty() { "no reason given" } else { reason };
        line.push_str(&format!(": {reason}"));
    }
    line
}

/// Where an exception is written.
fn place(it: &Exception) -> String {
    match it.line {
        0 => it.path.clone(),
        line => format!("{}:{line}", it.path),
    }
}

/// `3 failed, 1 suppressed, 12 not assessable, 9 met`
fn counts(it: &Attestation) -> String {
    let parts = Status::ALL.map(|status| format!("{} {}", it.count(status), status.as_str()));
    parts.join(", ")
}

fn date(it: &Attestation) -> String {
    it.date.map_or_else(|| "not given".to_owned(), |it| it.to_string())
}
