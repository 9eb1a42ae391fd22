//! What every format is made from: a report, and what only its caller knows about the run.

use plimsoll_linter::{
    Linter, Outcome, Report,
    diagnostics::{Encoding, FileId, Fix, Span},
};

use crate::paths::Paths;

/// A run that is to be written down.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The linter that made the report.
    pub linter: &'a Linter,
    /// What was found, and what was looked at.
    pub report: &'a Report,
    /// What was asked for and could not be read at all.
    pub unread: &'a [Unread],
    /// The path that was asked for, where there was nothing to judge at all and somebody expected
    /// something: then silence is no clean result.
    pub empty: Option<&'a str>,
    /// How paths look from the root of the repository.
    pub paths: &'a Paths,
}

/// What every format says where there was nothing to judge.
pub(crate) const EMPTY: &str = "nothing was found that could be judged";

/// A path that was asked for and could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The path as it was asked for.
    pub path: String,
    /// Why, in the words of whoever tried.
    pub why: String,
}

/// One thing that was not looked at, or not in full, though somebody asked for it.
pub(crate) struct Blind<'a> {
    /// The path as it was handed in.
    pub(crate) path: &'a str,
    /// The place, where there is one.
    pub(crate) at: Option<Span>,
    /// What and why: one line.
    pub(crate) message: String,
}

/// Where something begins and ends; lines and columns count from one.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl<'a> Run<'a> {
    /// Everything that keeps the run from being complete: unread, partly read, unresolved.
    pub(crate) fn blind(&self) -> Vec<Blind<'a>> {
        let coverage = &self.report.coverage;
        let unread = self.unread.iter().map(|it| Blind {
            path: &it.path,
            at: None,
            message: format!("could not be read: {}", it.why),
        });
        let partly = coverage.files.iter().filter_map(|it| match it.outcome {
            Outcome::Partly(errors) => Some(Blind {
                path: self.path(it.file),
                at: None,
                message: format!("only partly read: {}", crate::counted(errors, "syntax error")),
            }),
            _ => None,
        });
        let gaps = coverage.gaps.iter().map(|(at, message)| Blind {
            path: self.path(at.file),
            at: Some(*at),
            message: message.clone(),
        });
        let empty = self.empty.map(|path| Blind { path, at: None, message: EMPTY.to_owned() });
        empty.into_iter().chain(unread).chain(partly).chain(gaps).collect()
    }

    /// Files that something else has to fill in before they can be judged.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &'a str> {
        let files = self.report.coverage.files.iter();
        let templates = files.filter(|it| it.outcome == Outcome::Template);
        templates.map(|it| self.path(it.file))
    }

    /// Whether all that was asked for was looked at.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.empty.is_none() && self.unread.is_empty() && self.report.coverage.is_complete()
    }

    /// The path of the file as it was handed in.
    pub(crate) fn path(&self, file: FileId) -> &'a str {
        &self.report.project.file(file).path
    }

    /// Whether nobody may see the edits, because they quote a secret; an editor can make them, a
    /// report cannot.
    pub(crate) fn quotes_secret(&self, fix: &Fix) -> bool {
        let redactor = self.report.redactor();
        fix.edits.iter().flat_map(|(_, set)| set.edits()).any(|it| redactor.finds(&it.text))
    }

    /// Where `span` is, with columns in units of `encoding`.
    pub(crate) fn region(&self, span: Span, encoding: Encoding) -> Region {
        let file = self.report.project.file(span.file);
        let at = |offset| file.lines.position(file.text(), offset, encoding);
        let (start, end) = (at(span.range.start()), at(span.range.end()));
        Region {
            line: start.line + 1,
            column: start.column + 1,
            end_line: end.line + 1,
            end_column: end.column + 1,
        }
    }
}
