//! Entries of configurations that have run out, are about to, or are about nothing: findings of the
//! rules that say the same of comments, at their place in the configuration file.
//!
//! It does not know whether the run saw everything that the configurations are about; without that
//! an entry that silences nothing proves nothing, and its caller leaves this alone.

use std::collections::{HashMap, HashSet};

use plimsoll_config::{About, Config, Place, Source, below};
use plimsoll_diagnostics::{Date, Diagnostic, Evidence, FileId, Fingerprint, Span, Term};
use plimsoll_rules::{RuleRef, catalogue};

use crate::{
    exceptions::silenced_by,
    judged::{Judged, SuppressedBy, sort},
    linter::Linter,
    report::Report,
    settings::Settings,
};

/// The rules.
const EXPIRED: &str = "expired-suppression";
const EXPIRING: &str = "expiring-suppression";
const UNUSED: &str = "unused-suppression";

/// What was found about entries of configurations.
#[derive(Debug)]
pub struct StaleExceptions<'l>(Vec<Stale<'l>>);

/// One finding about an entry.
#[derive(Debug)]
struct Stale<'l> {
    /// The path of the configuration file as reports show it.
    path: String,
    source: &'l Source,
    /// Its file is not known before it is in a report.
    judged: Judged,
}

/// An entry of a configuration that silences something, or should.
struct Entry<'l> {
    settings: &'l Settings,
    place: Place,
    /// Where it is in the structure of its file.
    address: String,
    /// What tells it apart from one that takes its place.
    value: String,
    until: Option<Date>,
    /// What it is called, and what is said of it where it is not in use.
    words: (&'static str, &'static str),
    is_used: bool,
    /// Whether the run would have shown a use of it.
    is_decided: bool,
}

impl<'l> StaleExceptions<'l> {
    /// What is to be said after a run that saw the whole project. Ask before findings are taken out
    /// of the report, as those show what is in use.
    #[must_use]
    pub fn of(report: &Report, linter: &'l Linter) -> Self {
        let mut entries: Vec<Entry<'l>> = Vec::new();
        for settings in linter.all_settings() {
            let own = overrides(settings, report, linter);
            for entry in own.chain(externals(settings, report, linter)) {
                // Several configurations can extend one file, and one of them may need the entry.
                match entries.iter_mut().find(|it| it.is_same(&entry)) {
                    Some(known) => {
                        known.is_used |= entry.is_used;
                        known.is_decided |= entry.is_decided;
                    }
                    None => entries.push(entry),
                }
            }
        }
        Self(entries.iter().flat_map(Entry::findings).collect())
    }

    /// Takes out what was found before too. Gives how much that was.
    pub fn leave_out(&mut self, before: &StaleExceptions<'_>) -> usize {
        let name = |it: &Stale<'_>| it.judged.diagnostic.fingerprint;
        let known: HashSet<Fingerprint> = before.0.iter().map(name).collect();
        let all = self.0.len();
        self.0.retain(|it| !known.contains(&name(it)));
        all - self.0.len()
    }

    /// Adds the findings to the report, and the configuration files as texts that they point into.
    pub fn add_to(self, report: &mut Report) {
        let mut files: HashMap<String, FileId> = HashMap::new();
        for Stale { path, source, mut judged } in self.0 {
            let add = || report.project.add_text(&path, &source.text);
            judged.diagnostic.at.file = *files.entry(path.clone()).or_insert_with(add);
            report.judged.push(judged);
        }
        sort(&mut report.judged);
    }
}

fn overrides<'l>(
    settings: &'l Settings,
    report: &Report,
    linter: &'l Linter,
) -> impl Iterator<Item = Entry<'l>> {
    let config = settings.config();
    config.overrides.iter().enumerate().map(move |(index, it)| {
        let by = SuppressedBy::Override(index);
        let silenced = it.rules.iter().filter(|(_, level)| level.is_none());
        let silenced: Vec<&str> = silenced.map(|(rule, _)| rule.as_str()).collect();
        // What is found here is not yet in the report, and may be what it silences.
        let is_seen =
            |rule: &&str| config.may_run(rule) && ![EXPIRED, EXPIRING, UNUSED].contains(rule);
        let places = config.overrides.iter().map(|it| it.place);
        Entry {
            settings,
            place: it.place,
            address: address(it.place, "overrides", places),
            value: it.rules.keys().map(String::as_str).collect::<Vec<_>>().join(","),
            until: it.until,
            words: ("the override", "silences nothing"),
            is_used: silenced_by(report, linter, settings, by).next().is_some(),
            is_decided: is_own(config, it.place)
                && !silenced.is_empty()
                && silenced.iter().all(is_seen),
        }
    })
}

