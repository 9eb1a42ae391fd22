//! What a tag promises: a version, or whatever was pushed last.

/// What a tag promises. No tag promises content: only a digest does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// No tag is written, so engines take `latest` unless there is a digest.
    Missing,
    /// `latest`.
    Latest,
    /// A branch, a channel, a distribution or a variant: moves with every release.
    Floating,
    /// A version.
    Version(Precision),
    /// Something else: a build number, a commit, a date.
    Other,
}

/// How much of a version a tag names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// `16`, `v3`: moves with every minor release.
    Major,
    /// `16.4`: moves with every patch.
    Minor,
    /// `16.4.1`, a pre-release, or a date.
    Full,
}

/// Branches, channels and stages of development.
const CHANNELS: &[&str] = &[
    "alpha",
    "beta",
    "canary",
    "ci",
    "current",
    "daily",
    "dev",
    "devel",
    "develop",
    "development",
    "edge",
    "experimental",
    "head",
    "latest",
    "lts",
    "main",
    "mainline",
    "master",
    "next",
    "nightly",
    "preview",
    "prod",
    "production",
    "release",
    "rolling",
    "snapshot",
    "stable",
    "staging",
    "test",
    "testing",
    "tip",
    "trunk",
    "unstable",
    "weekly",
];

/// Distributions, their code names, and variants of an image that are no version of it.
const VARIANTS: &[&str] = &[
    "alpine",
    "amd64",
    "apache",
    "arm64",
    "bionic",
    "bookworm",
    "bullseye",
    "buster",
    "busybox",
    "cli",
    "debian",
    "debug",
    "dind",
    "distroless",
    "fedora",
    "fips",
    "focal",
    "fpm",
    "full",
    "glibc",
    "jammy",
    "jdk",
    "jre",
    "linux",
    "management",
    "minimal",
    "musl",
    "noble",
    "nonroot",
    "php",
    "resolute",
    "rootless",
    "sid",
    "slim",
    "stretch",
    "trixie",
    "trusty",
    "ubi",
    "ubuntu",
    "uclibc",
    "windows",
    "xenial",
];

/// Classifies `tag`, which must not be empty.
#[must_use]
pub fn tag_kind(tag: &str) -> TagKind {
    if tag.is_empty() {
        return TagKind::Missing;
    }
    let lower = tag.to_ascii_lowercase();
    if lower == "latest" {
        return TagKind::Latest;
    }
    let words = || lower.split(['-', '_']);
    if words().any(|it| it == "latest") {
        return TagKind::Floating;
    }
    if let Some(precision) = version(&lower) {
        // `13-master` is the branch of a version.
        let moves = precision != Some(Precision::Full) && words().any(|it| BRANCHES.contains(&it));
        return match precision {
            Some(precision) if !moves => TagKind::Version(precision),
            _ => TagKind::Floating,
        };
    }
    // `nightly-2.0.0`, `fpm-8.3.1`, `stable-20240101`: one build after all.
    if words().any(|it| version(it) == Some(Some(Precision::Full)) && is_plain_version(it)) {
        return TagKind::Version(Precision::Full);
    }
    let first = words().next().unwrap_or("");
    let names_commit = words().any(is_hash);
    if (CHANNELS.contains(&first) && !names_commit) || words().all(is_variant) {
        return TagKind::Floating;
    }
    TagKind::Other
}

/// What a version's tag ends with when it follows a branch.
const BRANCHES: &[&str] = &["canary", "dev", "edge", "main", "master", "nightly", "snapshot"];

