//! What a report on a standard counts: every judgement, whatever a list for people leaves out.

use std::collections::BTreeSet;

use plimsoll_linter::{
    Attestation, Linter, Report, Requirement, Settings, Status, SuppressedBy, Wanted,
    config::{self, FILE_NAME},
    diagnostics::FileId,
    model::{loader, new_file},
    requirements_of,
    rules::{Authority, Check, RuleRef, catalogue, profile},
};
use plimsoll_testkit::{Example, Kind, examples};

/// A folder with nothing in it but a configuration.
struct Configuration(String);

impl config::Loader for Configuration {
    fn load(&self, path: &str) -> Result<String, String> {
        match self.exists(path) {
            true => Ok(self.0.clone()),
            false => Err("no such file".to_owned()),
        }
    }

    fn exists(&self, path: &str) -> bool {
        path.strip_prefix('/') == Some(FILE_NAME)
    }
}

/// A folder of which nothing but what was handed in is known.
struct Nothing;

impl loader::Loader for Nothing {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, _: &str) -> Option<String> {
        None
    }
}

/// Paths and texts.
type Files = Vec<(String, String)>;

/// What is bad by two rules at once where neither page has it.
const FURTHER: [(&str, &str); 3] = [
    (
        "compose.yaml",
        "services:\n  a:\n    image: 'example.com/a:1.0'\n    privileged: true\n    cap_add: [SYS_ADMIN]\n",
    ),
    (
        "pod.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: db, namespace: shop}\nspec:\n  containers: [{name: db, image: 'postgres:16.4', ports: [{containerPort: 5432, hostPort: 5432}]}]\n",
    ),
    (
        "autoscaler.yaml",
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: it, namespace: shop}\nspec: {minReplicas: 4, maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n",
    ),
];

/// Settings with the rules of these profiles, and with their pages.
fn settings(profiles: &[&str], more: &str) -> Settings {
    let toml = format!("extends = {profiles:?}\n{more}");
    let wanted = Wanted { folder: "/".to_owned(), ..Wanted::default() };
    let configured = wanted.configure(["example.yaml"], &Configuration(toml));
    let settings = configured.settings("example.yaml").expect("it was configured");
    let wrong: Vec<&str> =
        settings.config().problems.iter().map(|it| it.message.as_str()).collect();
    assert!(!settings.config().is_wrong(), "{wrong:?}");
    settings.clone()
}

fn check(linter: &Linter, files: &Files) -> Report {
    let files = (0u32..).zip(files);
    let files = files.map(|(id, (path, text))| new_file(FileId(id), path.as_str(), text));
    linter.check_with(files.collect(), &Nothing)
}

fn rows(settings: &Settings, report: &Report, requirements: Vec<Requirement>) -> Attestation {
    Attestation::new("", "", settings, report, &[], requirements)
}

/// The pairs of rules that run together of which the first makes findings of the second redundant.
fn pairs(settings: &Settings) -> BTreeSet<(String, String)> {
    let runs = |name: &str| settings.level(name).is_some();
    let rules = settings.rules().map(|(rule, _)| rule).filter(|rule| runs(rule.name()));
    rules
        .flat_map(|above| {
            let below = above.supersedes().chain(above.supersedes_item());
            below.map(|below| (above.name().to_owned(), below.to_owned()))
        })
        .filter(|(_, below)| runs(below))
        .collect()
}

/// The examples of a page that show something bad and need no settings.
fn bad(page: &str) -> Vec<Files> {
    let is_plain = |it: &Example| it.kind == Kind::Bad && it.settings.is_empty();
    let plain = examples(page).into_iter().filter(is_plain);
    plain.map(|it| it.files.into_iter().map(|it| (it.path, it.text)).collect()).collect()
}

/// The examples of the rules of these pairs that show something bad and need no settings.
fn bad_examples(settings: &Settings, pairs: &BTreeSet<(String, String)>) -> Vec<Files> {
    let rules: BTreeSet<&String> = pairs.iter().flat_map(|(above, below)| [above, below]).collect();
    let pages = rules.into_iter().filter_map(|it| settings.find(it)).map(RuleRef::page);
    let further = FURTHER.map(|(path, text)| vec![(path.to_owned(), text.to_owned())]);
    pages.flat_map(bad).chain(further).collect()
}

