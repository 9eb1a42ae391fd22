//! Fields: Compose `ports`. Refused: the administration of well-known products, told by port and image, on every address of the host.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "management-port-published",
    summary: "administration of a product is open on every address of its host",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.9"), cwe("668")],
    fix: Some(Safety::Hardening),
    supersedes: &["published-port-everywhere"],
    check: Check::Port(|port, cx| {
        let is_open = port.interface.is(Interface::Every) && port.protocol.is(Protocol::Tcp);
        let image = super::image_of(cx.project, port.container);
        let (Some(target), Some(image)) = (port.target.known().filter(|_| is_open), image) else {
            return;
        };
        let product = PRODUCTS.iter().find(|(numbers, words, _)| {
            words.iter().any(|it| image.contains(it))
                && numbers.iter().any(|it| target.contains(*it))
        });
        let Some((_, _, product)) = product else { return };
        let container = cx.project.container(port.container);
        super::report_open(
            cx,
            port,
            &port.target,
            format!("{container} opens {product} on every interface"),
        );
    }),
    ..Rule::UNSET
};

/// Ports in the container, what the image is called, and the product.
const PRODUCTS: &[(&[u32], &[&str], &str)] = &[
    (&[8000, 9000, 9443], &["portainer/portainer"], "Portainer"),
    (&[9001], &["portainer/agent"], "the agent of Portainer"),
    (&[8080], &["adminer"], "Adminer"),
    (&[80, 443], &["phpmyadmin"], "phpMyAdmin"),
    (&[8081], &["mongo-express"], "mongo-express"),
    (&[80, 443], &["pgadmin"], "pgAdmin"),
    (&[8081], &["redis-commander"], "Redis Commander"),
    (&[5540, 8001], &["redisinsight", "redis/redis-stack:"], "Redis Insight"),
    (&[15672], &["rabbitmq"], "the management of RabbitMQ"),
    (&[8080], &["traefik"], "the dashboard of Traefik"),
    (&[8500], &["consul"], "Consul"),
    (&[8200], &["vault"], "Vault"),
    (&[4646], &["nomad"], "Nomad"),
    (&[9090], &["prom/prometheus"], "Prometheus"),
    (&[9093], &["alertmanager"], "Alertmanager"),
    (&[8888], &["jupyter"], "Jupyter"),
    (&[8080], &["kafka-ui", "cadvisor", "dozzle"], "an interface without a login"),
    (&[9021], &["control-center"], "the Control Center of Kafka"),
    (&[5601], &["kibana", "opensearch-dashboards"], "the dashboards of a search engine"),
    (&[8083], &["kafka-connect"], "the API of Kafka Connect"),
    (&[10000], &["webmin"], "Webmin"),
    (&[19999], &["netdata"], "Netdata"),
];
