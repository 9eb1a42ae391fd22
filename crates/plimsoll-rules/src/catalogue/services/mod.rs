//! How the outside gets in: services and ingresses.

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
mod plaintext_ingress;
mod public_load_balancer;
mod unlimited_ingress;
mod unnamed_service_port;
mod unset_ingress_class;

pub(super) static RULES: &[Entry] = entries!["services": catch_all_ingress, deprecated_ingress_class, disabled_tls_redirect, duplicate_ingress_route, duplicate_port_name, exposed_admin_interface, external_ip_service, external_name_service, ingress_snippet, ingress_snippet_alias, ingress_snippet_program, injected_ingress_annotation, invalid_port_name, invalid_port_number, local_external_name, node_port_service, plaintext_ingress, public_load_balancer, unlimited_ingress, unnamed_service_port, unset_ingress_class];
