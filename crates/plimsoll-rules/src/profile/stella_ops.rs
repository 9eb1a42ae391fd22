//! The Security Hardening Guide of Stella Ops 2.0 (12 July 2025), demand by demand: which rules
//! see it in files, or why files cannot show it.

/// One demand of a guide.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// The section: `3.1`.
    pub section: &'static str,
    /// What is demanded, in a few words.
    pub what: &'static str,
    /// What shows it.
    pub shown: Shown,
}

/// What shows whether a demand is met.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    /// These rules: it is met where they have judged something and found nothing.
    By(&'static [&'static str]),
    /// Nothing that is written in a file of the project; why.
    Nowhere(&'static str),
}

use Shown::{By, Nowhere};

const fn demand(section: &'static str, what: &'static str, shown: Shown) -> Demand {
    Demand { section, what, shown }
}

/// Every demand, in the order of the guide.
pub static DEMANDS: &[Demand] = &[
    demand(
        "1",
        "threats and what answers them",
        Nowhere("a summary; each answer is a demand of a later section"),
    ),
    demand(
        "2",
        "`noexec` and `nosuid` where anybody can write",
        By(&["executable-tmpfs", "stella-setuid-tmpfs"]),
    ),
    demand("2", "operating system, kernel and its patches", Nowhere("a property of the host")),
    demand(
        "2",
        "Docker Engine 24 with a root-owned socket",
        Nowhere(
            "a property of the host; that no container gets the socket is `runtime-socket-mount`",
        ),
    ),
    demand("2", "audit rules and time synchronisation", Nowhere("a property of the host")),
    demand("3.1", "image pinned by digest", By(&["missing-digest", "placeholder-image"])),
    demand("3.1", "user other than root", By(&["root-user", "unspecified-user"])),
    demand("3.1", "read-only root filesystem", By(&["writable-root-filesystem"])),
    demand("3.1", "no new privileges", By(&["privilege-escalation"])),
    demand(
        "3.1",
        "seccomp profile",
        By(&["unconfined-seccomp", "unset-seccomp", "stella-default-seccomp"]),
    ),
    demand("3.1", "every capability dropped", By(&["kept-capabilities"])),
    demand(
        "3.1",
        "tmpfs with a size, for what is written for a while",
        By(&["stella-unbounded-tmpfs", "stella-missing-tmp", "unknown-mount-option"]),
    ),
    demand("3.1", "listener on HTTPS", By(&["stella-plaintext-listener"])),
    demand(
        "3.1",
        "health check with interval, timeout and retries",
        By(&[
            "missing-health-check",
            "disabled-health-check",
            "stella-incomplete-health-check",
            "stella-plaintext-health-check",
        ]),
    ),
    demand(
        "3.1",
        "Redis with a password and without dangerous commands",
        By(&["stella-redis-without-password", "stella-redis-dangerous-commands"]),
    ),
    demand("3.1", "a single bridge network", By(&["stella-several-networks", "host-network"])),
    demand(
        "3.2",
        "backend connects to Redis on port 6379 only",
        By(&["stella-unrestricted-egress", "stella-wide-egress"]),
    ),
    demand("3.2", "disruption budget of one", By(&["stella-missing-disruption-budget"])),
    demand(
        "3.2",
        "label `CosignVerified` with an admission policy that enforces it",
        By(&["stella-unenforced-signature-label"]),
    ),
    demand("4", "TLS 1.2 or later", By(&["stella-ingress-without-tls", "stella-old-tls"])),
    demand(
        "4",
        "no public ports of Redis or Mongo",
        By(&["datastore-port-published", "stella-exposed-datastore"]),
    ),
    demand("4", "methods GET, POST and PATCH only", By(&["stella-ingress-methods"])),
    demand("4", "40 requests a second", By(&["stella-rate-limit"])),
    demand(
        "4",
        "worker pool in step with the rate limit",
        Nowhere("the guide gives no ratio between workers and requests"),
    ),
    demand("5", "client token: mode 600", By(&["stella-readable-secret-files"])),
    demand(
        "5",
        "secrets are handed over by reference",
        By(&["secret-in-environment", "secret-in-command", "secret-on-command-line"]),
    ),
    demand("5", "rotation in time", By(&["stella-overdue-rotation"])),
    demand("5", "keys mounted read-only", By(&["stella-writable-keys"])),
    demand("5", "no secrets in images", Nowhere("image layers are not read")),
    demand(
        "6",
        "signatures of images verified before they are pulled",
        Nowhere("a step of the deployment; what admission enforces is in 3.2"),
    ),
    demand("6", "SBOM stored beside the image", Nowhere("a property of the registry")),
    demand("6", "plug-ins mounted read-only", By(&["stella-writable-plugins"])),
    demand("6", "unsigned plug-ins refused", By(&["stella-unsigned-plugins"])),
    demand("7", "log as JSON", By(&["stella-unstructured-log"])),
    demand("7", "metrics collected", By(&["stella-unscraped-metrics"])),
    demand("7", "audit stream exported daily", Nowhere("a job of the SIEM")),
    demand("7", "alerts on feed age, wall time and Redis memory", By(&["stella-missing-alert"])),
    demand("7.1", "Authority integration switched on", By(&["stella-authority-off"])),
    demand("7.1", "anonymous fallback ended by 2025-12-31", By(&["stella-anonymous-fallback"])),
    demand("7.1", "client secret from a file", By(&["stella-literal-client-secret"])),
    demand("7.1", "SIEM alerts on bypassed authorization", Nowhere("a rule of the SIEM")),
    demand("8", "update cadence", Nowhere("a schedule of people and hosts")),
    demand("9", "incident response", Nowhere("a workflow of people")),
    demand(
        "10",
        "penetration tests and dependency scanning",
        Nowhere("workflows of the forge; not Compose and not Kubernetes"),
    ),
    demand("11", "disclosure contact", Nowhere("a contact")),
];

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("stella-ops/", $name, ".md")))),*]
    };
}

