//! What snapshots of facts do not show: the bytes that are pointed at, the way there, and where a
//! fix would go.

use plimsoll_facts::{
    Fact, Patch, Scope, Shown, Spelling, Subject, ViaKind, Why, Words,
    loader::Given,
    subjects::{Limit, User},
};

use proptest::prelude::*;

use super::testing::{any_text, file, looked_at, services, steps};

#[test]
fn a_default_in_a_variable_is_what_a_finding_points_at() {
    let cases = [
        ("privileged: ${A:-true}", "privileged", "true"),
        ("privileged: \"${A:-true}\"", "privileged", "true"),
        ("read_only: ${A:-${B:-false}}", "read_only_root", "false"),
        ("user: \"${A:-0}:${B:-1000}\"", "user", "0"),
        ("user: \"${A:-0}:${B:-1000}\"", "group", "1000"),
        ("mem_limit: ${A-1g}", "memory_limit", "1g"),
        ("image: \"app:${A:-latest}\"", "tag", "latest"),
        ("image: \"${A:-ghcr.io}/app:1\"", "registry", "ghcr.io"),
        ("image: \"app:v${A:-1}.${B:-2}\"", "tag", "v${A:-1}.${B:-2"),
        ("pid: ${A:-host}", "pid_namespace", "host"),
        ("security_opt: [\"seccomp:${A:-unconfined}\"]", "seccomp", "seccomp:${A:-unconfined"),
        ("ports: [\"${A:-0.0.0.0}:${B:-80}:80\"]", "interface", "0.0.0.0"),
        ("ports: [\"${A:-0.0.0.0}:${B:-80}:80\"]", "published", "80"),
        ("volumes: [\"${A:-/etc}:/etc:${B:-ro}\"]", "source", "/etc"),
        ("volumes: [\"${A:-/etc}:/etc:${B:-ro}\"]", "read_only", "ro"),
        ("tmpfs: [\"/run:size=${A:-64m}\"]", "size_limit", "64m"),
        ("environment: {A: \"${A:-secret}\"}", "value", "secret"),
        ("environment: [\"A=x${A:-secret}\"]", "value", "x${A:-secret"),
        ("command: serve ${A:-fast}", "command", "fast"),
    ];
    for (line, name, expected) in cases {
        let image = if line.starts_with("image") { "" } else { "    image: app:1\n" };
        let (file, subjects) = services(&format!("  web:\n{image}    {line}"));
        let found = subjects
            .all_facts()
            .flat_map(|(_, _, facts)| facts)
            .filter(|it| it.name == name && it.fact.state() == "stated")
            .last()
            .unwrap_or_else(|| panic!("{line}: `{name}` is not stated"));
        let site = *found.sites().last().unwrap();
        assert_eq!(looked_at(&file, site), expected, "{line}");
    }
}

#[test]
fn a_value_says_which_way_it_came() {
    let (_, subjects) = services(
        "  base: &base
    image: app:1
    pid: host
    cap_add: &caps [NET_RAW]
  merged: { <<: *base, ipc: host }
  aliased: { image: app:1, cap_add: *caps }
  child: { extends: base, ipc: host }
  merged-child: { extends: merged }
  whole: *base",
    );
    let way = |name: &str| {
        let workload = subjects.workloads.iter().find(|it| it.identity.name == name).unwrap();
        steps(workload.pid_namespace.site().unwrap())
    };
    assert_eq!(way("base"), []);
    assert_eq!(way("merged"), [ViaKind::MergeKey]);
    assert_eq!(way("child"), [ViaKind::Extends]);
    assert_eq!(way("merged-child"), [ViaKind::MergeKey, ViaKind::Extends]);
    assert_eq!(way("whole"), [ViaKind::Alias]);
    let scope = |name: &str, pick: fn(&plimsoll_facts::subjects::Workload) -> &Fact<_>| {
        let workload = subjects.workloads.iter().find(|it| it.identity.name == name).unwrap();
        match pick(workload) {
            Fact::Stated { scope, .. } => Some(*scope),
            _ => None,
        }
    };
    assert_eq!(scope("child", |it| &it.pid_namespace), Some(Scope::Inherited));
    assert_eq!(scope("child", |it| &it.ipc_namespace), Some(Scope::Own));
    assert_eq!(scope("merged", |it| &it.pid_namespace), Some(Scope::Inherited));
    assert_eq!(scope("merged", |it| &it.ipc_namespace), Some(Scope::Own));
    // The mapping is the same, so the service says it itself.
    assert_eq!(scope("whole", |it| &it.pid_namespace), Some(Scope::Own));
    let aliased = subjects.containers.iter().find(|it| it.identity.name == "aliased").unwrap();
    assert_eq!(steps(aliased.added_capabilities.items[0].site().unwrap()), [ViaKind::Alias]);
}

