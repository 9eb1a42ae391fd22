//! Names that stand for other objects.

use crate::{subject::subject, subjects::ObjectId};

subject! {
    /// A name by which a Kubernetes object uses another one.
    Reference as "reference" {
        /// The object that uses it.
        object -> ObjectId,
        /// The kind of what is named: `ConfigMap`, `Service`, `Deployment`, ….
        target_kind -> String,
        /// The namespace that it names it in; none for that of the object.
        namespace -> Option<String>,
        /// Whether pods start without it.
        is_optional -> bool,
        /// The name that was probably meant, or the key if only that is wrong.
        nearest -> Option<String>,
        ---
        /// The name.
        name: String,
        /// The key, or the port, in what is named; inapplicable where all of it is used.
        key: String,
        /// Whether these files declare it; unknown unless it is certain that they would.
        declared: bool,
        /// Whether what is named has the key, or the port.
        key_declared: bool,
        /// Whether the other namespace lets itself be used (`ReferenceGrant`); inapplicable where nobody asks it.
        granted: bool,
    }
}
