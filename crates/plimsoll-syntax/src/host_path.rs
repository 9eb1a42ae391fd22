//! Directories and files of a Linux host that a container should not see.
//!
//! A judgement by path alone: which file system is mounted there, what links lead elsewhere, and
//! who uses the host are not known. Sockets of container runtimes are in
//! [`runtime_socket`](super::runtime_socket).

use super::path::{clean_path, is_at_or_below};

/// What a mount gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exposure {
    /// Nothing of note.
    Nothing,
    /// Facts about the host and what runs on it.
    Disclosure,
    /// Secrets, with which to log in somewhere.
    Credentials,
    /// The host itself.
    Takeover,
}

/// A place on a host that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostPath {
    /// The place, clean; `*` stands for any one name, and `~` for the home of whoever deploys.
    pub path: &'static str,
    /// Whether everything below it matters as much.
    pub below: bool,
    /// What a read-only mount gives away.
    pub read_only: Exposure,
    /// What a writable mount gives away.
    pub writable: Exposure,
    /// What is there, as the end of a sentence that starts with *it holds*.
    pub holds: &'static str,
}

const fn place(
    path: &'static str,
    below: bool,
    read_only: Exposure,
    writable: Exposure,
    holds: &'static str,
) -> HostPath {
    HostPath { path, below, read_only, writable, holds }
}

use Exposure::{Credentials, Disclosure, Nothing, Takeover};

