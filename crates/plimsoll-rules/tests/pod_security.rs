//! The Pod Security Standards at their edges: releases, operating systems, inheritance, and what
//! the files leave open.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{Patch, Project, new_file, realise, subjects::WorkloadId};
use plimsoll_rules::pod_security::{
    Level::{Baseline, Privileged, Restricted},
    evaluate,
};

const HARD: &str = "allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}";
const POD_HARD: &str = "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}";
const FILTERED: &str = "seccompProfile: {type: RuntimeDefault}";

fn pod(pod: &str, container: &str, rest: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  securityContext: {{{pod}}}\n  \
         containers:\n    - {{name: app, image: 'example.com/app:1', securityContext: {{{container}}}}}\n{rest}"
    )
}

#[test]
fn pods_are_decided_as_by_the_release_and_check_that_decide_them() {
    let own = |it: &str| format!("{HARD}, {it}");
    let own_users = || pod(&format!("{FILTERED}, runAsUser: 0"), HARD, "  hostUsers: false\n");
    let windows = |it: &str| pod(it, "", "  os: {name: windows}\n");
    let annotated =
        "{name: web, annotations: {container.apparmor.security.beta.kubernetes.io/x: unconfined}}";
    let rows: [(&str, String, _, u32, &[&str]); 17] = [
        ("a hardened pod", pod(POD_HARD, HARD, ""), Restricted, 34, &[]),
        ("nothing is asked", pod("", "privileged: true", ""), Privileged, 34, &[]),
        ("a bare pod", pod("", "", ""), Baseline, 34, &[]),
        (
            "a bare pod at restricted",
            pod("", "", ""),
            Restricted,
            34,
            &[
                "allowPrivilegeEscalation",
                "capabilities_restricted",
                "runAsNonRoot",
                "seccompProfile_restricted",
            ],
        ),
        (
            "a bare pod of an old release",
            pod("", "", ""),
            Restricted,
            18,
            &["allowPrivilegeEscalation", "runAsNonRoot"],
        ),
        (
            "false on the pod that its container overrides",
            pod(&format!("{FILTERED}, runAsNonRoot: false"), &own("runAsNonRoot: true"), ""),
            Restricted,
            34,
            &["runAsNonRoot"],
        ),
        (
            "false on the container below true",
            pod(POD_HARD, &own("runAsNonRoot: false"), ""),
            Restricted,
            34,
            &["runAsNonRoot"],
        ),
        (
            "a container without a filter below one with",
            pod(POD_HARD, &own("seccompProfile: {type: Unconfined}"), ""),
            Baseline,
            34,
            &["seccompProfile_baseline"],
        ),
        (
            "the spelling of Docker",
            pod("", "capabilities: {add: [CAP_CHOWN]}", ""),
            Baseline,
            34,
            &["capabilities_baseline"],
        ),
        ("windows since 1.25", windows("runAsNonRoot: true"), Restricted, 25, &[]),
        (
            "windows before",
            windows(POD_HARD),
            Restricted,
            24,
            &["allowPrivilegeEscalation", "capabilities_restricted"],
        ),
        ("users of its own since 1.35", own_users(), Restricted, 35, &[]),
        ("users of its own before", own_users(), Restricted, 34, &["runAsNonRoot", "runAsUser"]),
        (
            "a path of the host that nothing mounts",
            pod(POD_HARD, HARD, "  volumes: [{name: etc, hostPath: {path: /etc}}]\n"),
            Restricted,
            34,
            &["restrictedVolumes"],
        ),
        (
            "a volume without a source",
            pod(POD_HARD, HARD, "  volumes: [{name: empty}]\n"),
            Restricted,
            34,
            &[],
        ),
        (
            "an annotation for a container that does not exist",
            pod("", "", "").replace("{name: web}", annotated),
            Baseline,
            34,
            &["appArmorProfile"],
        ),
        (
            "a release to come",
            pod("sysctls: [{name: net.ipv4.tcp_notsent_lowat, value: '1'}]", "", ""),
            Baseline,
            99,
            &[],
        ),
    ];
    for (name, text, level, minor, wanted) in rows {
        let project = Project::new(vec![new_file(FileId(0), "pod.yaml", &text)]);
        let verdict = evaluate(&project, WorkloadId(0), level, minor);
        let mut ids: Vec<_> = verdict.violations.iter().map(|it| it.check.id).collect();
        ids.dedup();
        assert_eq!(ids, wanted, "{name}\n{text}");
        assert_eq!(verdict.is_allowed(), Some(wanted.is_empty()), "{name}\n{text}");
    }
}

#[test]
fn what_a_variable_decides_is_neither_allowed_nor_refused() {
    for text in [
        pod(POD_HARD, &format!("{HARD}, privileged: '${{PRIVILEGED}}'"), ""),
        pod(&format!("{FILTERED}, runAsNonRoot: '${{ROOT}}'"), HARD, ""),
        pod(POD_HARD, "", "  os: {name: '${OS}'}\n"),
    ] {
        let project = Project::new(vec![new_file(FileId(0), "pod.yaml", &text)]);
        let verdict = evaluate(&project, WorkloadId(0), Restricted, 34);
        assert_eq!(verdict.is_allowed(), None, "{text}");
    }
}

#[test]
fn the_remedies_of_a_pod_together_make_it_restricted() {
    let rows = [
        pod("", "", ""),
        pod("runAsNonRoot: false, runAsUser: 0", "privileged: true", "  hostPID: true\n"),
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: a\n      \
         image: example.com/a:1\n    - name: b\n      image: example.com/b:1\n      ports:\n        - \
         containerPort: 80\n          hostPort: 80\n      securityContext:\n        capabilities:\n          \
         add: [SYS_ADMIN]\n"
            .to_owned(),
    ];
    for text in rows {
        let project = Project::new(vec![new_file(FileId(0), "pod.yaml", &text)]);
        let verdict = evaluate(&project, WorkloadId(0), Restricted, 34);
        let mut patches: Vec<Patch> = Vec::new();
        for violation in verdict.violations {
            let patch = violation.remedy.expect(violation.check.id);
            if !patches.contains(&patch) {
                patches.push(patch);
            }
        }
        let edits = realise(project.files(), &patches).expect(&text);
        let fixed = edits.iter().fold(text.clone(), |text, (_, edits)| edits.apply(&text));
        let project = Project::new(vec![new_file(FileId(0), "pod.yaml", &fixed)]);
        let verdict = evaluate(&project, WorkloadId(0), Restricted, 34);
        assert_eq!(verdict.is_allowed(), Some(true), "{text}\nbecame\n{fixed}");
    }
}
