//! Everything that silences findings, wherever it is written: the register of exceptions.

use std::{collections::BTreeMap, fmt};

use plimsoll_config::Place;
use plimsoll_diagnostics::{Date, Term};

use crate::{
    judged::{Judged, SuppressedBy},
    linter::Linter,
    report::Report,
    settings::Settings,
};

/// Where an exception is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ExceptionKind {
    /// A comment or annotation in the file, for plimsoll.
    Comment,
    /// One for another tool.
    Foreign,
    /// An override of the configuration.
    Override,
    /// What the configuration says nobody can look at.
    External,
    /// A line of the baseline.
    Baseline,
}

impl ExceptionKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Foreign => "foreign",
            Self::Override => "override",
            Self::External => "external",
            Self::Baseline => "baseline",
        }
    }
}

/// What an exception does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It silences findings.
    Active,
    /// It silences nothing here.
    Unused,
    /// Its last day has passed, and it silences nothing.
    Expired,
    /// It cannot be read.
    Malformed,
}

impl State {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Unused => "unused",
            Self::Expired => "expired",
            Self::Malformed => "malformed",
        }
    }

    /// That of an exception which can be read and silences what is at `addresses`.
    const fn of(term: Term, addresses: &[String]) -> Self {
        match (term, addresses.is_empty()) {
            (Term::Over(_), _) => Self::Expired,
            (_, true) => Self::Unused,
            _ => Self::Active,
        }
    }
}

/// One rule that one exception is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Where it is written.
    pub kind: ExceptionKind,
    /// The file that it is written in, as reports show it.
    pub path: String,
    /// The line, from one; 0 in a baseline.
    pub line: u32,
    /// The rule.
    pub rule: String,
    /// What it is silenced for: addresses of findings, in order.
    pub addresses: Vec<String>,
    /// Why, in the author's words; empty where there is none.
    pub reason: String,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// What it does.
    pub state: State,
}

/// Everything that silences findings, by kind, file and line.
#[must_use]
pub fn exceptions(report: &Report, linter: &Linter) -> Vec<Exception> {
    let mut found = comments(report, linter);
    found.extend(overrides(report, linter));
    found.extend(externals(report, linter));
    found.extend(baseline(report));
    found.sort_by(|one, other| {
        let key = |it: &Exception| (it.kind, it.path.clone(), it.line, it.rule.clone());
        key(one).cmp(&key(other))
    });
    found
}

fn comments(report: &Report, linter: &Linter) -> Vec<Exception> {
    let mut found = Vec::new();
    for (index, it) in report.suppressions.iter().enumerate() {
        let file = report.project.file(it.file);
        let today = linter.settings(&file.path).today;
        let silenced = |rule: &str| addresses(report, SuppressedBy::Comment(index), rule);
        let exception = |rule: &str| {
            let addresses = silenced(rule);
            let state = match it.is_malformed() {
                true => State::Malformed,
                false => State::of(it.term(today), &addresses),
            };
            Exception {
                kind: if it.by.is_some() { ExceptionKind::Foreign } else { ExceptionKind::Comment },
                path: file.path.clone(),
                line: file.lines.line(it.range.start()) + 1,
                rule: rule.to_owned(),
                addresses,
                reason: it.reason.clone(),
                until: it.until,
                state,
            }
        };
        if it.targets.is_empty() {
            found.push(exception("?"));
        }
        found.extend(it.targets.iter().map(|target| exception(&target.name)));
    }
    found
}

fn overrides(report: &Report, linter: &Linter) -> Vec<Exception> {
    let mut found = Vec::new();
    for settings in linter.all_settings() {
        let config = settings.config();
        for (index, it) in config.overrides.iter().enumerate() {
            let (path, line) = written(settings, it.place);
            for (rule, _) in it.rules.iter().filter(|(_, level)| level.is_none()) {
                let silenced = silenced_by(report, linter, settings, SuppressedBy::Override(index));
                let silenced = silenced.filter(|it| it.diagnostic.rule.as_str() == rule);
                let addresses: Vec<String> =
                    silenced.map(|it| it.diagnostic.address.clone()).collect();
                let state = State::of(it.term(settings.today), &addresses);
                found.push(Exception {
                    kind: ExceptionKind::Override,
                    path: path.clone(),
                    line,
                    rule: rule.clone(),
                    addresses,
                    reason: it.because.clone().unwrap_or_default(),
                    until: it.until,
                    state,
                });
            }
        }
    }
    found
}

