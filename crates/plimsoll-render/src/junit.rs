//! JUnit XML: a suite for each file, a failed test case for each finding.
//!
//! Every judged file has a case that passes where nothing is wrong, so that a report shows what was
//! looked at. What could not be looked at is an error, what is suppressed or not ours to judge is
//! skipped, and notes are output of the file's own case, since they fail nothing.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use plimsoll_linter::{
    Outcome,
    diagnostics::{Encoding, Level, Span},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use crate::{Run, silence};

#[derive(Default)]
struct Suite {
    cases: Vec<Case>,
    notes: Vec<String>,
    is_judged: bool,
}

struct Case {
    name: String,
    outcome: Ending,
    kind: String,
    message: String,
    detail: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Failure,
    Error,
    Skipped,
}

impl Ending {
    const fn element(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::Error => "error",
            Self::Skipped => "skipped",
        }
    }
}

/// Writes the run as JUnit XML.
///
/// # Errors
///
/// Those of `out`.
pub fn junit(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(run);
    let count = |ending: Ending| {
        suites.values().flat_map(|it| &it.cases).filter(|case| case.outcome == ending).count()
    };
    let tests: usize = suites.values().map(Suite::tests).sum();
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attribute(("name", "plimsoll"))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", count(Ending::Failure).to_string().as_str()))
        .with_attribute(("errors", count(Ending::Error).to_string().as_str()))
        .write_inner_content(|xml| {
            for (path, suite) in &suites {
                suite.write(path, xml)?;
            }
            Ok(())
        })?;
    writeln!(out)
}

fn suites(run: &Run<'_>) -> BTreeMap<String, Suite> {
    let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
    for it in &run.report.coverage.files {
        let path = run.paths.shown(run.path(it.file));
        match it.outcome {
            Outcome::Judged => suites.entry(path).or_default().is_judged = true,
            Outcome::Template => suites.entry(path).or_default().cases.push(Case {
                name: "template".to_owned(),
                outcome: Ending::Skipped,
                kind: "template".to_owned(),
                message: "a template that something else fills in".to_owned(),
                detail: String::new(),
            }),
            _ => {}
        }
    }
    for it in run.blind() {
        let path = run.paths.shown(it.path);
        let place = it.at.map(|at| place(run, at)).unwrap_or_default();
        suites.entry(path).or_default().cases.push(Case {
            name: format!("not-looked-at{place}"),
            outcome: Ending::Error,
            kind: "not-looked-at".to_owned(),
            message: it.message,
            detail: String::new(),
        });
    }
    for it in &run.report.judged {
        let diagnostic = &it.diagnostic;
        let path = run.paths.shown(run.path(diagnostic.at.file));
        let place = place(run, diagnostic.at);
        let suite = suites.entry(path.clone()).or_default();
        let name = format!("{}{place}", diagnostic.rule);
        let shown = format!(
            "{path}{}: {}: {}",
            place.replacen(" at ", ":", 1),
            diagnostic.level,
            diagnostic.message
        );
        match silence::of(run, it) {
            Some(silence) => suite.cases.push(Case {
                name,
                outcome: Ending::Skipped,
                kind: diagnostic.rule.to_string(),
                message: format!("suppressed: {}", silence.reason),
                detail: shown,
            }),
            None if diagnostic.level == Level::Note => {
                suite.notes.push(format!("{shown} [{}]", diagnostic.rule));
            }
            None => suite.cases.push(Case {
                name,
                outcome: Ending::Failure,
                kind: diagnostic.rule.to_string(),
                message: diagnostic.message.clone(),
                detail: shown,
            }),
        }
    }
    suites
}

fn place(run: &Run<'_>, at: Span) -> String {
    let region = run.region(at, Encoding::Utf32);
    format!(" at {}:{}", region.line, region.column)
}

impl Suite {
    fn has_own_case(&self) -> bool {
        !self.notes.is_empty() || (self.is_judged && self.cases.is_empty())
    }

    fn tests(&self) -> usize {
        self.cases.len() + usize::from(self.has_own_case())
    }

    fn write<W: Write>(&self, path: &str, xml: &mut Writer<W>) -> io::Result<()> {
        let path = legal(path);
        let path = path.as_str();
        let count = |ending: Ending| {
            self.cases.iter().filter(|case| case.outcome == ending).count().to_string()
        };
        xml.create_element("testsuite")
            .with_attribute(("name", path))
            .with_attribute(("tests", self.tests().to_string().as_str()))
            .with_attribute(("failures", count(Ending::Failure).as_str()))
            .with_attribute(("errors", count(Ending::Error).as_str()))
            .with_attribute(("skipped", count(Ending::Skipped).as_str()))
            .write_inner_content(|xml| {
                if self.has_own_case() {
                    let name = if self.is_judged { "judged" } else { "notes" };
                    let case = xml
                        .create_element("testcase")
                        .with_attribute(("name", name))
                        .with_attribute(("classname", path));
                    if self.notes.is_empty() {
                        case.write_empty()?;
                    } else {
                        case.write_inner_content(|xml| {
                            let notes = legal(&self.notes.join("\n"));
                            xml.create_element("system-out")
                                .write_text_content(BytesText::new(&notes))?;
                            Ok(())
                        })?;
                    }
                }
                for case in &self.cases {
                    case.write(path, xml)?;
                }
                Ok(())
            })?;
        Ok(())
    }
}

impl Case {
    fn write<W: Write>(&self, path: &str, xml: &mut Writer<W>) -> io::Result<()> {
        xml.create_element("testcase")
            .with_attribute(("name", legal(&self.name).as_str()))
            .with_attribute(("classname", path))
            .write_inner_content(|xml| {
                let message = legal(&self.message);
                let mut ending = xml.create_element(self.outcome.element());
                if self.outcome != Ending::Skipped {
                    ending = ending.with_attribute(("type", self.kind.as_str()));
                }
                ending
                    .with_attribute(("message", message.as_str()))
                    .write_text_content(BytesText::new(&legal(&self.detail)))?;
                Ok(())
            })?;
        Ok(())
    }
}

/// `text` without the characters that XML 1.0 (section 2.2) has no way to write.
fn legal(text: &str) -> String {
    let is_legal = |it: char| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|it| if is_legal(it) { it } else { '\u{fffd}' }).collect()
}
