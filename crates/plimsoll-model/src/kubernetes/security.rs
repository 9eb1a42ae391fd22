//! What security contexts say, on both levels where they exist.
//!
//! Facts: the core/v1 API reference, *SecurityContext* and *PodSecurityContext*. A container
//! takes over user, group, `runAsNonRoot` and the profiles from its pod, each as a whole.

use super::{
    pod::Part,
    scalar::{boolean, number, spelt, why_of},
};
use crate::{
    fact::{Fact, List, Scope, Why},
    read::{Read, Reader, Silence},
    site::{Path, Spelling},
    subjects::{AddedCapability, Confinement, User},
    syntax::capability,
    value::Value,
};

const PROFILE: Spelling =
    Spelling::Word(&[("runtime default", "RuntimeDefault"), ("unconfined", "Unconfined")]);
const PROC_MOUNT: Spelling = Spelling::Word(&[("true", "Default"), ("false", "Unmasked")]);
const APPARMOR: Path = &["securityContext", "appArmorProfile", "type"];

/// The start of annotations that named a container's AppArmor profile before there was a field.
const APPARMOR_ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";

/// What both a pod and a container can say.
pub(super) struct Level {
    /// The user.
    pub(super) user: Fact<User>,
    /// The primary group.
    pub(super) group: Fact<User>,
    /// Whether root is refused.
    pub(super) non_root_enforced: Fact<bool>,
    /// The filter of system calls.
    pub(super) seccomp: Fact<Confinement>,
    /// The AppArmor profile.
    pub(super) apparmor: Fact<Confinement>,
}

impl Level {
    /// What the level that `reader` reads says.
    pub(super) fn of(reader: &Reader<'_>) -> Self {
        Self {
            user: reader.fact(
                &["securityContext", "runAsUser"],
                Silence::Means(User::FromImage),
                user,
            ),
            group: reader.fact(
                &["securityContext", "runAsGroup"],
                Silence::Means(User::FromImage),
                user,
            ),
            non_root_enforced: reader.fact(
                &["securityContext", "runAsNonRoot"],
                Silence::Means(false),
                boolean,
            ),
            seccomp: profile(
                reader,
                &["securityContext", "seccompProfile", "type"],
                Confinement::Unconfined,
            ),
            apparmor: profile(reader, APPARMOR, Confinement::RuntimeDefault),
        }
    }

    /// What the container says, with what it takes over.
    pub(super) fn of_container(part: &Part<'_>) -> Self {
        let own = Self::of(&part.reader);
        let pod = &part.pod.level;
        Self {
            user: own.user.or_inherited(&pod.user),
            group: own.group.or_inherited(&pod.group),
            non_root_enforced: own.non_root_enforced.or_inherited(&pod.non_root_enforced),
            seccomp: own.seccomp.or_inherited(&pod.seccomp),
            apparmor: own
                .apparmor
                .or_inherited(&apparmor_annotation(part))
                .or_inherited(&pod.apparmor),
        }
    }
}

fn user(value: &Value) -> Read<User> {
    match number(value) {
        Some(0) => Read::Value(User::Root),
        Some(id) => Read::Value(User::Id(id)),
        None => Read::Unknown(why_of(value)),
    }
}

/// A profile, of which `path` leads to the type; without one, `silence` confines it.
fn profile(reader: &Reader<'_>, path: Path, silence: Confinement) -> Fact<Confinement> {
    let profile = path.split_last().and_then(|(_, path)| reader.value.dig(path));
    let silence = match profile {
        // The API server refuses a profile without a type.
        Some(_) => Silence::Unknown(Why::Malformed),
        None => Silence::Means(silence),
    };
    let fact = reader.fact(path, silence, |value| {
        let named = profile.and_then(|it| it.get("localhostProfile"));
        match (value.text().map(|text| &*text.value), named) {
            (Some("RuntimeDefault"), _) => Read::Value(Confinement::RuntimeDefault),
            (Some("Unconfined"), _) => Read::Value(Confinement::Unconfined),
            (Some("Localhost"), Some(named)) => match named.text() {
                Some(text) if text.unknown.is_none() => {
                    Read::Value(Confinement::Profile(text.value.to_string()))
                }
                _ => Read::Unknown(why_of(named)),
            },
            _ => Read::Unknown(why_of(value)),
        }
    });
    spelt(fact, PROFILE)
}

/// What the annotation for the container says, which counts where the container has no field.
fn apparmor_annotation(part: &Part<'_>) -> Fact<Confinement> {
    let key = format!("{APPARMOR_ANNOTATION}{}", part.name);
    let Some(value) = part.pod.annotation(&key) else { return Fact::Inapplicable };
    let slot = part.reader.slot(APPARMOR);
    let fact = part.reader.read(value, slot, Silence::Inapplicable, |value| {
        let text = value.text().map_or("", |text| &*text.value);
        match (text, text.strip_prefix("localhost/")) {
            ("", _) => Read::Absent,
            ("runtime/default", _) => Read::Value(Confinement::RuntimeDefault),
            ("unconfined", _) => Read::Value(Confinement::Unconfined),
            (_, Some(profile)) => Read::Value(Confinement::Profile(profile.to_owned())),
            _ => Read::Unknown(Why::Malformed),
        }
    });
    match spelt(fact, PROFILE) {
        Fact::Stated { value, at, .. } => Fact::Stated { value, at, scope: Scope::Inherited },
        fact => fact,
    }
}

/// Whether processes can gain privileges; they can unless told otherwise.
pub(super) fn privilege_escalation(reader: &Reader<'_>) -> Fact<bool> {
    let path: Path = &["securityContext", "allowPrivilegeEscalation"];
    reader.fact(path, Silence::Means(true), boolean)
}

/// Whether parts of `/proc` and `/sys` are hidden.
pub(super) fn proc_masked(reader: &Reader<'_>) -> Fact<bool> {
    let path: Path = &["securityContext", "procMount"];
    let fact = reader.fact(path, Silence::Means(true), |value| {
        match value.text().map(|text| &*text.value) {
            Some("Default") => Read::Value(true),
            Some("Unmasked") => Read::Value(false),
            _ => Read::Unknown(why_of(value)),
        }
    });
    spelt(fact, PROC_MOUNT)
}

/// The capabilities in the list at `path`.
pub(super) fn capabilities(part: &Part<'_>, path: Path) -> List<AddedCapability> {
    part.open(part.reader.list(path, Silence::Means(0), |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        let entry = capability::Entry::parse(&text.value);
        let upper = text.value.to_ascii_uppercase();
        Read::Value(AddedCapability {
            name: match &entry {
                Ok(entry) => entry.as_str().to_owned(),
                Err(_) => upper.strip_prefix("CAP_").unwrap_or(&upper).to_owned(),
            },
            written: text.value.to_string(),
            is_known: entry.is_ok(),
        })
    }))
}
