//! The command line: arguments, files on a disk, exit codes.
//!
//! It judges nothing itself; that is `plimsoll-linter`'s. Data goes to standard output, everything
//! else to standard error.
//!
//! The next command is a module of `command` and a line in `arguments`.

mod arguments;
mod command;
mod configuration;
mod console;
mod disk;
mod input;
mod options;
mod policies;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::{
    arguments::{Arguments, Command},
    command::Verdict,
};

/// Reading YAML is many small allocations on several threads, which is what it is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Check(it) => command::check(&it),
        Command::Fix(it) => command::fix(&it),
        Command::Explain(it) => command::explain(&it),
        Command::Baseline(it) => command::baseline(&it),
        Command::Config(it) => command::config(&it),
        Command::Init(it) => command::init(&it),
        Command::Migrate(it) => command::migrate(&it),
        Command::Profiles => command::profiles(),
        Command::Suppressions(it) => command::suppressions(&it),
        Command::Rules(it) => command::rules(&it),
        Command::Doctor(it) => command::doctor(&it),
        Command::Facts(it) => command::facts(&it),
        Command::Lsp(it) => command::lsp(&it),
        Command::Completions(it) => command::completions(&it, Arguments::command()),
        Command::Man => command::man(Arguments::command()),
        Command::Test(it) => command::test(&it),
        Command::Report(it) => command::report(&it),
    };
    match result {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Ok(Verdict::Unsure) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("error: {error:#}\n"),
            );
            ExitCode::from(2)
        }
    }
}

/// Whether somebody downstream has read enough: `plimsoll rules | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    const CLOSED: std::io::ErrorKind = std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        let of_stream = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let of_json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        of_stream.or_else(of_json) == Some(CLOSED)
    })
}
