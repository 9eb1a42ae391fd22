//! What files are called that Docker Compose reads without being told.

/// The names of a file that `docker compose` reads on its own, the first that exists counting
/// (specification, chapter *Compose file*; `cli/options.go` of the loader).
pub(super) const BASES: [&str; 4] =
    ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/// The names of a file that it lays over that one, the first that exists counting; it need not
/// have the same stem.
pub(super) const OVERRIDES: [&str; 4] = [
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
];

/// The names of files that `docker compose` reads without being told: bases first, then what it
/// lays over them.
pub fn default_names() -> impl Iterator<Item = &'static str> {
    BASES.into_iter().chain(OVERRIDES)
}

/// The name of the file that `docker compose` lays over the base called `name` without being told;
/// `is_there` says which files are beside it.
pub fn override_of(name: &str, is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    let base = BASES.into_iter().find(|it| *it == name || is_there(it))?;
    let over = || OVERRIDES.into_iter().find(|it| is_there(it));
    if base == name { over() } else { None }
}

/// Whether `docker compose` reads a file with this name without being told.
#[must_use]
pub fn is_default_name(name: &str) -> bool {
    default_names().any(|it| it == name)
}
