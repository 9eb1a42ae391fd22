//! Environment variables that the file gives a value.

use super::{entries::Entry, service::Service};
use crate::{
    subjects::{Redacted, Variable},
    syntax::secret::classify,
};

/// The variables with a value of their own; `env_file` is not read here.
pub(super) fn lower(service: &Service<'_>) -> Vec<Variable> {
    let Some(environment) = service.reader.value.get("environment") else { return Vec::new() };
    let mut variables: Vec<Variable> = Vec::new();
    for entry in Entry::all(environment) {
        let Some(name) = entry.name().filter(|_| entry.has_value()) else { continue };
        let variable = Variable {
            identity: service.part("environment", name, entry.shown(), entry.value().at),
            container: service.container,
            value: entry.fact(&service.reader, &["environment"], |text| {
                Some(Redacted::new(text, classify(name, text).is_some()))
            }),
        };
        match variables.iter_mut().find(|it| it.identity.name == name) {
            Some(earlier) => *earlier = variable,
            None => variables.push(variable),
        }
    }
    variables
}
