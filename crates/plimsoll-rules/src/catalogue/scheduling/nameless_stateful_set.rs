//! Field: Kubernetes `StatefulSet` `serviceName`, and whether that service is headless.

use crate::{catalogue::is_together, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "nameless-stateful-set",
    summary: "stateful pods have no names",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_score("statefulset-has-servicename"),
        kics("StatefulSet Without Service Name"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        if workload.governing_service.is(String::new()) {
            cx.report(&workload.governing_service, format!("the pods of {workload} have no names"));
            return;
        }
        let (Some(name), Some(object)) = (workload.governing_service.known(), workload.object)
        else {
            return;
        };
        let project = cx.project;
        let is_it = |it: &&Service| {
            it.identity.name == *name && is_together(project, Some(it.object), Some(object))
        };
        let services = project.subjects.services.iter();
        let Some(service) =
            services.clone().find(is_it).filter(|_| services.filter(is_it).count() == 1)
        else {
            return;
        };
        if service.cluster_ip.is_not("None".to_owned())
            && service.service_type.is("ClusterIP".to_owned())
        {
            let message =
                format!("{service} has an address of its own, and promises none to each pod");
            cx.report(&workload.governing_service, message)
                .label(service.identity.shown, "the service");
        }
    }),
    ..Rule::UNSET
};
