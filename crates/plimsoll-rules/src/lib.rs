//! The rules of plimsoll. A rule is one literal that begins with its specification, and one
//! function from a subject to findings; beside it stands its page, which is documentation,
//! hover text and test at once.
//!
//! Rules look at facts and parameters and at nothing else. They know nothing of settings,
//! suppression or output, read no file, and cannot report what is unknown.
//!
//! # Severity
//!
//! Two questions decide it: how close does the offence bring somebody who already runs code in
//! (or can talk to) the container to something that is not theirs, and what else has to go wrong
//! first?
//!
//! | | nothing else has to go wrong | one common flaw has to be there | several have to |
//! |---|---|---|---|
//! | the host, the cluster, or a credential for them | critical | high | medium |
//! | another workload, its data, or its network | high | medium | low |
//! | this workload's own data or availability | medium | low | info |
//!
//! What the platform refuses or silently ignores is graded as though it were missing.

mod assess;
pub mod catalogue;
mod component;
pub mod control;
mod datastore;
mod deferred;
mod demand;
mod grading;
mod page;
pub mod parameters;
pub mod pod_security;
mod powers;
pub mod profile;
mod remote;
mod rule;
mod rule_set;
mod run;
mod secret_file;
mod written_folders;

pub use assess::{Assessed, assess};
pub use control::{Authority, Control};
pub use demand::demand;
pub use grading::{Grade, Impact, Precondition, grounds};
pub use parameters::Parameters;
pub use profile::Profile;
pub use rule::{
    Check, Context, ControlRef, CustomCheck, CustomControl, CustomRule, Draft, Entry, Finding,
    Found, Maturity, Place, Proposal, Rule, RuleRef, Undecided,
};
pub use rule_set::{NameTaken, RuleSet};
pub use run::run;

/// What nearly every rule needs.
mod prelude {
    pub(crate) use plimsoll_diagnostics::{Reaction, Safety, Severity};
    pub(crate) use plimsoll_model::{Fact, subjects::*};

    pub(crate) use crate::{
        control::{
            checkov, cis_docker, cis_kubernetes, compose_lint, cwe, dclint, gatekeeper, kics,
            kube_linter, kube_score, kubescape, kubesec, kyverno, nsa_cisa, owasp_docker, polaris,
            pss_baseline, pss_restricted, reliability, trivy, validation,
        },
        rule::{Check, Maturity, Rule},
    };
}
