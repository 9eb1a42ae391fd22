//! Environment and command line of a container. Refused: switches that let everybody in.

use plimsoll_model::subjects::Container;

use crate::Context;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disabled-authentication",
    summary: "switch lets everybody in without a password",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("306"), owasp_docker("12")],
    fix: Some(Safety::Hardening),
    check: Check::Any(&[
        Check::Container(options),
        Check::Variable(|variable, cx| {
            let name = variable.identity.name.as_str();
            let is_on = SWITCHES.iter().any(|(names, values)| {
                names.contains(&name)
                    && variable.value.holds(|it| {
                        values.iter().any(|value| it.reveal().eq_ignore_ascii_case(value))
                    })
            });
            if !is_on {
                return;
            }
            let container = cx.project.container(variable.container);
            let open = crate::datastore::open_datastore(cx.project, variable.container);
            let ports = cx.project.ports_of(container.workload).iter();
            let is_published = ports.filter(|it| it.container == variable.container).any(|port| {
                port.interface.is(Interface::Every)
                    && open.as_ref().is_some_and(|open| {
                        port.target.holds(|it| open.ports.iter().any(|number| it.contains(*number)))
                    })
            });
            // Open to the network, it is one critical finding at the port.
            if is_published {
                return;
            }
            let message = format!("{container} lets everybody in who reaches it: `{name}`");
            let patch = variable.remove();
            cx.report(&variable.value, message).keyed(name).harden(
            "remove the variable",
            "clients without a password are turned away, and the service may ask for one to start",
            [patch],
        );
        }),
    ]),
    ..Rule::UNSET
};

fn options(container: &Container, cx: &mut Context<'_>) {
    for list in [&container.command, &container.script] {
        let words: Vec<&str> =
            list.items.iter().map(|it| it.known().map_or("", Redacted::reveal)).collect();
        for (index, word) in words.iter().enumerate() {
            let (option, value) = match word.split_once('=') {
                Some((option, value)) => (option, Some(value)),
                None => (*word, words.get(index + 1).copied()),
            };
            let is_open = OPTIONS.iter().any(|(name, open)| {
                let value = value.map(|it| it.trim_matches(['"', '\'']));
                *name == option
                    && open.is_none_or(|open| value.is_some_and(|it| open.contains(&it)))
            });
            let is_denied = value.is_some_and(|it| it.eq_ignore_ascii_case("false"));
            if is_open && !is_denied {
                let message = format!("{container} lets everybody in who reaches it: `{option}`");
                cx.report(&list.items[index], message).keyed(option);
            }
        }
    }
}

/// Options, and the values with which they let everybody in; none where the option alone does.
const OPTIONS: &[(&str, Option<&[&str]>)] = &[
    ("--api.insecure", None),
    // The dashboard of Kubernetes.
    ("--enable-skip-login", None),
    ("--noauth", None),
    ("--no-auth", None),
    ("--disable-auth", None),
    ("--auth", Some(&["none"])),
    ("--protected-mode", Some(&["no"])),
    ("--NotebookApp.token", Some(&[""])),
    ("--ServerApp.token", Some(&[""])),
    ("--IdentityProvider.token", Some(&[""])),
];

/// Names of variables, and the values with which they let everybody in.
const SWITCHES: &[(&[&str], &[&str])] = &[
    (&["POSTGRES_HOST_AUTH_METHOD"], &["trust"]),
    (
        &[
            "ALLOW_ANONYMOUS_LOGIN",
            "ALLOW_EMPTY_PASSWORD",
            "ALLOW_NONE_AUTHENTICATION",
            "MARIADB_ALLOW_EMPTY_PASSWORD",
            "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "MYSQL_ALLOW_EMPTY_ROOT_PASSWORD",
        ],
        &["1", "on", "true", "y", "yes"],
    ),
    (&["DISABLE_SECURITY_PLUGIN", "plugins.security.disabled"], &["true"]),
    (&["xpack.security.enabled", "ELASTICSEARCH_ENABLE_SECURITY"], &["false"]),
    (&["NEO4J_AUTH"], &["none"]),
    (&["INFLUXDB_HTTP_AUTH_ENABLED", "ME_CONFIG_BASICAUTH"], &["false"]),
    (&["TRAEFIK_API_INSECURE"], &["true"]),
    // The engine in the container listens without TLS.
    (&["DOCKER_TLS_CERTDIR"], &[""]),
];
