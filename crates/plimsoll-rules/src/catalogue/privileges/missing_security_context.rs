//! Fields: Kubernetes `securityContext` of the container and of its pod.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "missing-security-context",
    summary: "nothing is said about what the container may do",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.7.3"),
        kube_score("container-security-context-readonlyrootfilesystem"),
        trivy("KSV-0118"),
        checkov("CKV_K8S_29"),
        checkov("CKV_K8S_30"),
        kics("Pod or Container Without Security Context"),
        kubescape("C-0211"),
    ],
    check: Check::Container(|container, cx| {
        let workload = cx.project.workload(container.workload);
        let stated = [
            container.privileged.is_stated(),
            container.privilege_escalation.is_stated(),
            container.user.is_stated(),
            container.group.is_stated(),
            container.non_root_enforced.is_stated(),
            container.read_only_root.is_stated(),
            container.added_capabilities.whole.is_stated(),
            container.dropped_capabilities.whole.is_stated(),
            container.seccomp.is_stated(),
            container.apparmor.is_stated(),
            container.selinux_type.is_stated(),
            container.selinux_user.is_stated(),
            container.windows_host_process.is_stated(),
            workload.supplementary_groups.whole.is_stated(),
            workload.sysctls.whole.is_stated(),
        ];
        let is_kubernetes = container.identity.platform == plimsoll_model::Platform::Kubernetes;
        // Of a patch it is not known what else there is.
        if is_kubernetes && container.privileged.is_assumed() && !stated.contains(&true) {
            cx.report(&container.privileged, format!("{container} has no security context"));
        }
    }),
    ..Rule::UNSET
};
