//! What the published schema of the Compose Specification asks of a file, as Docker Compose asks it:
//! after variables are replaced and files are merged, at every depth.
//!
//! The table is written by `cargo xtask schema --compose`; alternatives of one place differ in the
//! type of the value, so a place is one [`Node`]. `casts` is what the loader's own types ask beyond
//! the schema.

mod casts;
mod check;
mod meant;
mod repair;
mod table;
mod words;

pub(super) use check::check;

/// The types of a value, as bits.
type Types = u8;

const TEXT: Types = 1;
/// Any number.
const NUMBER: Types = 2;
/// A whole number.
const WHOLE: Types = 4;
const BOOLEAN: Types = 8;
const LIST: Types = 16;
const MAP: Types = 32;
const NULL: Types = 64;

/// What a value has to be at one place.
struct Node {
    /// The types that it can have; none for any.
    types: Types,
    /// The keys of a mapping, sorted.
    keys: &'static [Key],
    /// What its other keys have to be called, and what their values have to be.
    others: Option<(Names, u16)>,
    /// Whether it takes keys that begin with `x-`.
    takes_extensions: bool,
    /// Whether it takes no other keys at all.
    closed: Closed,
    /// The keys that it has to have.
    required: &'static [&'static str],
    /// Of these keys it has to have one.
    any_of: &'static [&'static str],
    /// What the items of a list have to be.
    item: Option<u16>,
    /// Whether no item may be there twice.
    is_unique: bool,
    /// The only texts that it takes, if not all.
    words: &'static [&'static str],
    /// How a text has to look.
    pattern: Option<Pattern>,
    /// The least number.
    least: Option<i64>,
    /// The greatest number.
    most: Option<i64>,
}

impl Node {
    const ANY: Self = Self {
        types: 0,
        keys: &[],
        others: None,
        takes_extensions: false,
        closed: Closed::Never,
        required: &[],
        any_of: &[],
        item: None,
        is_unique: false,
        words: &[],
        pattern: None,
        least: None,
        most: None,
    };

    fn takes(&self, types: Types) -> bool {
        self.types == 0 || self.types & types != 0
    }

    fn key(&self, name: &str) -> Option<&'static Key> {
        let keys: &'static [Key] = self.keys;
        keys.binary_search_by(|it| it.name.cmp(name)).ok().map(|index| &keys[index])
    }
}

/// One key of a mapping.
struct Key {
    name: &'static str,
    /// What its value has to be.
    node: u16,
    /// Whether Docker Compose 2.40 does not have it.
    is_newer: bool,
}

/// Whether a mapping takes no keys but those that it names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    Never,
    /// Since Docker Compose 5.
    Newer,
    Always,
}

/// What keys have to be called.
#[derive(Clone, Copy)]
enum Names {
    /// Letters, digits, `.`, `_` and `-`.
    Words,
    /// Anything but nothing.
    NotEmpty,
    /// Small letters.
    Letters,
}

impl Names {
    fn take(self, name: &str) -> bool {
        match self {
            Self::Words => {
                !name.is_empty()
                    && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"._-".contains(&it))
            }
            Self::NotEmpty => !name.is_empty(),
            Self::Letters => !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase()),
        }
    }
}

/// How a text has to look.
#[derive(Clone, Copy)]
enum Pattern {
    /// It has a letter or digit with a letter, digit, `_`, `.` or `-` behind it.
    ContainerName,
    /// It is one of the words for when an image is pulled; to 2.40 it only has to hold one.
    PullPolicy,
}

/// A key that both versions have.
const fn o(name: &'static str, node: u16) -> Key {
    Key { name, node, is_newer: false }
}

/// A key that only the newer version has.
const fn p(name: &'static str, node: u16) -> Key {
    Key { name, node, is_newer: true }
}

/// The keys of a service.
#[cfg(test)]
pub(super) fn service_keys() -> Vec<&'static str> {
    tests::service().keys.iter().map(|it| it.name).collect()
}

#[cfg(test)]
mod tests {
    use plimsoll_facts::{Versions, loader::Given, subjects::Subjects};

    use super::{
        Node,
        meant::BLOCKS,
        table::{NODES, TOP},
    };
    use crate::testing::{file, services};