/// The more exact place stands before the one around it.
const PLACES: &[HostPath] = &[
    place("/", false, Credentials, Takeover, "the whole file system of the host"),
    // Files that containers get for good reasons.
    place("/etc/localtime", false, Nothing, Disclosure, "the time zone"),
    place("/etc/timezone", false, Nothing, Disclosure, "the time zone"),
    place("/etc/machine-id", false, Disclosure, Disclosure, "the identity of the host"),
    place("/etc/os-release", false, Nothing, Disclosure, "the name of the distribution"),
    place("/etc/ssl/certs", true, Nothing, Takeover, "the certificates that the host trusts"),
    place("/etc/ca-certificates", true, Nothing, Takeover, "the certificates that the host trusts"),
    place("/usr/share/zoneinfo", true, Nothing, Disclosure, "time zones"),
    place(
        "/usr/share/ca-certificates",
        true,
        Nothing,
        Takeover,
        "certificates that the host trusts",
    ),
    place("/dev/null", false, Nothing, Nothing, "nothing"),
    place("/dev/zero", false, Nothing, Nothing, "nothing"),
    place("/dev/random", false, Nothing, Nothing, "random numbers"),
    place("/dev/urandom", false, Nothing, Nothing, "random numbers"),
    place("/dev/shm", true, Disclosure, Disclosure, "the shared memory of the host"),
    place("/dev/hugepages", true, Disclosure, Disclosure, "shared memory pages of the host"),
    place("/dev/mem", false, Takeover, Takeover, "the memory of the host"),
    place("/dev/kmsg", false, Disclosure, Disclosure, "the messages of the kernel"),
    place("/dev/disk", true, Takeover, Takeover, "the disks of the host"),
    place("/dev/mapper", true, Takeover, Takeover, "the disks of the host"),
    place("/dev", false, Takeover, Takeover, "the devices of the host"),
    place("/etc/shadow", false, Credentials, Takeover, "the password hashes of the host"),
    place("/etc/passwd", false, Disclosure, Takeover, "the users of the host"),
    place("/etc/group", false, Disclosure, Takeover, "the groups of the host"),
    place("/etc/hosts", false, Disclosure, Disclosure, "the names that the host knows"),
    place("/etc/hostname", false, Disclosure, Disclosure, "the name of the host"),
    place("/etc/resolv.conf", false, Disclosure, Disclosure, "the name servers of the host"),
    place(
        "/etc/kubernetes",
        true,
        Credentials,
        Takeover,
        "keys and manifests of the control plane",
    ),
    place("/etc/rancher", true, Credentials, Takeover, "keys and manifests of the control plane"),
    place("/etc/cni", true, Disclosure, Takeover, "the network plugins that the host runs as root"),
    place("/etc/docker", true, Disclosure, Takeover, "the configuration of the engine"),
    place("/etc/containerd", true, Disclosure, Takeover, "the configuration of the runtime"),
    place("/etc/ssl/private", true, Credentials, Credentials, "the private keys of the host"),
    place("/etc/pki/tls/private", true, Credentials, Credentials, "the private keys of the host"),
    place(
        "/etc/letsencrypt",
        true,
        Credentials,
        Credentials,
        "certificates with their private keys",
    ),
    place("/etc/ssh", true, Credentials, Takeover, "the keys and settings of the SSH server"),
    place("/etc/sudoers", false, Disclosure, Takeover, "who may become root"),
    place("/etc/sudoers.d", true, Disclosure, Takeover, "who may become root"),
    place("/etc/cron.d", true, Disclosure, Takeover, "jobs that the host runs as root"),
    place("/etc/cron.daily", true, Disclosure, Takeover, "jobs that the host runs as root"),
    place("/etc/cron.hourly", true, Disclosure, Takeover, "jobs that the host runs as root"),
    place("/etc/crontab", false, Disclosure, Takeover, "jobs that the host runs as root"),
    place("/etc/systemd", true, Disclosure, Takeover, "services that the host runs as root"),
    place("/etc/pam.d", true, Disclosure, Takeover, "how the host checks passwords"),
    place("/etc/ld.so.preload", false, Disclosure, Takeover, "code that every program loads"),
    place(
        "/etc",
        false,
        Credentials,
        Takeover,
        "the configuration and password hashes of the host",
    ),
    place("/root", false, Credentials, Takeover, "the home of root"),
    place("/boot", true, Disclosure, Takeover, "the kernel and the boot loader"),
    place("/lib/modules", true, Nothing, Takeover, "the modules of the kernel"),
    place("/usr/lib/modules", true, Nothing, Takeover, "the modules of the kernel"),
    place("/usr/src", true, Nothing, Takeover, "the sources that modules are built from"),
    place("/bin", true, Disclosure, Takeover, "the programs of the host"),
    place("/sbin", true, Disclosure, Takeover, "the programs of the host"),
    place("/lib", false, Disclosure, Takeover, "the libraries of the host"),
    place("/lib64", false, Disclosure, Takeover, "the libraries of the host"),
    place("/usr/bin", true, Disclosure, Takeover, "the programs of the host"),
    place("/usr/sbin", true, Disclosure, Takeover, "the programs of the host"),
    place("/usr/local/bin", true, Disclosure, Takeover, "the programs of the host"),
    place("/usr/local/sbin", true, Disclosure, Takeover, "the programs of the host"),
    place("/usr/lib/systemd", true, Disclosure, Takeover, "services that the host runs as root"),
    place("/usr/lib", false, Disclosure, Takeover, "the libraries of the host"),
    place("/usr/local", false, Disclosure, Takeover, "the programs of the host"),
    place("/usr", false, Disclosure, Takeover, "the programs of the host"),
    place("/opt/cni/bin", true, Disclosure, Takeover, "network plugins that the host runs as root"),
    place("/proc/sys", true, Disclosure, Takeover, "the settings of the kernel"),
    place("/proc/sysrq-trigger", false, Takeover, Takeover, "a switch that halts the host"),
    place("/proc/1", true, Credentials, Takeover, "the first process of the host"),
    place(
        "/proc",
        false,
        Credentials,
        Takeover,
        "the processes of the host with their environments",
    ),
    place("/sys/fs/cgroup", true, Disclosure, Takeover, "the control groups of all containers"),
    place("/sys/kernel/debug", true, Disclosure, Takeover, "the debugging interface of the kernel"),
    place(
        "/sys/kernel/security",
        true,
        Disclosure,
        Takeover,
        "the security policies of the kernel",
    ),
    place("/sys/firmware", true, Disclosure, Takeover, "the firmware of the host"),
    place("/sys", false, Disclosure, Takeover, "the devices and settings of the kernel"),
    place("/run/secrets", true, Credentials, Credentials, "secrets of the host"),
    place("/run/systemd", true, Takeover, Takeover, "the control sockets of the service manager"),
    place("/run/dbus", true, Takeover, Takeover, "the socket of the system bus"),
    place("/run/host-services/ssh-auth.sock", false, Credentials, Credentials, "an SSH agent"),
    place("/run/user/*/keyring", true, Credentials, Credentials, "the keys of a user's agent"),
    place("/run/udev", true, Disclosure, Disclosure, "the devices of the host"),
    place("/run", false, Takeover, Takeover, "the control sockets of the host's services"),
    place(
        "/var/lib/docker/volumes",
        true,
        Credentials,
        Credentials,
        "the volumes of all containers",
    ),
    place("/var/lib/docker", true, Credentials, Takeover, "the file systems of all containers"),
    place("/var/lib/containerd", true, Credentials, Takeover, "the file systems of all containers"),
    place("/var/lib/containers", true, Credentials, Takeover, "the file systems of all containers"),
    place("/var/lib/rancher", true, Credentials, Takeover, "keys and file systems of the cluster"),
    place("/var/lib/kubelet/pki", true, Credentials, Takeover, "the keys of the node"),
    place("/var/lib/kubelet", true, Credentials, Takeover, "the secrets of every pod on the node"),
    place(
        "/var/lib/etcd",
        true,
        Credentials,
        Takeover,
        "the database of the cluster with its secrets",
    ),
    place("/var/lib/cloud", true, Credentials, Takeover, "the data that the host was set up with"),
    place("/var/lib", false, Credentials, Takeover, "the data of the host's services"),
    place("/var/log/pods", true, Disclosure, Disclosure, "the logs of every pod on the node"),
    place("/var/log", false, Disclosure, Disclosure, "the logs of the host"),
    place("/var/spool/cron", true, Disclosure, Takeover, "jobs that the host runs"),
    place("/var", false, Credentials, Takeover, "the data of the host's services"),
    place("/home/*/.ssh", true, Credentials, Takeover, "SSH keys, and who may log in with which"),
    place("/home/*/.aws", true, Credentials, Credentials, "the keys of a cloud account"),
    place("/home/*/.azure", true, Credentials, Credentials, "the keys of a cloud account"),
    place("/home/*/.config/gcloud", true, Credentials, Credentials, "the keys of a cloud account"),
    place("/home/*/.kube", true, Credentials, Credentials, "the keys of clusters"),
    place("/home/*/.docker", true, Credentials, Credentials, "the passwords of registries"),
    place("/home/*/.gnupg", true, Credentials, Credentials, "private keys"),
    place("/home/*/.netrc", false, Credentials, Credentials, "passwords"),
    place("/home/*/.git-credentials", false, Credentials, Credentials, "passwords"),
    place("/home/*/.npmrc", false, Credentials, Credentials, "the token of a package registry"),
    place("/home/*/.pypirc", false, Credentials, Credentials, "the token of a package registry"),
    place("/home/*/.vault-token", false, Credentials, Credentials, "a token of a vault"),
    place("/home/*", false, Credentials, Takeover, "the home of a user"),
    place("/home", false, Credentials, Takeover, "the homes of all users"),
];

