//! `plimsoll lsp`

use anyhow::{Context, Result};
use clap::Args;

use super::Verdict;

/// Clients that start many servers add words of their own; there is one way to talk, so they
/// change nothing.
#[derive(Args)]
pub(crate) struct Lsp {
    /// Talks over standard input and output, as always
    #[arg(long)]
    stdio: bool,
    /// Accepted for clients that say who they are
    #[arg(long = "clientProcessId", hide = true)]
    client: Option<u32>,
}

pub(crate) fn lsp(_: &Lsp) -> Result<Verdict> {
    let is_orderly = plimsoll_lsp::serve_stdio().context("the server cannot start")?;
    // The protocol wants 1 from a server whose client leaves without a word.
    Ok(if is_orderly { Verdict::Clean } else { Verdict::Findings })
}