/// The pages of the profile: name and text.
pub static PAGES: &[(&str, &str)] = pages![
    "stella-anonymous-fallback",
    "stella-authority-off",
    "stella-default-seccomp",
    "stella-exposed-datastore",
    "stella-incomplete-health-check",
    "stella-ingress-methods",
    "stella-ingress-without-tls",
    "stella-literal-client-secret",
    "stella-missing-alert",
    "stella-missing-disruption-budget",
    "stella-missing-tmp",
    "stella-old-tls",
    "stella-overdue-rotation",
    "stella-plaintext-health-check",
    "stella-plaintext-listener",
    "stella-rate-limit",
    "stella-readable-secret-files",
    "stella-redis-dangerous-commands",
    "stella-redis-without-password",
    "stella-setuid-tmpfs",
    "stella-several-networks",
    "stella-unbounded-tmpfs",
    "stella-unenforced-signature-label",
    "stella-unrestricted-egress",
    "stella-unscraped-metrics",
    "stella-unsigned-plugins",
    "stella-unstructured-log",
    "stella-wide-egress",
    "stella-writable-keys",
    "stella-writable-plugins",
];

/// The rules of the catalogue that the guide demands, and the names of its pages.
pub fn rules() -> impl Iterator<Item = &'static str> {
    DEMANDS
        .iter()
        .flat_map(|it| match it.shown {
            By(rules) => rules,
            Nowhere(_) => &[],
        })
        .copied()
}

/// The page that maps every section of the guide to its rules; `summary_of` gives the summary of a
/// rule by name.
#[must_use]
pub fn page(summary_of: &dyn Fn(&str) -> String) -> String {
    let mut page = "# The hardening guide of Stella Ops, as rules\n\n\
        This page is generated. It maps every demand of the Security Hardening Guide 2.0 (12 July \
        2025) to the rules of the profile `stella-ops` that see it, or says why files cannot show \
        it. `plimsoll check --profile stella-ops` runs the rules; `plimsoll report --profile \
        stella-ops` says for each demand whether it is met.\n\n\
        Rules that begin with `stella-` are pages with a CEL block; the others belong to the \
        catalogue. `plimsoll explain RULE` prints each of them.\n"
        .to_owned();
    let mut section = "";
    for it in DEMANDS {
        if it.section != section {
            section = it.section;
            page.push_str(&format!("\n## Section {section}\n\n"));
        }
        match it.shown {
            Nowhere(why) => {
                page.push_str(&format!("- **{}**: not in files. Why: {why}.\n", it.what));
            }
            By(rules) => {
                page.push_str(&format!("- **{}**\n", it.what));
                for rule in rules {
                    page.push_str(&format!("  - `{rule}`: {}\n", summary_of(rule)));
                }
            }
        }
    }
    page
}
