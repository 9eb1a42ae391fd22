//! Linux capabilities: their names, what they allow, and which a container ends up with.
//!
//! The names and what they allow are those of capabilities(7) up to Linux 6.x (numbers 0 to 40).
//! Whether a process can use what its container has also depends on its user and on user
//! namespaces, which are not known here.

use std::fmt;

use super::{Part, SyntaxError, name_distance::nearest};

mod risk;

pub use risk::Risk;

macro_rules! capabilities {
    ($($variant:ident = $name:literal,)*) => {
        /// A capability, numbered as in the kernel.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[expect(missing_docs, reason = "capabilities(7) documents each; see also Risk")]
        pub enum Capability { $($variant,)* }

        impl Capability {
            /// Every capability, in the order of the kernel's numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in upper case without `CAP_`, as Kubernetes compares it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

capabilities! {
    Chown = "CHOWN",
    DacOverride = "DAC_OVERRIDE",
    DacReadSearch = "DAC_READ_SEARCH",
    Fowner = "FOWNER",
    Fsetid = "FSETID",
    Kill = "KILL",
    Setgid = "SETGID",
    Setuid = "SETUID",
    Setpcap = "SETPCAP",
    LinuxImmutable = "LINUX_IMMUTABLE",
    NetBindService = "NET_BIND_SERVICE",
    NetBroadcast = "NET_BROADCAST",
    NetAdmin = "NET_ADMIN",
    NetRaw = "NET_RAW",
    IpcLock = "IPC_LOCK",
    IpcOwner = "IPC_OWNER",
    SysModule = "SYS_MODULE",
    SysRawio = "SYS_RAWIO",
    SysChroot = "SYS_CHROOT",
    SysPtrace = "SYS_PTRACE",
    SysPacct = "SYS_PACCT",
    SysAdmin = "SYS_ADMIN",
    SysBoot = "SYS_BOOT",
    SysNice = "SYS_NICE",
    SysResource = "SYS_RESOURCE",
    SysTime = "SYS_TIME",
    SysTtyConfig = "SYS_TTY_CONFIG",
    Mknod = "MKNOD",
    Lease = "LEASE",
    AuditWrite = "AUDIT_WRITE",
    AuditControl = "AUDIT_CONTROL",
    Setfcap = "SETFCAP",
    MacOverride = "MAC_OVERRIDE",
    MacAdmin = "MAC_ADMIN",
    Syslog = "SYSLOG",
    WakeAlarm = "WAKE_ALARM",
    BlockSuspend = "BLOCK_SUSPEND",
    AuditRead = "AUDIT_READ",
    Perfmon = "PERFMON",
    Bpf = "BPF",
    CheckpointRestore = "CHECKPOINT_RESTORE",
}

/// An entry of a list of capabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// `ALL`
    All,
    /// One capability.
    One(Capability),
}

/// How an entry is written. Runtimes accept every spelling; the admission controllers of
/// Kubernetes compare byte by byte and know the canonical one only (Pod Security Standards,
/// *Capabilities*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Upper case without prefix: `SYS_ADMIN`.
    Canonical,
    /// With the prefix: `CAP_SYS_ADMIN`.
    Prefixed,
    /// In lower or mixed case, with or without prefix.
    OtherCase,
}

/// Why a text names no capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CapabilityError {
    /// Not in the kernel's list.
    Unknown {
        /// The capability that was most likely meant.
        meant: Option<Capability>,
    },
    /// `CAP_ALL`: `ALL` has no prefix.
    PrefixedAll,
}

impl fmt::Display for CapabilityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { meant: None } => f.write_str("is not a Linux capability"),
            Self::Unknown { meant: Some(meant) } => {
                write!(f, "is not a Linux capability; did you mean `{meant}`?")
            }
            Self::PrefixedAll => f.write_str("is not a Linux capability; `ALL` has no prefix"),
        }
    }
}

impl Entry {
    /// Reads an entry as runtimes do: in any case, with or without `CAP_`.
    ///
    /// # Errors
    ///
    /// What runtimes refuse.
    pub fn parse(text: &str) -> Result<Self, SyntaxError<CapabilityError>> {
        if text.eq_ignore_ascii_case("ALL") {
            return Ok(Self::All);
        }
        let name = without_prefix(text);
        let known = Capability::ALL.iter().find(|it| it.as_str().eq_ignore_ascii_case(name));
        if let Some(capability) = known {
            return Ok(Self::One(*capability));
        }
        let kind = if name.eq_ignore_ascii_case("ALL") {
            CapabilityError::PrefixedAll
        } else {
            let candidates = Capability::ALL.iter().map(|it| it.as_str());
            let meant = nearest(name.trim(), candidates);
            CapabilityError::Unknown {
                meant: Capability::ALL.iter().copied().find(|it| meant == Some(it.as_str())),
            }
        };
        Err(SyntaxError::new(kind, Part::whole(text).range()))
    }

