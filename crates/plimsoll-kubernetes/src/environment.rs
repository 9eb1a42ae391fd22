//! Environment variables: those that the manifest gives a value, and the names of all of them.

use plimsoll_facts::{
    Fact, List, Why,
    read::{Read, Silence},
    subjects::{Redacted, Variable},
    value::Value,
};
use plimsoll_syntax::secret::classify;

use super::pod::Part;

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

/// The names of all variables. What a whole `ConfigMap` or `Secret` is taken over from adds others.
pub(super) fn names(part: &Part<'_>) -> List<String> {
    let mut list = part.reader.list(&["env"], Silence::Means(0), |item| {
        match item.get("name").and_then(Value::text) {
            Some(name) => match name.unknown {
                Some(why) => Read::Unknown(why),
                None => Read::Value(name.value.to_string()),
            },
            None => Read::Unknown(Why::Malformed),
        }
    });
    if let Some(from) = part.reader.value.get("envFrom").filter(|it| !it.items().is_empty()) {
        let at = part.reader.site(from, part.reader.slot(&["envFrom"]));
        list.whole = Fact::Unknown { at, why: Why::Unresolved };
    }
    list
}
