//! What a file is: two independent signals are needed to claim it.
//!
//! Signals are its path, the keys at the root of its documents, and how the values below them
//! look. Other files are not looked at, so what only a neighbour could tell (a `Chart.yaml` above,
//! a kustomization that lists the file) stays unknown here.

mod compose;
mod foreign;
mod kubernetes;
mod names;
mod signals;
mod template;
#[cfg(test)]
mod tests;

use plimsoll_diagnostics::FileId;
use plimsoll_facts::{Dialect, File, Recognition};

use plimsoll_yaml::Parse;

use signals::Signals;

/// Recognises the file at `path`, written with forward slashes; `parse` is what was made of
/// `text`.
#[must_use]
pub fn recognise(path: &str, text: &str, parse: &Parse) -> Recognition {
    let signals = Signals { path, text, tree: &parse.tree, errors: &parse.errors };
    if let Some(sign) = foreign::by_path(&signals) {
        return Recognition::new(Dialect::Other, vec![sign]);
    }
    let claim = kubernetes::claim(&signals).or_else(|| compose::claim(&signals));
    let documents = template::documents(&signals);
    let whole = template::sign(&signals);
    // The template of one document hides no other, but where all of the file belongs to a chart.
    if whole.is_none()
        && !template::is_in_chart(&signals)
        && let Some(claim) = claim.as_ref().filter(|it| it.dialect == Dialect::Kubernetes)
    {
        let is_template = |it: u32| documents.iter().any(|(document, _)| *document == it);
        if kubernetes::objects(&signals).any(|it| !is_template(it)) {
            let templates = documents.iter().map(|(document, _)| *document).collect();
            return Recognition { templates, ..claim.clone() };
        }
    }
    if let Some(sign) = whole.or_else(|| documents.into_iter().next().map(|(_, sign)| sign)) {
        let source = claim.map(|it| it.because).or_else(|| template::source(&signals));
        let Some(mut because) = source else {
            return Recognition::new(Dialect::Other, vec![sign]);
        };
        because.push(sign);
        return Recognition::new(Dialect::Template, because);
    }
    claim.unwrap_or_else(|| foreign::recognition(&signals))
}

/// The file at `path` with `text`, parsed and recognised; never fails.
#[must_use]
pub fn new_file(id: FileId, path: impl Into<String>, text: &str) -> File {
    File::new(id, path, text, recognise)
}
