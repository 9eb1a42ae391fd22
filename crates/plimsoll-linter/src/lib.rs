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

mod coverage;
mod date;
mod diagnose;
mod fix;
mod linter;
mod report;
mod settings;
mod supersede;
mod suppress;

pub use coverage::{Coverage, FileCoverage, Outcome};
pub use date::Date;
pub use fix::{Changed, Fixed, Refused, Scope, Withheld, fix, verify};
pub use linter::Linter;
pub use plimsoll_diagnostics as diagnostics;
pub use plimsoll_model as model;
pub use plimsoll_rules as rules;
pub use report::{Judged, Report};
pub use settings::{NameTaken, Place, Settings};
pub use suppress::{Suppression, Target};
