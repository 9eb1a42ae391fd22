//! Databases, caches and queues that let everybody in, told by image, variables and command line.
//!
//! What a configuration file that is mounted or baked in says is not known; where one is named on
//! the command line, nothing is claimed.

use plimsoll_model::{
    Project,
    subjects::{ContainerId, Redacted, Variable},
};

/// A datastore that asks for no password.
pub(crate) struct OpenDatastore<'p> {
    /// What people call it.
    pub(crate) product: &'static str,
    /// The ports that it listens on.
    pub(crate) ports: &'static [u32],
    /// The variable that lets everybody in; none where a password is missing.
    pub(crate) switch: Option<&'p Variable>,
}

/// What makes a product let everybody in.
enum Open {
    /// It does unless a variable or an option says otherwise: words of either.
    Unless {
        /// Parts of names of variables.
        variables: &'static [&'static str],
        /// Parts of words of the command line.
        words: &'static [&'static str],
    },
    /// It does with one of these variables at one of these values.
    With(&'static [(&'static str, &'static [&'static str])]),
}

/// Words of an image's name, the product, its ports, and when it is open.
type Product = (&'static [&'static str], &'static str, &'static [u32], Open);

const TRUE: &[&str] = &["1", "on", "true", "y", "yes"];

const PRODUCTS: &[Product] = &[
    (
        &["redis", "valkey", "keydb"],
        "Redis",
        &[6379],
        Open::Unless {
            variables: &["PASSWORD", "ACL", "ARGS", "CONF"],
            words: &["requirepass", "aclfile", ".conf", "user"],
        },
    ),
    (
        &["mongo"],
        "MongoDB",
        &[27017],
        Open::Unless {
            variables: &["ROOT_USERNAME", "USERNAME", "PASSWORD", "ROOT_USER"],
            words: &["--auth", "--keyFile", "--config", "-f", ".conf"],
        },
    ),
    (
        &["memcached"],
        "Memcached",
        &[11211],
        Open::Unless { variables: &["USERNAME", "PASSWORD"], words: &["-S", "--enable-sasl"] },
    ),
    (
        &["postgres", "postgis", "timescale", "pgvector"],
        "PostgreSQL",
        &[5432],
        Open::With(&[("POSTGRES_HOST_AUTH_METHOD", &["trust"])]),
    ),
    (
        &["mysql", "mariadb", "percona"],
        "MySQL",
        &[3306],
        Open::With(&[
            ("MYSQL_ALLOW_EMPTY_PASSWORD", TRUE),
            ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", TRUE),
            ("MARIADB_ALLOW_EMPTY_PASSWORD", TRUE),
            ("ALLOW_EMPTY_PASSWORD", TRUE),
        ]),
    ),
    (
        &["elasticsearch"],
        "Elasticsearch",
        &[9200, 9300],
        Open::With(&[("xpack.security.enabled", &["false"])]),
    ),
    (
        &["opensearch"],
        "OpenSearch",
        &[9200],
        Open::With(&[
            ("DISABLE_SECURITY_PLUGIN", &["true"]),
            ("plugins.security.disabled", &["true"]),
        ]),
    ),
    (&["neo4j"], "Neo4j", &[7474, 7687], Open::With(&[("NEO4J_AUTH", &["none"])])),
    (&["influxdb"], "InfluxDB", &[8086], Open::With(&[("INFLUXDB_HTTP_AUTH_ENABLED", &["false"])])),
    (&["etcd"], "etcd", &[2379], Open::With(&[("ALLOW_NONE_AUTHENTICATION", TRUE)])),
];

/// Images whose names hold that of a datastore and that are none.
const OTHERS: &[&str] = &[
    "admin",
    "backup",
    "browser",
    "commander",
    "connector",
    "console",
    "dashboard",
    "exporter",
    "express",
    "gui",
    "init",
    "insight",
    "proxy",
    "sentinel",
    "stat",
    "ui",
    "viewer",
    "web",
];

/// What the container is, if it is a datastore that lets everybody in. A variable that nobody
/// gives a value, and a file that was not read, could hold a password.
pub(crate) fn open_datastore(project: &Project, id: ContainerId) -> Option<OpenDatastore<'_>> {
    let container = project.container(id);
    let images = &project.subjects.images;
    let at = images.binary_search_by_key(&id, |it| it.container).ok()?;
    let name = images[at].reference.known()?.name();
    let is_other = OTHERS.iter().any(|it| name.contains(it));
    let found = PRODUCTS.iter().find(|(words, ..)| words.iter().any(|it| name.contains(it)));
    let (_, product, ports, open) = found.filter(|_| !is_other)?;
    let all = &project.subjects.variables;
    let start = all.partition_point(|it| it.container < id);
    let mut variables = all[start..].iter().take_while(|it| it.container == id);
    let switch = match open {
        Open::With(switches) => Some(variables.find(|variable| {
            switches.iter().any(|(name, values)| {
                let is_value = |it: &Redacted| {
                    values.iter().any(|value| it.reveal().eq_ignore_ascii_case(value))
                };
                variable.identity.name == *name && variable.value.holds(is_value)
            })
        })?),
        Open::Unless { variables: names, words } => {
            if !container.command.is_complete() || !container.environment.is_complete() {
                return None;
            }
            let is_set = |it: &String| names.iter().any(|name| it.contains(name));
            let has_word = |it: &Redacted| words.iter().any(|word| it.reveal().contains(word));
            let explicit = variables.find(|it| {
                it.identity.name == "ALLOW_EMPTY_PASSWORD"
                    && it.value.holds(|it| TRUE.contains(&it.reveal().to_lowercase().as_str()))
            });
            let is_closed = container
                .environment
                .items
                .iter()
                .filter_map(|it| it.known())
                .any(|it| it != "ALLOW_EMPTY_PASSWORD" && is_set(it))
                || container.command.has(has_word)
                || container.script.has(has_word);
            if explicit.is_none() && is_closed {
                return None;
            }
            explicit
        }
    };
    Some(OpenDatastore { product, ports, switch })
}