#[test]
fn what_another_finding_says_better_still_fails_its_own_controls() {
    let every: Vec<&str> = profile::all().map(|it| it.name).collect();
    let mut profiles: Vec<Vec<&str>> = every.iter().map(|it| vec![*it]).collect();
    profiles.push(every);
    let (mut seen, mut wanted, mut failed) = (BTreeSet::new(), BTreeSet::new(), 0);
    for profiles in profiles {
        let settings = settings(&profiles, "");
        let pairs = pairs(&settings);
        let linter = Linter::new(settings.clone());
        for example in bad_examples(&settings, &pairs) {
            let report = check(&linter, &example);
            for below in &report.superseded {
                let rule = &below.judged.rule;
                let above =
                    report.judged.iter().filter(|it| below.by.contains(&it.diagnostic.fingerprint));
                seen.extend(above.map(|it| (it.rule.name().to_owned(), rule.name().to_owned())));
                for control in rule.controls() {
                    let Some(authority) = control.known.filter(|it| it.is_standard()) else {
                        continue;
                    };
                    let mut asked = requirements_of(&settings, authority);
                    asked.retain(|it| it.section == control.id);
                    let attested = rows(&settings, &report, asked);
                    let [row] = &attested.rows[..] else { panic!("{profiles:?} {control:?}") };
                    let text = &example[0].1;
                    assert_eq!(
                        row.status,
                        Status::Failed,
                        "{profiles:?} {rule:?} {control:?}\n{text}"
                    );
                    failed += 1;
                }
            }
        }
        wanted.extend(pairs);
    }
    // A pair of which one is never superseded by the other in any example shows nothing.
    let unseen: Vec<_> = wanted.difference(&seen).collect();
    assert!(unseen.is_empty(), "no page shows {unseen:#?}");
    assert!(failed > 100, "{failed}");
}

#[test]
fn each_dangerous_item_of_a_list_is_a_finding() {
    let linter = Linter::new(settings(&["strict"], ""));
    let text = "services:\n  a:\n    image: 'example.com/a:1.0'\n    cap_add: [SYS_ADMIN, CHOWN, SYS_TIME]\n";
    let report = linter.check_text("compose.yaml", text);
    let of = |rule: &str| -> Vec<&str> {
        let found = report.open().filter(|it| it.rule.name() == rule);
        found.map(|it| it.diagnostic.at.range.slice(text)).collect()
    };
    assert_eq!(of("added-capability"), ["SYS_ADMIN", "SYS_TIME"]);
    assert_eq!(of("extra-capability"), ["CHOWN"]);
}

#[test]
fn what_one_service_does_with_a_definition_hides_nothing_about_another_one() {
    let linter = Linter::new(settings(&["recommended"], ""));
    let text = "x-common: &common {image: 'example.com/a:1.0', pid: host}\nservices:\n  a: {<<: *common, cap_add: [SYS_PTRACE]}\n  b: {<<: *common}\n";
    let report = linter.check_text("compose.yaml", text);
    let of = |rule: &str| -> Vec<&str> {
        report.open().filter(|it| it.rule.name() == rule).map(|it| it.subject.as_str()).collect()
    };
    assert_eq!(of("host-process-takeover"), ["services.a"]);
    assert_eq!(of("host-pid-namespace"), ["services.b"]);
}

/// The status of the requirement of `section`, and what it is called.
fn status(profile: &str, path: &str, text: &str, section: &str) -> (Status, String) {
    let settings = settings(&[profile], "");
    let authority = Authority::with_key(profile).expect("a standard stands behind it");
    let below = (authority == Authority::PssRestricted).then_some(Authority::PssBaseline);
    let asked = [Some(authority), below].into_iter().flatten();
    let asked = asked.flat_map(|it| requirements_of(&settings, it)).collect();
    let report = Linter::new(settings.clone()).check_text(path, text);
    let attested = rows(&settings, &report, asked);
    let row = attested.rows.iter().find(|it| it.requirement.section == section);
    let row = row.unwrap_or_else(|| panic!("{profile} has no {section}"));
    (row.status, row.requirement.what.clone())
}

#[test]
fn what_reports_said_was_met_is_failed() {
    let pod = |context: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a, namespace: shop}}\nspec:\n  securityContext: {{runAsNonRoot: true, seccompProfile: {{type: RuntimeDefault}}}}\n  containers:\n  - name: c\n    image: example.com/a:1.0\n    securityContext: {{{context}}}\n"
        )
    };
    let volume = |path: &str| {
        pod("allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}")
            + &format!(
                "    volumeMounts: [{{name: v, mountPath: /v}}]\n  volumes: [{{name: v, hostPath: {{path: {path}}}}}]\n"
            )
    };
    let service = |rest: &str| format!("services:\n  a:\n    {rest}\n");
    let privileged = pod("privileged: true, capabilities: {drop: [ALL]}");
    let capable = pod("privileged: true, capabilities: {add: [SYS_ADMIN]}");
    let timed =
        pod("allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [SYS_TIME]}");
    let image = "image: 'example.com/a:1.0'\n    ";
    let rows = [
        ("pss-restricted", "pod.yaml", &privileged, "allowPrivilegeEscalation"),
        ("pss-restricted", "pod.yaml", &capable, "allowPrivilegeEscalation"),
        ("pss-restricted", "pod.yaml", &capable, "capabilities_restricted"),
        ("pss-restricted", "pod.yaml", &capable, "capabilities_baseline"),
        ("pss-restricted", "pod.yaml", &timed, "capabilities_restricted"),
        ("pss-restricted", "pod.yaml", &volume("/srv"), "restrictedVolumes"),
        ("nsa-cisa", "pod.yaml", &volume("/"), "container runtime sockets"),
        ("cis-docker", "compose.yaml", &service(&format!("{image}privileged: true")), "5.4"),
        ("cis-docker", "compose.yaml", &service(&format!("{image}privileged: true")), "5.26"),
        (
            "cis-docker",
            "compose.yaml",
            &service("image: 'prom/prometheus:v2.50.0'\n    ports: ['9090:9090']"),
            "5.14",
        ),
        (
            "cis-docker",
            "compose.yaml",
            &service("image: 'docker:25-dind'\n    ports: ['2375:2375']"),
            "5.14",
        ),
        ("cis-docker", "compose.yaml", &service(&format!("{image}volumes: ['/:/host']")), "5.32"),
    ];
    for (profile, path, text, section) in rows {
        let (status, _) = status(profile, path, text, section);
        assert_eq!(status, Status::Failed, "{profile} {section}\n{text}");
    }
}

