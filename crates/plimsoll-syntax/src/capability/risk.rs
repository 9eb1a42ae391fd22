//! What each capability is worth to an attacker inside a container.

use super::Capability;

/// What a process in a container can do with a capability that it would not need for ordinary
/// work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Risk {
    /// Stays within the container, or needs another weakness to leave it.
    Ordinary,
    /// Reaches other workloads or the host's data, or takes away a layer of defence.
    Powerful,
    /// A known way to become root on the host.
    HostTakeover,
}

impl Capability {
    /// How much it gives away.
    #[must_use]
    pub const fn risk(self) -> Risk {
        match self {
            Self::BlockSuspend
            | Self::AuditWrite
            | Self::Chown
            | Self::DacOverride
            | Self::Fowner
            | Self::Fsetid
            | Self::IpcLock
            | Self::Kill
            | Self::Lease
            | Self::Mknod
            | Self::NetBindService
            | Self::NetBroadcast
            | Self::NetRaw
            | Self::Setfcap
            | Self::Setgid
            | Self::Setpcap
            | Self::Setuid
            | Self::SysChroot
            | Self::SysNice
            | Self::SysPacct
            | Self::SysTtyConfig
            | Self::WakeAlarm => Risk::Ordinary,
            Self::AuditControl
            | Self::AuditRead
            | Self::CheckpointRestore
            | Self::IpcOwner
            | Self::LinuxImmutable
            | Self::MacAdmin
            | Self::MacOverride
            | Self::NetAdmin
            | Self::Perfmon
            | Self::SysBoot
            | Self::SysPtrace
            | Self::SysResource
            | Self::SysTime
            | Self::Syslog => Risk::Powerful,
            Self::Bpf | Self::DacReadSearch | Self::SysAdmin | Self::SysModule | Self::SysRawio => {
                Risk::HostTakeover
            }
        }
    }

    /// What it allows, as the end of a sentence that starts with *it lets the container*; the
    /// facts are those of capabilities(7).
    #[must_use]
    pub const fn allows(self) -> &'static str {
        match self {
            Self::AuditControl => "switch the kernel's auditing off and rewrite its rules",
            Self::AuditRead => "read the audit log of the whole host",
            Self::AuditWrite => "add records to the kernel's audit log",
            Self::BlockSuspend => "keep the host from suspending",
            Self::Bpf => "load BPF programs, which see and change what the kernel does",
            Self::CheckpointRestore => "choose process ids and open files of other processes",
            Self::Chown => "give its files to any user",
            Self::DacOverride => "read and write its files whatever their permissions",
            Self::DacReadSearch => "open any file of the host's file systems by its handle",
            Self::Fowner => "change permissions of files that other users own",
            Self::Fsetid => "keep set-user-id bits on files that it changes",
            Self::IpcLock => "lock memory, which the host cannot page out then",
            Self::IpcOwner => "use System V IPC objects whatever their permissions",
            Self::Kill => "send signals to processes of other users",
            Self::Lease => "take leases on files, which hold up others that open them",
            Self::LinuxImmutable => "make files immutable or append-only, and undo it",
            Self::MacAdmin => "change the policy of the mandatory access control",
            Self::MacOverride => "ignore the policy of the mandatory access control",
            Self::Mknod => "create device nodes, as far as the device rules let it use them",
            Self::NetAdmin => {
                "change interfaces, routes and firewall rules, and reach rarely tested kernel code"
            }
            Self::NetBindService => "listen on ports below 1024",
            Self::NetBroadcast => "broadcast and listen to multicasts",
            Self::NetRaw => "forge packets of its network, for example to impersonate a neighbour",
            Self::Perfmon => "watch the kernel and all processes through performance events",
            Self::Setfcap => "put capabilities on files",
            Self::Setgid => "become any group",
            Self::Setpcap => "hand on capabilities that it has",
            Self::Setuid => "become any user",
            Self::SysAdmin => "mount file systems and do most of what root does",
            Self::SysBoot => "reboot the host or load another kernel",
            Self::SysChroot => "change its root directory and enter mount namespaces",
            Self::SysModule => "load code into the host's kernel",
            Self::SysNice => "take processor time from everything else on the host",
            Self::SysPacct => "switch process accounting on and off",
            Self::SysPtrace => {
                "read and change the memory of every process that it sees, the host's too with its pids"
            }
            Self::SysRawio => "access the host's memory, ports and disks directly",
            Self::SysResource => "exceed its resource limits and disk quotas",
            Self::SysTime => "set the clock of the host",
            Self::SysTtyConfig => "hang up and configure the host's terminals",
            Self::Syslog => "read kernel messages and addresses that help to attack the kernel",
            Self::WakeAlarm => "wake the host up",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_default_capability_is_called_a_takeover() {
        for capability in super::super::CapabilitySet::DEFAULT.iter() {
            assert_eq!(capability.risk(), Risk::Ordinary, "{capability}");
        }
        assert!(Risk::HostTakeover > Risk::Powerful && Risk::Powerful > Risk::Ordinary);
    }

    #[test]
    fn every_reason_fits_into_a_message() {
        for capability in Capability::ALL {
            let reason = capability.allows();
            assert!(reason.len() < 90 && !reason.ends_with('.'), "{capability}: {reason}");
        }
    }
}
