//! Names, labels, annotations and namespaces.

use crate::rule::Entry;

mod default_namespace;
mod deprecated_node_label;
mod invalid_label;
mod own_host_entry;
mod server_field;
mod system_namespace;

pub(super) static RULES: &[Entry] = entries!["metadata": default_namespace, deprecated_node_label, invalid_label, own_host_entry, server_field, system_namespace];
