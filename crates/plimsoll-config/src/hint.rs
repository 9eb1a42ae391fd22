//! What a misspelt name was meant for.

use plimsoll_rules::{RuleRef, RuleSet};

/// The nearest of `known` if it is near enough to be meant.
pub fn nearest_name<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_ascii_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|it| (strsim::damerau_levenshtein(&wanted, &it.to_ascii_lowercase()), it))
        .filter(|(distance, _)| *distance <= 1 + name.len() / 5)
        .min()
        .map(|(_, it)| it)
}

/// The nearest of `known` as the end of a message; empty where none is near.
pub(crate) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest_name(name, known).map(|it| format!("; did you mean `{it}`?")).unwrap_or_default()
}

/// What `name`, which is not a rule, may have been meant for, as the end of a message: the rules
/// that answer it where it is the id of another tool, else the nearest name.
#[must_use]
pub fn hint_rule(name: &str, rules: &RuleSet) -> String {
    let answering: Vec<String> =
        rules.known_as(name).map(|it| format!("`{}`", it.name())).collect();
    if answering.is_empty() {
        return hint(name, rules.iter().map(RuleRef::name));
    }
    format!("; here it is {}", answering.join(" and "))
}
