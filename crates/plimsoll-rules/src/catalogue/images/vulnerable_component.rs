//! Field: `image`, against versions of components of clusters with a hole that others have used.

use crate::prelude::*;

/// A component, and the versions of it that have a hole.
struct Hole {
    /// The end of the repository.
    path: &'static str,
    /// The first version that has it.
    since: [u32; 3],
    /// The first one that does not have it any more.
    fixed: [u32; 3],
    /// What it is known by.
    id: &'static str,
}

const fn hole(path: &'static str, since: [u32; 3], fixed: [u32; 3], id: &'static str) -> Hole {
    Hole { path, since, fixed, id }
}

/// Source: the advisories of the projects.
const HOLES: &[Hole] = &[
    hole("argoproj/argocd", [0, 0, 0], [2, 1, 9], "CVE-2022-24348"),
    hole("argoproj/argocd", [2, 2, 0], [2, 2, 4], "CVE-2022-24348"),
    hole("grafana/grafana", [8, 0, 0], [8, 0, 7], "CVE-2021-43798"),
    hole("grafana/grafana", [8, 1, 0], [8, 1, 8], "CVE-2021-43798"),
    hole("grafana/grafana", [8, 2, 0], [8, 2, 7], "CVE-2021-43798"),
    hole("grafana/grafana", [8, 3, 0], [8, 3, 1], "CVE-2021-43798"),
    hole("grafana/grafana", [9, 2, 0], [9, 2, 4], "CVE-2022-39328"),
    hole("ingress-nginx/controller", [0, 0, 0], [1, 11, 5], "CVE-2025-1974"),
    hole("ingress-nginx/controller", [1, 12, 0], [1, 12, 1], "CVE-2025-1974"),
    hole("kyverno/kyverno", [1, 8, 3], [1, 8, 5], "CVE-2022-47633"),
];

/// The version that a tag names by three numbers: `v1.11.4`, `9.2.0-ubuntu`.
fn version(tag: &str) -> Option<[u32; 3]> {
    let numbers = tag.strip_prefix('v').unwrap_or(tag).split(['-', '+']).next()?;
    let mut parts = numbers.split('.').map(|it| it.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

pub(super) static RULE: Rule = Rule {
    name: "vulnerable-component",
    summary: "component of the cluster has a hole that others have used",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[cwe("1395"), kubescape("C-0081"), kubescape("C-0090"), kubescape("C-0091")],
    check: Check::Image(|image, cx| {
        let (Some(reference), Some(tag)) = (image.reference.known(), image.tag.known()) else {
            return;
        };
        let Some(version) = version(tag) else { return };
        let is_it = |it: &&Hole| {
            let path = &reference.repository;
            let is_path = path == it.path || path.ends_with(&format!("/{}", it.path));
            is_path && it.since <= version && version < it.fixed
        };
        let Some(hole) = HOLES.iter().find(is_it) else { return };
        let container = cx.project.container(image.container);
        let [major, minor, patch] = hole.fixed;
        let message = format!(
            "{container} runs `{tag}`, which has {}; {major}.{minor}.{patch} does not",
            hole.id
        );
        cx.report(&image.tag, message);
    }),
    ..Rule::UNSET
};
