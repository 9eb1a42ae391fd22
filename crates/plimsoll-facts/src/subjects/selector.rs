//! Labels, and how Kubernetes chooses objects by them.

use std::fmt;

use crate::datum::{Datum, Describe, Field, Shape};

/// A label: a key with its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The key: `app.kubernetes.io/name`.
    pub key: String,
    /// The value.
    pub value: String,
}

/// One of the conditions of a selector's `matchExpressions`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The key of the label that it is about.
    pub key: String,
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    pub operator: String,
    /// The values of `In` and `NotIn`.
    pub values: Vec<String>,
}

/// What chooses objects by their labels; an empty one chooses every object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selector {
    /// The labels that an object has to have, all of them.
    pub labels: Vec<Label>,
    /// What else has to hold, all of it.
    pub requirements: Vec<Requirement>,
}

impl Selector {
    /// Whether it chooses every object.
    #[must_use]
    pub fn is_every(&self) -> bool {
        self.labels.is_empty() && self.requirements.is_empty()
    }

    /// Whether it chooses an object with these `labels`.
    #[must_use]
    pub fn chooses(&self, labels: &[Label]) -> bool {
        let value_of = |key: &str| labels.iter().find(|it| it.key == key).map(|it| &it.value);
        self.labels.iter().all(|it| value_of(&it.key) == Some(&it.value))
            && self.requirements.iter().all(|it| {
                let value = value_of(&it.key);
                match it.operator.as_str() {
                    "In" => value.is_some_and(|value| it.values.contains(value)),
                    "NotIn" => value.is_none_or(|value| !it.values.contains(value)),
                    "Exists" => value.is_some(),
                    "DoesNotExist" => value.is_none(),
                    _ => false,
                }
            })
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operator.as_str() {
            "Exists" => f.write_str(&self.key),
            "DoesNotExist" => write!(f, "!{}", self.key),
            operator => {
                write!(
                    f,
                    "{} {} ({})",
                    self.key,
                    operator.to_ascii_lowercase(),
                    self.values.join(",")
                )
            }
        }
    }
}

impl fmt::Display for Selector {
    /// As `kubectl get --selector` takes it; `everything` for an empty one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_every() {
            return f.write_str("everything");
        }
        let parts = self.labels.iter().map(ToString::to_string);
        let parts = parts.chain(self.requirements.iter().map(ToString::to_string));
        f.write_str(&parts.collect::<Vec<_>>().join(","))
    }
}

impl Describe for Label {
    const SHAPE: Shape =
        Shape::Record(&[Field::new("key", Shape::Text), Field::new("value", Shape::Text)]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![("key", Datum::text(&self.key)), ("value", Datum::text(&self.value))])
    }
}

impl Describe for Requirement {
    const SHAPE: Shape = Shape::Record(&[
        Field::new("key", Shape::Text),
        Field::new("operator", Shape::Word(&["In", "NotIn", "Exists", "DoesNotExist"])),
        Field::new("values", Shape::List(&Shape::Text)),
    ]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![
            ("key", Datum::text(&self.key)),
            ("operator", Datum::text(&self.operator)),
            ("values", self.values.datum()),
        ])
    }
}

impl Describe for Selector {
    const SHAPE: Shape = Shape::Record(&[
        Field::new("is_every", Shape::Bool),
        Field::new("labels", Vec::<Label>::SHAPE),
        Field::new("requirements", Vec::<Requirement>::SHAPE),
    ]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![
            ("is_every", Datum::Bool(self.is_every())),
            ("labels", self.labels.datum()),
            ("requirements", self.requirements.datum()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(key: &str, value: &str) -> Label {
        Label { key: key.to_owned(), value: value.to_owned() }
    }

    fn requirement(key: &str, operator: &str, values: &[&str]) -> Selector {
        let values = values.iter().map(|it| (*it).to_owned()).collect();
        let it = Requirement { key: key.to_owned(), operator: operator.to_owned(), values };
        Selector { labels: Vec::new(), requirements: vec![it] }
    }

    #[test]
    fn a_selector_chooses_as_the_api_server_does() {
        let pod = [label("app", "web"), label("tier", "front")];
        let all_of = |labels: &[Label]| Selector { labels: labels.to_vec(), requirements: vec![] };
        let cases = [
            (Selector::default(), true),
            (all_of(&[label("app", "web")]), true),
            (all_of(&[label("app", "web"), label("tier", "back")]), false),
            (all_of(&[label("other", "web")]), false),
            (requirement("app", "In", &["web", "api"]), true),
            (requirement("app", "In", &["api"]), false),
            (requirement("app", "NotIn", &["api"]), true),
            (requirement("other", "NotIn", &["api"]), true),
            (requirement("app", "Exists", &[]), true),
            (requirement("app", "DoesNotExist", &[]), false),
            (requirement("app", "Nonsense", &[]), false),
        ];
        for (selector, expected) in cases {
            assert_eq!(selector.chooses(&pod), expected, "{selector}");
        }
    }
}
