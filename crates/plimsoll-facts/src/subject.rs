//! What subjects have in common, and the macro that declares them.

use std::fmt;

use crate::{
    datum::Datum,
    fact::ShowFact,
    site::{Origin, Site},
    term::Term,
};

/// Where the settings of a subject come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Platform {
    /// Docker Compose.
    Compose,
    /// Kubernetes.
    Kubernetes,
}

impl Platform {
    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compose => "compose",
            Self::Kubernetes => "kubernetes",
        }
    }
}

/// What every subject has: a name, an address and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name that its author gave it.
    pub name: String,
    /// Its address in the project, by names and never by positions, so that it survives edits
    /// elsewhere: `services.web`, `Deployment/shop/web/containers.app`.
    pub address: String,
    /// The node that a person looks at for the subject as a whole: its name.
    pub shown: Origin,
    /// The mapping (or scalar, for a short form) that it is written in.
    pub owner: Origin,
    /// The platform.
    pub platform: Platform,
}

impl fmt::Display for Identity {
    /// The name in backticks, as messages show it; one in the name would end it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.contains('`') {
            true => write!(f, "`{}`", self.name.replace('`', "'")),
            false => write!(f, "`{}`", self.name),
        }
    }
}

/// One fact of a subject, as text and with its documentation.
pub struct Shown<'a> {
    /// The name of the fact, the same in Rust, in dumps and in policies.
    pub name: &'static str,
    /// What the fact means, in Markdown.
    pub doc: &'static str,
    /// The fact.
    pub fact: &'a dyn ShowFact,
}

impl Shown<'_> {
    /// Every place that takes part in the fact.
    #[must_use]
    pub fn sites(&self) -> Vec<&Site> {
        self.fact.sites()
    }
}

/// A thing that rules are about, as a list of facts.
pub trait Subject {
    /// The kind in lower case: `container`.
    const KIND: &'static str;
    /// What it is, in Markdown.
    const DOC: &'static str;
    /// What can be asked about it, properties first.
    fn terms() -> Vec<Term>;
    /// Name, address and place.
    fn identity(&self) -> &Identity;
    /// Every fact, in the order of declaration.
    fn facts(&self) -> Vec<Shown<'_>>;
    /// Every property that is not a fact, by name.
    fn properties(&self) -> Vec<(&'static str, Datum)>;
}

/// A subject of any kind.
pub trait AnySubject: Sync {
    /// The kind in lower case: `container`.
    fn kind(&self) -> &'static str;
    /// Name, address and place.
    fn identity(&self) -> &Identity;
    /// Every fact, in the order of declaration.
    fn facts(&self) -> Vec<Shown<'_>>;
    /// Every property that is not a fact, by name.
    fn properties(&self) -> Vec<(&'static str, Datum)>;
}

impl<S: Subject + Sync> AnySubject for S {
    fn kind(&self) -> &'static str {
        S::KIND
    }

    fn identity(&self) -> &Identity {
        Subject::identity(self)
    }

    fn facts(&self) -> Vec<Shown<'_>> {
        Subject::facts(self)
    }

    fn properties(&self) -> Vec<(&'static str, Datum)> {
        Subject::properties(self)
    }
}

/// Declares a subject: its links to other subjects as plain fields, and its facts.
///
/// Each fact is one line with its documentation; `name: Type` makes a [`Fact`](crate::Fact),
/// `name: [Type]` a [`List`](crate::List). From the same lines come the struct, the dump of
/// `plimsoll facts`, and the vocabulary of policies, so none of them can drift.
macro_rules! subject {
    (
        $(#[doc = $subject_doc:literal])+
        $subject:ident as $kind:literal {
            $( $(#[doc = $link_doc:literal])+ $link:ident -> $link_type:ty, )*
            ---
            $( $(#[doc = $fact_doc:literal])+ $fact:ident : $fact_type:tt, )*
        }
    ) => {
        $(#[doc = $subject_doc])+
        #[derive(Clone, Debug)]
        pub struct $subject {
            /// Name, address and place.
            pub identity: $crate::subject::Identity,
            $( $(#[doc = $link_doc])+ pub $link: $link_type, )*
            $( $(#[doc = $fact_doc])+ pub $fact: $crate::subject::fact_type!($fact_type), )*
        }

        impl $subject {
            /// One to which no setting applies: what the lowering of a platform starts from.
            #[must_use]
            pub const fn bare(
                identity: $crate::subject::Identity,
                $( $link: $link_type, )*
            ) -> Self {
                Self {
                    identity,
                    $( $link, )*
                    $( $fact: $crate::subject::no_fact!($fact_type), )*
                }
            }
        }

        impl $crate::subject::Subject for $subject {
            const KIND: &'static str = $kind;
            const DOC: &'static str = concat!($($subject_doc, "\n"),+);

            fn terms() -> Vec<$crate::term::Term> {
                vec![
                    $( $crate::term::Term {
                        name: stringify!($link),
                        doc: concat!($($link_doc, "\n"),+),
                        shape: <$link_type as $crate::Describe>::SHAPE,
                        is_fact: false,
                    }, )*
                    $( $crate::term::Term {
                        name: stringify!($fact),
                        doc: concat!($($fact_doc, "\n"),+),
                        shape:
                            <$crate::subject::fact_type!($fact_type) as $crate::fact::Shaped>::SHAPE,
                        is_fact: true,
                    }, )*
                ]
            }

            fn identity(&self) -> &$crate::subject::Identity {
                &self.identity
            }

            fn facts(&self) -> Vec<$crate::subject::Shown<'_>> {
                vec![
                    $( $crate::subject::Shown {
                        name: stringify!($fact),
                        doc: concat!($($fact_doc, "\n"),+),
                        fact: &self.$fact,
                    }, )*
                ]
            }

            fn properties(&self) -> Vec<(&'static str, $crate::Datum)> {
                vec![
                    $( (stringify!($link), $crate::Describe::datum(&self.$link)), )*
                ]
            }
        }

        impl std::fmt::Display for $subject {
            /// The name in backticks, as messages show it.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.identity.fmt(f)
            }
        }
    };
}

macro_rules! fact_type {
    ([$item:ty]) => { $crate::fact::List<$item> };
    ($value:ty) => { $crate::fact::Fact<$value> };
}

macro_rules! no_fact {
    ([$item:ty]) => {
        $crate::fact::List::inapplicable()
    };
    ($value:ty) => {
        $crate::fact::Fact::Inapplicable
    };
}

pub(crate) use {fact_type, no_fact, subject};
