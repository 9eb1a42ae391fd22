//! Named volumes of a project. Refused: writable in two services.

use std::collections::HashMap;

use plimsoll_model::subjects::ObjectId;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "shared-writable-volume",
    summary: "two services write to one volume",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    is_recommended: false,
    controls: &[kics("Shared Volumes Between Containers"), owasp_docker("8")],
    check: Check::Project(|project, cx| {
        let mut seen: HashMap<(&str, Option<ObjectId>), &Mount> = HashMap::new();
        for mount in &project.subjects.mounts {
            let is_volume = mount.kind == MountKind::Volume
                && mount.identity.platform == plimsoll_model::Platform::Compose;
            if !is_volume {
                continue;
            }
            let source = cx.need(&mount.identity, "source", &mount.source);
            let read_only = cx.need(&mount.identity, "read_only", &mount.read_only);
            let (Some(source), Some(read_only)) = (source, read_only) else { continue };
            cx.judged();
            if *read_only {
                continue;
            }
            let container = project.container(mount.container);
            let object = project.workload(container.workload).object;
            let Some(earlier) = seen.insert((source, object), mount) else { continue };
            if earlier.container == mount.container {
                continue;
            }
            let other = project.container(earlier.container);
            let message = format!("{container} writes to the volume `{source}`, as {other} does");
            let draft = cx.report_about(&mount.identity, &mount.source, message);
            if let Some(site) = earlier.source.site() {
                draft.label(site, "mounted here too");
            }
        }
    }),
    ..Rule::UNSET
};
