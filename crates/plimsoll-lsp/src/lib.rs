//! The language server of plimsoll, and the only crate that knows the protocol and `tokio`.
//!
//! ```text
//! input -> framework's codec -> ingress -> framework's router -> requests, answered from views
//!                                  | in wire order                  |
//!                                  v                                v
//!                               owner: documents, settings, schedule
//!                                  | immutable snapshots
//!                                  v
//!                               judging on a blocking pool, newest version first
//! ```
//!
//! It finds nothing itself: that is `plimsoll-linter`'s. Formatting, completion of keys and
//! validation against schemas are left to the servers that stand beside it.
//!
//! The next request is a handler in `server` and a module that answers it from a snapshot.

mod action;
mod change;
mod command;
mod completion;
mod configuration;
mod convert;
mod document;
mod hints;
mod hover;
mod ingress;
mod judgement;
mod mute;
mod outbox;
mod overlay;
mod owner;
mod paper;
mod process;
mod prose;
mod register;
mod server;
mod session;
mod stream;
mod unit;

use std::{sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{Notify, mpsc::unbounded_channel},
};
use tower_lsp_server::LspService;

use crate::{
    ingress::{Ending, Ingress},
    outbox::Outbox,
    owner::Owner,
    server::{RESOLVE, Server},
    stream::Watched,
};

/// How many requests are worked on at a time. One that waits for a judgement takes a seat but no
/// time.
const SEATS: usize = 64;

/// How long what is under way may take once the client is gone.
const GRACE: Duration = Duration::from_millis(300);

/// Serves a client on standard input and output until it leaves. Returns whether it left in good
/// order: it asked for a shutdown first. The process is expected to end then; what the server held
/// is left to the operating system.
///
/// # Errors
///
/// If there are no threads to be had.
pub fn serve_stdio() -> std::io::Result<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let is_orderly = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // A thread may still wait for input that never comes, and what was known about large files
    // takes longer to put away than the process has.
    std::mem::forget(runtime);
    Ok(is_orderly)
}

/// Serves a client on `input` and `output`, in a `tokio` runtime with time enabled, until it
/// leaves. Returns whether it left in good order.
pub async fn serve(
    input: impl AsyncRead + Unpin + Send + 'static,
    output: impl AsyncWrite + Unpin + Send + 'static,
) -> bool {
    let (events, receiver) = unbounded_channel();
    let ending = Arc::new(Ending::default());
    let lost = Arc::new(Notify::new());
    let (service, socket) = LspService::build(|client| {
        let owner = Owner::new(events.clone(), receiver, Outbox::new(client));
        tokio::spawn(owner.run());
        Server::new(events.clone(), Arc::clone(&lost))
    })
    .custom_method(RESOLVE, Server::resolve_code_action)
    .finish();
    let ingress = Ingress::new(service, events, Arc::clone(&ending));
    let input = Watched::new(input, Arc::clone(&lost));
    let output = Watched::new(output, Arc::clone(&lost));
    let server = tower_lsp_server::Server::new(input, output, socket).concurrency_level(SEATS);
    tokio::select! {
        () = server.serve(ingress) => {}
        () = async { lost.notified().await; tokio::time::sleep(GRACE).await } => {}
    }
    ending.is_orderly()
}
