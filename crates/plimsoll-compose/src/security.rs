//! What `security_opt` says, entry by entry.
//!
//! Of entries of one kind the last one counts, except that a single `label:disable` and a single
//! `systempaths=unconfined` are enough.

use plimsoll_facts::{
    Fact, Path, Site, Slot, Spelling, Why, Words,
    read::{Reader, Silence},
    subjects::Confinement,
    value::{Bytes, Content, Value},
};
use plimsoll_syntax::{
    interpolation::holds_variable,
    security_opt::{Apparmor, Label, Seccomp, SecurityOpt, SecurityOptError, parse},
};

const PATH: Path = &["security_opt"];

const PRIVILEGE_ESCALATION: Spelling = Spelling::As(&Words::Item(&[
    ("false", "no-new-privileges:true"),
    ("true", "no-new-privileges:false"),
]));
// Compose looks for a file that is called `builtin`, where `docker run` knows the word.
const SECCOMP: Spelling = Spelling::As(&Words::Item(&[
    ("runtime default", Words::SILENCE),
    ("unconfined", "seccomp=unconfined"),
]));
const APPARMOR: Spelling = Spelling::As(&Words::Item(&[
    ("runtime default", Words::SILENCE),
    ("unconfined", "apparmor=unconfined"),
]));
const SELINUX: Spelling = Spelling::As(&Words::Item(&[("false", "label=disable")]));
const PROC_MASKED: Spelling = Spelling::As(&Words::Item(&[("false", "systempaths=unconfined")]));
const WRITABLE_CGROUPS: Spelling = Spelling::As(&Words::Item(&[
    ("false", "writable-cgroups=false"),
    ("true", "writable-cgroups=true"),
]));

/// The facts that `security_opt` decides.
pub(super) struct Security {
    /// Whether processes can gain privileges.
    pub(super) privilege_escalation: Fact<bool>,
    /// The filter of system calls.
    pub(super) seccomp: Fact<Confinement>,
    /// The AppArmor profile.
    pub(super) apparmor: Fact<Confinement>,
    /// Whether SELinux confines it.
    pub(super) selinux_confined: Fact<bool>,
    /// Whether parts of `/proc` and `/sys` are hidden.
    pub(super) proc_masked: Fact<bool>,
    /// Whether it can write to its control groups.
    pub(super) writable_cgroups: Fact<bool>,
}

/// Reads the entries.
pub(super) fn lower(reader: &Reader<'_>) -> Security {
    let mut security = silent(reader);
    let Some(list) = reader.value.get("security_opt") else { return security };
    for item in list.items() {
        security.read(reader, item);
    }
    security
}

/// What holds without any entry.
fn silent(reader: &Reader<'_>) -> Security {
    Security {
        privilege_escalation: absent(reader, PRIVILEGE_ESCALATION, true),
        seccomp: absent(reader, SECCOMP, Confinement::RuntimeDefault),
        apparmor: absent(reader, APPARMOR, Confinement::RuntimeDefault),
        selinux_confined: absent(reader, SELINUX, true),
        proc_masked: absent(reader, PROC_MASKED, true),
        writable_cgroups: absent(reader, WRITABLE_CGROUPS, false),
    }
}

/// The fact that no entry decides, whether there is a list or not.
fn absent<T>(reader: &Reader<'_>, spelling: Spelling, value: T) -> Fact<T> {
    let slot = Slot { spelling, ..reader.slot(PATH) };
    let lost = match reader.value.get("security_opt") {
        Some(Value { content: Content::List { is_incomplete: false, .. }, .. }) => None,
        Some(list) => Some((list, why_lost(list))),
        None if reader.value.is_incomplete() => {
            let at = Site::absent(reader.shown, slot);
            return Fact::Unknown { at, why: Why::Lost };
        }
        None if reader.value.members().is_empty() && reader.value.text().is_some() => {
            Some((reader.value, Why::Malformed))
        }
        None => None,
    };
    match lost {
        Some((list, why)) => Fact::Unknown { at: reader.site(list, slot), why },
        None => reader.absent(slot, Silence::Means(value)),
    }
}

fn why_lost(value: &Value) -> Why {
    match &value.content {
        Content::Scalar(text) => text.unknown.unwrap_or(Why::Malformed),
        Content::Map { .. } => Why::Malformed,
        Content::List { .. } | Content::Lost => Why::Lost,
    }
}

