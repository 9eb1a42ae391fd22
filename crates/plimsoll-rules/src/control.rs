//! References to what others demand: standards, benchmarks, and rules of other tools.

/// One demand of a standard, or one rule of another tool that a rule answers.
///
/// The ids are facts; titles are our own few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Control {
    /// Who demands it.
    pub authority: Authority,
    /// Its id there: `5.4`, `Running as Non-root`, `CKV_K8S_16`.
    pub id: &'static str,
}

/// Who makes demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Authority {
    /// Kubernetes Pod Security Standards, level baseline.
    PssBaseline,
    /// Kubernetes Pod Security Standards, level restricted.
    PssRestricted,
    /// CIS Docker Benchmark 1.6.
    CisDocker,
    /// CIS Kubernetes Benchmark 1.8 to 1.12.
    CisKubernetes,
    /// NSA/CISA Kubernetes Hardening Guide 1.2, by topic.
    NsaCisa,
    /// OWASP Docker Security Cheat Sheet, by rule number.
    OwaspDocker,
    /// Security Hardening Guide of Stella Ops 2.0, by section.
    StellaOps,
    /// The platform's own validation: it refuses what the rule finds.
    Validation,
    /// Common Weakness Enumeration.
    Cwe,
    /// kube-linter.
    KubeLinter,
    /// kube-score.
    KubeScore,
    /// Polaris.
    Polaris,
    /// Trivy misconfiguration checks.
    Trivy,
    /// Checkov.
    Checkov,
    /// KICS.
    Kics,
    /// Kubescape.
    Kubescape,
    /// kubesec.
    Kubesec,
    /// compose-lint.
    ComposeLint,
    /// dclint.
    Dclint,
    /// What keeps workloads up, by topic: not a standard, and no matter of security.
    Reliability,
    /// The policy library of Gatekeeper.
    Gatekeeper,
    /// The policy library of Kyverno.
    Kyverno,
}

impl Authority {
    /// The name as people know it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::PssBaseline => "Pod Security Standards, baseline",
            Self::PssRestricted => "Pod Security Standards, restricted",
            Self::CisDocker => "CIS Docker Benchmark",
            Self::CisKubernetes => "CIS Kubernetes Benchmark",
            Self::NsaCisa => "NSA/CISA Kubernetes Hardening Guide",
            Self::OwaspDocker => "OWASP Docker Security Cheat Sheet",
            Self::StellaOps => "Stella Ops Security Hardening Guide",
            Self::Validation => "validation by the platform",
            Self::Cwe => "CWE",
            Self::KubeLinter => "kube-linter",
            Self::KubeScore => "kube-score",
            Self::Polaris => "Polaris",
            Self::Trivy => "Trivy",
            Self::Checkov => "Checkov",
            Self::Kics => "KICS",
            Self::Kubescape => "Kubescape",
            Self::Kubesec => "kubesec",
            Self::ComposeLint => "compose-lint",
            Self::Dclint => "dclint",
            Self::Reliability => "reliability",
            Self::Gatekeeper => "Gatekeeper library",
            Self::Kyverno => "Kyverno policies",
        }
    }

    /// Whether it is a standard, and not another tool.
    #[must_use]
    pub const fn is_standard(self) -> bool {
        matches!(
            self,
            Self::PssBaseline
                | Self::PssRestricted
                | Self::CisDocker
                | Self::CisKubernetes
                | Self::NsaCisa
                | Self::OwaspDocker
                | Self::StellaOps
                | Self::Validation
                | Self::Cwe
        )
    }
}

macro_rules! authorities {
    ($($(#[doc = $doc:literal])+ $function:ident => $authority:ident,)*) => {
        impl Authority {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$authority),*];

            /// The name that settings and pages know it by: `cis-docker`.
            #[must_use]
            pub fn key(self) -> String {
                match self {
                    $(Self::$authority => stringify!($function).replace('_', "-"),)*
                }
            }

            /// The one with this key.
            #[must_use]
            pub fn with_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.key() == key)
            }
        }

        $(
        $(#[doc = $doc])+
        #[must_use]
        pub const fn $function(id: &'static str) -> Control {
            Control { authority: Authority::$authority, id }
        }
        )*
    };
}

authorities! {
    /// Pod Security Standards, baseline, by the check id of the admission plug-in.
    pss_baseline => PssBaseline,
    /// Pod Security Standards, restricted, by the check id of the admission plug-in.
    pss_restricted => PssRestricted,
    /// CIS Docker Benchmark, by section.
    cis_docker => CisDocker,
    /// CIS Kubernetes Benchmark, by section.
    cis_kubernetes => CisKubernetes,
    /// NSA/CISA Kubernetes Hardening Guide, by topic.
    nsa_cisa => NsaCisa,
    /// OWASP Docker Security Cheat Sheet, by rule number.
    owasp_docker => OwaspDocker,
    /// Security Hardening Guide of Stella Ops, by section.
    stella_ops => StellaOps,
    /// Validation by the platform, named by its component: `API server`, `engine`, `loader`.
    validation => Validation,
    /// Common Weakness Enumeration, by number.
    cwe => Cwe,
    /// kube-linter, by check name.
    kube_linter => KubeLinter,
    /// kube-score, by check id.
    kube_score => KubeScore,
    /// Polaris, by check name.
    polaris => Polaris,
    /// Trivy, by check id.
    trivy => Trivy,
    /// Checkov, by check id.
    checkov => Checkov,
    /// KICS, by query name.
    kics => Kics,
    /// Kubescape, by control id.
    kubescape => Kubescape,
    /// kubesec, by rule id.
    kubesec => Kubesec,
    /// compose-lint, by rule id.
    compose_lint => ComposeLint,
    /// dclint, by rule name.
    dclint => Dclint,
    /// Reliability, by topic: `availability`, `resources`, `scheduling`.
    reliability => Reliability,
    /// Gatekeeper library, by the path of the template: `general/httpsonly`.
    gatekeeper => Gatekeeper,
    /// Kyverno policies, by the name of the policy.
    kyverno => Kyverno,
}
