//! The library that people embed: it judges files and fixes what it finds.
//!
//! ```
//! use plimsoll_linter::{Linter, Settings};
//!
//! let report = Linter::new(Settings::recommended()).check_text(
//!     "compose.yaml",
//!     "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n",
//! );
//! assert!(report.diagnostics().any(|it| it.rule.as_str() == "privileged-container"));
//! assert!(report.coverage.is_complete());
//! ```
//!
//! Files come in as text and fixes go out as edits: nothing here reads a disk, a clock or the
//! environment. Date and settings are handed in.

mod about;
mod baseline;
mod configure;
mod coverage;
mod diagnose;
mod exceptions;
mod fix;
mod linter;
mod report;
mod settings;
mod supersede;
mod suppress;

pub use baseline::{BASELINE_FILE_NAME, Baseline, KnownFinding, Matched};
pub use configure::{Configured, Wanted};
pub use coverage::{Coverage, FileCoverage, Outcome};
pub use exceptions::{Exception, ExceptionKind, State, exceptions, stale_overrides};
pub use fix::{Changed, Fixed, Refused, Scope, Withheld, fix, verify};
pub use linter::Linter;
pub use plimsoll_config as config;
pub use plimsoll_diagnostics as diagnostics;
pub use plimsoll_diagnostics::Date;
pub use plimsoll_model as model;
pub use plimsoll_rules as rules;
pub use plimsoll_rules::NameTaken;
pub use report::{Judged, Report, SuppressedBy};
pub use settings::Settings;
pub use suppress::{Suppression, Target, rules_answering};
