//! The types of expressions: what a part of a block can be, and what can be asked of it.

use std::fmt;

use plimsoll_model::{
    Shape,
    vocabulary::{KINDS, Kind, Term},
};

/// The type of an expression.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    /// Something wrong, which was said already.
    Unclear,
    Null,
    Bool,
    Number,
    Text,
    Word(&'static [&'static str]),
    List(Box<Self>),
    Optional(Box<Self>),
    Record(&'static [plimsoll_model::Field]),
    Subject(&'static Kind),
    /// Everything in sight, as lists of subjects.
    Project,
    /// What the project says about its world.
    Parameters,
    /// What a document holds, as it is written.
    Content,
}

/// What can stand behind a dot.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) of: Type,
    pub(crate) is_fact: bool,
}

impl Type {
    pub(crate) fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Bool => Self::Bool,
            Shape::Number => Self::Number,
            Shape::Text => Self::Text,
            Shape::Word(words) => Self::Word(words),
            Shape::List(item) => Self::List(Box::new(Self::of(item))),
            Shape::Optional(value) => Self::Optional(Box::new(Self::of(value))),
            Shape::Record(fields) => Self::Record(fields),
            Shape::Subject(name) => {
                plimsoll_model::vocabulary::kind(name).map_or(Self::Unclear, Self::Subject)
            }
            _ => Self::Content,
        }
    }

    /// The type behind `| null`.
    pub(crate) fn known(&self) -> &Self {
        match self {
            Self::Optional(it) => it.known(),
            it => it,
        }
    }

    /// Whether values of it can be compared for equality and be items of `in`.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(
            self.known(),
            Self::Unclear | Self::Null | Self::Bool | Self::Number | Self::Text | Self::Word(_)
        )
    }

    /// What can stand behind a dot; empty for what has no parts or any.
    pub(crate) fn members(&self) -> Vec<Member> {
        match self.known() {
            Self::Record(fields) => fields
                .iter()
                .map(|it| Member {
                    name: it.name.to_owned(),
                    doc: String::new(),
                    of: Self::of(&it.shape),
                    is_fact: false,
                })
                .collect(),
            Self::Subject(kind) => of_subject(kind),
            Self::Project => KINDS
                .iter()
                .map(|kind| Member {
                    name: plural(kind.name),
                    doc: format!("every {} that is in sight", kind.name),
                    of: Self::List(Box::new(Self::Subject(kind))),
                    is_fact: false,
                })
                .collect(),
            Self::Parameters => crate::parameters::PARAMETERS
                .iter()
                .map(|(name, shape, doc)| Member {
                    name: (*name).to_owned(),
                    doc: (*doc).to_owned(),
                    of: Self::of(shape),
                    is_fact: false,
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// What every subject has, whatever its kind.
const IDENTITY: &[(&str, Shape, &str)] = &[
    ("name", Shape::Text, "The name that its author gave it."),
    (
        "address",
        Shape::Text,
        "Its address in the project: `services.web`, `Deployment/shop/web/containers.app`.",
    ),
    ("platform", Shape::Word(&["compose", "kubernetes"]), "The platform that it is written for."),
    ("path", Shape::Text, "The path of the file that it is written in."),
    (
        "content",
        Shape::Content,
        "What is written for it, by key; a key that is not there is null. Compose services are seen before `extends` and overrides are applied, and what those could add is undecided.",
    ),
];

fn of_subject(kind: &'static Kind) -> Vec<Member> {
    let terms = (kind.terms)();
    let mut members: Vec<Member> = terms
        .iter()
        .map(|it| Member {
            name: it.name.to_owned(),
            doc: it.doc.trim().to_owned(),
            of: Type::of(&it.shape),
            is_fact: it.is_fact,
        })
        .collect();
    for (name, shape, doc) in IDENTITY {
        if !members.iter().any(|it| it.name == *name) {
            members.push(Member {
                name: (*name).to_owned(),
                doc: (*doc).to_owned(),
                of: Type::of(shape),
                is_fact: false,
            });
        }
    }
    for other in KINDS.iter().filter(|other| (other.terms)().iter().any(|it| links(it, kind))) {
        members.push(Member {
            name: plural(other.name),
            doc: format!("every {} of it", other.name),
            of: Type::List(Box::new(Type::Subject(other))),
            is_fact: false,
        });
    }
    members
}

/// Whether `term` names a subject of `kind`.
pub(crate) fn links(term: &Term, kind: &Kind) -> bool {
    match term.shape {
        Shape::Subject(name) => name == kind.name,
        Shape::Optional(Shape::Subject(name)) => *name == kind.name,
        _ => false,
    }
}

/// The subject of a page, whatever kind it is of.
pub(crate) const SUBJECT: &str = "subject";

/// The name of a kind as a variable: `policy_rule`; `namespace` is a reserved word of CEL.
pub(crate) fn variable(kind: &str) -> String {
    match kind {
        "namespace" => "cluster_namespace".to_owned(),
        _ => kind.replace('-', "_"),
    }
}

/// The name of a list of subjects of a kind: `containers`, `network_policies`.
pub(crate) fn plural(kind: &str) -> String {
    let name = variable(kind);
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with('s') => format!("{name}es"),
        None => format!("{name}s"),
    }
}

/// The kind whose list has this name.
pub(crate) fn kind_of_plural(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| plural(it.name) == name)
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclear => f.write_str("unclear"),
            Self::Null => f.write_str("null"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::Text => f.write_str("string"),
            Self::Word(words) => write!(f, "{}", Shape::Word(words)),
            Self::List(item) => write!(f, "list({item})"),
            Self::Optional(value) => write!(f, "{value} | null"),
            Self::Record(fields) => write!(f, "{}", Shape::Record(fields)),
            Self::Subject(kind) => f.write_str(kind.name),
            Self::Project => f.write_str("project"),
            Self::Parameters => f.write_str("parameters"),
            Self::Content => f.write_str("content"),
        }
    }
}
