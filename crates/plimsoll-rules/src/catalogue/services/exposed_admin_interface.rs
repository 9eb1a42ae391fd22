//! Objects: a `Service` of type `NodePort` or `LoadBalancer` in front of a program that is known to run what it is told.

use plimsoll_model::Project;

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

/// The program that the service leads to, if it is one of these.
fn interface_behind<'p>(
    service: &Service,
    project: &'p Project,
) -> Option<(&'static str, &'p Workload)> {
    if !service.selector.is_complete() || service.selector.items.is_empty() {
        return None;
    }
    let namespace = project.object(service.object).namespace.known();
    let labels = service.selector.known().cloned().collect();
    let selector = Selector { labels, requirements: Vec::new() };
    project.subjects.images.iter().find_map(|image| {
        let workload = project.workload(project.container(image.container).workload);
        let reference = image.reference.known()?;
        let (image, name) = (reference.name(), &workload.identity.name);
        let is_named = |it: &&&str| image.starts_with(**it) || name.starts_with(**it);
        let interface = match INTERFACES.iter().find(is_named) {
            Some(interface) => interface,
            None if reference.repository.starts_with("kubernetesui/dashboard") => {
                INTERFACES.first()?
            }
            None => return None,
        };
        let is_beside = project.object(workload.object?).namespace.known() == namespace;
        let labels: Vec<Label> = workload.labels.known().cloned().collect();
        (is_beside && selector.chooses(&labels)).then_some((*interface, workload))
    })
}

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
            || !service.source_ranges.whole.is(0)
        {
            return;
        }
        if let Some((name, workload)) = interface_behind(service, cx.project) {
            let message = format!("{service} opens `{name}` to the network");
            cx.report(&service.service_type, message)
                .label(workload.identity.shown, "this is what it leads to");
        }
    }),
    ..Rule::UNSET
};
