//! The one table of what may stand in a `plimsoll.toml`. Reading, hints and the JSON schema all
//! come from it.

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What values it takes.
    pub shape: Shape,
    /// What it does, in Markdown.
    pub doc: &'static str,
}

/// What values a key takes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// A string.
    Text,
    /// True or false.
    Flag,
    /// A string, or a list of strings.
    Texts,
    /// A day: a TOML date, or a string like `2027-01-31`.
    Day,
    /// The name of a level.
    Level,
    /// A table from names of rules to levels or `off`.
    Rules,
    /// A table of parameters.
    Parameters,
    /// A list of tables with these keys.
    Tables(&'static [Key]),
}

impl Shape {
    /// The shape with an article, as messages put it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Flag => "`true` or `false`",
            Self::Texts => "a string or a list of strings",
            Self::Day => "a day like `2027-01-31`",
            Self::Level => "`note`, `warning` or `error`",
            Self::Rules | Self::Parameters => "a table",
            Self::Tables(_) => "a list of tables",
        }
    }
}

/// The top level of a configuration file.
pub static TOP: &[Key] = &[
    Key {
        name: "extends",
        shape: Shape::Texts,
        doc: "Profiles that come with plimsoll, by name, and other configuration files, by path \
              relative to this one. Later ones win over earlier ones, and this file wins over all \
              of them. Without it a file extends `recommended`; an empty list starts from nothing.",
    },
    Key {
        name: "rules-version",
        shape: Shape::Text,
        doc: "Leaves out rules that appeared after this version of plimsoll (`0.1`), unless \
              `[rules]` names them.",
    },
    Key {
        name: "include",
        shape: Shape::Texts,
        doc: "Patterns as in `.gitignore`, relative to this file: only these files are judged when \
              a folder is checked.",
    },
    Key {
        name: "exclude",
        shape: Shape::Texts,
        doc: "Patterns as in `.gitignore`, relative to this file: these files are not judged.",
    },
    Key {
        name: "locked",
        shape: Shape::Texts,
        doc: "Rules that files which extend this one may neither switch off nor weaken, and that \
              no comment or baseline silences.",
    },
    Key {
        name: "needs-reason",
        shape: Shape::Flag,
        doc: "Whether a suppression or override that silences a rule has to say why.",
    },
    Key {
        name: "foreign-suppressions",
        shape: Shape::Flag,
        doc: "Whether suppressions written for kube-linter, Checkov, KICS, Trivy, compose-lint and \
              dclint silence the rules that answer theirs.",
    },
    Key {
        name: "fail-on",
        shape: Shape::Level,
        doc: "The mildest level that makes the exit code 1; `warning` unless stated.",
    },
    Key {
        name: "baseline",
        shape: Shape::Text,
        doc: "The file that holds known findings, relative to this one.",
    },
    Key {
        name: "policies",
        shape: Shape::Texts,
        doc: "Files and folders with pages of rules of your own, relative to this file.",
    },
    Key {
        name: "parameters",
        shape: Shape::Parameters,
        doc: "What the world of the project is like. Parameters belong to no single rule.",
    },
    Key {
        name: "rules",
        shape: Shape::Rules,
        doc: "The level of each rule: `off`, `note`, `warning` or `error`.",
    },
    Key {
        name: "overrides",
        shape: Shape::Tables(OVERRIDE),
        doc: "Levels that hold for a part of the project. All conditions of an override have to \
              hold; of several that apply, the last one counts.",
    },
    Key {
        name: "external",
        shape: Shape::Tables(EXTERNAL),
        doc: "What cannot be looked at, and nobody expects to be: bases of kustomizations in other \
              repositories, files that something else writes. It does not make a run end with exit \
              code 2; summaries and reports say that it was not looked at, and why.",
    },
];

/// The keys of one of the `[[external]]`.
static EXTERNAL: &[Key] = &[
    Key {
        name: "references",
        shape: Shape::Texts,
        doc: "What files refer to, as they write it; `*` is a wildcard: \
              `https://github.com/example/bases//*`. A key such as `helmCharts` stands for what needs \
              `kustomize build`.",
    },
    Key {
        name: "files",
        shape: Shape::Texts,
        doc: "The files that refer to it: patterns as in `.gitignore`, relative to the \
              configuration. Without `references`: files that cannot be read, or only in part.",
    },
    Key {
        name: "objects",
        shape: Shape::Texts,
        doc: "Kubernetes objects that are declared elsewhere, by kind and name: \
              `ServiceAccount/builder`; `*` is a wildcard. Names that stand for one of them are no \
              findings.",
    },
    Key { name: "because", shape: Shape::Text, doc: "Why; it has to be said." },
    Key { name: "until", shape: Shape::Day, doc: "The last day on which it holds." },
];

/// The keys of one of the `[[overrides]]`.
static OVERRIDE: &[Key] = &[
    Key {
        name: "files",
        shape: Shape::Texts,
        doc: "Files that it holds for: patterns as in `.gitignore`, relative to the configuration.",
    },
    Key {
        name: "workloads",
        shape: Shape::Texts,
        doc: "Names of Compose services and Kubernetes objects; `*` and `?` are wildcards.",
    },
    Key {
        name: "containers",
        shape: Shape::Texts,
        doc: "Names of containers; `*` and `?` are wildcards.",
    },
    Key {
        name: "kinds",
        shape: Shape::Texts,
        doc: "Kinds of Kubernetes objects: `DaemonSet`; `ComposeService` for Compose services.",
    },
    Key {
        name: "namespaces",
        shape: Shape::Texts,
        doc: "Kubernetes namespaces; `*` and `?` are wildcards.",
    },
    Key {
        name: "images",
        shape: Shape::Texts,
        doc: "Images as written, `*` is a wildcard: `registry.example.org/tools/*`.",
    },
    Key {
        name: "roles",
        shape: Shape::Texts,
        doc: "Roles of containers: `main`, `init`, `sidecar`, `ephemeral`, and `test` for Helm test hooks.",
    },
    Key {
        name: "rules",
        shape: Shape::Rules,
        doc: "The level of each rule there: `off`, `note`, `warning` or `error`.",
    },
    Key { name: "because", shape: Shape::Text, doc: "Why." },
    Key { name: "until", shape: Shape::Day, doc: "The last day on which it holds." },
];
