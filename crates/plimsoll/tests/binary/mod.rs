//! Runs the binary as a user does.

use std::{
    path::Path,
    process::{Command, Output},
};

/// What a run in `folder` prints, without colours, and how it ends.
pub(crate) fn plimsoll(folder: &Path, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output();
    program.unwrap()
}
