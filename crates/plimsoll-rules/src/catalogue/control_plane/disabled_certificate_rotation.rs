//! Flags of `kube-controller-manager` and `kubelet`: `--feature-gates`; setting of kubelets: `featureGates`.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

/// What is wanted.
const FLAGS: &[Flag] = &[Flag {
    programs: &["kube-controller-manager", "kubelet"],
    name: "feature-gates",
    wants: Wants::NoItem("RotateKubeletServerCertificate=false"),
}];

pub(super) static RULE: Rule = Rule {
    name: "disabled-certificate-rotation",
    summary: "certificates of kubelets are not renewed",
    severity: Severity::Low,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("1.3.6"),
        trivy("KCV-0038"),
        checkov("CKV_K8S_112"),
        kics("Rotate Kubelet Server Certificate Not Active"),
        kubescape("C-0149"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(|container, cx| judge(FLAGS, container, cx)),
        Check::Kubelet(|kubelet, cx| {
            if kubelet.server_certificate_rotation.is(false) {
                let message =
                    "the kubelet does not renew the certificate that it answers with".to_owned();
                cx.report(&kubelet.server_certificate_rotation, message).harden(
                    "renew it",
                    "a kubelet that the API server does not sign certificates for fails when its own ends",
                    [kubelet.server_certificate_rotation.set(true)],
                );
            }
        }),
    ]),
    ..Rule::UNSET
};
