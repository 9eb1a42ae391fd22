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
//! environment, prints, starts a thread or waits. Date and settings are handed in. A [`Linter`]
//! can be shared between threads; the caller decides what runs when.
//!
//! # What a finding holds
//!
//! A [`Diagnostic`](diagnostics::Diagnostic) has the name of its rule, a severity and a level, a
//! message, a byte range on character boundaries, further places, an address in the structure, and
//! a fingerprint that survives edits elsewhere. [`LineIndex`](diagnostics::LineIndex) turns offsets
//! into lines and columns in the unit that is asked for:
//!
//! ```
//! use plimsoll_linter::{Linter, Settings, diagnostics::Encoding};
//!
//! let text = "services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n";
//! let report = Linter::new(Settings::recommended()).check_text("compose.yaml", text);
//! let mut findings = report.diagnostics();
//! let finding = findings.find(|it| it.rule.as_str() == "privileged-container").expect("it is found");
//! let file = report.project.file(finding.at.file);
//! let place = file.lines.position(file.text(), finding.at.range.start(), Encoding::Utf32);
//! assert_eq!((place.line + 1, place.column + 1), (4, 17));
//! assert_eq!(finding.at.range.slice(text), "true");
//! assert_eq!(finding.address, "services.web.privileged");
//! ```
//!
//! Never take an empty list for a clean file: [`Coverage`] says what was looked at.
//!
//! # Fixing
//!
//! [`verify`] turns one proposal into edits that were tried and judged, or says why it is withheld;
//! [`Verifier`] does so for many. [`fix`](fn@fix) makes every fix of a [`Scope`] and gives the
//! texts afterwards.
//!
//! ```
//! use plimsoll_linter::{Linter, Settings, verify};
//!
//! let text = "services:\n  web:\n    # behind the proxy\n    image: nginx:1.27.2\n    privileged: true\n";
//! let linter = Linter::new(Settings::recommended());
//! let report = linter.check_text("compose.yaml", text);
//! let is_wanted = |rule: &str| rule == "privileged-container";
//! let judged = report.open().find(|it| is_wanted(it.rule.name())).expect("it is found");
//!
//! let fix = verify(&linter, &report, judged, 0)?;
//! let (_, edits) = &fix.edits[0];
//! let fixed = edits.apply(text);
//! assert_eq!(fixed, "services:\n  web:\n    # behind the proxy\n    image: nginx:1.27.2\n");
//! let after = linter.check_text("compose.yaml", &fixed);
//! assert!(!after.diagnostics().any(|it| is_wanted(it.rule.as_str())));
//! # Ok::<(), plimsoll_linter::Withheld>(())
//! ```
//!
//! # Several files
//!
//! Files that belong together are judged together: overrides are merged, bases extended, and
//! policies matched with what they select. What Compose files refer to comes from a
//! [`Loader`](model::loader::Loader) of the caller, which can be a map.
//!
//! ```
//! use std::collections::HashMap;
//!
//! use plimsoll_linter::{
//!     Linter, Settings,
//!     diagnostics::FileId,
//!     model::{loader::Loader, new_file},
//! };
//!
//! struct Memory(HashMap<&'static str, &'static str>);
//!
//! impl Loader for Memory {
//!     fn root(&self) -> &str {
//!         "."
//!     }
//!
//!     fn load(&self, path: &str) -> Option<String> {
//!         self.0.get(path).map(|text| (*text).to_owned())
//!     }
//! }
//!
//! let base = "services:\n  base:\n    image: nginx:1.27.2\n    privileged: true\n";
//! let text = "services:\n  web:\n    extends: {file: base.yaml, service: base}\n";
//! let files = vec![new_file(FileId(0), "compose.yaml", text)];
//! let linter = Linter::new(Settings::recommended());
//!
//! let report = linter.check_with(files.clone(), &Memory(HashMap::from([("base.yaml", base)])));
//! assert!(report.diagnostics().any(|it| it.rule.as_str() == "privileged-container"));
//!
//! // Without the base nothing is found, and the report says that it could not look.
//! let report = linter.check_with(files, &Memory(HashMap::new()));
//! assert!(!report.coverage.is_complete());
//! ```
//!
//! # Settings and rules of one's own
//!
//! ```
//! use plimsoll_linter::{
//!     Linter, Settings,
//!     diagnostics::{Level, Severity},
//!     rules::{CustomRule, RuleRef},
//! };
//!
//! let mut settings = Settings::recommended();
//! settings.today = "2027-01-15".parse().ok();
//! settings.set("privileged-container", Some(Level::Warning));
//! settings.set("floating-tag", None);
//! settings.add(RuleRef::from(CustomRule {
//!     name: "lonely-workload".to_owned(),
//!     summary: "workload runs once".to_owned(),
//!     severity: Severity::Low,
//!     platform: None,
//!     controls: Vec::new(),
//!     fix: None,
//!     supersedes: Vec::new(),
//!     page: "A node that goes away takes the only replica with it.".to_owned(),
//!     source: "lonely-workload.md".to_owned(),
//!     check: Box::new(|project, context| {
//!         for it in project.subjects.workloads.iter().filter(|it| it.replicas.is(1)) {
//!             context.report_about(&it.identity, &it.replicas, format!("{it} runs once"));
//!         }
//!     }),
//! }))?;
//!
//! let report = Linter::new(settings).check_text(
//!     "compose.yaml",
//!     "services:\n  web:\n    image: nginx\n    deploy: {replicas: 1}\n",
//! );
//! assert!(report.diagnostics().any(|it| it.rule.as_str() == "lonely-workload"));
//! assert!(!report.diagnostics().any(|it| it.rule.as_str() == "floating-tag"));
//! # Ok::<(), plimsoll_linter::NameTaken>(())
//! ```
//!
//! A rule of one's own is suppressed, fingerprinted and written in every format like any other.
//!
//! # Secrets
//!
//! No message, label or address of a [`Report`] holds a secret that its files write. The text of a
//! file does; quote it through [`Report::shown`], which masks them and moves nothing.
//!
//! # Features
//!
//! `miette` gives findings as [`miette::Diagnostic`](https://docs.rs/miette) values with their
//! source; see `Report::with_source`.
//!
//! # Stability
//!
//! The surface for embedders is what this crate exports itself, with
//! [`diagnostics`]. [`model`] and [`rules`] are there for rules of one's own; their lists of facts
//! and rules grow with minor versions. Enumerations that can grow are `#[non_exhaustive]`. No type
//! of another crate is in a signature, but for the feature above.

