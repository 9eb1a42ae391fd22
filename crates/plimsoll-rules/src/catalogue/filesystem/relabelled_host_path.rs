//! Options `z` and `Z` of a bind mount. Refused: on directories of the system.

use plimsoll_model::syntax::host_path::{Exposure, host_path};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "relabelled-host-path",
    summary: "files of the host are given labels that only containers have",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.3"), cis_docker("5.6")],
    check: Check::Mount(|mount, cx| {
        let Some(source) = mount.source.known().filter(|_| mount.kind == MountKind::HostPath)
        else {
            return;
        };
        let label = mount.options.items.iter().find(|it| it.holds(|it| it == "z" || it == "Z"));
        let is_system = SYSTEM.contains(&source.as_str())
            || host_path(source).is_some_and(|it| it.exposure(false) == Exposure::Takeover);
        if let Some(label) = label.filter(|_| is_system) {
            let container = cx.project.container(mount.container);
            cx.report(label, format!("starting {container} relabels everything in `{source}`"));
        }
    }),
    ..Rule::UNSET
};

/// Directories that belong to the host as a whole, besides those whose change takes it over.
const SYSTEM: &[&str] = &["/opt", "/srv", "/tmp", "/var/log"];
