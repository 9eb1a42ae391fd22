//! The profile `stella-ops` against the guide's own Compose file, and against a corrected one with
//! every line made wrong again.

use plimsoll_linter::{
    Attestation, Linter, Report, Settings, Status, Wanted,
    config::Loader,
    rules::profile::{self, stella_ops as guide},
    stella_ops_requirements,
};
use plimsoll_testkit::{examples, failures};

const GUIDE: &str = include_str!("../../../testdata/guide/compose.yaml");
const CORRECTED: &str = include_str!("../../../testdata/guide/corrected.yaml");

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

fn check(text: &str) -> Report {
    linter().check_text("compose.yaml", text)
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
fn the_corrected_file_passes() {
    let report = check(CORRECTED);
    assert!(report.coverage.is_complete(), "{:?}", report.coverage.gaps);
    assert_eq!(found(&report), []);
}

/// Keys that the guide does not demand of every stack, so that their absence is no offence.
const OPTIONAL: &[&str] = &[
    // Without an image there is nothing to run, and the engine says so.
    "image",
    // It answers two demands; the table below takes each away.
    "command",
    "- /data",
    "- ./keys/jwt.pem",
    "- TLSPROVIDER",
    "depends_on",
    "networks",
    "volumes",
    "- ./keys",
    "- ./plugins",
    "secrets",
    "test",
    "services",
    "backend",
    "redis",
    "core-net",
    "driver",
    "redis.conf",
    "file",
    "x-rotated",
];

#[test]
fn each_line_left_out_is_one_finding() {
    let lines: Vec<&str> = CORRECTED.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut tried = 0;
    for (index, line) in lines.iter().enumerate() {
        let key = line.trim().split([':', '=']).next().unwrap_or("");
        // The items of a list are left out one by one.
        let is_list = lines.get(index + 1).is_some_and(|it| it.trim().starts_with("- "));
        if OPTIONAL.contains(&key) || is_list {
            continue;
        }
        let below = lines[index + 1..].iter().take_while(|it| indent(it) > indent(line)).count();
        let mut left: Vec<&str> = lines[..index].to_vec();
        left.extend(&lines[index + 1 + below..]);
        // A list that loses its only item is no list.
        if let Some(parent) = left.get(index.wrapping_sub(1))
            && parent.trim_end().ends_with(':')
            && left.get(index).is_none_or(|it| indent(it) <= indent(parent))
        {
            left.remove(index - 1);
        }
        let found = found(&check(&(left.join("\n") + "\n")));
        assert_eq!(found.len(), 1, "without `{}`: {found:?}", line.trim());
        tried += 1;
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn each_value_made_wrong_is_one_finding() {
    for (from, to, rule) in [
        (
            "stella-ops@sha256:4f9c1d0e8b7a6c5d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d",
            "stella-ops:2.0",
            "missing-digest",
        ),
        (
            "stella-ops@sha256:4f9c1d0e8b7a6c5d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d",
            "stella-ops:<PINNED_TAG_OR_DIGEST>",
            "placeholder-image",
        ),
        ("user: \"101:101\"", "user: \"0:0\"", "root-user"),
        ("user: \"redis\"", "user: root", "root-user"),
        (
            "no-new-privileges:true\"\n      - \"seccomp",
            "no-new-privileges:false\"\n      - \"seccomp",
            "privilege-escalation",
        ),
        ("seccomp:./seccomp-backend.json", "seccomp:unconfined", "unconfined-seccomp"),
        ("/tmp:size=64m,noexec,nosuid", "/tmp:size=64m,exec,nosuid", "executable-tmpfs"),
        ("/tmp:size=64m,noexec,nosuid", "/tmp:size=64m,noexec,suid", "stella-setuid-tmpfs"),
        ("/tmp:size=64m,noexec,nosuid", "/tmp:noexec,nosuid", "stella-unbounded-tmpfs"),
        ("/tmp:size=64m,noexec,nosuid", "/tmp:size=64m,noexec,nosymlink", "unknown-mount-option"),
        ("/tmp:size=64m,noexec,nosuid", "/var/cache:size=64m,noexec,nosuid", "stella-missing-tmp"),
        ("https://+:8080", "http://+:8080", "stella-plaintext-listener"),
        (
            "https://localhost:8080/health",
            "http://localhost:8080/health",
            "stella-plaintext-health-check",
        ),
        ("\"/run/secrets/redis.conf\", ", "", "stella-redis-without-password"),
        (
            "\"/run/secrets/redis.conf\"",
            "\"--requirepass\", \"${REDIS_PASS}\"",
            "secret-on-command-line",
        ),
        (", \"--rename-command\", \"FLUSHALL\", \"\"", "", "stella-redis-dangerous-commands"),
        (
            "    networks: [core-net]\n    secrets",
            "    ports: [\"6379:6379\"]\n    networks: [core-net]\n    secrets",
            "datastore-port-published",
        ),
        ("jwt.pem:ro", "jwt.pem", "stella-writable-keys"),
        ("/plugins:ro", "/plugins", "stella-writable-plugins"),
        ("driver: bridge", "driver: macvlan", "stella-several-networks"),
        (
            "    driver: bridge\n",
            "    driver: bridge\n  redis-net: {}\n",
            "stella-several-networks",
        ),
        ("x-rotated: 2027-01-01", "x-rotated: 2026-01-01", "stella-overdue-rotation"),
        (
            "TLSPROVIDER=OpenSslGost",
            "Security__DisablePluginUnsigned=true",
            "stella-unsigned-plugins",
        ),
        ("TLSPROVIDER=OpenSslGost", "FEEDSER_AUTHORITY__ENABLED=false", "stella-authority-off"),
        (
            "TLSPROVIDER=OpenSslGost",
            "FEEDSER_AUTHORITY__ALLOWANONYMOUSFALLBACK=true",
            "stella-anonymous-fallback",
        ),
    ] {
        assert!(CORRECTED.contains(from), "{from}");
        let found = found(&check(&CORRECTED.replacen(from, to, 1)));
        let rules: Vec<&str> = found.iter().map(|(_, rule)| rule.as_str()).collect();
        assert_eq!(rules, [rule], "{from} -> {to}");
    }
}

fn attested(text: &str) -> Attestation {
    let linter = linter();
    let report = linter.check_text("compose.yaml", text);
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