    fn child(node: &Node, name: &str) -> &'static Node {
        let number = node.key(name).map(|it| it.node).or(node.others.map(|it| it.1));
        &NODES[usize::from(number.unwrap())]
    }

    pub(super) fn service() -> &'static Node {
        child(child(&NODES[usize::from(TOP)], "services"), "web")
    }

    #[test]
    fn the_table_is_sorted_and_has_every_block_that_protects() {
        for node in NODES {
            assert!(node.keys.is_sorted_by(|one, other| one.name < other.name));
        }
        assert_eq!(service().keys.len(), 94);
        for block in BLOCKS {
            let node = block.path.iter().fold(service(), |node, key| child(node, key));
            for key in block.sensitive {
                assert!(node.key(key).is_some(), "{key} in {:?}", block.path);
            }
        }
    }

    /// What is said of a service with this line, in the order of the file: the place, and the
    /// versions where it is not all of them.
    fn said(subjects: &Subjects) -> Vec<String> {
        let defects = subjects.defects.iter().map(|it| match it.versions == Versions::ALL {
            true => it.identity.address.clone(),
            false => format!("{} ({})", it.identity.address, it.versions),
        });
        let unknown = subjects.unknown_fields.iter().map(|it| it.identity.address.clone());
        defects.chain(unknown).map(|it| it.replace("services.web.", "")).collect()
    }

    #[test]
    fn every_depth_is_held_against_the_schema_and_one_cause_is_said_once() {
        let cases: &[(&str, &[&str])] = &[
            (
                "volumes: [{type: bind, source: ./a, target: /a, readonly: true}]",
                &["volumes[0].readonly"],
            ),
            ("ports: [{target: 80, hostip: 127.0.0.1}]", &["ports[0].hostip"]),
            ("post_start: [{command: x, privilged: true}]", &["post_start[0].privilged"]),
            ("logging: {driver: local, x-a: 1, y: 1}", &["logging.y"]),
            ("ports:", &["ports"]),
            ("command:", &[]),
            ("user: 0", &["user"]),
            ("privileged: 1", &["privileged"]),
            ("privileged: \"1\"", &["privileged"]),
            ("privileged: \"tRuE\"", &[]),
            ("privileged: ${P}", &[]),
            ("privileged: ${P:-1}", &["privileged"]),
            ("cpus: \"500m\"", &["cpus"]),
            ("cpu_percent: 101", &["cpu_percent"]),
            ("ulimits: {nofile: {soft: 1}}", &["ulimits.nofile"]),
            ("healthcheck: {interval: 30}", &["healthcheck.interval"]),
            (
                "deploy: {update_config: {delay: soon, order: x}}",
                &["deploy.update_config.delay", "deploy.update_config.order"],
            ),
            ("group_add: [audio, audio]", &["group_add"]),
            ("environment: {A: [1]}", &["environment.A"]),
            ("environment: {A: 2024-01-01}", &["environment.A (up to 2.40)"]),
            ("hostname: 2024-01-01", &["hostname"]),
            ("environment: {A: .inf}", &["environment.A (5.0 and later)"]),
            ("mem_limit: \"-1\"", &["mem_limit (up to 2.40)"]),
            ("pull_policy: alwaysx", &["pull_policy (5.0 and later)"]),
            ("pull_policy: every_2h", &[]),
            ("umask: \"0022\"", &["umask (up to 2.40)"]),
            ("secrets: [{source: s, mode: \"0o400\"}]", &["secrets[0].mode", "secrets"]),
            ("command: \"a 'b\"", &["command"]),
            ("gpus: [{count: 1, device_ids: [a]}]", &["gpus[0]"]),
        ];
        for (line, expected) in cases {
            let (_, subjects) = services(&format!("  web:\n    image: app:1\n    {line}"));
            assert_eq!(said(&subjects), *expected, "{line}");
        }
    }

    #[test]
    fn what_another_file_can_still_say_is_not_missing_in_an_override() {
        let text = "services: {web: {ports: , ulimits: {a: {soft: 1}}, volumes: [{target: /a}]}}\n";
        let file = file(0, "compose.override.yaml", text);
        let subjects = crate::load(std::slice::from_ref(&file), 1, &Given::default());
        assert_eq!(said(&subjects), ["volumes[0]"]);
    }
}