#[test]
fn a_missing_limit_belongs_into_the_spelling_that_is_there() {
    let cases: [(&str, &[&str]); 5] = [
        ("", &["mem_limit"]),
        ("    cpus: 1", &["mem_limit"]),
        ("    deploy: { replicas: 2 }", &["mem_limit"]),
        (
            "    deploy: { resources: { limits: { cpus: '1' } } }",
            &["deploy", "resources", "limits", "memory"],
        ),
        ("    deploy: { resources: { reservations: { memory: 1g } } }", &["mem_limit"]),
    ];
    for (lines, expected) in cases {
        let (_, subjects) = services(&format!("  web:\n    image: app:1\n{lines}"));
        let limit = &subjects.containers[0].memory_limit;
        assert_eq!(limit.known(), Some(&Limit::Unset));
        assert_eq!(limit.site().unwrap().slot.path, expected, "{lines}");
    }
}

#[test]
fn an_option_is_set_as_an_item_of_its_list() {
    let (_, subjects) = services("  web: { image: app:1, security_opt: [seccomp:unconfined] }");
    let container = &subjects.containers[0];
    let patch = container.privilege_escalation.set(false);
    let Some(Patch::Put { slot, .. }) = patch else { panic!("{patch:?}") };
    assert_eq!(slot.path, ["security_opt"]);
    let Spelling::As(Words::Item(items)) = slot.spelling else { panic!("{slot:?}") };
    assert!(items.contains(&("false", "no-new-privileges:true")));
    assert!(matches!(container.seccomp.remove(), Some(Patch::Remove { .. })));
}

#[test]
fn a_piece_of_a_text_has_no_spelling_as_a_whole() {
    let (_, subjects) = services("  web: { image: 'app:1', user: '1:0', ports: ['80:80'] }");
    let slots = [
        subjects.containers[0].group.site().unwrap().slot,
        subjects.images[0].tag.site().unwrap().slot,
        subjects.ports[0].interface.site().unwrap().slot,
    ];
    for slot in slots {
        assert_eq!(slot.spelling, Spelling::NONE);
    }
    assert_eq!(subjects.containers[0].user.site().unwrap().slot.spelling, Spelling::Value);
}

#[test]
fn a_service_whose_base_is_missing_is_not_accused_of_silence() {
    let (_, subjects) = services(
        "  web: { image: app:1, privileged: true, extends: { service: x, file: elsewhere.yaml } }",
    );
    let container = &subjects.containers[0];
    assert!(container.privileged.is(true));
    assert!(matches!(container.user, Fact::Unknown { why: Why::Partial, .. }));
    assert_eq!(subjects.gaps.len(), 1);
    assert_eq!(
        subjects.gaps[0].message,
        "`web` extends `x` of `elsewhere.yaml`, which was not read"
    );
}

#[test]
fn a_chain_of_many_extends_is_followed_once_each() {
    let mut lines = String::from("  s0: { image: app:1, user: root }\n");
    for index in 1..30 {
        lines.push_str(&format!("  s{index}: {{ extends: s{} }}\n", index - 1));
    }
    let (_, subjects) = services(&lines);
    assert!(subjects.gaps.is_empty());
    assert!(subjects.containers[29].user.is(User::Root));
}

#[test]
fn what_another_program_provides_has_no_container() {
    let (_, subjects) = services("  model: { provider: { type: model } }\n  web: { image: app:1 }");
    assert_eq!(subjects.workloads.len(), 2);
    assert_eq!(subjects.containers.len(), 1);
    assert_eq!(subjects.containers[0].workload.index(), 1);
    assert!(
        subjects.workloads[0]
            .facts()
            .iter()
            .all(|it| it.name == "provider" || it.fact.state() == "inapplicable")
    );
}

fn sites_are_sound(text: &str) {
    let file = file(0, "compose.yaml", text);
    let subjects = super::load(std::slice::from_ref(&file), 1, &Given::default());
    let sites = |facts: Vec<Shown<'_>>| {
        for shown in facts {
            for site in shown.sites() {
                let range = file.range(site).to_usize();
                assert!(text.get(range.clone()).is_some(), "{} {range:?} in {text:?}", shown.name);
            }
        }
    };
    subjects.all_facts().for_each(|(_, _, facts)| sites(facts));
}

proptest! {
    #[test]
    fn any_text_is_lowered(text in any_text()) {
        sites_are_sound(&text);
    }

    #[test]
    fn any_value_in_any_setting_is_lowered(
        key in prop::sample::select(super::schema::service_keys()),
        value in prop_oneof![
            any_text(),
            "[-\\[\\]{}:,$a-z0-9./ é]{0,24}",
            "\"[$\\{\\}A-Z:=?+a-z0-9./é-]{0,24}\"",
        ],
    ) {
        sites_are_sound(&format!("services:\n  web:\n    image: app:1\n    {key}: {value}\n"));
        sites_are_sound(&format!("services:\n  web:\n    {key}:\n      - {value}\n"));
        sites_are_sound(&format!("services:\n  web:\n    {key}: {{ source: {value}, a: {value} }}\n"));
    }
}
