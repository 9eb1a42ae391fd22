//! A secret that a file writes is in no output of any format, wherever it stands.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use codespan_reporting::term::termcolor::NoColor;
use plimsoll_linter::{
    Attestation, Baseline, Linter, Report, Requirement, Scope, Settings, Verifier,
    diagnostics::{Encoding, Label, Severity, TextRange},
    exceptions, fix,
    model::dump,
    rules::{CustomRule, RuleRef},
};
use plimsoll_render::{AttestationFormat, Paths, Run, Unread};

const SECRET: &str = "zQ7-planted-9Xk";

/// Files that write the secret (`@`) beside something to find on the same line or the next.
const PLACES: &[(&str, &str)] = &[
    (
        "environment",
        "services:\n  a:\n    image: nginx\n    environment: {DB_PASSWORD: @}\n    privileged: true\n",
    ),
    (
        "command",
        "services:\n  a:\n    image: nginx\n    command: [serve, --password, @]\n    privileged: true\n",
    ),
    (
        "label",
        "services:\n  a:\n    image: nginx\n    labels: {com.example.password: @}\n    privileged: true\n",
    ),
    (
        "config content",
        "services:\n  a: {image: nginx, privileged: true}\nconfigs:\n  app:\n    content: |\n      password=@\n",
    ),
    (
        "build argument",
        "services:\n  a:\n    image: nginx\n    build: {context: ., args: {NPM_TOKEN: @}}\n    privileged: true\n",
    ),
    (
        "URL",
        "services:\n  a:\n    image: nginx\n    environment: {DATABASE_URL: \"postgres://app:@@db/app\"}\n    privileged: true\n",
    ),
    (
        "annotation",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations: {example.com/api-token: @}\nspec:\n  hostNetwork: true\n  containers: [{name: a, image: nginx}]\n",
    ),
    (
        "ConfigMap",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, name: a}\ndata: {app.ini: \"password = @\"}\n",
    ),
    (
        "Secret data",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a, name: a}\ndata: {note: @}\n",
    ),
    (
        "Secret string data",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a, name: a}\nstringData: {note: @, note: @}\n",
    ),
    (
        "probe",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n  containers:\n    - {name: a, image: nginx, livenessProbe: {exec: {command: [redis-cli, -a, @]}}}\n",
    ),
    (
        "interpolation default",
        "services:\n  a:\n    image: nginx\n    environment: {DB_PASSWORD: \"${DB_PASSWORD:-@}\"}\n    privileged: true\n",
    ),
    (
        "syntax error",
        "services:\n  a:\n    image: nginx\n    privileged: true\n    environment:\n      DB_PASSWORD: \"@\n  b: [\n",
    ),
    ("comment", "services:\n  a:\n    image: nginx\n    privileged: true  # password: @\n"),
];

fn outputs(linter: &Linter, report: &Report) -> Vec<(&'static str, String)> {
    let unread = [Unread { path: "other.yaml".to_owned(), why: "gone".to_owned() }];
    let paths = Paths::default();
    let run = Run { linter, report, unread: &unread, empty: None, paths: &paths };
    let mut outputs = Vec::new();
    let mut write = |name, result: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut out = Vec::new();
        result(&mut out).unwrap();
        outputs.push((name, String::from_utf8(out).unwrap()));
    };
    write("text", &|out| plimsoll_render::text(&run, &mut NoColor::new(out)));
    write("json", &|out| plimsoll_render::json(&run, out));
    write("sarif", &|out| plimsoll_render::sarif(&run, out));
    write("github", &|out| plimsoll_render::github(&run, out));
    write("gitlab", &|out| plimsoll_render::gitlab(&run, out));
    write("junit", &|out| plimsoll_render::junit(&run, out));
    write("rdjson", &|out| plimsoll_render::rdjson(&run, out));
    write("markdown", &|out| plimsoll_render::markdown(&run, out));
    write("statistics", &|out| plimsoll_render::statistics(&run, out));
    write("summary", &|out| plimsoll_render::summary(&[run], out));
    let settings = &linter.all_settings()[0];
    // Every rule answers some demand, so that every finding is in the report.
    let demand = Requirement {
        section: "1".to_owned(),
        what: "nothing wrong".to_owned(),
        rules: settings.rules().map(|(rule, _)| rule.name().to_owned()).collect(),
        nowhere: None,
    };
    let attested = Attestation::new("any", "Any", settings, report, &[], vec![demand])
        .with_exceptions(exceptions(report, linter));
    for format in [
        AttestationFormat::Html,
        AttestationFormat::Markdown,
        AttestationFormat::Json,
        AttestationFormat::Csv,
    ] {
        write("report", &|out| plimsoll_render::attestation(&attested, None, format, out));
    }
    let register: Vec<String> =
        exceptions(report, linter).iter().map(ToString::to_string).collect();
    outputs.push(("register", register.join("\n")));
    let baseline = Baseline::of(report, linter, |path| Some(path.to_owned()));
    outputs.push(("baseline", baseline.render()));
    outputs.push(("facts", dump(&report.project)));
    outputs.push(("debug", format!("{:?}", report.diagnostics().collect::<Vec<_>>())));
    outputs
}

