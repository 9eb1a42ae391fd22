//! Source of a bind mount or hostPath. Refused: places that tell about the host, or whose change misleads it.

use plimsoll_model::syntax::host_path::Exposure;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disclosing-host-path",
    summary: "container sees a part of its host that tells about it",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[
        cis_docker("5.6"),
        compose_lint("CL-0013"),
        kics("Volume Has Sensitive Host Directory"),
    ],
    supersedes: &["host-path-mount"],
    check: Check::Mount(|mount, cx| {
        let Some((source, place, exposure)) = super::shown_of_host(mount) else { return };
        if exposure == Exposure::Disclosure {
            let container = cx.project.container(mount.container);
            let message =
                format!("{container} sees `{source}` of its host: it holds {}", place.holds);
            cx.report(&mount.source, message);
        }
    }),
    ..Rule::UNSET
};
