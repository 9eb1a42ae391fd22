//! Findings as `miette` has them, for programs that report their errors so.

use std::fmt;

use miette::{LabeledSpan, NamedSource, Severity, SourceCode};
use plimsoll_diagnostics::{Diagnostic, FileId, Level, Safety, TextRange};

use crate::{judged::Judged, report::Report};

/// A finding with the text that it points into; secrets in the text are masked.
#[derive(Clone, Debug)]
pub struct WithSource {
    message: String,
    code: Option<String>,
    severity: Severity,
    help: Option<String>,
    source: NamedSource<String>,
    labels: Vec<LabeledSpan>,
    related: Vec<WithSource>,
}

impl Report {
    /// The finding with its source, for `miette`. Places in other files are related diagnostics.
    #[must_use]
    pub fn with_source(&self, judged: &Judged) -> WithSource {
        let it = &judged.diagnostic;
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            it.labels.iter().partition(|label| label.at.file == it.at.file);
        let mut labels = vec![span(None, it.at.range)];
        labels.extend(here.iter().map(|label| span(Some(&label.message), label.at.range)));
        let related = elsewhere.iter().map(|label| WithSource {
            message: label.message.clone(),
            code: None,
            severity: Severity::Advice,
            help: None,
            source: self.named_source(label.at.file),
            labels: vec![span(None, label.at.range)],
            related: Vec::new(),
        });
        WithSource {
            message: it.message.clone(),
            code: Some(it.rule.to_string()),
            severity: severity(it),
            help: judged.proposals.first().map(|fix| match (&fix.may_break, fix.safety) {
                (Some(risk), _) => format!("{}; {risk}", fix.title),
                (None, Safety::Manual) => format!("by hand: {}", fix.title),
                (None, _) => fix.title.clone(),
            }),
            source: self.named_source(it.at.file),
            labels,
            related: related.collect(),
        }
    }

    fn named_source(&self, file: FileId) -> NamedSource<String> {
        let path = &self.project.file(file).path;
        NamedSource::new(path, self.shown(file).into_owned()).with_language("YAML")
    }
}

fn span(label: Option<&str>, range: TextRange) -> LabeledSpan {
    LabeledSpan::new(label.map(str::to_owned), range.start() as usize, range.len() as usize)
}

fn severity(it: &Diagnostic) -> Severity {
    match it.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        _ => Severity::Advice,
    }
}

impl fmt::Display for WithSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for WithSource {}

impl miette::Diagnostic for WithSource {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code.as_deref()?))
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.help.as_deref()?))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|it| it as &dyn miette::Diagnostic)))
    }
}

#[cfg(test)]
mod tests {
    use miette::Diagnostic as _;

    use crate::{Linter, Settings};

    #[test]
    fn a_finding_has_its_code_place_and_masked_source() {
        let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n    environment: {DB_PASSWORD: zQ7-planted-9Xk}\n";
        let report = Linter::new(Settings::recommended()).check_text("compose.yaml", text);
        let judged =
            report.open().find(|it| it.diagnostic.rule.as_str() == "privileged-container").unwrap();
        let shown = report.with_source(judged);
        assert_eq!(shown.code().unwrap().to_string(), "privileged-container");
        assert!(shown.help().unwrap().to_string().starts_with("remove `privileged`; "));
        let label = shown.labels().unwrap().next().unwrap();
        assert_eq!(&text[label.offset()..label.offset() + label.len()], "true");
        let source = shown.source_code().unwrap();
        let read = source.read_span(label.inner(), 3, 3).unwrap();
        let quoted = String::from_utf8(read.data().to_vec()).unwrap();
        assert!(quoted.contains("privileged: true") && !quoted.contains("planted"), "{quoted}");
    }
}
