//! Who can reach a container, and how the bytes travel.

use plimsoll_model::{
    Fact, Patch, Project, Site,
    subjects::{ContainerId, NumberRange, Port},
};

use crate::{
    rule::Entry,
    rule::{Context, Draft},
};

mod datastore_port_published;
mod default_bridge_network;
mod disabled_authentication;
mod disabled_tls_verification;
mod engine_port_published;
mod host_port;
mod management_port_published;
mod mismatched_host_port;
mod permissive_socket_proxy;
mod plaintext_engine_connection;
mod plaintext_protocol;
mod privileged_port;
mod published_port_everywhere;
mod remote_shell_port;
mod system_port_published;
mod unauthenticated_datastore_published;
mod unencrypted_overlay;
mod unsegmented_network;

pub(super) static RULES: &[Entry] = entries!["network": datastore_port_published, default_bridge_network, disabled_authentication, disabled_tls_verification, engine_port_published, host_port, management_port_published, mismatched_host_port, permissive_socket_proxy, plaintext_engine_connection, plaintext_protocol, privileged_port, published_port_everywhere, remote_shell_port, system_port_published, unauthenticated_datastore_published, unencrypted_overlay, unsegmented_network];

/// The image of the container as it is written, where it is known.
fn image_of(project: &Project, container: ContainerId) -> Option<&str> {
    let images = &project.subjects.images;
    let at = images.binary_search_by_key(&container, |it| it.container).ok()?;
    images[at].reference.known().map(|it| &*it.written)
}

/// Where the short form of `port` says that it is open, and on what.
fn places(port: &Port) -> [Option<&Site>; 3] {
    [port.interface.site(), port.published.site(), port.target.site()]
}

/// Reports that `port` is open to every machine by what `fact` of it says.
fn report_open<'c>(
    cx: &'c mut Context<'_>,
    port: &Port,
    fact: &Fact<NumberRange>,
    message: String,
) -> Draft<'c> {
    cx.report(fact, message).spanning(places(port)).harden(
        "publish it on the loopback interface only",
        "machines other than the host no longer reach the port",
        [on_loopback(port)],
    )
}

/// The change that publishes `port` on the loopback interface only, in the form that it has.
fn on_loopback(port: &Port) -> Option<Patch> {
    let has_part = |fact: &Fact<NumberRange>| fact.site().is_some_and(|site| site.part().is_some());
    let (published, target) = (port.published.known()?, port.target.known()?);
    if has_part(&port.published) && published.first != 0 {
        return port.published.splice(format!("127.0.0.1:{published}"));
    }
    if has_part(&port.target) {
        // A short form without a port of the host: the engine picks one.
        return port.target.splice(format!("127.0.0.1::{target}"));
    }
    // A port that is open because its pod is in the network of the host has no address of its own.
    let key = *port.interface.site()?.slot.path.last()?;
    if key == "hostNetwork" { None } else { port.interface.set("127.0.0.1") }
}
