//! What a security context says on either level, of a pod or of a container.
//!
//! Facts: the core/v1 API reference, *SecurityContext* and *PodSecurityContext*.

use plimsoll_facts::{
    Fact, Path, Spelling, Why, Words,
    read::{Read, Reader, Silence, string},
    subjects::{Confinement, User},
    value::Value,
};

use super::scalar::{boolean, number, spelt, why_of};

pub(super) const PROFILE: Spelling = Spelling::As(&Words::Word(&[
    ("runtime default", "RuntimeDefault"),
    ("unconfined", "Unconfined"),
]));
pub(super) const APPARMOR: Path = &["securityContext", "appArmorProfile", "type"];

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
    /// The SELinux user.
    pub(super) selinux_user: Fact<String>,
    /// The SELinux role.
    pub(super) selinux_role: Fact<String>,
    /// The SELinux type.
    pub(super) selinux_type: Fact<String>,
    /// Whether it is a process of a Windows host.
    pub(super) windows_host_process: Fact<bool>,
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
            selinux_user: selinux(reader, &["securityContext", "seLinuxOptions", "user"]),
            selinux_role: selinux(reader, &["securityContext", "seLinuxOptions", "role"]),
            selinux_type: selinux(reader, &["securityContext", "seLinuxOptions", "type"]),
            windows_host_process: reader.fact(
                &["securityContext", "windowsOptions", "hostProcess"],
                Silence::Means(false),
                boolean,
            ),
        }
    }
}

pub(super) fn user(value: &Value) -> Read<User> {
    match number(value) {
        Some(0) => Read::Value(User::Root),
        Some(id) => Read::Value(User::Id(id)),
        None => Read::Unknown(why_of(value)),
    }
}

fn selinux(reader: &Reader<'_>, path: Path) -> Fact<String> {
    reader.fact(path, Silence::Means(String::new()), string)
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
