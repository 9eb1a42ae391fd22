//! Holds every machine format against validators of others: SARIF and JUnit by their schemas in
//! Python, rdjson by its own validator and GitLab's report by the type declarations of Code
//! Climate in JavaScript.
//!
//! The validators come from PyPI and npm into `target/formats`. A validator that cannot be had is
//! a failure with a word, and never a pass.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

/// Reads schemas and reports, and prints what is wrong, a line each.
const VALIDATE: &str = r#"
import json, sys, jsonschema, xmlschema
root, folder = sys.argv[1:]
sarif = jsonschema.Draft7Validator(json.load(open(f"{root}/testdata/schemas/sarif-2.1.0.json")))
own = jsonschema.Draft202012Validator(
    json.load(open(f"{root}/crates/plimsoll-render/schema/report.schema.json")))
junit = xmlschema.XMLSchema(f"{root}/testdata/schemas/junit-10.xsd")
wrong = [f"sarif: {it.message[:300]}" for it in sarif.iter_errors(json.load(open(f"{folder}/report.sarif")))]
wrong += [f"json: {it.message[:300]}" for it in own.iter_errors(json.load(open(f"{folder}/report.json")))]
wrong += [f"junit: {it.reason}" for it in junit.iter_errors(f"{folder}/report.junit")]
print("\n".join(wrong))
sys.exit(bool(wrong))
"#;

/// Writes runs over difficult files in every format, and validates them.
pub(crate) fn run(root: &Path) -> Result<()> {
    let work = root.join("target/formats");
    fs::create_dir_all(&work)?;
    let python = python(&work)?;
    let node = node(&work)?;
    for (name, files) in cases() {
        let folder = work.join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("files/.git"))?;
        for (path, text) in files {
            let path = folder.join("files").join(path);
            fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            fs::write(path, text)?;
        }
        reports(root, &folder)?;
        must(
            Command::new(&python).args(["-c", VALIDATE]).arg(root).arg(&folder),
            &format!("{name}: validate sarif, json and junit"),
        )?;
        must(
            Command::new("node")
                .arg(node.join(
                    "node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js",
                ))
                .args(["--strict", "--no-extra-fields", "--silent"])
                .arg(folder.join("report.rdjson")),
            &format!("{name}: validate rdjson"),
        )?;
        gitlab(&node, &folder, name)?;
        println!("{name}: valid");
    }
    Ok(())
}

/// One call of the binary with every format at once.
fn reports(root: &Path, folder: &Path) -> Result<()> {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--package", "plimsoll", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .args(["--", "check", ".", "../outside.yaml", "--fixes"])
        .current_dir(folder.join("files"));
    fs::write(folder.join("outside.yaml"), PRIVILEGED)?;
    for format in ["sarif", "json", "junit", "rdjson", "gitlab", "github"] {
        command.arg("--output").arg(format!("{format}=../report.{format}"));
    }
    let output = command.output().context("cargo does not run")?;
    // 1 is findings and 2 is gaps; both write reports.
    ensure!(
        output.status.code().is_some_and(|it| it <= 2),
        "plimsoll ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

const PRIVILEGED: &str = "services:\n  app:\n    image: nginx:1.27.2\n    privileged: true\n";

fn cases() -> Vec<(&'static str, Vec<(String, String)>)> {
    let of = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let many: String = (0..300).map(|n| format!("  s{n}:\n    privileged: true\n")).collect();
    vec![
        ("clean", vec![of("other.yaml", "a: 1\n")]),
        (
            "names",
            vec![
                of("a b/100% ü, x#y/compose.yaml", PRIVILEGED),
                of("quotes \"'<&>/compose.yaml", PRIVILEGED),
            ],
        ),
        (
            "gaps",
            vec![
                of("compose.yaml", "services:\n  a:\n    extends: {file: gone.yaml, service: a}\n"),
                of("broken/compose.yaml", "services:\n  a:\n    image: \"x\n  b:\n    image: y\n"),
                of("chart/templates/pod.yaml", "kind: Pod\nmetadata: {name: {{ .Values.a }}}\n"),
            ],
        ),
        (
            "suppressed",
            vec![of(
                "compose.yaml",
                &PRIVILEGED.replace(
                    "true",
                    "true # plimsoll: ignore[privileged-container] <&> until=2099-01-01",
                ),
            )],
        ),
        ("many", vec![of("compose.yaml", &format!("services:\n{many}"))]),
    ]
}

/// A Python with the validators.
fn python(work: &Path) -> Result<PathBuf> {
    let venv = work.join("venv");
    let python = venv.join("bin/python");
    if !python.exists() {
        must(Command::new("python3").args(["-m", "venv"]).arg(&venv), "set up Python")?;
    }
    must(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "jsonschema", "xmlschema"]),
        "install jsonschema and xmlschema from PyPI",
    )?;
    Ok(python)
}

/// A folder with the packages of npm.
fn node(work: &Path) -> Result<PathBuf> {
    let folder = work.join("node");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{\"private\": true}")?;
    must(
        Command::new("npm")
            .args(["install", "--silent", "--ignore-scripts"])
            .args(["@umbrelladocs/rdformat-validator@1", "codeclimate-types@0.3", "typescript@5"])
            .current_dir(&folder),
        "install the validators from npm",
    )?;
    Ok(folder)
}

/// The compiler of TypeScript checks the report as a literal of the declared type.
fn gitlab(node: &Path, folder: &Path, name: &str) -> Result<()> {
    let report = fs::read_to_string(folder.join("report.gitlab"))?;
    // The compiler gives up on literals of a size that no person writes.
    if report.len() > 1_000_000 {
        println!("{name}: gitlab is NOT VALIDATED, the report is too large for the type checker");
        return Ok(());
    }
    let source = node.join(format!("{name}.ts"));
    fs::write(
        &source,
        format!(
            "import type {{ Issue }} from 'codeclimate-types'\nexport const issues: Issue[] = {report}\n"
        ),
    )?;
    must(
        Command::new("node")
            .arg(node.join("node_modules/typescript/bin/tsc"))
            .args(["--noEmit", "--strict", "--skipLibCheck", "false"])
            .arg(&source),
        &format!("{name}: validate gitlab"),
    )
}

fn must(command: &mut Command, what: &str) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot {what}: NOT VALIDATED"))?;
    if !output.status.success() {
        bail!(
            "cannot {what}:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}
