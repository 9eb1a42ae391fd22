//! What expressions of admission policies may name: `pkg/admission/plugin/cel` of apiserver 0.37.

use plimsoll_cel::{Environment, ObjectTypes, Opaque, Type};

/// The name of the type of `variables`.
const VARIABLES: &str = "kubernetes.variables";

/// Where in a policy an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// `matchConditions[].expression`
    MatchCondition,
    /// `variables[].expression`
    Variable,
    /// `validations[].expression`
    Validation,
    /// `validations[].messageExpression`
    Message,
    /// `auditAnnotations[].valueExpression`
    AuditAnnotation,
    /// `mutations[].applyConfiguration.expression`
    ApplyConfiguration,
    /// `mutations[].jsonPatch.expression`
    JsonPatch,
}

impl Place {
    /// The types that an expression may come to there; none for any.
    #[must_use]
    pub fn results(self) -> Vec<Type> {
        match self {
            Self::MatchCondition | Self::Validation => vec![Type::Bool],
            Self::Variable => Vec::new(),
            Self::Message => vec![Type::String],
            Self::AuditAnnotation => vec![Type::String, Type::Null],
            Self::ApplyConfiguration => vec![Type::object("Object")],
            Self::JsonPatch => vec![Type::list(Type::object("JSONPatch"))],
        }
    }

    const fn has_patches(self) -> bool {
        matches!(self, Self::ApplyConfiguration | Self::JsonPatch)
    }
}

/// The objects and variables that the expressions of one policy know.
#[derive(Clone, Debug, Default)]
pub struct Names {
    has_params: bool,
    has_variables: bool,
    /// The variables so far, the last of a name in force.
    variables: Vec<(String, Type)>,
    has_patches: bool,
}

impl Names {
    /// The names of a policy: whether it has a `paramKind`, and whether `variables` is declared, as
    /// it is in a policy that has some and in every one that mutates.
    #[must_use]
    pub fn new(has_params: bool, has_variables: bool) -> Self {
        Self { has_params, has_variables, ..Self::default() }
    }

    /// Adds a variable; what comes later may name it.
    pub fn add(&mut self, name: &str, type_: Type) {
        self.variables.push((name.to_owned(), type_));
    }

    /// These names as the expressions at `place` know them.
    #[must_use]
    pub fn at(&self, place: Place) -> Self {
        Self { has_patches: place.has_patches(), ..self.clone() }
    }

    /// The environment of an expression at `place` in Kubernetes 1.`minor`. `self` is what
    /// [`at`](Self::at) returned for the place.
    #[must_use]
    pub fn environment(&self, place: Place, minor: u32) -> Environment<'_> {
        // A new expression may use what the release before knows as well.
        let mut environment = Environment::new(self, minor.saturating_sub(1));
        if place.has_patches() {
            environment = environment.with_patches();
        }
        environment.declare("object", Type::Dyn);
        environment.declare("oldObject", Type::Dyn);
        environment.declare("namespaceObject", Type::object("kubernetes.Namespace"));
        environment.declare("request", Type::object("kubernetes.AdmissionRequest"));
        if self.has_params {
            environment.declare("params", Type::Dyn);
        }
        if place != Place::Message {
            environment.declare("authorizer", Type::Opaque(Opaque::Authorizer));
            environment.declare("authorizer.requestResource", Type::Opaque(Opaque::ResourceCheck));
        }
        if self.has_variables && place != Place::MatchCondition {
            environment.declare("variables", Type::object(VARIABLES));
        }
        environment
    }
}

const TEXT: Field = Field::Text;