    /// The name in its canonical spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::One(capability) => capability.as_str(),
        }
    }
}

/// How `text`, which names a capability or `ALL`, is written.
#[must_use]
pub fn spelling(text: &str) -> Spelling {
    if text.bytes().any(|it| it.is_ascii_lowercase()) {
        Spelling::OtherCase
    } else if text.starts_with("CAP_") {
        Spelling::Prefixed
    } else {
        Spelling::Canonical
    }
}

fn without_prefix(text: &str) -> &str {
    match text.split_at_checked(4) {
        Some((prefix, name)) if prefix.eq_ignore_ascii_case("CAP_") => name,
        _ => text,
    }
}

/// A set of capabilities.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CapabilitySet(u64);

impl CapabilitySet {
    /// No capability.
    pub const EMPTY: Self = Self(0);
    /// Every capability.
    pub const FULL: Self = Self((1 << Capability::ALL.len()) - 1);
    /// What Docker and containerd give a container that asks for nothing (`cap_add` in the engine's
    /// documentation, *Runtime privilege and Linux capabilities*).
    pub const DEFAULT: Self = Self::EMPTY
        .with(Capability::AuditWrite)
        .with(Capability::Chown)
        .with(Capability::DacOverride)
        .with(Capability::Fowner)
        .with(Capability::Fsetid)
        .with(Capability::Kill)
        .with(Capability::Mknod)
        .with(Capability::NetBindService)
        .with(Capability::NetRaw)
        .with(Capability::Setfcap)
        .with(Capability::Setgid)
        .with(Capability::Setpcap)
        .with(Capability::Setuid)
        .with(Capability::SysChroot);

    /// The set and `capability`.
    #[must_use]
    pub const fn with(self, capability: Capability) -> Self {
        Self(self.0 | 1 << capability as u8)
    }

    /// The set without `capability`.
    #[must_use]
    pub const fn without(self, capability: Capability) -> Self {
        Self(self.0 & !(1 << capability as u8))
    }

    /// Whether `capability` is in it.
    #[must_use]
    pub const fn contains(self, capability: Capability) -> bool {
        self.0 & (1 << capability as u8) != 0
    }

    /// What is in it, in the order of the kernel's numbers.
    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::ALL.iter().copied().filter(move |it| self.contains(*it))
    }

    /// How many are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether none is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Debug for CapabilitySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// What a container of the Docker engine ends up with.
///
/// Privileged ignores the lists. An added `ALL` beats a dropped one, and leaves out only what is
/// dropped by name; else a dropped `ALL` leaves what is added by name; else the default loses
/// what is dropped and then gains what is added.
#[must_use]
pub fn effective(privileged: bool, add: &[Entry], drop: &[Entry]) -> CapabilitySet {
    if privileged {
        return CapabilitySet::FULL;
    }
    if add.contains(&Entry::All) {
        return named(drop).fold(CapabilitySet::FULL, CapabilitySet::without);
    }
    let kept = if drop.contains(&Entry::All) {
        CapabilitySet::EMPTY
    } else {
        named(drop).fold(CapabilitySet::DEFAULT, CapabilitySet::without)
    };
    named(add).fold(kept, CapabilitySet::with)
}

/// What a container of containerd's Kubernetes runtime ends up with, where the order is another
/// one than in the Docker engine: `ALL` added, `ALL` dropped, names added, names dropped. Other
/// runtimes start from a smaller default.
#[must_use]
pub fn effective_in_kubernetes(privileged: bool, add: &[Entry], drop: &[Entry]) -> CapabilitySet {
    if privileged {
        return CapabilitySet::FULL;
    }
    let base = if drop.contains(&Entry::All) {
        CapabilitySet::EMPTY
    } else if add.contains(&Entry::All) {
        CapabilitySet::FULL
    } else {
        CapabilitySet::DEFAULT
    };
    let added = named(add).fold(base, CapabilitySet::with);
    named(drop).fold(added, CapabilitySet::without)
}

