//! What pages can say, as text: subjects, their facts, and functions.

use std::fmt::Write;

use plimsoll_model::vocabulary::KINDS;

use crate::{
    signature::FUNCTIONS,
    types::{Type, variable},
};

/// Every kind of subject with everything that can be asked of it, and every function.
///
/// ```text
/// container: One container: a Compose service, or any container of a pod, …
///   privileged: bool — Whether it has full access to its host.
/// ```
#[must_use]
pub fn vocabulary() -> String {
    let mut out = String::new();
    for kind in KINDS {
        let name = variable(kind.name);
        let _ = match name == kind.name {
            true => writeln!(out, "{name}: {}", kind.doc.trim()),
            false => writeln!(out, "{name} (subject: {}): {}", kind.name, kind.doc.trim()),
        };
        list(&mut out, &Type::Subject(kind));
    }
    out.push_str("subject: what the page is about, whichever of its kinds that is\n\n");
    for (name, of, doc) in [
        ("project", Type::Project, "everything in sight"),
        ("parameters", Type::Parameters, "what the project says about its world"),
    ] {
        let _ = writeln!(out, "{name}: {doc}");
        list(&mut out, &of);
    }
    out.push_str("functions, beside the operators and `has`, `all`, `exists`, `exists_one`, `filter`, `map`:\n");
    for it in FUNCTIONS {
        let arguments: Vec<&str> = it.arguments.iter().map(|it| it.as_str()).collect();
        let receiver = it.receiver.map_or(String::new(), |it| format!("{}.", it.as_str()));
        let _ = writeln!(
            out,
            "  {receiver}{}({}): {} — {}",
            it.name,
            arguments.join(", "),
            it.result.as_str(),
            it.doc
        );
    }
    out
}

fn list(out: &mut String, of: &Type) {
    for it in of.members() {
        let _ = writeln!(out, "  {}: {} — {}", it.name, it.of, it.doc);
    }
    out.push('\n');
}