fn externals<'l>(
    settings: &'l Settings,
    report: &Report,
    linter: &'l Linter,
) -> impl Iterator<Item = Entry<'l>> {
    let config = settings.config();
    config.externals.iter().enumerate().map(move |(index, it)| {
        let by = SuppressedBy::External(index);
        let mut accepted = report.coverage.accepted.iter();
        let places = config.externals.iter().map(|it| it.place);
        Entry {
            settings,
            place: it.place,
            address: address(it.place, "external", places),
            value: it.because.clone(),
            until: it.until,
            words: ("the external part", "is about nothing"),
            is_used: accepted.any(|it| it.is_by(linter.all_settings(), settings, index))
                || silenced_by(report, linter, settings, by).next().is_some(),
            is_decided: is_own(config, it.place)
                && (!it.is_about_objects() || config.may_run("dangling-reference")),
        }
    })
}

/// Whether a place lies in a file of the project: what many projects extend may have its use in
/// another one.
fn is_own(config: &Config, place: Place) -> bool {
    config.folder().is_some_and(|home| below(&config.source(place.source).path, home).is_some())
}

/// `overrides[2]`: which of the tables at `places` the one at `place` is in its file, from zero.
fn address(place: Place, table: &str, places: impl Iterator<Item = Place>) -> String {
    let before = places.filter(|it| it.source == place.source && it.at.start() < place.at.start());
    format!("{table}[{}]", before.count())
}

impl<'l> Entry<'l> {
    fn source(&self) -> &'l Source {
        self.settings.config().source(self.place.source)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.place.at == other.place.at && self.source().path == other.source().path
    }

    fn findings(&self) -> Vec<Stale<'l>> {
        let (what, idle) = self.words;
        let mut said = Vec::new();
        match Term::of(self.until, self.settings.today) {
            Term::Over(until) => {
                let message = format!("{what} ended on {until} and holds no more");
                return self.finding(EXPIRED, message).into_iter().collect();
            }
            Term::Ending(until) => said.push((EXPIRING, format!("{what} ends on {until}"))),
            Term::Running => {}
        }
        if self.is_decided && !self.is_used {
            said.push((UNUSED, format!("{what} {idle} in this project")));
        }
        said.into_iter().filter_map(|(rule, message)| self.finding(rule, message)).collect()
    }

    /// The finding; `None` where the configuration switches its rule off.
    fn finding(&self, rule: &str, message: String) -> Option<Stale<'l>> {
        let rule = RuleRef::from(catalogue::find(rule)?);
        let source = self.source();
        let about = About { path: &source.path, ..About::default() };
        let ruling = self.settings.ruling(rule.name(), &about);
        let parts = ["", rule.name(), &self.address, &self.value];
        let path = self.settings.relative(&source.path);
        let diagnostic = Diagnostic {
            rule: rule.rule_name(),
            severity: rule.severity(),
            severity_reason: None,
            level: ruling.level?,
            evidence: Evidence::Stated,
            platform: None,
            message,
            at: Span { file: FileId(0), range: self.place.at },
            address: self.address.clone(),
            labels: Vec::new(),
            fixes: Vec::new(),
            fingerprint: Fingerprint::of([path.as_str()].into_iter().chain(parts)),
        };
        let key = Fingerprint::of(parts);
        let judged = Judged {
            diagnostic,
            rule,
            proposals: Vec::new(),
            subject: String::new(),
            offence: key,
            suppressed_by: ruling.silenced_by.map(SuppressedBy::Override),
            key,
        };
        Some(Stale { path: self.settings.shown(&source.path), source, judged })
    }
}
