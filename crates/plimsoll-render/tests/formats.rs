//! Every format over the same runs: what they look like, and whether schemas accept them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use std::io;

use codespan_reporting::term::termcolor::NoColor;
use plimsoll_linter::{
    Linter, Report, Settings, Verifier,
    diagnostics::FileId,
    model::{loader::Loader, new_file},
};
use plimsoll_render::{Paths, Run, Unread};
use serde_json::Value;

type Writer = fn(&Run<'_>, &mut dyn io::Write) -> io::Result<()>;

const FORMATS: [(&str, Writer); 9] = [
    ("text", |run, mut out| plimsoll_render::text(run, &mut NoColor::new(&mut out))),
    ("json", plimsoll_render::json),
    ("sarif", plimsoll_render::sarif),
    ("github", plimsoll_render::github),
    ("gitlab", plimsoll_render::gitlab),
    ("junit", plimsoll_render::junit),
    ("rdjson", plimsoll_render::rdjson),
    ("markdown", plimsoll_render::markdown),
    ("summary", |run, out| plimsoll_render::summary(&[*run], out)),
];

/// A folder without any other file.
struct Nothing;

impl Loader for Nothing {
    fn root(&self) -> &'static str {
        "/"
    }

    fn load(&self, _: &str) -> Option<String> {
        None
    }
}

/// What runs here, so that no other rule changes what these tests see.
const RULES: [&str; 9] = [
    "added-capability",
    "datastore-port-published",
    "floating-tag",
    "host-network",
    "privileged-container",
    "root-user",
    "runtime-socket-mount",
    "secret-in-environment",
    "syntax-error",
];

fn linter() -> Linter {
    Linter::new(Settings::of(|rule| RULES.contains(&rule.name)))
}

/// The report on these files, with verified fixes.
fn report(files: &[(&str, &str)]) -> Report {
    let linter = Linter::new(Settings::recommended());
    let files =
        (0u32..).zip(files).map(|(id, (path, text))| new_file(FileId(id), *path, text)).collect();
    let mut report = linter.check_with(files, &Nothing);
    let verifier = Verifier::new(&linter, &report);
    let fixes: Vec<_> = report.judged.iter().map(|it| verifier.fixes(it)).collect();
    for (it, fixes) in report.judged.iter_mut().zip(fixes) {
        it.diagnostic.fixes = fixes;
    }
    report
}