impl Security {
    fn read(&mut self, reader: &Reader<'_>, item: &Value) {
        let Some(text) = item.text() else { return };
        let written = &*text.value;
        if text.unknown == Some(Why::Malformed) {
            return;
        }
        let entry = match parse(written) {
            Ok(SecurityOpt::Variable) => {
                let key = written.split(['=', ':']).next().unwrap_or("");
                let is_open = holds_variable(key);
                self.lose(reader, item, Why::Interpolated, |kind| is_open || kind == key);
                return;
            }
            Err(error) => {
                let key = written.split(['=', ':']).next().unwrap_or("");
                let key = match error.kind {
                    SecurityOptError::UnknownKey { meant } => meant.unwrap_or(""),
                    _ => key,
                };
                self.lose(reader, item, Why::Malformed, |kind| kind == key);
                return;
            }
            Ok(entry) => entry,
        };
        match entry {
            SecurityOpt::NoNewPrivileges(on) => {
                self.privilege_escalation = stated(reader, item, PRIVILEGE_ESCALATION, !on);
            }
            SecurityOpt::Seccomp(seccomp) => {
                let value = match seccomp {
                    Seccomp::Unconfined => Confinement::Unconfined,
                    Seccomp::Builtin => Confinement::RuntimeDefault,
                    Seccomp::File(path) => Confinement::Profile(path.text().to_owned()),
                };
                self.seccomp = stated(reader, item, SECCOMP, value);
            }
            SecurityOpt::Apparmor(apparmor) => {
                let value = match apparmor {
                    Apparmor::Unconfined => Confinement::Unconfined,
                    Apparmor::Profile(name) if name.text() == "docker-default" => {
                        Confinement::RuntimeDefault
                    }
                    Apparmor::Profile(name) => Confinement::Profile(name.text().to_owned()),
                };
                self.apparmor = stated(reader, item, APPARMOR, value);
            }
            SecurityOpt::Label(Label::Disable) => {
                self.selinux_confined = stated(reader, item, SELINUX, false);
            }
            // A type such as `spc_t` is as good as no confinement.
            SecurityOpt::Label(_) if entry.weakens() => {
                self.selinux_confined = stated(reader, item, SELINUX, false);
            }
            SecurityOpt::SystemPathsUnconfined => {
                self.proc_masked = stated(reader, item, PROC_MASKED, false);
            }
            SecurityOpt::WritableCgroups(on) => {
                self.writable_cgroups = stated(reader, item, WRITABLE_CGROUPS, on);
            }
            SecurityOpt::Label(_) | SecurityOpt::Variable => {}
        }
    }

    /// An entry that says nothing certain about the kinds of settings that `decides` names.
    fn lose(
        &mut self,
        reader: &Reader<'_>,
        item: &Value,
        why: Why,
        decides: impl Fn(&str) -> bool,
    ) {
        if decides("no-new-privileges") {
            self.privilege_escalation = unknown(reader, item, PRIVILEGE_ESCALATION, why);
        }
        if decides("seccomp") {
            self.seccomp = unknown(reader, item, SECCOMP, why);
        }
        if decides("apparmor") {
            self.apparmor = unknown(reader, item, APPARMOR, why);
        }
        if decides("label") && !self.selinux_confined.is_stated() {
            self.selinux_confined = unknown(reader, item, SELINUX, why);
        }
        if decides("systempaths") && !self.proc_masked.is_stated() {
            self.proc_masked = unknown(reader, item, PROC_MASKED, why);
        }
        if decides("writable-cgroups") {
            self.writable_cgroups = unknown(reader, item, WRITABLE_CGROUPS, why);
        }
    }
}

fn site(reader: &Reader<'_>, item: &Value, spelling: Spelling) -> Site {
    let site = reader.site(item, Slot { spelling, ..reader.slot(PATH) });
    let text = item.text().filter(|it| matches!(it.bytes, Bytes::Pieces(_)));
    site.narrowed(text.and_then(|it| it.range_of(0..it.value.len())))
}

fn stated<T>(reader: &Reader<'_>, item: &Value, spelling: Spelling, value: T) -> Fact<T> {
    Fact::Stated { value, at: site(reader, item, spelling), scope: reader.scope(item) }
}

fn unknown<T>(reader: &Reader<'_>, item: &Value, spelling: Spelling, why: Why) -> Fact<T> {
    Fact::Unknown { at: site(reader, item, spelling), why }
}
