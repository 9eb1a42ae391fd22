//! Annotations of pods that name AppArmor and seccomp profiles: how both were set before Kubernetes
//! had fields for them.
//!
//! Source: `ValidateAppArmorPodAnnotations` and `ValidateSeccompPodAnnotations` of the API server,
//! whose texts these are. Fields came with 1.30 (AppArmor) and 1.19 (seccomp).

/// What a profile is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// Which files, mounts and signals a container may use.
    AppArmor,
    /// Which system calls it may make.
    Seccomp,
}

/// What the key of such an annotation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'k> {
    /// What the profile is for.
    pub mechanism: Mechanism,
    /// The container that it is for; `None` for those of the pod that have none of their own.
    pub container: Option<&'k str>,
}

const PREFIXES: [(&str, Mechanism); 2] = [
    ("container.apparmor.security.beta.kubernetes.io/", Mechanism::AppArmor),
    ("container.seccomp.security.alpha.kubernetes.io/", Mechanism::Seccomp),
];

impl<'k> Key<'k> {
    /// What `key` says; `None` where it names no profile.
    #[must_use]
    pub fn parse(key: &'k str) -> Option<Self> {
        if key == "seccomp.security.alpha.kubernetes.io/pod" {
            return Some(Self { mechanism: Mechanism::Seccomp, container: None });
        }
        PREFIXES.into_iter().find_map(|(prefix, mechanism)| {
            Some(Self { mechanism, container: Some(key.strip_prefix(prefix)?) })
        })
    }
}

/// A profile as an annotation names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile<'t> {
    /// None: as though the annotation were not there.
    Unset,
    /// The one of the container runtime.
    RuntimeDefault,
    /// None holds the container.
    Unconfined,
    /// One of the node, by its name there.
    Localhost(&'t str),
}

/// Values of facts about profiles, and how an annotation of either mechanism spells them.
pub const WORDS: &[(&str, &str)] =
    &[("runtime default", "runtime/default"), ("unconfined", "unconfined")];

impl<'t> Profile<'t> {
    /// The profile that `text` names; `None` for what the API server refuses.
    #[must_use]
    pub fn parse(mechanism: Mechanism, text: &'t str) -> Option<Self> {
        match (text, mechanism) {
            ("runtime/default", _) | ("docker/default", Mechanism::Seccomp) => {
                Some(Self::RuntimeDefault)
            }
            ("unconfined", _) => Some(Self::Unconfined),
            ("", Mechanism::AppArmor) => Some(Self::Unset),
            _ => text.strip_prefix("localhost/").map(Self::Localhost),
        }
    }

    /// The same as a field has it: its `type`, and its `localhostProfile`.
    #[must_use]
    pub const fn field(self) -> Option<(&'static str, Option<&'t str>)> {
        match self {
            Self::Unset => None,
            Self::RuntimeDefault => Some(("RuntimeDefault", None)),
            Self::Unconfined => Some(("Unconfined", None)),
            Self::Localhost(name) => Some(("Localhost", Some(name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Mechanism, Profile, WORDS};

    #[test]
    fn a_key_says_what_the_profile_is_for_and_whose_it_is() {
        let rows = [
            (
                "container.apparmor.security.beta.kubernetes.io/app",
                Some((Mechanism::AppArmor, Some("app"))),
            ),
            (
                "container.seccomp.security.alpha.kubernetes.io/app",
                Some((Mechanism::Seccomp, Some("app"))),
            ),
            ("seccomp.security.alpha.kubernetes.io/pod", Some((Mechanism::Seccomp, None))),
            ("apparmor.security.beta.kubernetes.io/defaultProfileName", None),
            ("example.com/app", None),
        ];
        for (key, wanted) in rows {
            let found = Key::parse(key).map(|it| (it.mechanism, it.container));
            assert_eq!(found, wanted, "{key}");
        }
    }

    #[test]
    fn each_mechanism_has_texts_of_its_own() {
        let rows = [
            ("runtime/default", Some(Profile::RuntimeDefault), Some(Profile::RuntimeDefault)),
            ("docker/default", None, Some(Profile::RuntimeDefault)),
            ("unconfined", Some(Profile::Unconfined), Some(Profile::Unconfined)),
            ("", Some(Profile::Unset), None),
            ("localhost/a/b", Some(Profile::Localhost("a/b")), Some(Profile::Localhost("a/b"))),
            ("RuntimeDefault", None, None),
            ("Unconfined", None, None),
            ("localhost", None, None),
        ];
        for (text, apparmor, seccomp) in rows {
            assert_eq!(Profile::parse(Mechanism::AppArmor, text), apparmor, "{text}");
            assert_eq!(Profile::parse(Mechanism::Seccomp, text), seccomp, "{text}");
        }
        for (_, word) in WORDS {
            for mechanism in [Mechanism::AppArmor, Mechanism::Seccomp] {
                assert!(Profile::parse(mechanism, word).is_some(), "{word}");
            }
        }
    }
}