fn named(entries: &[Entry]) -> impl Iterator<Item = Capability> {
    entries.iter().filter_map(|entry| match entry {
        Entry::All => None,
        Entry::One(capability) => Some(*capability),
    })
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Capability::*, Spelling::*, *};
    use crate::testing::any_text;
    use proptest::prelude::*;

    fn entries(text: &str) -> Vec<Entry> {
        text.split_whitespace().map(|it| Entry::parse(it).unwrap()).collect()
    }

    #[test]
    fn runtimes_accept_spellings_that_admission_does_not() {
        let cases = [
            ("SYS_ADMIN", Entry::One(SysAdmin), Canonical),
            ("CAP_SYS_ADMIN", Entry::One(SysAdmin), Prefixed),
            ("cap_sys_admin", Entry::One(SysAdmin), OtherCase),
            ("Net_Admin", Entry::One(NetAdmin), OtherCase),
            ("CAP_bpf", Entry::One(Bpf), OtherCase),
            ("ALL", Entry::All, Canonical),
            ("all", Entry::All, OtherCase),
            ("CHECKPOINT_RESTORE", Entry::One(CheckpointRestore), Canonical),
        ];
        for (text, entry, expected) in cases {
            assert_eq!((Entry::parse(text), spelling(text)), (Ok(entry), expected), "{text}");
        }
    }

    #[test]
    fn what_runtimes_refuse_gets_a_suggestion() {
        let unknown = |meant| CapabilityError::Unknown { meant };
        let cases = [
            ("SYS_ADMN", unknown(Some(SysAdmin))),
            ("CAP_NETADMIN", unknown(Some(NetAdmin))),
            ("sys-admin", unknown(Some(SysAdmin))),
            (" NET_RAW", unknown(Some(NetRaw))),
            ("CAP_ALL", CapabilityError::PrefixedAll),
            ("cap_all", CapabilityError::PrefixedAll),
            ("CAP_CAP_SYS_ADMIN", unknown(Some(SysAdmin))),
            ("EVERYTHING", unknown(None)),
            ("", unknown(None)),
            ("é", unknown(None)),
        ];
        for (text, expected) in cases {
            let error = Entry::parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (expected, text), "{text}");
        }
    }

    #[test]
    fn lists_are_evaluated_as_the_engine_does() {
        let full = CapabilitySet::FULL;
        let default = CapabilitySet::DEFAULT;
        let empty = CapabilitySet::EMPTY;
        // (privileged, add, drop, expected)
        let cases = [
            (false, "", "", default),
            (true, "", "ALL", full),
            (false, "ALL", "", full),
            (false, "ALL", "ALL", full),
            (false, "ALL", "NET_RAW", full.without(NetRaw)),
            (false, "ALL SYS_ADMIN", "ALL SYS_ADMIN", full.without(SysAdmin)),
            (false, "", "ALL", empty),
            (false, "NET_BIND_SERVICE", "all", empty.with(NetBindService)),
            (false, "SYS_TIME", "NET_RAW", default.with(SysTime).without(NetRaw)),
            (false, "CHOWN", "", default),
            // Drops come first, so the add wins.
            (false, "NET_RAW", "NET_RAW", default),
        ];
        for (privileged, add, drop, expected) in cases {
            let found = effective(privileged, &entries(add), &entries(drop));
            assert_eq!(found, expected, "{privileged} +{add} -{drop}");
        }
    }

    #[test]
    fn in_kubernetes_the_drops_come_last() {
        let default = CapabilitySet::DEFAULT;
        let empty = CapabilitySet::EMPTY;
        let cases = [
            (true, "", "ALL", CapabilitySet::FULL),
            (false, "", "", default),
            (false, "ALL", "ALL", empty),
            (false, "NET_RAW", "NET_RAW", default.without(NetRaw)),
            (false, "CHOWN", "ALL", empty.with(Chown)),
            (false, "ALL", "SYS_ADMIN", CapabilitySet::FULL.without(SysAdmin)),
        ];
        for (privileged, add, drop, expected) in cases {
            let found = effective_in_kubernetes(privileged, &entries(add), &entries(drop));
            assert_eq!(found, expected, "{privileged} +{add} -{drop}");
        }
    }

    #[test]
    fn the_table_is_the_kernels() {
        assert_eq!(Capability::ALL.len(), 41);
        assert_eq!((Chown as u8, SysAdmin as u8, CheckpointRestore as u8), (0, 21, 40));
        assert_eq!((CapabilitySet::DEFAULT.len(), CapabilitySet::FULL.len()), (14, 41));
        assert!(CapabilitySet::EMPTY.is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any_text()) {
            let _ = (Entry::parse(&text), spelling(&text));
        }

        #[test]
        fn names_read_back_in_any_case(index in 0..Capability::ALL.len(), prefixed: bool, lower: bool) {
            let capability = Capability::ALL[index];
            let mut name = format!("{}{capability}", if prefixed { "CAP_" } else { "" });
            if lower {
                name.make_ascii_lowercase();
            }
            prop_assert_eq!(Entry::parse(&name), Ok(Entry::One(capability)));
        }
    }
}
