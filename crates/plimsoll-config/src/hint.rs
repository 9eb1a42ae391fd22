//! What a misspelt name was meant for.

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