/// The place of [the table](HostPath) that `path`, a path of the host, is; `None` for a path that
/// does not matter, or that depends on the project's directory.
///
/// A directory is never judged by what is below it, except where the table says so: `/etc/app` is
/// an application's business, `/etc` is not.
#[must_use]
pub fn host_path(path: &str) -> Option<&'static HostPath> {
    let clean = match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            clean_path(&format!("/home/~{rest}"))
        }
        _ if path.starts_with('/') => clean_path(path),
        _ => return None,
    };
    let clean = match clean.strip_prefix("/var/run") {
        Some(rest) if is_at_or_below(&clean, "/var/run") => format!("/run{rest}"),
        _ => clean,
    };
    // On macOS homes are elsewhere, and root's is elsewhere everywhere.
    let clean = match (clean.strip_prefix("/Users"), clean.strip_prefix("/root/")) {
        (Some(rest), _) if is_at_or_below(&clean, "/Users") => format!("/home{rest}"),
        (_, Some(rest)) if !rest.is_empty() => format!("/home/root/{rest}"),
        _ => clean,
    };
    PLACES.iter().find(|place| is_place(&clean, place))
}

fn is_place(path: &str, place: &HostPath) -> bool {
    let mut found = path.trim_end_matches('/').split('/');
    for wanted in place.path.trim_end_matches('/').split('/') {
        match found.next() {
            Some(found) if found == wanted || wanted == "*" => {}
            _ => return false,
        }
    }
    place.below || found.next().is_none()
}

