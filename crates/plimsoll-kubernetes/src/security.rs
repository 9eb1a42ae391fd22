//! What security contexts say, on both levels where they exist.
//!
//! Facts: the core/v1 API reference, *SecurityContext* and *PodSecurityContext*. A container
//! takes over user, group, `runAsNonRoot` and the profiles from its pod, each as a whole.

use plimsoll_facts::{
    Fact, List, Path, Scope, Site, Spelling, Why, Words,
    read::{Read, Reader, Silence},
    subjects::{AddedCapability, Annotation, Confinement, User},
    value::Value,
};
use plimsoll_syntax::{
    capability,
    profile_annotation::{self, Key, Mechanism, Profile},
};

use super::{
    level::{APPARMOR, Level, user},
    metadata::annotation,
    pod::{Part, Pod},
    scalar::{boolean, spelt, why_of},
    settings::open,
};

const PROC_MOUNT: Spelling =
    Spelling::As(&Words::Word(&[("true", "Default"), ("false", "Unmasked")]));
/// How annotations spell profiles.
const IN_ANNOTATION: Spelling = Spelling::As(&Words::Word(profile_annotation::WORDS));

impl Level {
    /// What the container says, with what it takes over.
    pub(super) fn of_container(part: &Part<'_>) -> Self {
        let own = Self::of(&part.reader);
        let pod = &part.pod.level;
        // A container that has options of its own takes none from its pod.
        let has_own = part.reader.value.dig(&["securityContext", "seLinuxOptions"]).is_some();
        let selinux_of = |own: Fact<String>, pod: &Fact<String>| {
            if has_own { own } else { own.or_inherited(pod) }
        };
        Self {
            user: own.user.or_inherited(&pod.user),
            group: own.group.or_inherited(&pod.group),
            non_root_enforced: own.non_root_enforced.or_inherited(&pod.non_root_enforced),
            seccomp: own.seccomp.or_inherited(&pod.seccomp),
            apparmor: match apparmor_annotation(part).filter(|_| own.apparmor.is_assumed()) {
                Some(named) => named,
                None => own.apparmor.or_inherited(&pod.apparmor),
            },
            selinux_user: selinux_of(own.selinux_user, &pod.selinux_user),
            selinux_role: selinux_of(own.selinux_role, &pod.selinux_role),
            selinux_type: selinux_of(own.selinux_type, &pod.selinux_type),
            windows_host_process: own.windows_host_process.or_inherited(&pod.windows_host_process),
        }
    }
}

/// What the annotation for the container says, which counts where the container has no field;
/// `None` where there is none, or an empty one.
fn apparmor_annotation(part: &Part<'_>) -> Option<Fact<Confinement>> {
    let of_container = Key { mechanism: Mechanism::AppArmor, container: Some(part.name) };
    let notes = part.pod.metadata?.get("annotations")?.members();
    let note = notes.iter().find(|it| Key::parse(&it.key) == Some(of_container))?;
    let slot = part.reader.slot(APPARMOR);
    let fact = part.reader.read(&note.value, slot, Silence::Inapplicable, |value| {
        let text = value.text().map_or("", |text| &*text.value);
        match Profile::parse(Mechanism::AppArmor, text) {
            Some(Profile::Unset) => Read::Absent,
            Some(Profile::RuntimeDefault) => Read::Value(Confinement::RuntimeDefault),
            Some(Profile::Unconfined) => Read::Value(Confinement::Unconfined),
            Some(Profile::Localhost(name)) => Read::Value(Confinement::Profile(name.to_owned())),
            None => Read::Unknown(why_of(value)),
        }
    });
    (!matches!(fact, Fact::Inapplicable)).then(|| spelt(fact, IN_ANNOTATION))
}

/// The annotations of the pods that name profiles. Those for seccomp have had no effect since
/// Kubernetes 1.27.
pub(super) fn profile_annotations(pod: &Pod<'_>) -> List<Annotation> {
    let members = pod.metadata.and_then(|it| it.get("annotations")).map_or(&[][..], Value::members);
    let slot = pod.reader.slot(&[]);
    let items: Vec<Fact<Annotation>> = members
        .iter()
        .filter(|it| Key::parse(&it.key).is_some())
        .map(|member| {
            pod.reader.read(&member.value, slot, Silence::Inapplicable, |_| annotation(member))
        })
        .collect();
    let whole = match items.first().and_then(Fact::site) {
        Some(at) => Fact::Stated { value: items.len(), at: at.clone(), scope: Scope::Own },
        None => pod.reader.absent(slot, Silence::Means(0)),
    };
    open(&pod.reader, List { whole, items })
}

/// The groups that processes have beside their primary one: `fsGroup` is one of them.
pub(super) fn supplementary_groups(reader: &Reader<'_>) -> List<User> {
    let path: Path = &["securityContext", "supplementalGroups"];
    let mut groups = reader.list(path, Silence::Means(0), user);
    let file_system = reader.fact(&["securityContext", "fsGroup"], Silence::Inapplicable, user);
    let Some(at) = file_system.site() else { return open(reader, groups) };
    let count = groups.items.len() + 1;
    groups.whole = match groups.whole {
        Fact::Assumed { .. } => Fact::Stated {
            value: count,
            at: Site { slot: reader.slot(path), ..at.clone() },
            scope: Scope::Own,
        },
        whole => whole.map(|_| count),
    };
    groups.items.push(file_system);
    open(reader, groups)
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
