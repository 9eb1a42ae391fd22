//! The profile `stella-ops` against the guide's own Compose file, and against corrected files with
//! every line made wrong again.

mod wrong_compose;
mod wrong_kubernetes;

use plimsoll_linter::{
    Attestation, Linter, Report, Settings, Status, Wanted,
    config::Loader,
    diagnostics::FileId,
    model::{loader, new_file},
    rules::profile::{self, stella_ops as guide},
    stella_ops_requirements,
};
use plimsoll_testkit::{examples, failures};

const GUIDE: &str = include_str!("../../../../testdata/guide/compose.yaml");
const CORRECTED: &str = include_str!("../../../../testdata/guide/corrected.yaml");

const KUBERNETES: &str = include_str!("../../../../testdata/guide/kubernetes.yaml");

struct NoDisk;

impl Loader for NoDisk {
    fn load(&self, _: &str) -> Result<String, String> {
        Err("no disk".to_owned())
    }

    fn exists(&self, _: &str) -> bool {
        false
    }
}

fn settings() -> Settings {
    let wanted = Wanted {
        folder: "/work".to_owned(),
        profile: profile::find("stella-ops"),
        today: "2027-01-15".parse().ok(),
        ..Wanted::default()
    };
    let configured = wanted.configure(["compose.yaml"], &NoDisk);
    let wrong: Vec<_> = configured.configs().flat_map(|it| &it.problems).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    configured.settings("compose.yaml").expect("it was configured").clone()
}

fn linter() -> Linter {
    Linter::new(settings())
}

/// A folder in which the seccomp profile of the guide lies.
struct Folder;

impl loader::Loader for Folder {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, _: &str) -> Option<String> {
        None
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        Some(path == "seccomp-backend.json")
    }
}

fn check(text: &str) -> Report {
    check_by(&linter(), text)
}

fn check_by(linter: &Linter, text: &str) -> Report {
    linter.check_with(vec![new_file(FileId(0), "compose.yaml", text)], &Folder)
}

/// Line, from one, and rule of every finding.
fn found(report: &Report) -> Vec<(u32, String)> {
    let line = |it: &plimsoll_linter::diagnostics::Diagnostic| {
        report.project.file(it.at.file).lines.line(it.at.range.start()) + 1
    };
    let mut found: Vec<_> =
        report.diagnostics().map(|it| (line(it), it.rule.to_string())).collect();
    found.sort();
    found
}

