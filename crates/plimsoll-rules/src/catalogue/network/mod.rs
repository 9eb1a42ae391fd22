//! Who can reach a container, and how the bytes travel.

use crate::rule::Entry;

mod datastore_port_published;
mod host_port;
mod plaintext_protocol;
mod published_port_everywhere;

pub(super) static RULES: &[Entry] = entries!["network": datastore_port_published, host_port, plaintext_protocol, published_port_everywhere];