mod about;
mod attestation;
mod baseline;
mod configure;
mod coverage;
mod diagnose;
mod exceptions;
mod fix;
mod joined;
mod judged;
mod linter;
#[cfg(feature = "miette")]
mod miette;
mod pages;
mod report;
mod settings;
mod settings_by_file;
mod stale;
mod supersede;
mod suppress;

pub use attestation::{
    Attestation, Contradiction, Requirement, Row, Status, input_hash, requirements_of,
    stella_ops_requirements,
};
pub use baseline::{Baseline, KnownFinding, Matched};
pub use configure::{Configured, Wanted};
pub use coverage::{Accepted, Coverage, FileCoverage, Outcome};
pub use exceptions::{Exception, ExceptionKind, State, exceptions};
pub use fix::{
    Bundle, Bundled, Changed, Fixed, Refused, Scope, Verifier, Withheld, bundle, fix, fix_where,
    verify,
};
pub use joined::{Joined, joined};
pub use judged::{Judged, Superseded, SuppressedBy};
pub use linter::Linter;
#[cfg(feature = "miette")]
pub use miette::WithSource;
pub use plimsoll_config as config;
pub use plimsoll_diagnostics as diagnostics;
pub use plimsoll_diagnostics::Date;
pub use plimsoll_model as model;
#[cfg(feature = "policy")]
pub use plimsoll_policy as policy;
pub use plimsoll_rules as rules;
pub use plimsoll_rules::{NameTaken, Undecided};
pub use report::Report;
pub use settings::{BASELINE_FILE_NAME, Settings};
pub use stale::StaleExceptions;
pub use suppress::{Suppression, Target, rules_answering};
