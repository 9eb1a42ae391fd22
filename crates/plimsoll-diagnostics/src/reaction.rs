//! What the program that a file is for makes of it.

use std::{fmt, str::FromStr};

/// What a platform makes of a setting that is not in force as written.
///
/// The programs: Docker Compose, `docker stack deploy`, kustomize, the API server and `dockerd`
/// refuse; the engine, the kubelet, a controller or a daemon fails. Which of them is meant follows
/// from the file and from the parameters of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reaction {
    /// The program that reads the file does not take it.
    Refuses,
    /// It is taken, and what has to carry it out cannot.
    Fails,
    /// It is taken, and what stands there has no effect.
    Drops,
    /// It is taken and in force, and the program itself warns of it.
    Warns,
}

impl Reaction {
    /// Every reaction, the hardest first.
    pub const ALL: [Self; 4] = [Self::Refuses, Self::Fails, Self::Drops, Self::Warns];

    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refuses => "refuses",
            Self::Fails => "fails",
            Self::Drops => "drops",
            Self::Warns => "warns",
        }
    }

    /// The same as a clause, for a person.
    #[must_use]
    pub const fn explained(self) -> &'static str {
        match self {
            Self::Refuses => "the platform refuses it",
            Self::Fails => "the platform takes it and cannot carry it out",
            Self::Drops => "the platform takes it without effect",
            Self::Warns => "the platform takes it, with a warning",
        }
    }
}

impl fmt::Display for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Reaction {
    type Err = ();

    /// Reads the lower-case name.
    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|it| it.as_str() == name).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_the_hardest_comes_first() {
        for reaction in Reaction::ALL {
            assert_eq!(reaction.as_str().parse(), Ok(reaction));
        }
        assert!(Reaction::ALL.is_sorted());
    }
}