/// The configuration file that a place is in, as fingerprints would know it, and the line, from one.
fn written(settings: &Settings, place: Place) -> (String, u32) {
    let source = settings.config().source(place.source);
    let before = &source.text[..(place.at.start() as usize).min(source.text.len())];
    let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
    (settings.relative(&source.path), line)
}

fn externals(report: &Report, linter: &Linter) -> Vec<Exception> {
    let mut found = Vec::new();
    for settings in linter.all_settings() {
        let config = settings.config();
        for (index, it) in config.externals.iter().enumerate() {
            let accepted = report.coverage.accepted.iter();
            let accepted = accepted.filter(|it| it.is_by(linter.all_settings(), settings, index));
            let mut addresses: Vec<String> =
                accepted.map(|it| format!("{}: {}", it.path, it.message)).collect();
            let silenced = silenced_by(report, linter, settings, SuppressedBy::External(index));
            addresses.extend(silenced.map(|it| it.diagnostic.address.clone()));
            let state = State::of(it.term(settings.today), &addresses);
            let (path, line) = written(settings, it.place);
            found.push(Exception {
                kind: ExceptionKind::External,
                path,
                line,
                rule: "not looked at".to_owned(),
                addresses,
                reason: it.because.clone(),
                until: it.until,
                state,
            });
        }
    }
    found
}

/// What an entry of the configuration of `settings` silences.
pub(crate) fn silenced_by<'r>(
    report: &'r Report,
    linter: &'r Linter,
    settings: &'r Settings,
    by: SuppressedBy,
) -> impl Iterator<Item = &'r Judged> {
    report.all().filter(move |it| {
        let path = &report.project.file(it.diagnostic.at.file).path;
        it.suppressed_by == Some(by) && std::ptr::eq(linter.settings(path), settings)
    })
}

fn baseline(report: &Report) -> Vec<Exception> {
    let mut groups: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for it in &report.judged {
        if it.suppressed_by == Some(SuppressedBy::Baseline) {
            let path = report.project.file(it.diagnostic.at.file).path.clone();
            let key = (path, it.diagnostic.rule.to_string());
            groups.entry(key).or_default().push(it.diagnostic.address.clone());
        }
    }
    let exception = |((path, rule), addresses)| Exception {
        kind: ExceptionKind::Baseline,
        path,
        line: 0,
        rule,
        addresses,
        reason: String::new(),
        until: None,
        state: State::Active,
    };
    groups.into_iter().map(exception).collect()
}

fn addresses(report: &Report, by: SuppressedBy, rule: &str) -> Vec<String> {
    let silenced = report.all().filter(|it| {
        it.suppressed_by == Some(by)
            && (it.diagnostic.rule.as_str() == rule || it.rule.formerly().contains(&rule))
    });
    silenced.map(|it| it.diagnostic.address.clone()).collect()
}

impl fmt::Display for Exception {
    /// One line: where, what, what for, why, until when.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, state) = (
            self.kind.as_str(),
            match self.state {
                State::Active => format!("silences {}", self.addresses.len()),
                other => other.as_str().to_owned(),
            },
        );
        write!(f, "{}", self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {kind} {} {state}", self.rule)?;
        if let Some(until) = self.until {
            write!(f, ", until {until}")?;
        }
        if !self.reason.is_empty() {
            write!(f, ", because {}", self.reason)?;
        }
        for address in &self.addresses {
            write!(f, "\n    {address}")?;
        }
        Ok(())
    }
}
