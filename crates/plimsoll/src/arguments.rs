//! What can be asked for.

use std::sync::LazyLock;

use clap::{Parser, Subcommand};
use plimsoll_linter::{model::kubernetes::KNOWN_VERSIONS, rules::catalogue};

use crate::{
    command::{
        self, BaselineArguments, Completions, ConfigArguments, Init, Listing, Migrate, Suppressions,
    },
    options::{Check, Explain, Fix, Look},
};

/// Judges and hardens Docker Compose files and Kubernetes manifests.
///
/// Exit codes: 0 clean; 1 findings at or above `--fail-on`; 2 something could not be looked at.
#[derive(Parser)]
#[command(name = "plimsoll", version, long_version = LONG_VERSION.as_str())]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What `--version` says; `-V` gives the first line of it.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let (first, last) = (KNOWN_VERSIONS.start(), KNOWN_VERSIONS.end());
    let (version, rules) = (env!("CARGO_PKG_VERSION"), catalogue::all().count());
    let commit = option_env!("PLIMSOLL_COMMIT").unwrap_or("unknown");
    format!(
        "{version}\ncommit: {commit}\nrules: {rules}, of {version}\nKubernetes: 1.{first} to \
         1.{last}\nnetwork: none\ntelemetry: none"
    )
});

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Reports what is wrong
    Check(Check),
    /// Shows what can be fixed as a diff, and with --write does it
    Fix(Fix),
    /// Keeps known findings apart, so that only new ones count
    Baseline(BaselineArguments),
    /// Shows what holds for a file, and which line of which configuration decided
    Config(ConfigArguments),
    /// Writes a commented plimsoll.toml to start from
    Init(Init),
    /// Turns suppressions that were written for other tools into ones for plimsoll
    Migrate(Migrate),
    /// Lists the profiles
    Profiles,
    /// Lists everything that silences a finding, with reasons and last days
    Suppressions(Suppressions),
    /// Prints the page of a rule or profile
    Explain(Explain),
    /// Lists all rules
    Rules(Listing),
    /// Says what a file is taken for, and why, or why it is skipped
    #[command(visible_alias = "why-skipped", alias = "classify")]
    Doctor(Look),
    /// Prints what files mean, as facts with their places
    Facts(command::Facts),
    /// Serves an editor
    Lsp(command::Lsp),
    Test(command::Test),
    Report(command::Report),
    /// Prints what completes commands in a shell
    Completions(Completions),
    /// Prints the manual page
    Man,
}
