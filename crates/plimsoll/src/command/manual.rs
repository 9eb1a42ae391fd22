//! `plimsoll completions` and `plimsoll man`: what shells and manual readers want to know of the
//! arguments.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, Command};
use clap_complete::Shell;

use super::Verdict;

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

/// What completes `program` in the shell that was asked for.
pub(crate) fn completions(arguments: &Completions, mut program: Command) -> Result<Verdict> {
    // Into memory first: a reader that has gone away is no reason to panic.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "plimsoll", &mut text);
    io::stdout().lock().write_all(&text)?;
    Ok(Verdict::Clean)
}

/// One page for the whole program: each command is a section with its options.
pub(crate) fn man(mut command: Command) -> Result<Verdict> {
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)?;
    for sub in command.get_subcommands().filter(|it| it.get_name() != "help") {
        section(sub, &mut text)?;
    }
    io::stdout().lock().write_all(&text)?;
    Ok(Verdict::Clean)
}

fn section(command: &Command, text: &mut Vec<u8>) -> io::Result<()> {
    writeln!(text, ".SH \"PLIMSOLL {}\"", command.get_name().to_uppercase())?;
    let page = clap_mangen::Man::new(command.clone());
    page.render_description_section(text)?;
    page.render_options_section(text)
}
