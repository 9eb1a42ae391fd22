//! JSON, and reading it again to compare.

use std::{collections::BTreeMap, io};

use plimsoll_linter::Attestation;
use serde::{Deserialize, Serialize};

use super::{Changes, date};

/// Goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Shape<'a> {
    version: u32,
    profile: &'a str,
    title: &'a str,
    tool: String,
    date: String,
    input_sha256: &'a str,
    requirements: Vec<Row<'a>>,
    scope: Vec<File<'a>>,
    not_looked_at: Vec<Unread<'a>>,
    exceptions: Vec<Exempt<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<Change<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_findings: Option<ChangedFindings<'a>>,
}

#[derive(Serialize)]
struct Exempt<'a> {
    kind: &'static str,
    path: &'a str,
    line: u32,
    rule: &'a str,
    state: &'static str,
    addresses: &'a [String],
    reason: &'a str,
    until: Option<String>,
}

#[derive(Serialize)]
struct ChangedFindings<'a> {
    new: &'a [String],
    fixed: &'a [String],
    unchanged: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    section: &'a str,
    requirement: &'a str,
    status: &'a str,
    rules: &'a [String],
    because: &'a [String],
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    message: &'a str,
    path: &'a str,
    line: u32,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<Suppressed<'a>>,
}

#[derive(Serialize)]
struct Suppressed<'a> {
    reason: &'a str,
    until: Option<String>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    dialect: &'a str,
    outcome: &'a str,
}

#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Change<'a> {
    section: &'a str,
    requirement: &'a str,
    before: &'a str,
    now: &'a str,
}

pub(super) fn json(
    it: &Attestation,
    changes: Option<&Changes>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let shape = Shape {
        version: VERSION,
        profile: &it.profile,
        title: &it.title,
        tool: format!("plimsoll {}", it.version),
        date: date(it),
        input_sha256: &it.input,
        requirements: it
            .rows
            .iter()
            .map(|row| Row {
                section: &row.requirement.section,
                requirement: &row.requirement.what,
                status: row.status.as_str(),
                rules: &row.requirement.rules,
                because: &row.because,
                findings: row
                    .findings
                    .iter()
                    .map(|it| Finding {
                        rule: &it.rule,
                        message: &it.message,
                        path: &it.path,
                        line: it.line,
                        fingerprint: &it.fingerprint,
                        suppressed: it.suppressed.as_ref().map(|(reason, until)| Suppressed {
                            reason,
                            until: until.map(|it| it.to_string()),
                        }),
                    })
                    .collect(),
            })
            .collect(),
        scope: it
            .scope
            .iter()
            .map(|(path, dialect, outcome)| File { path, dialect, outcome })
            .collect(),
        not_looked_at: it.unread.iter().map(|(path, why)| Unread { path, why }).collect(),
        exceptions: it
            .exceptions
            .iter()
            .map(|it| Exempt {
                kind: it.kind.as_str(),
                path: &it.path,
                line: it.line,
                rule: &it.rule,
                state: it.state.as_str(),
                addresses: &it.addresses,
                reason: &it.reason,
                until: it.until.map(|it| it.to_string()),
            })
            .collect(),
        changed_findings: changes.map(|it| ChangedFindings {
            new: &it.new,
            fixed: &it.fixed,
            unchanged: it.unchanged,
        }),
        changes: changes.map(|it| {
            it.rows
                .iter()
                .map(|(section, requirement, before, now)| Change {
                    section,
                    requirement,
                    before,
                    now,
                })
                .collect()
        }),
    };
    serde_json::to_writer_pretty(&mut *out, &shape).map_err(io::Error::other)?;
    writeln!(out)
}

/// An attestation of an earlier day, as far as it is compared.
#[derive(Clone, Debug, Deserialize)]
pub struct Earlier {
    version: u32,
    profile: String,
    date: Option<String>,
    input_sha256: String,
    requirements: Vec<EarlierRow>,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierRow {
    section: String,
    requirement: String,
    status: String,
    #[serde(default)]
    findings: Vec<EarlierFinding>,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierFinding {
    rule: String,
    message: String,
    path: String,
    line: u32,
    fingerprint: String,
}

impl Earlier {
    /// Reads what this program wrote as JSON.
    ///
    /// # Errors
    ///
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, String> {
        let it: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match it.version {
            VERSION => Ok(it),
            other => Err(format!("it has version {other}, and this program reads {VERSION}")),
        }
    }

    /// The name of the profile that it is about.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The status of a requirement by its section and words, or by its section where there is one
    /// requirement in that: words change with versions of this program.
    pub(super) fn status(&self, section: &str, what: &str) -> Option<&str> {
        let in_section = || self.requirements.iter().filter(|it| it.section == section);
        let same = in_section().find(|it| it.requirement == what);
        let only = || in_section().next().filter(|_| self.has_one(section));
        same.or_else(only).map(|it| it.status.as_str())
    }

    /// Whether there is one requirement in the section.
    pub(super) fn has_one(&self, section: &str) -> bool {
        self.requirements.iter().filter(|it| it.section == section).count() == 1
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.requirements.iter().map(|it| (&*it.section, &*it.requirement, &*it.status))
    }

    /// A line for each finding, by fingerprint.
    pub(super) fn findings(&self) -> BTreeMap<&str, String> {
        let findings = self.requirements.iter().flat_map(|it| &it.findings);
        findings
            .map(|it| {
                let told = format!("{}:{}: {} ({})", it.path, it.line, it.message, it.rule);
                (it.fingerprint.as_str(), told)
            })
            .collect()
    }

    pub(super) fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    pub(super) fn input(&self) -> &str {
        &self.input_sha256
    }
}
