//! What a project says about its own world; shared by all rules.
//!
//! One table declares each parameter once: the field that rules read, the name that
//! `[parameters]` of `plimsoll.toml` knows it by, its documentation and its default.

mod codec;

pub use codec::{Shape, Value};

use plimsoll_diagnostics::Date;
use plimsoll_model::Version;

use crate::pod_security::Level;

/// A parameter as configurations see it.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in `[parameters]`: `kubernetes-version`.
    pub name: &'static str,
    /// What it says, in Markdown.
    pub doc: &'static str,
    /// What values it takes.
    pub shape: Shape,
    set: fn(&mut Parameters, &Value) -> Result<(), String>,
    show: fn(&Parameters) -> Value,
}

macro_rules! parameters {
    ($(
        $(#[doc = $doc:literal])+
        $name:literal as $field:ident: $type:ty = $default:expr, $codec:ident;
    )*) => {
        /// Facts about the world of a project that no file of it states.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Parameters {
            $($(#[doc = $doc])+ pub $field: $type,)*
            /// The day of the run, for what has to happen by a day; `None` lets no day pass. It is
            /// handed in and not configured.
            pub today: Option<Date>,
        }

        impl Default for Parameters {
            fn default() -> Self {
                Self { $($field: $default,)* today: None }
            }
        }

        impl Parameters {
            /// Every parameter, in the order of their names.
            pub const ALL: &'static [Parameter] = &[$(Parameter {
                name: $name,
                doc: concat!($($doc, "\n",)+),
                shape: codec::$codec::SHAPE,
                set: |it, value| {
                    it.$field = codec::$codec::read(value)?;
                    Ok(())
                },
                show: |it| codec::$codec::show(&it.$field),
            },)*];
        }
    };
}

parameters! {
    /// Capabilities that any container may add: `NET_BIND_SERVICE`.
    "allowed-capabilities" as allowed_capabilities: Vec<String> = Vec::new(), Capabilities;
    /// Host paths that any container may mount, with everything below them.
    "allowed-host-paths" as allowed_host_paths: Vec<String> = Vec::new(), Texts;
    /// The version of Docker Compose that reads the Compose files: `2.40` or `5.7`.
    "compose-version" as compose_version: Version = Version::new(5, 7), Compose;
    /// Registries that images must not come from.
    "denied-registries" as denied_registries: Vec<String> = Vec::new(), Texts;
    /// The minor version of Kubernetes that the manifests are for: `1.34`.
    "kubernetes-version" as kubernetes_minor: u32 = 34, Minor;
    /// The level of the Pod Security Standards that the cluster enforces in namespaces whose labels
    /// the files do not show: `privileged`, `baseline` or `restricted`.
    "pod-security-level" as pod_security_level: Level = Level::Privileged, PodSecurity;
    /// Registries that images may come from; empty where the project does not care.
    "trusted-registries" as trusted_registries: Vec<String> = Vec::new(), Texts;
}

impl Parameters {
    /// Sets the parameter.
    ///
    /// # Errors
    ///
    /// What is wrong with the value, in the style of a message.
    pub fn set(&mut self, parameter: &Parameter, value: &Value) -> Result<(), String> {
        (parameter.set)(self, value)
    }

    /// The value of the parameter.
    #[must_use]
    pub fn get(&self, parameter: &Parameter) -> Value {
        (parameter.show)(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_set_and_the_table_is_in_order() {
        let mut changed = Parameters::default();
        for parameter in Parameters::ALL {
            let shown = changed.get(parameter);
            assert_eq!(changed.set(parameter, &shown), Ok(()), "{}", parameter.name);
        }
        assert_eq!(changed, Parameters::default());
        assert!(Parameters::ALL.is_sorted_by_key(|it| it.name));
    }

    #[test]
    fn capabilities_are_known_by_one_spelling() {
        let mut it = Parameters::default();
        let parameter = &Parameters::ALL[0];
        let value = Value::Texts(vec!["cap_net_admin".into(), "CHOWN".into()]);
        assert_eq!(it.set(parameter, &value), Ok(()));
        assert_eq!(it.allowed_capabilities, ["NET_ADMIN", "CHOWN"]);
    }
}
