//! Source of a mount: a socket of a container runtime, by any of its known paths; read-only changes nothing.

use plimsoll_model::syntax::runtime_socket::{Reach, runtime_socket};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "runtime-socket-mount",
    summary: "container can command the container runtime",
    severity: Severity::Critical,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        cis_docker("5.32"),
        owasp_docker("1"),
        compose_lint("CL-0001"),
        kube_linter("docker-sock"),
        checkov("CKV_K8S_27"),
        kubescape("C-0074"),
        trivy("KSV-0006"),
        kics("Docker Daemon Socket is Exposed to Containers"),
        kubesec("DockerSock"),
        kyverno("disallow-container-sock-mounts"),
        kyverno("docker-socket-check"),
        kyverno("disallow-cri-sock-mount"),
        nsa_cisa("container runtime sockets"),
        kics("Docker Socket Mounted In Container"),
    ],
    supersedes: &["sensitive-host-path", "host-path-mount"],
    check: Check::Mount(|mount, cx| {
        let Some(source) = mount.source.known() else { return };
        if !matches!(mount.kind, MountKind::HostPath | MountKind::NamedPipe) {
            return;
        }
        let Some(socket) = runtime_socket(source) else { return };
        let container = cx.project.container(mount.container);
        let runtime = socket.runtime.as_str();
        let message = match socket.reach {
            Reach::Exact => format!("{container} can command {runtime} through `{source}`"),
            Reach::Parent => {
                format!("{container} can command {runtime}: its socket is below `{source}`")
            }
        };
        cx.report(&mount.source, message);
    }),
    ..Rule::UNSET
};
