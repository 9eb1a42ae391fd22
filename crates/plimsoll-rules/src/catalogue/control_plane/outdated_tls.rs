//! Flags of the cluster's programs: `--tls-cipher-suites`, `--cipher-suites` and `--tls-min-version`; settings of kubelets:
//! `tlsCipherSuites` and `tlsMinVersion`.
//!
//! Source: the suites that the package `crypto/tls` of Go calls insecure, and RFC 8996.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

const SERVERS: &[&str] =
    &["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"];

/// What is wanted.
const FLAGS: &[Flag] = &[
    Flag { programs: SERVERS, name: "tls-cipher-suites", wants: Wants::NoItemLike(is_broken) },
    Flag { programs: &["etcd"], name: "cipher-suites", wants: Wants::NoItemLike(is_broken) },
    Flag { programs: SERVERS, name: "tls-min-version", wants: Wants::NoneOf(OLD) },
    Flag { programs: &["etcd"], name: "tls-min-version", wants: Wants::NoneOf(OLD) },
];

const OLD: &[&str] = &["VersionTLS10", "VersionTLS11", "TLS1.0", "TLS1.1"];

/// Whether the suite is one with a broken cipher, or without forward secrecy.
fn is_broken(suite: &str) -> bool {
    let is_old = suite.contains("_RC4_") || suite.contains("_3DES_");
    is_old || suite.ends_with("_CBC_SHA256") || suite.starts_with("TLS_RSA_")
}

pub(super) static RULE: Rule = Rule {
    name: "outdated-tls",
    summary: "program of the cluster takes connections that can be broken open",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("1.2.30"),
        cis_kubernetes("4.2.12"),
        checkov("CKV_K8S_105"),
        checkov("CKV_K8S_151"),
        kics("Weak TLS Cipher Suites"),
        kubescape("C-0143"),
    ],
    check: Check::Any(&[
        Check::Container(|container, cx| judge(FLAGS, container, cx)),
        Check::Kubelet(|kubelet, cx| {
            for item in &kubelet.cipher_suites.items {
                if let Some(suite) = item.known().filter(|it| is_broken(it)) {
                    cx.report(item, format!("the kubelet offers `{suite}`")).keyed(suite.clone());
                }
            }
            let oldest = &kubelet.tls_min_version;
            if let Some(version) = oldest.known().filter(|it| OLD.contains(&&***it)) {
                cx.report(oldest, format!("the kubelet takes `{version}`"));
            }
        }),
    ]),
    ..Rule::UNSET
};