#[test]
fn what_is_asked_for_reads_as_a_demand() {
    for profile in ["cis-docker", "nsa-cisa", "pss-baseline", "pss-restricted"] {
        let settings = settings(&[profile], "");
        let authority = Authority::with_key(profile).expect("a standard stands behind it");
        for it in requirements_of(&settings, authority) {
            let offence = |name: &String| {
                settings.find(name).is_some_and(|rule| it.what.starts_with(rule.summary()))
            };
            assert!(!it.rules.iter().any(offence), "{profile} {}: {}", it.section, it.what);
        }
    }
}

#[test]
fn whoever_accepts_the_worse_accepts_what_it_implies_unless_that_is_locked() {
    let text = "services:\n  a:\n    image: 'example.com/a:1.0'\n    privileged: true # plimsoll: ignore[privileged-container] a reason\n";
    for (more, expected) in
        [("", Status::Suppressed), ("locked = ['privilege-escalation']", Status::Failed)]
    {
        let settings = settings(&["cis-docker"], more);
        let report = Linter::new(settings.clone()).check_text("compose.yaml", text);
        let mut asked = requirements_of(&settings, Authority::CisDocker);
        asked.retain(|it| it.section == "5.26");
        assert_eq!(rows(&settings, &report, asked).rows[0].status, expected, "{more}");
    }
}

#[test]
fn a_comment_for_what_is_superseded_is_in_use() {
    let text = "services:\n  a:\n    image: 'example.com/a:1.0'\n    privileged: true\n    cap_add: [SYS_ADMIN] # plimsoll: ignore[added-capability] a reason\n";
    let report = Linter::new(settings(&["strict"], "")).check_text("compose.yaml", text);
    assert!(report.open().all(|it| it.rule.name() != "unused-suppression"));
    let below = report.superseded.iter().find(|it| it.judged.rule.name() == "added-capability");
    let below = below.expect("it is superseded");
    assert_eq!(below.judged.suppressed_by, Some(SuppressedBy::Comment(0)));
}

#[test]
fn nothing_is_met_by_a_rule_that_is_switched_off() {
    let text = "services:\n  a:\n    image: 'example.com/a:1.0'\n    read_only: true\n";
    for (more, expected) in
        [("", Status::Met), ("rules.writable-root-filesystem = 'off'", Status::NotAssessable)]
    {
        let settings = settings(&["cis-docker"], more);
        let report = Linter::new(settings.clone()).check_text("compose.yaml", text);
        let mut asked = requirements_of(&settings, Authority::CisDocker);
        asked.retain(|it| it.section == "5.13");
        let attested = rows(&settings, &report, asked);
        assert_eq!(attested.rows[0].status, expected, "{more} {:?}", attested.rows[0].because);
    }
}

#[test]
fn rules_over_pairs_of_objects_count_what_they_judge() {
    for entry in catalogue::all().filter(|it| it.rule.check.counts_itself()) {
        let rule = RuleRef::from(entry);
        let linter = Linter::new(Settings::of(|it| it.name == entry.rule.name));
        let count = |it: Files| check(&linter, &it).counts.get(rule.name()).copied().unwrap_or(0);
        let counts: Vec<usize> = bad(rule.page()).into_iter().map(count).collect();
        // Some also look at objects one by one, which are counted like all others.
        let is_mixed = matches!(entry.rule.check, Check::Any(_));
        let is_counted = |it: &usize| *it > 0;
        let holds =
            if is_mixed { counts.iter().any(is_counted) } else { counts.iter().all(is_counted) };
        assert!(!counts.is_empty() && holds, "{rule:?} {counts:?}");
    }
    let unknown = "services:\n  a:\n    image: 'example.com/a:1.0'\n    ports: ['${PORT}:80']\n";
    let linter = Linter::new(Settings::of(|it| it.name == "duplicate-claim"));
    let report = linter.check_text("compose.yaml", unknown);
    assert_eq!(report.undecided.len(), 1, "{:?}", report.undecided);
}
