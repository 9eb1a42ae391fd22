//! What the name of a file says about Compose.

/// What a name says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// `docker compose` reads files of this name on its own.
    Standard,
    /// `docker compose` reads files of this name on its own, over another file.
    StandardOverride,
    /// People give Compose files such names.
    Usual,
}

/// What the name of a file, in lower case, says about Compose.
pub(super) fn name(name: &str) -> Option<Name> {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    match stem {
        "compose" | "docker-compose" => return Some(Name::Standard),
        "compose.override" | "docker-compose.override" => return Some(Name::StandardOverride),
        _ => {}
    }
    let mut words = stem.split(['.', '-', '_']);
    words.any(|word| word == "compose").then_some(Name::Usual)
}