fn written(write: Writer, report: &Report, unread: &[Unread], paths: &Paths) -> String {
    let mut out = Vec::new();
    let linter = linter();
    write(&Run { linter: &linter, report, unread, empty: None, paths }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const PRIVILEGED: &str = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";

/// Runs that formats get wrong: names that need escaping, nothing found, nothing but gaps, a file
/// elsewhere, suppressed findings, templates, more than is shown.
fn runs() -> Vec<(&'static str, Report, Vec<Unread>, Paths)> {
    let inside = || Paths::new("/repo", "/repo/deploy");
    let unread =
        vec![Unread { path: "secret & co.yaml".to_owned(), why: "not \"UTF-8\"".to_owned() }];
    let suppressed = PRIVILEGED.replace(
        "true",
        "true  # plimsoll: ignore[privileged-container] see <OPS-1> until=2027-01-31",
    );
    let many: String = (0..60)
        .map(|n| format!("  s{n}:\n    image: nginx:1.27.2\n    privileged: true\n"))
        .collect();
    vec![
        (
            "samples",
            report(&[
                ("compose.yaml", include_str!("../../../testdata/samples/compose.yaml")),
                ("deployment.yaml", include_str!("../../../testdata/samples/deployment.yaml")),
            ]),
            Vec::new(),
            inside(),
        ),
        (
            "names",
            report(&[
                ("a b/100% ü, x:y.compose.yaml", PRIVILEGED),
                ("win\\dows\\compose.yaml", PRIVILEGED),
                ("/elsewhere/compose.yaml", PRIVILEGED),
                ("../other/compose.yaml", PRIVILEGED),
            ]),
            Vec::new(),
            inside(),
        ),
        ("clean", report(&[("pod.yaml", "a: 1\n")]), Vec::new(), inside()),
        ("nothing", report(&[]), Vec::new(), Paths::default()),
        (
            "gaps",
            report(&[
                (
                    "compose.yaml",
                    "services:\n  app:\n    extends: { file: base.yaml, service: app }\n",
                ),
                ("chart/templates/pod.yaml", "kind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n"),
            ]),
            unread,
            inside(),
        ),
        (
            "broken",
            report(&[(
                "compose.yaml",
                "services:\n  app:\n    image: \"nginx\n  web:\n    image: nginx:1\n",
            )]),
            Vec::new(),
            inside(),
        ),
        ("suppressed", report(&[("compose.yaml", &suppressed)]), Vec::new(), inside()),
        (
            "many",
            linter().check_text("compose.yaml", &format!("services:\n{many}")),
            Vec::new(),
            inside(),
        ),
    ]
}

#[test]
fn every_format_of_the_samples_is_as_reviewed() {
    let all = runs();
    let (_, report, unread, paths) = &all[0];
    for (name, write) in FORMATS {
        let mut text = written(write, report, unread, paths);
        if name == "sarif" {
            // Pages of rules have tests of their own.
            let mut log = json(&text);
            for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
                assert!(rule["help"]["markdown"].as_str().unwrap().len() > 100);
                rule["help"] = Value::from("(page)");
            }
            text = serde_json::to_string_pretty(&log).unwrap();
        }
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn json_and_sarif_are_valid_by_their_schemas() {
    let own = json(include_str!("../schema/report.schema.json"));
    // As published it has an unbalanced bracket in the pattern of a property that nothing here
    // writes, and no strict reader takes it.
    let sarif = include_str!("../../../testdata/schemas/sarif-2.1.0.json");
    let sarif = json(&sarif.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$"));
    let schemas: [(Writer, Value); 2] =
        [(plimsoll_render::json, own), (plimsoll_render::sarif, sarif)];
    for (write, schema) in schemas {
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(!validator.is_valid(&json("{\"version\": 9}")), "a schema that accepts anything");
        for (name, report, unread, paths) in runs() {
            let value = json(&written(write, &report, &unread, &paths));
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|it| format!("{name}: {it} at {}", it.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
    }
}

#[test]
fn every_run_in_every_format_is_as_reviewed() {
    for (name, report, unread, paths) in runs().into_iter().skip(1) {
        let formats = FORMATS.iter().filter(|(format, _)| match *format {
            "text" | "json" | "sarif" => false,
            // One look at each is enough; what differs is in the others.
            "gitlab" | "rdjson" => name != "many",
            "junit" | "markdown" => name != "many",
            _ => true,
        });
        for (format, write) in formats {
            let text = written(*write, &report, &unread, &paths);
            insta::assert_snapshot!(format!("{name}-{format}"), text);
        }
    }
}

#[test]
fn paths_in_sarif_are_relative_to_the_root_where_they_can_be() {
    let all = runs();
    let (_, report, unread, paths) = &all[1];
    let log = json(&written(plimsoll_render::sarif, report, unread, paths));
    let found: Vec<(&str, Option<&str>)> = log["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let at = &it["locations"][0]["physicalLocation"]["artifactLocation"];
            (at["uri"].as_str().unwrap(), at["uriBaseId"].as_str())
        })
        .collect();
    let inside = Some("%SRCROOT%");
    assert_eq!(
        found,
        [
            ("deploy/a%20b/100%25%20%C3%BC%2C%20x%3Ay.compose.yaml", inside),
            ("deploy/win/dows/compose.yaml", inside),
            ("file:///elsewhere/compose.yaml", None),
            ("other/compose.yaml", inside),
        ]
    );
}

#[test]
fn a_run_with_gaps_reads_as_clean_in_no_format() {
    let all = runs();
    let (_, report, unread, paths) = all.iter().find(|it| it.0 == "gaps").unwrap();
    for (name, write) in FORMATS {
        if name == "text" {
            continue; // The summary beside it says so.
        }
        let text = written(write, report, unread, paths);
        for expected in ["not \"UTF-8\"", "base.yaml"] {
            let escaped = [expected.replace('"', "\\\""), expected.replace('"', "&quot;")];
            assert!(
                text.contains(expected) || escaped.iter().any(|it| text.contains(it)),
                "{name} says nothing of {expected}: {text}"
            );
        }
    }
    let log = json(&written(plimsoll_render::sarif, report, unread, paths));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn ten_of_a_level_are_annotated_and_the_rest_is_counted() {
    let all = runs();
    let (_, report, unread, paths) = all.iter().find(|it| it.0 == "many").unwrap();
    let text = written(plimsoll_render::github, report, unread, paths);
    assert_eq!(text.lines().filter(|it| it.starts_with("::error ")).count(), 10);
    assert!(
        text.ends_with(
            "60 errors, 0 warnings, 0 notes; 50 more without an annotation: 50 errors\n"
        ),
        "{text}"
    );
}

#[test]
fn what_was_not_looked_at_leaves_room_for_what_is_wrong() {
    let services: String = (0..20)
        .map(|n| format!("  a{n}: {{extends: {{file: gone.yaml, service: b}}}}\n"))
        .collect();
    let report = report(&[("compose.yaml", &format!("{PRIVILEGED}{services}"))]);
    let text = written(plimsoll_render::github, &report, &[], &Paths::default());
    let titled = |title: &str| text.lines().filter(|it| it.contains(title)).count();
    assert_eq!(titled("title=not looked at"), 3, "{text}");
    assert_eq!(titled("title=privileged-container"), 1, "{text}");
    assert!(text.contains("; 20 not looked at"), "{text}");
    let text =
        written(|run, out| plimsoll_render::summary(&[*run], out), &report, &[], &Paths::default());
    assert_eq!(text.matches("not looked at").count(), 4, "{text}");
    assert!(text.contains("not looked at: compose.yaml: 17 more places"), "{text}");
}

#[test]
fn edits_in_every_format_give_the_file_that_the_fix_gives() {
    let text =
        "# ü😀\r\nservices:\r\n  app:\r\n    image: nginx:1.27.2\r\n    privileged: true\r\n";
    let report = report(&[("compose.yaml", text)]);
    let (file, edits) = &report.judged[0].diagnostic.fixes[0].edits[0];
    assert_eq!(*file, FileId(0));
    let expected = edits.apply(text);
    let paths = Paths::default();

    let of_json = json(&written(plimsoll_render::json, &report, &[], &paths));
    let edits = of_json["diagnostics"][0]["fixes"][0]["edits"].as_array().unwrap();
    let mut fixed = text.to_owned();
    for edit in edits.iter().rev() {
        let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
        fixed.replace_range(at("start")..at("end"), edit["text"].as_str().unwrap());
    }
    assert_eq!(fixed, expected);

    let of_rdjson = json(&written(plimsoll_render::rdjson, &report, &[], &paths));
    let suggestion = &of_rdjson["diagnostics"][0]["suggestions"][0];
    let offset = |at: &Value| {
        let number = |key: &str| usize::try_from(at[key].as_u64().unwrap()).unwrap() - 1;
        let line = text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>();
        line + number("column")
    };
    let mut fixed = text.to_owned();
    let range = offset(&suggestion["range"]["start"])..offset(&suggestion["range"]["end"]);
    fixed.replace_range(range, suggestion["text"].as_str().unwrap());
    assert_eq!(fixed, expected);

    let of_sarif = json(&written(plimsoll_render::sarif, &report, &[], &paths));
    let change = &of_sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    let mut fixed = text.to_owned();
    for replacement in change["replacements"].as_array().unwrap().iter().rev() {
        let region = &replacement["deletedRegion"];
        let offset = |line: &str, column: &str| {
            let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap() - 1;
            let mut lines = text.split_inclusive('\n');
            let before: usize = lines.by_ref().take(number(line)).map(str::len).sum();
            let here = lines.next().unwrap_or("");
            before + here.chars().take(number(column)).map(char::len_utf8).sum::<usize>()
        };
        let range = offset("startLine", "startColumn")..offset("endLine", "endColumn");
        fixed.replace_range(range, replacement["insertedContent"]["text"].as_str().unwrap_or(""));
    }
    assert_eq!(fixed, expected);
}

#[test]
fn ten_thousand_findings_are_written_in_every_format() {
    let many: String = (0..10_000)
        .map(|n| format!("  s{n}:\n    image: nginx:1.27.2\n    privileged: true\n"))
        .collect();
    let linter = Linter::new(Settings::of(|rule| rule.name == "privileged-container"));
    let report = linter.check_text("compose.yaml", &format!("services:\n{many}"));
    assert_eq!(report.diagnostics().count(), 10_000);
    for (name, write) in FORMATS {
        let text = written(write, &report, &[], &Paths::default());
        let expected = match name {
            "github" | "summary" | "markdown" => "10000 errors",
            _ => "`s9999`",
        };
        assert!(text.contains(expected), "{name}");
    }
}
