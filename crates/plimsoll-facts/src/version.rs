//! Versions of the programs that read files, and for which of them something holds.

use std::fmt;

/// A version of a platform's program, as far as behaviour differs by it: Kubernetes 1.34, Docker
/// Compose 5.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// The first number.
    pub major: u32,
    /// The second one.
    pub minor: u32,
}

impl Version {
    /// The version with these numbers.
    #[must_use]
    pub const fn new(major: u32, minor: u32) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The versions of a platform for which something holds; both ends are among them, and an end that
/// is missing is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Versions {
    /// The first one.
    pub since: Option<Version>,
    /// The last one.
    pub until: Option<Version>,
}

impl Versions {
    /// All that are known.
    pub const ALL: Self = Self { since: None, until: None };

    /// From this one on.
    #[must_use]
    pub const fn since(major: u32, minor: u32) -> Self {
        Self { since: Some(Version::new(major, minor)), until: None }
    }

    /// Up to this one.
    #[must_use]
    pub const fn until(major: u32, minor: u32) -> Self {
        Self { since: None, until: Some(Version::new(major, minor)) }
    }

    /// Whether `version` is among them.
    #[must_use]
    pub fn contains(&self, version: Version) -> bool {
        self.since.is_none_or(|it| it <= version) && self.until.is_none_or(|it| version <= it)
    }
}

impl fmt::Display for Versions {
    /// `1.28 to 1.33`, `5.0 and later`, `up to 2.40`, `all`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.since, self.until) {
            (Some(since), Some(until)) => write!(f, "{since} to {until}"),
            (Some(since), None) => write!(f, "{since} and later"),
            (None, Some(until)) => write!(f, "up to {until}"),
            (None, None) => f.write_str("all"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_among_the_versions_and_numbers_are_no_decimals() {
        let it = Versions { until: Some(Version::new(1, 33)), ..Versions::since(1, 4) };
        assert!(it.contains(Version::new(1, 4)) && it.contains(Version::new(1, 33)));
        assert!(!it.contains(Version::new(1, 3)) && !it.contains(Version::new(1, 34)));
        assert!(Versions::ALL.contains(Version::new(0, 0)));
        assert!(!Versions::until(2, 40).contains(Version::new(5, 7)));
        assert_eq!(it.to_string(), "1.4 to 1.33");
    }
}
