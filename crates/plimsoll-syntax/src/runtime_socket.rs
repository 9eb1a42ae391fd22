//! Where container runtimes listen on a host.
//!
//! Whoever can talk to a runtime can start a container with all of the host in it, so a mount of
//! its socket is root on the host; read-only does not help, because the mount's flags do not
//! govern what is sent through it. The table knows the places that runtimes and distributions
//! use by default, not the ones that an administrator chose.

use super::path::{clean_path, is_at_or_below, windows_to_slashes};

/// A container runtime, or a service that runs containers for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Runtime {
    /// The Docker engine.
    Docker,
    /// containerd, also as part of k3s, RKE2 and MicroK8s.
    Containerd,
    /// CRI-O.
    CriO,
    /// Podman's service.
    Podman,
    /// cri-dockerd and its predecessor in the kubelet.
    CriDockerd,
    /// The BuildKit daemon.
    Buildkit,
}

impl Runtime {
    /// The name that its project uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Docker => "Docker",
            Self::Containerd => "containerd",
            Self::CriO => "CRI-O",
            Self::Podman => "Podman",
            Self::CriDockerd => "cri-dockerd",
            Self::Buildkit => "BuildKit",
        }
    }
}

/// How a path reaches a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// It is the socket.
    Exact,
    /// It is a directory that the socket is in.
    Parent,
}

/// A socket that a path of the host gives access to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RuntimeSocket {
    /// Who listens on it.
    pub runtime: Runtime,
    /// Where it is, as in the table: below `/run`, with `*` for any one name.
    pub path: &'static str,
    /// Whether the path is the socket or a directory above it.
    pub reach: Reach,
}

/// Sockets below `/run`, which `/var/run` is a link to, and elsewhere; `*` stands for one name.
/// The one to blame first for a directory stands first.
const SOCKETS: &[(&str, Runtime)] = &[
    ("/run/docker.sock", Runtime::Docker),
    ("/run/containerd/containerd.sock", Runtime::Containerd),
    ("/run/crio/crio.sock", Runtime::CriO),
    ("/run/podman/podman.sock", Runtime::Podman),
    ("/run/cri-dockerd.sock", Runtime::CriDockerd),
    ("/run/dockershim.sock", Runtime::CriDockerd),
    ("/run/buildkit/buildkitd.sock", Runtime::Buildkit),
    ("/run/docker/containerd/containerd.sock", Runtime::Containerd),
    ("/run/docker/containerd/docker-containerd.sock", Runtime::Containerd),
    ("/run/k3s/containerd/containerd.sock", Runtime::Containerd),
    ("/run/k0s/containerd.sock", Runtime::Containerd),
    ("/run/k0s/containerd/containerd.sock", Runtime::Containerd),
    ("/var/snap/microk8s/common/run/containerd.sock", Runtime::Containerd),
    ("/run/user/*/docker.sock", Runtime::Docker),
    ("/run/user/*/podman/podman.sock", Runtime::Podman),
    ("/run/user/*/buildkit/buildkitd.sock", Runtime::Buildkit),
    ("/run/user/*/containerd/containerd.sock", Runtime::Containerd),
    ("/home/*/.docker/run/docker.sock", Runtime::Docker),
    ("/home/*/.docker/desktop/docker.sock", Runtime::Docker),
    ("/Users/*/.docker/run/docker.sock", Runtime::Docker),
    ("/Users/*/.colima/docker.sock", Runtime::Docker),
    ("/Users/*/.colima/default/docker.sock", Runtime::Docker),
    ("/root/.docker/run/docker.sock", Runtime::Docker),
    ("~/.docker/run/docker.sock", Runtime::Docker),
    ("~/.docker/desktop/docker.sock", Runtime::Docker),
    ("~/.colima/docker.sock", Runtime::Docker),
    ("~/.colima/default/docker.sock", Runtime::Docker),
];

