//! Fields: Compose `ports`, Kubernetes `hostPort`. Refused: the port of a database, cache or queue,
//! on every address of the host. Ports are those that IANA registers or that the products default to.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "datastore-port-published",
    summary: "datastore is open on every address of its host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.14"), cwe("668"), compose_lint("CL-0005"), checkov("CKV_K8S_26")],
    fix: Some(Safety::Hardening),
    supersedes: &["published-port-everywhere", "host-port"],
    check: Check::Port(|port, cx| {
        let is_open = port.interface.is(Interface::Every) && port.protocol.is(Protocol::Tcp);
        let Some(target) = port.target.known().filter(|_| is_open) else { return };
        let image = super::image_of(cx.project, port.container);
        let datastore = DATASTORES.iter().find(|(number, _, images)| {
            let is_shown = || image.is_some_and(|it| images.iter().any(|word| it.contains(word)));
            target.contains(*number) && (images.is_empty() || is_shown())
        });
        let Some((_, name, _)) = datastore else { return };
        let container = cx.project.container(port.container);
        let message = format!("{container} opens {name} on every interface");
        super::report_open(cx, port, &port.target, message);
    }),
    ..Rule::UNSET
};

/// Port, product, and what the image has to be called where others use the port as well.
const DATASTORES: &[(u32, &str, &[&str])] = &[
    (1433, "SQL Server", &[]),
    (1521, "Oracle Database", &[]),
    (2379, "etcd", &[]),
    (3306, "MySQL", &[]),
    (5432, "PostgreSQL", &[]),
    (5672, "RabbitMQ", &["rabbitmq"]),
    (5984, "CouchDB", &[]),
    (6379, "Redis", &[]),
    (7474, "Neo4j", &["neo4j"]),
    (7687, "Neo4j", &["neo4j"]),
    (8086, "InfluxDB", &["influx"]),
    (8123, "ClickHouse", &["clickhouse"]),
    (9000, "ClickHouse", &["clickhouse"]),
    (9042, "Cassandra", &[]),
    (9092, "Kafka", &["kafka"]),
    (9200, "OpenSearch", &["opensearch"]),
    (9200, "Elasticsearch", &[]),
    (11211, "Memcached", &[]),
    (26257, "CockroachDB", &[]),
    (27017, "MongoDB", &[]),
];
