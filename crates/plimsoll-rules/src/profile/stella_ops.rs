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
    demand("1", "only Redis writes its data", By(&["stella-shared-redis-volume"])),
    demand(
        "1",
        "roles give no more than a program needs",
        By(&[
            "cluster-admin-binding",
            "unrestricted-grant",
            "wildcard-grant",
            "escalating-grant",
            "overprivileged-workload",
        ]),
    ),
    demand("1", "tokens of OAuth 2.0 last for twelve hours", By(&["stella-lasting-token"])),
    demand("1", "distroless image", Nowhere("what an image holds is not read")),
    demand("1", "mutual TLS for administrators", Nowhere("the guide leaves it open")),
    demand(
        "2",
        "`noexec` and `nosuid` where anybody can write",
        By(&["executable-tmpfs", "stella-setuid-tmpfs"]),
    ),
    demand("2", "operating system, kernel and its patches", Nowhere("a property of the host")),
    demand("2", "API socket of Docker for root alone", By(&["runtime-socket-mount"])),
    demand("2", "Docker Engine 24", Nowhere("a property of the host")),
    demand("2", "audit rules and time synchronisation", Nowhere("a property of the host")),
    demand("3.1", "image pinned by digest", By(&["missing-digest", "placeholder-image"])),
    demand("3.1", "user other than root", By(&["root-user", "unspecified-user"])),
    demand("3.1", "read-only root filesystem", By(&["writable-root-filesystem"])),
    demand("3.1", "no new privileges", By(&["privilege-escalation"])),
    demand(
        "3.1",
        "seccomp profile that exists",
        By(&[
            "unconfined-seccomp",
            "unset-seccomp",
            "stella-default-seccomp",
            "missing-seccomp-profile",
        ]),
    ),
    demand(
        "3.1",
        "every capability dropped",
        By(&[
            "kept-capabilities",
            "added-capability",
            "extra-capability",
            "defeated-capability-drop",
        ]),
    ),
    demand(
        "3.1",
        "tmpfs with a size, for what is written for a while",
        By(&[
            "stella-unbounded-tmpfs",
            "stella-missing-tmp",
            "stella-missing-data",
            "unknown-mount-option",
        ]),
    ),
    demand(
        "3.1",
        "listener on HTTPS, with the provider of the guide",
        By(&["stella-plaintext-listener", "stella-other-tls-provider"]),
    ),
    demand("3.1", "Redis first", By(&["stella-unordered-start"])),
    demand(
        "3.1",
        "health check of `/health` with interval, timeout and retries",
        By(&[
            "missing-health-check",
            "disabled-health-check",
            "stella-incomplete-health-check",
            "stella-slow-health-check",
            "stella-plaintext-health-check",
            "stella-plaintext-probe",
            "stella-other-health-check",
        ]),
    ),
    demand(
        "3.1",
        "Redis with a password and without dangerous commands",
        By(&["stella-redis-without-password", "stella-redis-dangerous-commands"]),
    ),
    demand(
        "3.1",
        "a single bridge network",
        By(&[
            "stella-several-networks",
            "stella-default-network",
            "host-network",
            "undefined-reference",
        ]),
    ),
    demand(
        "3.2",
        "backend connects to Redis on port 6379 only",
        By(&["stella-unrestricted-egress", "stella-wide-egress"]),
    ),
    demand(
        "3.2",
        "disruption budget of one",
        By(&["stella-missing-disruption-budget", "stella-other-disruption-budget"]),
    ),
    demand(
        "3.2",
        "label `CosignVerified` with an admission policy that enforces it",
        By(&["stella-unenforced-signature-label"]),
    ),
    demand(
        "4",
        "TLS 1.2 or later",
        By(&["plaintext-ingress", "stella-old-tls", "stella-old-tls-listener"]),
    ),
    demand(
        "4",
        "certificates of Let's Encrypt or of an internal authority",
        Nowhere("certificates are not in the files"),
    ),
    demand(
        "4",
        "services answer inside the cluster, data stores inside the stack",
        By(&[
            "datastore-port-published",
            "stella-exposed-datastore",
            "node-port-service",
            "public-load-balancer",
        ]),
    ),
    demand("4", "methods GET, POST and PATCH only", By(&["stella-ingress-methods"])),
    demand(
        "4",
        "40 requests a second, or as many as the workers are there for",
        By(&["stella-rate-limit"]),
    ),
    demand("5", "client token: mode 600", By(&["stella-readable-secret-files"])),
    demand(
        "5",
        "client token: ends in 5 to 30 days, and somebody is reminded",
        By(&["stella-expiring-token", "stella-expiring-token-file", "stella-missing-token-alert"]),
    ),
    demand(
        "5",
        "secrets are handed over by reference",
        By(&[
            "secret-in-environment",
            "secret-in-command",
            "secret-on-command-line",
            "secret-in-config-map",
        ]),
    ),
    demand("5", "rotation in time", By(&["stella-overdue-rotation"])),
    demand(
        "5",
        "keys mounted read-only, and those of the image not hidden",
        By(&["stella-writable-keys", "stella-shadowed-signature-key"]),
    ),
    demand("5", "no secrets in images", By(&["secret-in-build"])),
    demand("6", "images pulled by digest", By(&["missing-digest"])),
    demand(
        "6",
        "signatures of images verified before they are pulled",
        Nowhere("a step of the deployment; what admission enforces is in 3.2"),
    ),
    demand("6", "SBOM stored beside the image", Nowhere("a property of the registry")),
    demand("6", "plug-ins mounted read-only", By(&["stella-writable-plugins"])),
    demand(
        "6",
        "unsigned plug-ins refused",
        By(&["stella-unsigned-plugins", "stella-unsigned-plugins-in-config"]),
    ),
    demand("6", "versions of plug-ins", Nowhere("an attribute in their code")),
    demand("7", "log as JSON, and kept", By(&["stella-unstructured-log", "disabled-logging"])),
    demand("7", "metrics collected", By(&["stella-unscraped-metrics"])),
    demand("7", "audit stream exported daily", Nowhere("a job of the SIEM")),
    demand(
        "7",
        "alerts on feed age, wall time and Redis memory",
        By(&["stella-missing-alert", "stella-lax-alert"]),
    ),
    demand(
        "7.1",
        "Authority integration switched on",
        By(&["stella-authority-off", "stella-weak-authority-config"]),
    ),
    demand(
        "7.1",
        "anonymous fallback ended by 2025-12-31",
        By(&["stella-anonymous-fallback", "stella-weak-authority-config"]),
    ),
    demand(
        "7.1",
        "client secret from a mounted file",
        By(&[
            "stella-literal-client-secret",
            "stella-dangling-client-secret",
            "stella-weak-authority-config",
        ]),
    ),
    demand("7.1", "authorizations are logged", By(&["stella-silenced-audit"])),
    demand("7.1", "SIEM alerts on bypassed authorization", Nowhere("a rule of the SIEM")),
    demand(
        "8",
        "update cadence",
        Nowhere(
            "a schedule of people and hosts; that nothing changes without a new digest is in 3.1",
        ),
    ),
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
    "stella-dangling-client-secret",
    "stella-default-network",
    "stella-default-seccomp",
    "stella-expiring-token",
    "stella-expiring-token-file",
    "stella-exposed-datastore",
    "stella-incomplete-health-check",
    "stella-ingress-methods",
    "stella-lasting-token",
    "stella-lax-alert",
    "stella-literal-client-secret",
    "stella-missing-alert",
    "stella-missing-data",
    "stella-missing-disruption-budget",
    "stella-missing-tmp",
    "stella-missing-token-alert",
    "stella-old-tls",
    "stella-old-tls-listener",
    "stella-other-disruption-budget",
    "stella-other-health-check",
    "stella-other-tls-provider",
    "stella-overdue-rotation",
    "stella-plaintext-health-check",
    "stella-plaintext-listener",
    "stella-plaintext-probe",
    "stella-rate-limit",
    "stella-readable-secret-files",
    "stella-redis-dangerous-commands",
    "stella-redis-without-password",
    "stella-setuid-tmpfs",
    "stella-several-networks",
    "stella-shadowed-signature-key",
    "stella-shared-redis-volume",
    "stella-silenced-audit",
    "stella-slow-health-check",
    "stella-unbounded-tmpfs",
    "stella-unenforced-signature-label",
    "stella-unordered-start",
    "stella-unrestricted-egress",
    "stella-unscraped-metrics",
    "stella-unsigned-plugins",
    "stella-unsigned-plugins-in-config",
    "stella-unstructured-log",
    "stella-weak-authority-config",
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
