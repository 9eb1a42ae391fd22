//! Environment variables that the manifest gives a value.

use super::pod::Part;
use crate::{
    read::{Read, Silence},
    subjects::{Redacted, Variable},
    syntax::secret::classify,
    value::Value,
};

/// The variables with a value of their own; of several with one name, the last counts.
pub(super) fn lower(part: &Part<'_>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    for item in part.reader.value.get("env").map_or(&[][..], Value::items) {
        let Some(name) = item.get("name").filter(|it| it.text().is_some()) else { continue };
        let text = name.text().map_or("", |text| &*text.value);
        if item.get("value").is_none() {
            continue;
        }
        let reader = part.inner(item);
        let fact =
            reader.fact(&["value"], Silence::Means(Redacted::new("", false)), |value| match value
                .text()
            {
                Some(it) => {
                    let is_secret = classify(text, &it.value).is_some();
                    Read::Value(Redacted::new(&*it.value, is_secret))
                }
                None => Read::Unknown(super::scalar::why_of(value)),
            });
        let address = format!("{}/env[{text}]", part.address);
        let variable = Variable {
            identity: part.pod.part(text, address, name.at, item.at),
            container: part.id,
            value: fact,
        };
        match variables.iter_mut().find(|it| it.identity.name == text) {
            Some(earlier) => *earlier = variable,
            None => variables.push(variable),
        }
    }
    variables
}
