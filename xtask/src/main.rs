//! The build system of plimsoll: checks of the tree, conformance runs, measurements.
#![expect(clippy::print_stdout, reason = "what a task prints is what it is for")]

mod bench;
mod conformance;
mod formats;
mod recovery;
mod schema;
mod tidy;

use std::path::{Path, PathBuf};

use clap::Parser;

/// Tasks around the workspace.
#[derive(Parser)]
enum Task {
    /// Checks the invariants of the tree that a machine can check
    Tidy,
    /// Compares decisions with other tools' cases in this folder
    Conformance {
        /// The folder of the oracles
        oracles: PathBuf,
        /// Renews `docs/conformance.md`
        #[arg(long)]
        write: bool,
        /// Compares with this program alone, `admission`, `apiserver`, `compose_loader` or `pss`,
        /// and prints every difference
        #[arg(long, conflicts_with = "write")]
        suite: Option<String>,
    },
    /// Measures time and memory of the release binary on generated files
    Bench {
        /// Also sets up compose-lint, dclint and checkov, and prints ratios
        #[arg(long)]
        peers: bool,
        /// Measures the language server instead, with --peers beside other servers
        #[arg(long)]
        lsp: bool,
    },
    /// Prints how many seconds the bare parsing of a folder's files takes
    #[command(hide = true)]
    Parse {
        /// A folder of YAML files
        folder: PathBuf,
    },
    /// Writes the table of the API server's types anew, or that of the Compose Specification
    Schema {
        /// Unpacked releases of the crate k8s-openapi, which together hold consecutive versions; with
        /// `--compose` two of the Go module compose-go, the older one first
        folders: Vec<String>,
        /// Writes the table of the Compose Specification's schema instead
        #[arg(long)]
        compose: bool,
    },
    /// Holds every format against validators from PyPI and npm
    Formats,
    /// Measures how much of a Compose file survives a typing mistake
    Recovery {
        /// A folder of Compose files
        folder: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    match Task::parse() {
        Task::Tidy => tidy::run(root),
        Task::Conformance { oracles, suite: Some(suite), .. } => {
            conformance::suite(&suite, &oracles, true)
        }
        Task::Conformance { oracles, write, suite: None } => {
            conformance::run(root, &oracles, write)
        }
        Task::Bench { peers, lsp } => bench::run(root, peers, lsp),
        Task::Parse { folder } => bench::parse(&folder),
        Task::Schema { folders, compose } => schema::run(root, &folders, compose),
        Task::Formats => formats::run(root),
        Task::Recovery { folder } => recovery::run(&folder),
    }
}