/// Digits and points, with at most a `v` in front.
fn is_plain_version(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or(word);
    number.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

/// The abbreviated or full hash of a commit.
fn is_hash(word: &str) -> bool {
    word.len() >= 7
        && word.bytes().all(|it| it.is_ascii_hexdigit())
        && word.bytes().any(|it| it.is_ascii_digit())
}

/// `alpine`, `alpine3.20`, `ubuntu24.04`: the variant, with or without its own version.
fn is_variant(word: &str) -> bool {
    VARIANTS.contains(&word.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.'))
        || CHANNELS.contains(&word)
}

/// The precision of a tag that starts with a version; `Some(None)` for `3.x`, which says that it
/// moves; `None` for a tag without a version in front.
fn version(tag: &str) -> Option<Option<Precision>> {
    let number = tag.strip_prefix('v').unwrap_or(tag);
    if !number.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let end = number.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(number.len());
    let (digits, rest) = (&number[..end], &number[end..]);
    if digits.ends_with('.') && rest.starts_with('x') {
        return Some(None);
    }
    // Letters directly behind the number belong to the release (`3.14.0a1`, `8u402`), or make it
    // the start of a commit's hash.
    if rest.starts_with(|it: char| it.is_ascii_alphanumeric()) {
        return (!is_hash(tag)).then_some(Some(Precision::Full));
    }
    let components = digits.split('.').filter(|it| !it.is_empty()).count();
    let is_date = digits.len() >= 6 && components == 1;
    if is_date || is_dashed_date(number) {
        return Some(Some(Precision::Full));
    }
    let is_prerelease = rest.split(['-', '_', '.', '+']).any(|word| {
        ["rc", "alpha", "beta", "pre", "cu", "build", "r"].iter().any(|stage| {
            word.strip_prefix(stage)
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|it| it.is_ascii_digit()))
        })
    });
    Some(Some(match components {
        _ if is_prerelease => Precision::Full,
        1 => Precision::Major,
        2 => Precision::Minor,
        _ => Precision::Full,
    }))
}

/// `2024-01-31` and what follows.
fn is_dashed_date(text: &str) -> bool {
    let mut words = text.split('-').map(str::len);
    let digits = text.bytes().take(10).filter(u8::is_ascii_digit).count();
    words.next() == Some(4) && words.next() == Some(2) && digits == 8
}

#[cfg(test)]
mod tests {
    use super::{Precision::*, TagKind::*, *};

    #[test]
    fn a_tag_promises_a_version_or_moves() {
        let cases = [
            ("latest", Latest),
            ("LATEST", Latest),
            ("stable", Floating),
            ("main", Floating),
            ("master", Floating),
            ("beta", Floating),
            ("edge", Floating),
            ("nightly", Floating),
            ("lts", Floating),
            ("lts-alpine", Floating),
            ("stable-slim", Floating),
            ("dev", Floating),
            ("alpine", Floating),
            ("alpine3.20", Floating),
            ("fpm-alpine", Floating),
            ("bookworm-slim", Floating),
            ("2022-latest", Floating),
            ("13-master", Floating),
            ("1.25-dev", Floating),
            ("test-build", Floating),
            ("xenial", Floating),
            ("main-1a2b3c4", Other),
            ("nightly-20240101", Version(Full)),
            ("nightly-2.0.0.548", Version(Full)),
            ("stable-v0.35.5", Version(Full)),
            ("fpm-2.19.1-prod", Version(Full)),
            ("1.2.3-dev", Version(Full)),
            ("3.x", Floating),
            ("16", Version(Major)),
            ("v3", Version(Major)),
            ("17-jdk", Version(Major)),
            ("16-alpine", Version(Major)),
            ("16-alpine3.20", Version(Major)),
            ("16.4", Version(Minor)),
            ("v1.25-alpine", Version(Minor)),
            ("1.25.3", Version(Full)),
            ("1.25.3-alpine", Version(Full)),
            ("v2.10.0_amd64", Version(Full)),
            ("10.11.6.1", Version(Full)),
            ("3.14.0a1", Version(Full)),
            ("8u402", Version(Full)),
            ("17-rc1", Version(Full)),
            ("2.0-beta3", Version(Full)),
            ("2022-CU13", Version(Full)),
            ("20240606", Version(Full)),
            ("2024-01-31", Version(Full)),
            ("7f3c2d1", Other),
            ("1a2b3c4d", Other),
            ("sha-1a2b3c4", Other),
            ("build-42", Other),
            ("RELEASE.2024-01-01T00-00-00Z", Other),
            ("management", Floating),
            ("", Missing),
        ];
        for (tag, expected) in cases {
            assert_eq!(tag_kind(tag), expected, "{tag}");
        }
    }
}
