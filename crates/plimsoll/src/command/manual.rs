//! `plimsoll completions` and `plimsoll man`: what shells and manual readers want to know of the
//! arguments.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

use super::Verdict;
use crate::arguments::Arguments;

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

pub(crate) fn completions(arguments: &Completions) -> Result<Verdict> {
    // Into memory first: a reader that has gone away is no reason to panic.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "plimsoll", &mut text);
    io::stdout().lock().write_all(&text)?;
    Ok(Verdict::Clean)
}

/// One page for the whole program: each command is a section with its options.
pub(crate) fn man() -> Result<Verdict> {
    let mut command = Arguments::command();
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