#[test]
fn a_secret_is_in_no_output_wherever_it_stands() {
    let mut settings = Settings::all();
    settings.needs_reason = true;
    // A careless author of a policy quotes what it looks at.
    settings
        .add(RuleRef::from(CustomRule {
            name: "quoting-rule".to_owned(),
            summary: "quotes".to_owned(),
            severity: Severity::High,
            platform: None,
            controls: Vec::new(),
            fix: None,
            supersedes: Vec::new(),
            page: "It quotes.".to_owned(),
            source: "quoting-rule.md".to_owned(),
            check: Box::new(|project, context| {
                for it in &project.subjects.variables {
                    let value = it.value.known().map_or("", |value| value.reveal());
                    context.report_about(&it.identity, &it.value, format!("`{value}` is set"));
                }
                for it in &project.subjects.containers {
                    for word in &it.command.items {
                        let text = word.known().map_or("", |word| word.reveal());
                        context.report_about(&it.identity, word, format!("`{text}` is run"));
                    }
                }
            }),
        }))
        .unwrap();
    let linter = Linter::new(settings);
    for (place, template) in PLACES {
        let text = template
            .replace("@@", &format!("{SECRET}\u{0}"))
            .replace('@', SECRET)
            .replace('\u{0}', "@");
        let mut report = linter.check_text("compose.yaml", &text);
        assert!(report.diagnostics().count() > 0, "{place}: nothing is found, so nothing is shown");
        let verifier = Verifier::new(&linter, &report);
        let fixes: Vec<_> = report.judged.iter().map(|it| verifier.fixes(it)).collect();
        for (it, fixes) in report.judged.iter_mut().zip(fixes) {
            it.diagnostic.fixes = fixes;
        }
        for (format, shown) in outputs(&linter, &report) {
            assert!(!shown.contains(SECRET), "{place}: {format} shows it: {shown}");
        }
        let fixed = fix(&linter, &report, Scope::Hardening);
        for (rule, address, why) in &fixed.withheld {
            assert!(!format!("{rule} {address} {why}").contains(SECRET), "{place}: {why}");
        }
        for made in fixed.files.iter().flat_map(|it| &it.made) {
            assert!(!made.1.contains(SECRET), "{place}: {}", made.1);
        }
    }
}

#[test]
fn a_masked_line_keeps_its_columns() {
    let text =
        "services:\n  a:\n    environment: {DB_PASSWORD: é😀-pässword, B: 1}\n    image: nginx\n";
    let mut report = Linter::new(Settings::all()).check_text("compose.yaml", text);
    let at = u32::try_from(text.find("B: 1").unwrap()).unwrap();
    let it = &mut report.judged[0];
    it.diagnostic.labels.push(Label { at: it.diagnostic.at, message: "here".to_owned() });
    it.diagnostic.at.range = TextRange::new(at, at + 1);
    let file = &report.project.files()[0];
    let shown = report.shown(file.id);
    assert!(!shown.contains("pässword"), "{shown}");
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        assert_eq!(
            file.lines.position(text, at, encoding),
            file.lines.position(&shown, at, encoding)
        );
    }
}
