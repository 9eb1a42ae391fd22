//! What an expression may name.

use std::sync::Arc;

use crate::{
    library::{self, Overload},
    types::{Opaque, Type},
};

/// What is known of objects by the names of their types.
pub trait ObjectTypes {
    /// The type of `field` of the object type `object`; `None` if it has no such field.
    fn field(&self, object: &str, field: &str) -> Option<Type>;

    /// Whether objects of the type `name` can be made and named.
    fn has_type(&self, name: &str) -> bool;

    /// The fields of `object`, if they can be listed.
    fn fields(&self, object: &str) -> Vec<String> {
        let _ = object;
        Vec::new()
    }
}

/// No objects but those that are `dyn`.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoObjects;

impl ObjectTypes for NoObjects {
    fn field(&self, _: &str, _: &str) -> Option<Type> {
        None
    }

    fn has_type(&self, _: &str) -> bool {
        false
    }
}

/// Variables, types and functions that an expression may name.
pub struct Environment<'a> {
    variables: Vec<(Arc<str>, Type)>,
    objects: &'a dyn ObjectTypes,
    minor: u32,
    has_patches: bool,
}

impl<'a> Environment<'a> {
    /// No variables, the objects of `objects`, and the functions of the library of Kubernetes
    /// 1.`minor`.
    ///
    /// An API server takes in a new expression only what the release before it knows as well
    /// (`NewExpressions` of its environment, at the compatibility version).
    #[must_use]
    pub fn new(objects: &'a dyn ObjectTypes, minor: u32) -> Self {
        Self { variables: Vec::new(), objects, minor, has_patches: false }
    }

    /// The same with the functions for JSON patches, which only mutations have.
    #[must_use]
    pub fn with_patches(mut self) -> Self {
        self.has_patches = true;
        self
    }

    /// Every way to call `name`.
    pub(super) fn overloads(&self, name: &str) -> Vec<&'static Overload> {
        if name.starts_with("jsonpatch.") && !self.has_patches {
            return Vec::new();
        }
        library::overloads(name, self.minor)
    }

    /// Declares the variable `name`, in place of one of that name.
    pub fn declare(&mut self, name: &str, type_: Type) {
        self.variables.retain(|(known, _)| &**known != name);
        self.variables.push((Arc::from(name), type_));
    }

    pub(super) fn variable(&self, name: &str) -> Option<&(Arc<str>, Type)> {
        self.variables.iter().find(|(known, _)| &**known == name)
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = (&str, &Type)> {
        self.variables.iter().map(|(name, type_)| (&**name, type_))
    }

    pub(super) fn objects(&self) -> &dyn ObjectTypes {
        self.objects
    }

    pub(super) fn minor(&self) -> u32 {
        self.minor
    }

    /// The type that `name` names.
    pub(super) fn named_type(&self, name: &str) -> Option<Type> {
        Some(match name {
            "bool" => Type::Bool,
            "int" => Type::Int,
            "uint" => Type::Uint,
            "double" => Type::Double,
            "string" => Type::String,
            "bytes" => Type::Bytes,
            "list" => Type::list(Type::Dyn),
            "map" => Type::map(Type::Dyn, Type::Dyn),
            "type" => Type::Type(None),
            "null_type" => Type::Null,
            "google.protobuf.Timestamp" => Type::Timestamp,
            "google.protobuf.Duration" => Type::Duration,
            "optional_type" => Type::optional(Type::Dyn),
            _ => {
                const OPAQUE: [Opaque; 6] = [
                    Opaque::Url,
                    Opaque::Quantity,
                    Opaque::Ip,
                    Opaque::Cidr,
                    Opaque::Format,
                    Opaque::Semver,
                ];
                if let Some(opaque) = OPAQUE.into_iter().find(|opaque| opaque.name() == name) {
                    return Some(Type::Opaque(opaque));
                }
                return self.objects.has_type(name).then(|| Type::object(name));
            }
        })
    }
}
