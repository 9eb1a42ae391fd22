//! What is wrong with a configuration, as snippets.

use codespan_reporting::{
    diagnostic::{Diagnostic, Label},
    files::SimpleFiles,
    term::{self, Config as Style},
};
use plimsoll_linter::{
    config::{Config, Problem},
    diagnostics::Level,
};

/// One snippet for each of `problems`, which are about the configuration.
#[must_use]
pub fn problems(config: &Config, problems: &[Problem]) -> String {
    let mut files = SimpleFiles::new();
    for source in &config.sources {
        files.add(source.path.as_str(), source.text.as_str());
    }
    let mut out = String::new();
    for problem in problems {
        let shown = match problem.level {
            Level::Error => Diagnostic::error(),
            Level::Warning => Diagnostic::warning(),
            _ => Diagnostic::note(),
        };
        let mut shown = shown.with_message(&problem.message);
        if let Some(place) = problem.at {
            let id = place.source.0 as usize;
            shown = shown.with_labels(vec![Label::primary(id, place.at.to_usize())]);
        }
        match term::emit_into_string(&Style::default(), &files, &shown) {
            Ok(text) => out.push_str(&text),
            Err(_) => out.push_str(&problem.message),
        }
    }
    out
}