/// The type of a field of an object that every policy knows.
#[derive(Clone, Copy)]
enum Field {
    Text,
    Bool,
    Int,
    Dyn,
    Moment,
    Texts,
    TextMap,
    TextsMap,
    Object(&'static str),
    Conditions,
}

impl Field {
    fn to_type(self) -> Type {
        match self {
            Self::Text => Type::String,
            Self::Bool => Type::Bool,
            Self::Int => Type::Int,
            Self::Dyn => Type::Dyn,
            Self::Moment => Type::Timestamp,
            Self::Texts => Type::list(Type::String),
            Self::TextMap => Type::map(Type::String, Type::String),
            Self::TextsMap => Type::map(Type::String, Type::list(Type::String)),
            Self::Object(name) => Type::object(name),
            Self::Conditions => Type::list(Type::object("kubernetes.NamespaceCondition")),
        }
    }
}

const KIND: Field = Field::Object("kubernetes.GroupVersionKind");
const RESOURCE: Field = Field::Object("kubernetes.GroupVersionResource");

/// Objects with their fields. `uid`, `managedFields` and `ownerReferences` of a namespace, and the
/// objects of a request, are left out on purpose; the `UID` is spelt so by mistake, and stays.
const OBJECTS: &[(&str, &[(&str, Field)])] = &[
    (
        "kubernetes.AdmissionRequest",
        &[
            ("kind", KIND),
            ("resource", RESOURCE),
            ("subResource", TEXT),
            ("requestKind", KIND),
            ("requestResource", RESOURCE),
            ("requestSubResource", TEXT),
            ("name", TEXT),
            ("namespace", TEXT),
            ("operation", TEXT),
            ("userInfo", Field::Object("kubernetes.UserInfo")),
            ("dryRun", Field::Bool),
            ("options", Field::Dyn),
        ],
    ),
    ("kubernetes.GroupVersionKind", &[("group", TEXT), ("version", TEXT), ("kind", TEXT)]),
    ("kubernetes.GroupVersionResource", &[("group", TEXT), ("version", TEXT), ("resource", TEXT)]),
    (
        "kubernetes.UserInfo",
        &[("username", TEXT), ("uid", TEXT), ("groups", Field::Texts), ("extra", Field::TextsMap)],
    ),
    (
        "kubernetes.Namespace",
        &[
            ("metadata", Field::Object("kubernetes.NamespaceMetadata")),
            ("spec", Field::Object("kubernetes.NamespaceSpec")),
            ("status", Field::Object("kubernetes.NamespaceStatus")),
        ],
    ),
    (
        "kubernetes.NamespaceMetadata",
        &[
            ("name", TEXT),
            ("generateName", TEXT),
            ("namespace", TEXT),
            ("labels", Field::TextMap),
            ("annotations", Field::TextMap),
            ("UID", TEXT),
            ("creationTimestamp", Field::Moment),
            ("deletionGracePeriodSeconds", Field::Int),
            ("deletionTimestamp", Field::Moment),
            ("generation", Field::Int),
            ("resourceVersion", TEXT),
            ("finalizers", Field::Texts),
        ],
    ),
    ("kubernetes.NamespaceSpec", &[("finalizers", Field::Texts)]),
    ("kubernetes.NamespaceStatus", &[("conditions", Field::Conditions), ("phase", TEXT)]),
    (
        "kubernetes.NamespaceCondition",
        &[
            ("status", TEXT),
            ("type", TEXT),
            ("lastTransitionTime", Field::Moment),
            ("message", TEXT),
            ("reason", TEXT),
        ],
    ),
];

/// The fields of a JSON patch.
const JSON_PATCH: &[(&str, Field)] =
    &[("op", TEXT), ("path", TEXT), ("from", TEXT), ("value", Field::Dyn)];

fn fields(object: &str) -> Option<&'static [(&'static str, Field)]> {
    OBJECTS.iter().find(|(name, _)| *name == object).map(|(_, fields)| *fields)
}

/// Whether a mutation may make objects of the type: `Object`, `Object.spec` and so on, whatever
/// fields they have.
fn is_part(name: &str) -> bool {
    name == "Object" || name.starts_with("Object.")
}

impl ObjectTypes for Names {
    fn field(&self, object: &str, field: &str) -> Option<Type> {
        if object == VARIABLES {
            let found = self.variables.iter().rev().find(|(name, _)| name == field);
            return found.map(|(_, type_)| type_.clone());
        }
        if self.has_patches && is_part(object) {
            return Some(Type::Dyn);
        }
        let known = match object {
            "JSONPatch" if self.has_patches => JSON_PATCH,
            object => fields(object)?,
        };
        known.iter().find(|(name, _)| *name == field).map(|(_, type_)| type_.to_type())
    }

    fn has_type(&self, name: &str) -> bool {
        fields(name).is_some() || self.has_patches && (is_part(name) || name == "JSONPatch")
    }

    fn fields(&self, object: &str) -> Vec<String> {
        if object == VARIABLES {
            return self.variables.iter().map(|(name, _)| name.clone()).collect();
        }
        let known = if object == "JSONPatch" { Some(JSON_PATCH) } else { fields(object) };
        known.unwrap_or_default().iter().map(|(name, _)| (*name).to_owned()).collect()
    }
}
