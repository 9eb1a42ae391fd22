//! Whether the client's process is still there. Most clients that die close the server's input;
//! one whose other children hold on to it does not.

use std::sync::Arc;

use tokio::sync::Notify;

/// Tells `lost` when the process with this id is gone. Where processes cannot be looked up, the
/// end of the input has to do.
#[cfg(unix)]
pub(crate) async fn watch(id: u32, lost: Arc<Notify>) {
    use std::time::Duration;

    use rustix::{
        io::Errno,
        process::{Pid, test_kill_process},
    };

    const EVERY: Duration = Duration::from_millis(400);
    let Some(process) = i32::try_from(id).ok().and_then(Pid::from_raw) else { return };
    let is_there = || test_kill_process(process) != Err(Errno::SRCH);
    // A client outside a container has an id that means nothing, or somebody else, inside.
    if !is_there() {
        return;
    }
    while is_there() {
        tokio::time::sleep(EVERY).await;
    }
    lost.notify_one();
}

/// Tells `lost` when the process with this id is gone. Where processes cannot be looked up, the
/// end of the input has to do.
#[cfg(not(unix))]
pub(crate) async fn watch(_: u32, _: Arc<Notify>) {}
