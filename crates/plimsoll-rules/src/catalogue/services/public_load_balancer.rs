//! Fields: Kubernetes `Service` of type `LoadBalancer` without `loadBalancerSourceRanges`, or with one for every address, and
//! without an annotation that keeps it inside.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "public-load-balancer",
    summary: "load balancer is open to the world",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        nsa_cisa("network access"),
        kube_linter("exposed-services"),
        kics("Service With External Load Balancer"),
        kubescape("C-0256"),
        kyverno("restrict-loadbalancer"),
    ],
    check: Check::Service(|service, cx| {
        let is_balanced = service.service_type.is("LoadBalancer".to_owned());
        if !is_balanced || !service.internal_load_balancer.is(false) {
            return;
        }
        if service.source_ranges.whole.is(0) {
            cx.report(
                &service.service_type,
                format!("the load balancer of {service} is open to the world"),
            );
        }
        for range in &service.source_ranges.items {
            if let Some(it) = range.known().filter(|it| it.ends_with("/0")) {
                cx.report(range, format!("{service} lets `{it}` through, which is every address"));
            }
        }
    }),
    ..Rule::UNSET
};