/// Named pipes of Windows hosts, in lower case and behind `//./pipe/`.
const PIPES: &[(&str, Runtime)] = &[
    ("docker_engine", Runtime::Docker),
    ("docker_engine_windows", Runtime::Docker),
    ("docker_engine_linux", Runtime::Docker),
    ("dockerdesktoplinuxengine", Runtime::Docker),
    ("dockerdesktopengine", Runtime::Docker),
    ("containerd-containerd", Runtime::Containerd),
    ("cri-dockerd", Runtime::CriDockerd),
    ("dockershim", Runtime::CriDockerd),
    ("buildkitd", Runtime::Buildkit),
    ("podman-machine-default", Runtime::Podman),
];

/// The socket that mounting `path` of the host gives access to.
///
/// Takes `unix://` and `npipe://` addresses, Windows spellings of pipes, and paths that are not
/// clean. Directories high up count too: `/`, `/var`, `/run`. A home does not, although a
/// rootless runtime can listen somewhere in it.
#[must_use]
pub fn runtime_socket(path: &str) -> Option<RuntimeSocket> {
    if let Some(name) = pipe_name(path) {
        let (pipe, runtime) = PIPES.iter().find(|(pipe, _)| name.eq_ignore_ascii_case(pipe))?;
        return Some(RuntimeSocket { runtime: *runtime, path: pipe, reach: Reach::Exact });
    }
    let path = strip_scheme(path, "unix");
    if let Some(above) = path.strip_prefix("../") {
        // How deep the project lies is not known, but that it has a socket of this name is.
        let root = above.trim_start_matches("../");
        return runtime_socket(&format!("/{root}")).filter(|it| it.reach == Reach::Exact);
    }
    if !path.starts_with(['/', '~']) {
        return None;
    }
    let clean = clean_path(path);
    let clean = match clean.strip_prefix("/var/run") {
        Some(rest) if is_at_or_below(&clean, "/var/run") => format!("/run{rest}"),
        _ => clean,
    };
    let find = |reach: Reach| {
        let (socket, runtime) =
            SOCKETS.iter().find(|(socket, _)| reaches(&clean, socket, reach))?;
        Some(RuntimeSocket { runtime: *runtime, path: socket, reach })
    };
    if clean == "/var" {
        // On hosts where `/var/run` is a directory of its own rather than a link.
        let path = "/run/docker.sock";
        return Some(RuntimeSocket { runtime: Runtime::Docker, path, reach: Reach::Parent });
    }
    find(Reach::Exact).or_else(|| find(Reach::Parent))
}

/// Whether `path` is `socket`, or a directory above it. A home as a whole is not taken for a
/// directory with a socket in it: that mount has worse in it.
fn reaches(path: &str, socket: &str, reach: Reach) -> bool {
    let mut wanted = socket.split('/');
    let mut found = path.trim_end_matches('/').split('/');
    loop {
        match (found.next(), wanted.next()) {
            (Some(found), Some(wanted)) if found == wanted || wanted == "*" => {}
            (None, None) => return reach == Reach::Exact,
            (None, Some(next)) => {
                let in_home = ["/home/", "/Users/", "/root/", "~/"]
                    .iter()
                    .any(|home| socket.starts_with(home));
                return reach == Reach::Parent && !(in_home && is_home_or_above(path, next));
            }
            _ => return false,
        }
    }
}

/// Whether the next element below `path` is a home, or something that homes have.
fn is_home_or_above(path: &str, next: &str) -> bool {
    next == "*" || next.starts_with('.') || path == "/"
}

/// The name of a Windows named pipe: `\\.\pipe\name`, `//./pipe/name`, `npipe:////./pipe/name`.
fn pipe_name(path: &str) -> Option<String> {
    let path = strip_scheme(path, "npipe");
    let slashed = windows_to_slashes(path)?;
    let name = slashed.strip_prefix("//./pipe/")?;
    Some(name.to_owned())
}

