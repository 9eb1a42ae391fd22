//! Objects: a `Service` of type `NodePort` or `LoadBalancer` in front of a program that is known to run what it is told.

use crate::prelude::*;

/// Programs that run what they are told, by the start of their name.
const INTERFACES: &[&str] = &[
    "kubernetes-dashboard",
    "argo-server",
    "argocli",
    "weave-scope",
    "kubeflow",
    "jenkins",
    "prometheus-operator-admin",
    "jupyter",
    "airflow-webserver",
    "vllm",
    "ollama",
    "phpmyadmin",
    "pgadmin",
    "adminer",
    "mongo-express",
    "portainer",
    "rancher",
];

pub(super) static RULE: Rule = Rule {
    name: "exposed-admin-interface",
    summary: "page that commands something is open to the network",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[nsa_cisa("network access"), kubescape("C-0021"), cwe("306")],
    check: Check::Service(|service, cx| {
        let is_open = service.service_type.holds(|it| it == "NodePort" || it == "LoadBalancer");
        if !is_open
            || !service.internal_load_balancer.is(false)
            || service.selector.items.is_empty()
        {
            return;
        }
        if !service.selector.is_complete() || !service.source_ranges.whole.is(0) {
            return;
        }
        let project = cx.project;
        let namespace = project.object(service.object).namespace.known();
        let selector = Selector {
            labels: service.selector.known().cloned().collect(),
            requirements: Vec::new(),
        };
        for image in &project.subjects.images {
            let workload = project.workload(project.container(image.container).workload);
            let is_beside =
                workload.object.is_some_and(|it| project.object(it).namespace.known() == namespace);
            let labels: Vec<Label> = workload.labels.known().cloned().collect();
            let Some(name) = image.reference.known().map(ImageReference::name) else { continue };
            let name = INTERFACES
                .iter()
                .find(|it| name.starts_with(**it) || workload.identity.name.starts_with(**it));
            if let Some(name) = name.filter(|_| is_beside && selector.chooses(&labels)) {
                cx.report(
                    &service.service_type,
                    format!("{service} opens `{name}` to the network"),
                )
                .label(workload.identity.shown, "this is what it leads to");
                return;
            }
        }
    }),
    ..Rule::UNSET
};
