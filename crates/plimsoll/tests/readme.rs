//! The README tells the truth: its output, its configuration and its rule are tried.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod binary;

use std::{fs, path::Path, process::Output};

use binary::plimsoll;

const README: &str = include_str!("../../../README.md");

fn all(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(both).unwrap()
}

/// The first block that opens with `fence` and holds `word`.
fn block(fence: &str, word: &str) -> &'static str {
    let marks = fence.trim_end_matches(char::is_alphabetic);
    let opening = format!("\n{fence}\n");
    let blocks = README.split(&opening).skip(1);
    let mut blocks = blocks.filter_map(|rest| Some(rest.split_once(&format!("\n{marks}\n"))?.0));
    blocks.find(|it| it.contains(word)).unwrap()
}

#[test]
fn the_sample_prints_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let run = plimsoll(&root, &["check", "testdata/samples"]);
    let printed = all(&run);
    assert_eq!(run.status.code(), Some(1), "{printed}");
    for part in block("```text", "files judged").split("\n\n") {
        assert!(printed.contains(part), "{part}\n\nis not in\n\n{printed}");
    }
}

#[test]
fn every_command_of_the_readme_exists() {
    let here = Path::new(".");
    let table = README.split_once("## Commands").unwrap().1.split_once("\n## ").unwrap().0;
    let named = table.split("`plimsoll ").skip(1).filter_map(|it| it.split(['`', ' ']).next());
    let mut count = 0;
    for command in named {
        let run = plimsoll(here, &[command, "--help"]);
        assert!(run.status.success(), "{command}: {}", all(&run));
        count += 1;
    }
    assert!(count > 10, "{table}");
}

#[test]
fn the_configuration_in_the_readme_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let repository = folder.path().join("shop");
    fs::create_dir_all(repository.join(".git")).unwrap();
    fs::write(folder.path().join("company.toml"), "extends = [\"recommended\"]\n").unwrap();
    fs::write(repository.join("plimsoll.toml"), block("```toml", "[[overrides]]")).unwrap();
    fs::write(repository.join("compose.yaml"), "services:\n  web:\n    image: nginx\n").unwrap();
    let run = plimsoll(&repository, &["config", "compose.yaml", "--today", "2026-12-01"]);
    assert!(run.status.success(), "{}", all(&run));
}

#[test]
fn the_comment_in_the_readme_silences_its_finding() {
    let folder = tempfile::tempdir().unwrap();
    let text = block("```yaml", "plimsoll: ignore");
    fs::write(folder.path().join("compose.yaml"), text).unwrap();
    let run = plimsoll(folder.path(), &["check", "--today", "2026-12-01"]);
    assert!(!all(&run).contains("[privileged-container]"), "{}", all(&run));
    assert!(!all(&run).contains("suppression"), "{}", all(&run));
}

#[test]
fn the_rule_in_the_readme_passes_its_examples() {
    let folder = tempfile::tempdir().unwrap();
    let policies = folder.path().join("policies");
    fs::create_dir_all(&policies).unwrap();
    let page = block("````markdown", "name: foreign-registry");
    fs::write(policies.join("foreign-registry.md"), format!("{page}\n")).unwrap();
    let run = plimsoll(folder.path(), &["test", "policies/"]);
    assert!(run.status.success(), "{}", all(&run));
}