#[test]
fn every_page_of_the_profile_does_what_it_says() {
    let settings = settings();
    let mut wrong = Vec::new();
    for (name, _) in guide::PAGES {
        let Some(rule) = settings.find(name) else {
            wrong.push(format!("{name}: the rule has another name than its file"));
            continue;
        };
        if examples(rule.page()).len() < 2 {
            wrong.push(format!("{name}: no two examples"));
        }
        wrong.extend(failures(rule));
    }
    assert!(wrong.is_empty(), "{} failures\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_page_names_the_section_that_demands_it() {
    let settings = settings();
    for demand in guide::DEMANDS {
        let guide::Shown::By(rules) = demand.shown else { continue };
        for rule in rules.iter().filter(|it| it.starts_with("stella-")) {
            let found = settings.find(rule).unwrap_or_else(|| panic!("{rule}"));
            let sections: Vec<_> = found.controls().map(|it| it.id).collect();
            assert_eq!(sections, [demand.section], "{rule}");
        }
    }
}

#[test]
fn the_guides_own_file_has_the_weaknesses_that_it_has() {
    let found = found(&check(GUIDE));
    for expected in [
        (3, "placeholder-image"),
        (11, "executable-tmpfs"),
        (11, "unknown-mount-option"),
        (22, "missing-health-check"),
        (22, "privilege-escalation"),
        (23, "missing-digest"),
        (24, "secret-on-command-line"),
        (29, "stella-unbounded-tmpfs"),
    ] {
        let expected = (expected.0, expected.1.to_owned());
        assert!(found.contains(&expected), "{expected:?} is not in {found:#?}");
    }
    assert_eq!(found.len(), 8, "{found:#?}");
}

#[test]
fn the_corrected_files_pass() {
    for text in [CORRECTED, KUBERNETES] {
        let report = check(text);
        assert!(report.coverage.is_complete(), "{:?}", report.coverage.gaps);
        assert_eq!(found(&report), []);
        assert!(report.undecided.is_empty(), "{:?}", report.undecided);
    }
}

/// A line of a corrected file: its text, and what becomes of it when it is made wrong, with the rule
/// that finds it; or why no version of it can be wrong.
type Line = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// Where a wrong version is empty, the line is left out with everything below it, and so is the key
/// above it if nothing is left there. `&` in it stands for the line as it is, a line break begins a
/// further line at the same depth.
fn made_wrong(lines: &[&str], index: usize, wrong: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = lines[index];
    let below = lines[index + 1..].iter().take_while(|it| indent(it) > indent(own)).count();
    let mut left: Vec<String> = lines[..index].iter().map(|it| (*it).to_owned()).collect();
    let mut after = index + 1;
    if wrong.is_empty() {
        after += below;
        let next = lines.get(after).map_or(0, |it| indent(it));
        if left
            .last()
            .is_some_and(|it| it.ends_with(':') && indent(it) >= next && indent(it) < indent(own))
        {
            left.pop();
        }
    } else {
        // What stands below a key goes with its value.
        after += if wrong.contains('&') { 0 } else { below };
        let depth = " ".repeat(indent(own));
        let wrong = wrong.replace('&', own.trim_start());
        left.extend(wrong.lines().map(|it| format!("{depth}{it}")));
    }
    left.extend(lines[after..].iter().map(|it| (*it).to_owned()));
    left.join("\n") + "\n"
}

/// Every line of `text` is in `table`, in order, and every wrong version of it is exactly one finding.
fn each_line_made_wrong_is_one_finding(text: &str, table: &[Line]) {
    let linter = linter();
    let lines: Vec<&str> = text.lines().collect();
    let known: Vec<&str> = table.iter().map(|it| it.0).collect();
    let own: Vec<&str> = lines.iter().map(|it| it.trim()).collect();
    assert_eq!(own, known, "a line of the file has no wrong version");
    let mut failures = Vec::new();
    for (index, (line, wrong, why_not)) in table.iter().enumerate() {
        assert!(wrong.is_empty() != why_not.is_empty(), "`{line}`: wrong versions, or a reason");
        for (version, rule) in *wrong {
            let text = made_wrong(&lines, index, version);
            let found = found(&check_by(&linter, &text));
            let rules: Vec<&str> = found.iter().map(|(_, rule)| rule.as_str()).collect();
            if rules != [*rule] {
                let line = index + 1;
                failures.push(format!(
                    "{line}: `{}` -> `{version}`: {found:?}, not {rule}",
                    own[index]
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn each_line_of_the_compose_file_made_wrong_is_one_finding() {
    each_line_made_wrong_is_one_finding(CORRECTED, wrong_compose::LINES);
}

#[test]
fn each_line_of_the_manifests_made_wrong_is_one_finding() {
    each_line_made_wrong_is_one_finding(KUBERNETES, wrong_kubernetes::LINES);
}

fn attested(text: &str) -> Attestation {
    let linter = linter();
    let report = check_by(&linter, text);
    let rows = stella_ops_requirements();
    Attestation::new("stella-ops", "guide", linter.settings("compose.yaml"), &report, &[], rows)
}

fn status(it: &Attestation, what: &str) -> Status {
    it.rows.iter().find(|row| row.requirement.what.contains(what)).expect(what).status
}

#[test]
fn a_demand_is_met_only_where_everything_is_known() {
    let it = attested(CORRECTED);
    assert_eq!(status(&it, "read-only root"), Status::Met);
    assert_eq!(status(&it, "plug-ins mounted"), Status::Met);
    assert_eq!(status(&it, "disruption budget"), Status::NotAssessable);
    assert_eq!(status(&it, "SBOM"), Status::NotAssessable);
    assert_eq!(it.count(Status::Failed), 0);

    let unknown = CORRECTED.replacen("read_only: true", "read_only: ${READ_ONLY}", 1);
    assert_eq!(status(&attested(&unknown), "read-only root"), Status::NotAssessable);
    assert_eq!(status(&attested(&unknown), "every capability"), Status::Met);

    let open = CORRECTED.replacen("read_only: true", "read_only: false", 1);
    assert_eq!(status(&attested(&open), "read-only root"), Status::Failed);

    let comment =
        "read_only: false # plimsoll: ignore[writable-root-filesystem] until the next release";
    let suppressed = CORRECTED.replacen("read_only: true", comment, 1);
    let it = attested(&suppressed);
    assert_eq!(status(&it, "read-only root"), Status::Suppressed);

    let broken = format!("{CORRECTED}  - : [\n");
    assert_eq!(attested(&broken).count(Status::Met), 0);
}

#[test]
fn the_page_about_the_guide_is_current() {
    let expected = guide::page(&|rule| {
        settings().find(rule).map(|it| it.summary().to_owned()).unwrap_or_default()
    });
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/stella-ops.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).expect("docs/stella-ops.md can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/stella-ops.md is not current; run this test with UPDATE_DOCS=1"
    );
}
