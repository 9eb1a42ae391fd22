//! Messages with places for what is found: `{container} runs {image.tag}`.

use plimsoll_diagnostics::TextRange;
use plimsoll_model::{
    AnySubject, Datum, Project,
    vocabulary::{self, Kind},
};

use crate::{
    problem::Problem,
    types::{SUBJECT, Type, variable},
};

/// A message with places.
#[derive(Debug)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    /// The names on the way from the subject to what is shown; none for the subject itself.
    Place(Vec<String>),
}

impl Template {
    /// Reads `text`, which is about a subject of `kind` and stands at `at`.
    pub(crate) fn read(
        text: &str,
        at: TextRange,
        kind: &'static Kind,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            let Some((place, after)) = after.split_once('}') else {
                problems.push(Problem::new(at, "a `{` in the message has no `}`"));
                return Self { pieces };
            };
            match path(place.trim(), kind) {
                Ok(path) => pieces.push(Piece::Place(path)),
                Err(problem) => problems.push(Problem { at, ..problem }),
            }
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Self { pieces }
    }

    /// The message for `subject`. Secrets are hidden as they are everywhere.
    pub(crate) fn fill(&self, project: &Project, subject: &dyn AnySubject) -> String {
        let mut message = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => message.push_str(text),
                Piece::Place(path) => message.push_str(&shown(project, subject, path)),
            }
        }
        message
    }
}

/// The names in `place`, checked: `reference`, `image.reference`, `container`, `workload.name`.
fn path(place: &str, kind: &'static Kind) -> Result<Vec<String>, Problem> {
    let nowhere = TextRange::empty(0);
    let mut names: Vec<&str> = place.split('.').map(str::trim).collect();
    let is_own = |it: &str| it == SUBJECT || it == variable(kind.name);
    if names.first().is_some_and(|it| is_own(it)) {
        names.remove(0);
    }
    let mut of = Type::Subject(kind);
    for name in &names {
        let members = of.members();
        let Some(member) = members.iter().find(|it| it.name == *name) else {
            let message =
                format!("`{{{place}}}` in the message is nothing that is known of a {of}");
            return Err(Problem::new(nowhere, message)
                .meant(name, members.iter().map(|it| it.name.as_str())));
        };
        of = member.of.known().clone();
    }
    let last = names.last().copied().unwrap_or("");
    if matches!(of, Type::Content) || (matches!(of, Type::List(_)) && is_list_of_subjects(&of)) {
        let message = format!("`{{{place}}}` in the message cannot be shown in one line");
        return Err(
            Problem::new(nowhere, message).help(format!("leave `{last}` out, or name a fact"))
        );
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

fn is_list_of_subjects(of: &Type) -> bool {
    matches!(of, Type::List(item) if matches!(**item, Type::Subject(_)))
}

fn shown(project: &Project, subject: &dyn AnySubject, path: &[String]) -> String {
    let Some((name, rest)) = path.split_first() else { return subject.identity().to_string() };
    if let Some(it) = subject.facts().iter().find(|it| it.name == *name) {
        return match it.fact.shown() {
            shown if shown.is_empty() => "nothing".to_owned(),
            shown => format!("`{shown}`"),
        };
    }
    let identity = subject.identity();
    match subject.properties().into_iter().find(|(it, _)| it == name).map(|(_, it)| it) {
        Some(Datum::Subject(kind, index)) => vocabulary::kind(kind)
            .and_then(|it| (it.get)(&project.subjects, index))
            .map_or_else(String::new, |it| shown(project, it, rest)),
        Some(Datum::Text(text)) => format!("`{text}`"),
        Some(Datum::Int(number)) => number.to_string(),
        Some(Datum::Bool(it)) => it.to_string(),
        Some(Datum::Record(fields)) => fields
            .iter()
            .find_map(|(_, it)| match it {
                Datum::Text(text) => Some(format!("`{text}`")),
                _ => None,
            })
            .unwrap_or_default(),
        _ => match name.as_str() {
            "address" => format!("`{}`", identity.address),
            "platform" => identity.platform.as_str().to_owned(),
            "path" => format!("`{}`", project.file(identity.owner.file).path),
            _ => identity.to_string(),
        },
    }
}
