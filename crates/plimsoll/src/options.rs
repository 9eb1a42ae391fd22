//! What several commands can be told, and what the larger ones can.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{command::Outputs, configuration::Choice};

#[derive(Args)]
pub(crate) struct Files {
    /// Files and folders; `-` reads standard input
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The name that standard input goes by
    #[arg(long, value_name = "NAME", default_value = "stdin.yaml")]
    pub(crate) stdin_filename: String,
    /// Compose files that make one project, in this order, each laid over those before it
    #[arg(short = 'f', long = "file", value_name = "FILE", conflicts_with = "paths")]
    pub(crate) files: Vec<PathBuf>,
    /// Lets variables of the environment count in Compose files
    #[arg(long)]
    pub(crate) env: bool,
}

#[derive(Args)]
pub(crate) struct Look {
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) outputs: Outputs,
    /// The mildest level that makes the exit code 1; `warning` unless the configuration says
    /// otherwise
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailOn>,
    /// Silences what is in this file, in place of the baseline that the configuration names or that
    /// lies beside it
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Reports only what the platform refuses: Docker Compose, kustomize or the API server
    #[arg(long)]
    pub(crate) only_refused: bool,
    /// Reports what comments, overrides and the baseline silence too
    #[arg(long)]
    pub(crate) no_suppressions: bool,
    /// Reports only what has come in since this revision, by comparing both states; asks git
    #[arg(long, value_name = "REV")]
    pub(crate) diff: Option<String>,
    /// Does not make the exit code 2 where something could not be looked at
    #[arg(long)]
    pub(crate) allow_partial: bool,
    /// Does not make the exit code 2 where there is nothing to judge
    #[arg(long)]
    pub(crate) allow_empty: bool,
    /// Judges each file by itself, for hooks that get some of the files: what only several files
    /// together show is left to a run over all of them
    #[arg(long, conflicts_with_all = ["diff", "files"])]
    pub(crate) per_file: bool,
}

#[derive(Args)]
pub(crate) struct Fix {
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// Writes the files instead of showing a diff
    #[arg(long)]
    pub(crate) write: bool,
    /// Also makes fixes that tighten and can break a workload that relies on the opposite
    #[arg(long)]
    pub(crate) hardening: bool,
    /// Makes everything that a level of the Pod Security Standards demands, and nothing else
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) bundle: Option<Level>,
    /// Only for this workload, by its address: `Deployment/shop/web`
    #[arg(long, value_name = "ADDRESS", requires = "bundle")]
    pub(crate) workload: Option<String>,
}

/// What a bundle brings workloads up to.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Level {
    /// Pod Security Standards, baseline
    PssBaseline,
    /// Pod Security Standards, restricted
    PssRestricted,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// The rule, by its present or a former name, or by its id in another tool; or the profile
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors, warnings and notes
    Note,
    /// Errors and warnings
    Warning,
    /// Errors
    Error,
    /// Nothing
    Never,
}