/// `path` without `scheme://`, in any case.
fn strip_scheme<'p>(path: &'p str, scheme: &str) -> &'p str {
    match path.split_once("://") {
        Some((found, rest)) if found.eq_ignore_ascii_case(scheme) => rest,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach::*, Runtime::*, *};
    use crate::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn sockets_are_found_in_every_spelling() {
        let cases = [
            ("/var/run/docker.sock", Some((Docker, Exact))),
            ("/run/docker.sock", Some((Docker, Exact))),
            ("//var//run/./docker.sock", Some((Docker, Exact))),
            ("/var/run/../run/docker.sock", Some((Docker, Exact))),
            ("/var/lib/../run/docker.sock/", Some((Docker, Exact))),
            ("../../../var/run/docker.sock", Some((Docker, Exact))),
            ("../run", None),
            ("./docker.sock", None),
            ("unix:///var/run/docker.sock", Some((Docker, Exact))),
            ("/run/user/1000/docker.sock", Some((Docker, Exact))),
            ("/var/run/user/1000/podman/podman.sock", Some((Podman, Exact))),
            ("/run/podman/podman.sock", Some((Podman, Exact))),
            ("/run/containerd/containerd.sock", Some((Containerd, Exact))),
            ("/run/k3s/containerd/containerd.sock", Some((Containerd, Exact))),
            ("/var/snap/microk8s/common/run/containerd.sock", Some((Containerd, Exact))),
            ("/var/run/crio/crio.sock", Some((CriO, Exact))),
            ("/run/cri-dockerd.sock", Some((CriDockerd, Exact))),
            ("/var/run/dockershim.sock", Some((CriDockerd, Exact))),
            ("/run/buildkit/buildkitd.sock", Some((Buildkit, Exact))),
            ("~/.docker/run/docker.sock", Some((Docker, Exact))),
            ("/home/me/.docker/desktop/docker.sock", Some((Docker, Exact))),
            ("\\\\.\\pipe\\docker_engine", Some((Docker, Exact))),
            ("//./pipe/docker_engine", Some((Docker, Exact))),
            ("npipe:////./pipe/docker_engine", Some((Docker, Exact))),
            ("\\\\.\\pipe\\Docker_Engine", Some((Docker, Exact))),
            ("npipe://\\\\.\\pipe\\containerd-containerd", Some((Containerd, Exact))),
            ("/var/run", Some((Docker, Parent))),
            ("/run/", Some((Docker, Parent))),
            ("/", Some((Docker, Parent))),
            ("/var", Some((Docker, Parent))),
            ("/run/containerd", Some((Containerd, Parent))),
            ("/run/crio", Some((CriO, Parent))),
            ("/run/user", Some((Docker, Parent))),
            ("/run/user/1000", Some((Docker, Parent))),
            ("/run/k3s", Some((Containerd, Parent))),
            ("/home/me/.docker/run", Some((Docker, Parent))),
            ("/home/me", None),
            ("/home", None),
            ("~", None),
            ("/root", None),
            ("/var/runner", None),
            ("/run/docker.sock.d", None),
            ("/run/docker.sock/x", None),
            ("/run/mysqld/mysqld.sock", None),
            ("/var/lib", None),
            ("/opt/docker.sock", None),
            ("docker.sock", None),
            ("./docker.sock", None),
            ("\\\\.\\pipe\\other", None),
            ("", None),
        ];
        for (path, expected) in cases {
            let found = runtime_socket(path).map(|it| (it.runtime, it.reach));
            assert_eq!(found, expected, "{path}");
        }
    }

    proptest! {
        #[test]
        fn any_path_is_looked_at(path in any_text()) {
            let _ = runtime_socket(&path);
        }

        #[test]
        fn every_parent_of_a_socket_reaches_one(index in 0usize..13, up in 1usize..4) {
            let (socket, _) = SOCKETS[index];
            prop_assert_eq!(runtime_socket(socket).unwrap().reach, Exact);
            let mut parent = socket.to_owned();
            for _ in 0..up {
                parent = clean_path(&format!("{parent}/.."));
            }
            let found = runtime_socket(&parent);
            prop_assert!(found.is_some_and(|it| it.reach == Parent), "{parent}");
        }
    }
}
