//! The types of the API server: which fields objects have, what their values look like, and in
//! which versions they are there.
//!
//! Source: the OpenAPI definitions that Kubernetes publishes, by way of the crate k8s-openapi
//! (Apache-2.0; releases 0.15, 0.19, 0.24 and 0.29, which hold 1.18 to 1.37). `cargo xtask schema`
//! writes the table. A field counts from the version whose definitions name it first, be it behind
//! a feature gate. Kinds that others define are not known here.

mod amounts;
mod check;
mod cluster;
mod conflicts;
mod formats;
mod names;
mod numbers;
mod pods;
mod policies;
mod profiles;
mod refused;
mod rules;
mod scheduling;
#[rustfmt::skip]
mod table;
mod validation;
mod workloads;

pub(super) use check::check;
pub(super) use refused::refuse;
use table::{FIRST, KEYS, KINDS, LAST, SHAPES, TYPES};

/// A kind of object.
#[derive(Debug)]
struct Kind {
    api_version: &'static str,
    kind: &'static str,
    of: u16,
    is_namespaced: bool,
    span: Span,
}

/// A type of the API.
#[derive(Debug)]
struct Type {
    name: &'static str,
    /// Sorted by their keys.
    fields: &'static [Field],
}

/// A field of a type.
#[derive(Clone, Copy, Debug)]
struct Field {
    key: u16,
    shape: u16,
    span: Span,
}

/// In which minor versions something is there; zero for an end that the table does not reach.
#[derive(Clone, Copy, Debug)]
struct Span {
    since: u8,
    until: u8,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Any,
    Text,
    Boolean,
    Integer,
    Number,
    IntegerOrText,
    Quantity,
    Object(u16),
    List(u16),
    Map(u16),
}

const fn k(
    api_version: &'static str,
    kind: &'static str,
    of: u16,
    is_namespaced: bool,
    since: u8,
    until: u8,
) -> Kind {
    Kind { api_version, kind, of, is_namespaced, span: Span { since, until } }
}

const fn t(name: &'static str, fields: &'static [Field]) -> Type {
    Type { name, fields }
}

const fn f(key: u16, shape: u16, since: u8, until: u8) -> Field {
    Field { key, shape, span: Span { since, until } }
}

/// In which minor versions of Kubernetes the API server serves a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The first one; `None` if it was there before everything that is known here.
    pub since: Option<u32>,
    /// The last one; `None` if it is there in the newest that is known here.
    pub until: Option<u32>,
    /// Whether its objects belong to a namespace.
    pub is_namespaced: bool,
}

/// The oldest and the newest minor version of Kubernetes that are known.
pub const KNOWN: std::ops::RangeInclusive<u32> = FIRST as u32..=LAST as u32;

/// In which versions `kind` of `api_version` is served; `None` for what the API server's own
/// groups do not have.
#[must_use]
pub fn served(api_version: &str, kind: &str) -> Option<Served> {
    let kind = find(api_version, kind)?;
    let some = |minor: u8| (minor != 0).then_some(u32::from(minor));
    Some(Served {
        since: some(kind.span.since),
        until: some(kind.span.until),
        is_namespaced: kind.is_namespaced,
    })
}

/// The kinds that the API server's own groups have, in any version; each once for every group and
/// version that it is in.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|it| it.kind)
}

/// Whether the API server has kinds of this group and version.
pub fn is_api_version(api_version: &str) -> bool {
    KINDS.iter().any(|it| it.api_version == api_version)
}

fn find(api_version: &str, kind: &str) -> Option<&'static Kind> {
    let at = KINDS.binary_search_by(|it| (it.api_version, it.kind).cmp(&(api_version, kind)));
    KINDS.get(at.ok()?)
}

/// The type with this name that pods are described by.
fn pod() -> Option<&'static Type> {
    let Shape::Object(at) = find("v1", "Pod").and_then(|it| of(it.of)?.shape("spec"))? else {
        return None;
    };
    of(at)
}

/// Whether a type with this name has the field.
fn is_key_of(name: &str, key: &str) -> bool {
    TYPES.iter().any(|it| it.name == name && it.field(key).is_some())
}

fn of(index: u16) -> Option<&'static Type> {
    TYPES.get(usize::from(index))
}

impl Type {
    /// The field with this key.
    fn field(&self, key: &str) -> Option<&'static Field> {
        let key = u16::try_from(KEYS.binary_search(&key).ok()?).ok()?;
        let at = self.fields.binary_search_by_key(&key, |it| it.key).ok()?;
        self.fields.get(at)
    }

    fn shape(&self, key: &str) -> Option<Shape> {
        self.field(key).map(Field::shape)
    }

    /// The keys of its fields.
    fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(Field::key)
    }
}

impl Field {
    fn key(&self) -> &'static str {
        KEYS.get(usize::from(self.key)).copied().unwrap_or("")
    }

    fn shape(&self) -> Shape {
        shape(self.shape)
    }
}

fn shape(index: u16) -> Shape {
    SHAPES.get(usize::from(index)).copied().unwrap_or(Shape::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_refers_to_nothing_outside_of_it() {
        assert!(KEYS.is_sorted_by(|one, other| one < other));
        assert!(KINDS.is_sorted_by_key(|it| (it.api_version, it.kind)));
        for kind in KINDS {
            assert!(of(kind.of).is_some(), "{}", kind.kind);
        }
        for it in TYPES {
            assert!(it.fields.is_sorted_by(|one, other| one.key < other.key), "{}", it.name);
            for field in it.fields {
                assert!(!field.key().is_empty() && usize::from(field.shape) < SHAPES.len());
            }
        }
        for it in SHAPES {
            match it {
                Shape::Object(index) => assert!(of(*index).is_some()),
                Shape::List(index) | Shape::Map(index) => {
                    assert!(usize::from(*index) < SHAPES.len());
                }
                _ => {}
            }
        }
    }

    #[test]
    fn kinds_and_fields_come_and_go_with_versions() {
        let span = |api_version, kind| served(api_version, kind).map(|it| (it.since, it.until));
        assert_eq!(span("v1", "Pod"), Some((None, None)));
        assert_eq!(span("extensions/v1beta1", "Ingress"), Some((None, Some(21))));
        assert_eq!(span("policy/v1", "PodDisruptionBudget"), Some((Some(21), None)));
        assert_eq!(span("example.com/v1", "Thing"), None);
        let pod = pod().unwrap();
        assert!(pod.field("hostUsers").is_some_and(|it| it.span.since == 25));
        assert!(pod.field("containers").is_some_and(|it| it.span.since == 0));
        assert!(served("v1", "Node").is_some_and(|it| !it.is_namespaced));
    }
}
