//! SARIF 2.1.0, for code scanning services and for keeping.
//!
//! Paths are relative to the root of the repository (`%SRCROOT%`), columns count characters, and
//! nothing of the files' text is quoted beyond what a fix writes.

mod shape;

use std::{
    collections::HashMap,
    io::{self, Write},
};

use plimsoll_linter::{
    Judged,
    diagnostics::{self, Encoding, Reaction, Severity, Span},
    rules::RuleRef,
};

use self::shape::{
    ArtifactChange, ArtifactLocation, Base, BaseIds, Descriptor, Driver, Fingerprints, Fix, Help,
    Invocation, Location, Log, LogicalLocation, Notification, Outcome, OutcomeProperties,
    PhysicalLocation, Region, Replacement, Rule, RuleProperties, Suppression, Text, Tool,
};
use crate::{Run, paths::Seen, silence};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the run as one SARIF log and a line break; suppressed findings are in it, marked so.
///
/// # Errors
///
/// Those of `out`.
pub fn sarif(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<Rule<'_>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut results = Vec::new();
    for it in &run.report.judged {
        let name = it.diagnostic.rule.as_str();
        let index = *known.entry(name).or_insert_with(|| {
            rules.push(rule(&it.rule));
            rules.len() - 1
        });
        results.push(result(run, it, index));
    }
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [shape::Run {
            tool: Tool {
                driver: Driver {
                    name: "plimsoll",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules,
                },
            },
            invocations: [invocation(run)],
            original_uri_base_ids: BaseIds {
                root: Base { description: text("the root of the repository") },
            },
            column_kind: "unicodeCodePoints",
            newline_sequences: ["\r\n", "\n", "\r"],
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log).map_err(io::Error::other)?;
    writeln!(out)
}

fn rule(rule: &RuleRef) -> Rule<'_> {
    Rule {
        id: rule.name(),
        short_description: text(rule.summary()),
        help: Help { text: rule.text(), markdown: rule.text() },
        deprecated_ids: rule.formerly(),
        properties: RuleProperties {
            tags: vec!["security", rule.group()],
            security_severity: score(rule.severity()),
            platform: rule.platform().map(Reaction::as_str),
        },
    }
}

/// A number inside the band that services name like the severity.
const fn score(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("2.0"),
        _ => None,
    }
}

/// What was not looked at makes the run unsuccessful; templates are said to be skipped.
fn invocation(run: &Run<'_>) -> Invocation {
    let blind = run.blind().into_iter().map(|it| Notification {
        level: "error",
        message: text(&it.message),
        locations: vec![match it.at {
            Some(at) => location(run, at),
            None => whole(run, it.path),
        }],
        descriptor: Descriptor { id: "not-looked-at" },
    });
    let templates = run.templates().map(|path| Notification {
        level: "note",
        message: text("skipped: a template that something else fills in"),
        locations: vec![whole(run, path)],
        descriptor: Descriptor { id: "template" },
    });
    let accepted = run.report.coverage.accepted.iter().map(|it| Notification {
        level: "note",
        message: text(&it.explained()),
        locations: vec![match it.at {
            Some(at) => location(run, at),
            None => whole(run, &it.path),
        }],
        descriptor: Descriptor { id: "accepted" },
    });
    Invocation {
        execution_successful: run.is_complete(),
        tool_execution_notifications: blind.chain(templates).chain(accepted).collect(),
    }
}

fn result<'a>(run: &Run<'a>, it: &'a Judged, rule_index: usize) -> Outcome<'a> {
    let diagnostic = &it.diagnostic;
    let mut primary = location(run, diagnostic.at);
    if !diagnostic.address.is_empty() {
        let name = diagnostic.address.clone();
        primary.logical_locations.push(LogicalLocation { fully_qualified_name: name });
    }
    let related = diagnostic.labels.iter().enumerate().map(|(index, label)| Location {
        id: Some(index + 1),
        message: Some(text(&label.message)),
        ..location(run, label.at)
    });
    let silence = silence::of(run, it);
    Outcome {
        rule_id: diagnostic.rule.as_str(),
        rule_index,
        level: diagnostic.level.as_str(),
        message: text(&diagnostic.message),
        locations: [primary],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprints {
            own: diagnostic.fingerprint.to_string(),
            primary_location_line_hash: format!("{}:1", diagnostic.fingerprint),
        },
        fixes: diagnostic
            .fixes
            .iter()
            .filter(|it| !run.quotes_secret(it))
            .map(|it| fix(run, it))
            .collect(),
        suppressions: silence
            .map(|it| Suppression { kind: it.kind, justification: it.reason })
            .into_iter()
            .collect(),
        properties: OutcomeProperties {
            severity: diagnostic.severity.as_str(),
            evidence: diagnostic.evidence.as_str(),
            platform: diagnostic.platform.map(Reaction::as_str),
        },
    }
}

fn fix(run: &Run<'_>, it: &diagnostics::Fix) -> Fix {
    let changes = it.edits.iter().map(|(file, edits)| ArtifactChange {
        artifact_location: artifact(run, run.path(*file)),
        replacements: edits
            .edits()
            .iter()
            .map(|edit| Replacement {
                deleted_region: region(run, Span { file: *file, range: edit.range }),
                inserted_content: (!edit.text.is_empty()).then(|| text(&edit.text)),
            })
            .collect(),
    });
    let risk = it.may_break.as_deref().map(|it| format!("; {it}")).unwrap_or_default();
    Fix {
        description: text(&format!("{} ({}){risk}", it.title, it.safety)),
        artifact_changes: changes.collect(),
    }
}

fn location(run: &Run<'_>, at: Span) -> Location {
    let mut location = whole(run, run.path(at.file));
    location.physical_location.region = Some(region(run, at));
    location
}

/// A file as a whole.
fn whole(run: &Run<'_>, path: &str) -> Location {
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(run, path),
            region: None,
        },
        logical_locations: Vec::new(),
        message: None,
    }
}

fn artifact(run: &Run<'_>, path: &str) -> ArtifactLocation {
    let seen = run.paths.seen(path);
    let uri_base_id = matches!(seen, Seen::Inside(_)).then_some("%SRCROOT%");
    ArtifactLocation { uri: seen.uri(), uri_base_id }
}

fn region(run: &Run<'_>, at: Span) -> Region {
    let region = run.region(at, Encoding::Utf32);
    Region {
        start_line: region.line,
        start_column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
    }
}

fn text(text: &str) -> Text {
    Text { text: text.to_owned() }
}
