//! Field: Compose `read_only`, Kubernetes `readOnlyRootFilesystem`. Allowed: true.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "writable-root-filesystem",
    summary: "programs of the container can be replaced while it runs",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        cis_docker("5.13"),
        compose_lint("CL-0007"),
        kube_linter("no-read-only-root-fs"),
        checkov("CKV_K8S_22"),
        kubescape("C-0017"),
        kube_score("container-security-context-readonlyrootfilesystem"),
        polaris("notReadOnlyRootFilesystem"),
        trivy("KSV-0014"),
        kics("Root Container Not Mounted Read-only"),
        kubesec("ReadOnlyRootFilesystem"),
        gatekeeper("pod-security-policy/read-only-root-filesystem"),
        kyverno("require-ro-rootfs"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Container(|container, cx| {
        if container.read_only_root.is(false) {
            let rooms = crate::written_folders::rooms(cx.project, container);
            let draft = cx.report(&container.read_only_root, format!("{container} can change its own programs")).harden(
                "make the root filesystem read-only",
                "a program that writes outside its volumes fails with \"read-only file system\" until the folder is a tmpfs or a volume",
                [container.read_only_root.set(true)],
            );
            if let Some((image, patches)) = rooms {
                let on = [container.read_only_root.set(true)].into_iter();
                draft.fix_by_hand(
                    format!("make it read-only, with room for what `{image}` writes"),
                    on.chain(patches.into_iter().map(Some)),
                );
            }
        }
    }),
    ..Rule::UNSET
};
