//! Source of a bind mount or hostPath: places that hold credentials of the host, or whose change takes it over.

use plimsoll_model::syntax::host_path::Exposure;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "sensitive-host-path",
    summary: "container sees a part of its host that gives it away",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        cis_docker("5.6"),
        compose_lint("CL-0013"),
        kube_linter("sensitive-host-mounts"),
        trivy("KSV-0121"),
        kics("Workload Mounting With Sensitive OS Directory"),
        compose_lint("CL-0025"),
        kics("Volume Has Sensitive Host Directory"),
    ],
    supersedes: &["host-path-mount"],
    check: Check::Mount(|mount, cx| {
        let Some((source, place, exposure)) = super::shown_of_host(mount) else { return };
        let gives = match exposure {
            Exposure::Takeover => "can take over its host through",
            Exposure::Credentials => "can read credentials of its host in",
            Exposure::Nothing | Exposure::Disclosure => return,
        };
        let container = cx.project.container(mount.container);
        cx.report(
            &mount.source,
            format!("{container} {gives} `{source}`: it holds {}", place.holds),
        );
    }),
    ..Rule::UNSET
};
