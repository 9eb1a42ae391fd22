//! How the outside gets in: services, ingresses and gateways.

use plimsoll_model::{
    Fact,
    subjects::{Annotation, Object},
};

use crate::rule::Entry;

mod catch_all_ingress;
mod deprecated_ingress_class;
mod disabled_tls_redirect;
mod duplicate_ingress_route;
mod duplicate_port_name;
mod exposed_admin_interface;
mod external_ip_service;
mod external_name_service;
mod ingress_snippet;
mod ingress_snippet_alias;
mod ingress_snippet_program;
mod injected_ingress_annotation;
mod invalid_port_name;
mod invalid_port_number;
mod local_external_name;
mod node_port_service;
mod open_listener;
mod open_reference_grant;
mod plaintext_ingress;
mod plaintext_listener;
mod public_load_balancer;
mod unlimited_ingress;
mod unnamed_service_port;
mod unset_ingress_class;

pub(super) static RULES: &[Entry] = entries!["services": catch_all_ingress, deprecated_ingress_class, disabled_tls_redirect, duplicate_ingress_route, duplicate_port_name, exposed_admin_interface, external_ip_service, external_name_service, ingress_snippet, ingress_snippet_alias, ingress_snippet_program, injected_ingress_annotation, invalid_port_name, invalid_port_number, local_external_name, node_port_service, open_listener, open_reference_grant, plaintext_ingress, plaintext_listener, public_load_balancer, unlimited_ingress, unnamed_service_port, unset_ingress_class];

/// The annotations of the object, if it is an ingress, whose key ends in `snippet`.
fn snippets(object: &Object) -> impl Iterator<Item = (&Fact<Annotation>, &Annotation)> {
    let is_ingress = object.kind.is("Ingress".to_owned());
    let known = object.annotations.items.iter().filter_map(|it| Some((it, it.known()?)));
    known.filter(move |(_, it)| is_ingress && it.key.ends_with("-snippet"))
}