impl HostPath {
    /// What a mount gives away.
    #[must_use]
    pub const fn exposure(&self, read_only: bool) -> Exposure {
        if read_only { self.read_only } else { self.writable }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn places_are_found_in_every_spelling_and_not_below() {
        // (path, place, read-only, writable)
        let cases = [
            ("/", Some(("/", Credentials, Takeover))),
            ("/./", Some(("/", Credentials, Takeover))),
            ("/..", Some(("/", Credentials, Takeover))),
            ("/etc", Some(("/etc", Credentials, Takeover))),
            ("/etc/", Some(("/etc", Credentials, Takeover))),
            ("//etc/../etc", Some(("/etc", Credentials, Takeover))),
            ("/etc/passwd", Some(("/etc/passwd", Disclosure, Takeover))),
            ("/etc/localtime", Some(("/etc/localtime", Nothing, Disclosure))),
            ("/etc/app/app.conf", None),
            ("/etcetera", None),
            ("/proc", Some(("/proc", Credentials, Takeover))),
            ("/proc/1/root", Some(("/proc/1", Credentials, Takeover))),
            ("/proc/sys/net", Some(("/proc/sys", Disclosure, Takeover))),
            ("/sys/fs/cgroup/x", Some(("/sys/fs/cgroup", Disclosure, Takeover))),
            ("/dev", Some(("/dev", Takeover, Takeover))),
            ("/dev/null", Some(("/dev/null", Nothing, Nothing))),
            ("/dev/dri", None),
            ("/usr", Some(("/usr", Disclosure, Takeover))),
            ("/usr/share/app", None),
            ("/usr/bin/tool", Some(("/usr/bin", Disclosure, Takeover))),
            ("/var/run", Some(("/run", Takeover, Takeover))),
            ("/run", Some(("/run", Takeover, Takeover))),
            ("/var/run/dbus/system_bus_socket", Some(("/run/dbus", Takeover, Takeover))),
            ("/run/mysqld", None),
            ("/run/user/1000/keyring/ssh", Some(("/run/user/*/keyring", Credentials, Credentials))),
            ("/var/lib", Some(("/var/lib", Credentials, Takeover))),
            ("/var/lib/app", None),
            (
                "/var/lib/docker/volumes/x/_data",
                Some(("/var/lib/docker/volumes", Credentials, Credentials)),
            ),
            ("/var/lib/kubelet/pods", Some(("/var/lib/kubelet", Credentials, Takeover))),
            ("/var/log", Some(("/var/log", Disclosure, Disclosure))),
            ("/var/log/nginx", None),
            ("/lib/modules", Some(("/lib/modules", Nothing, Takeover))),
            ("/home", Some(("/home", Credentials, Takeover))),
            ("/home/me", Some(("/home/*", Credentials, Takeover))),
            ("/home/me/project", None),
            ("/home/me/.ssh/id_ed25519", Some(("/home/*/.ssh", Credentials, Takeover))),
            ("~", Some(("/home/*", Credentials, Takeover))),
            ("~/.aws", Some(("/home/*/.aws", Credentials, Credentials))),
            ("~/data", None),
            ("~/..", Some(("/home", Credentials, Takeover))),
            ("/Users/me", Some(("/home/*", Credentials, Takeover))),
            ("/root", Some(("/root", Credentials, Takeover))),
            ("/root/", Some(("/root", Credentials, Takeover))),
            ("/root/backups", None),
            ("/root/.ssh", Some(("/home/*/.ssh", Credentials, Takeover))),
            ("./etc", None),
            ("etc", None),
            ("/srv/data", None),
            ("/mnt/etc", None),
            ("C:\\", None),
            ("", None),
        ];
        for (path, expected) in cases {
            let found = host_path(path).map(|it| (it.path, it.exposure(true), it.exposure(false)));
            assert_eq!(found, expected, "{path}");
        }
    }

    #[test]
    fn every_place_is_clean_reachable_and_worse_when_writable() {
        for place in PLACES {
            let sample = place.path.replace('*', "me");
            assert_eq!(clean_path(&sample), sample);
            assert_eq!(host_path(&sample), Some(place), "{sample} is hidden by another place");
            assert!(place.read_only <= place.writable, "{sample}");
        }
    }

    proptest! {
        #[test]
        fn any_path_is_looked_at(path in prop_oneof![any_text(), "[/~.a*]{0,12}"]) {
            let _ = host_path(&path);
        }
    }
}
