//! Field: Compose `ports`. Refused: the port of a database or cache, published without an address.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "datastore-port-published",
    summary: "database is open on every address of the host",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cis_docker("5.14"), compose_lint("CL-0005")],
    fix: Some(Safety::Hardening),
    supersedes: &["published-port-everywhere", "host-port"],
    check: Check::Port(|port, cx| {
        let Some(target) = port.target.known() else { return };
        let Some((_, name)) = DATASTORES.iter().find(|(number, _)| target.contains(*number)) else {
            return;
        };
        if !port.interface.is(Interface::Every) {
            return;
        }
        let container = cx.project.container(port.container);
        let message = format!("{container} opens {name} on every interface");
        let at = &port.target;
        cx.report(at, message).harden(
            "publish it on the loopback interface only",
            "other machines no longer reach the port",
            [super::on_loopback(port)],
        );
    }),
    ..Rule::UNSET
};

/// Ports that are registered for a datastore, or are its default.
const DATASTORES: &[(u32, &str)] = &[
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (2375, "the Docker engine"),
    (2379, "etcd"),
    (3306, "MySQL"),
    (5432, "PostgreSQL"),
    (5984, "CouchDB"),
    (6379, "Redis"),
    (7000, "Cassandra"),
    (8086, "InfluxDB"),
    (9042, "Cassandra"),
    (9200, "Elasticsearch"),
    (11211, "Memcached"),
    (26257, "CockroachDB"),
    (27017, "MongoDB"),
];
