//! Compose projects that other tools get wrong, each with what has to be found, reviewed like code.
//!
//! Each folder of `testdata/compose` is a project, read as the command line reads a folder; what
//! it does not hold cannot be had. `expected` lists findings of the `recommended` profile and gaps.
//! `UPDATE=1 cargo test -p plimsoll-linter --test compose` writes them anew; read the diff before
//! you commit it.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use plimsoll_linter::{
    Linter, Report, Settings,
    diagnostics::{Encoding, FileId, Span},
    model::{Project, loader::Loader, new_file},
};

struct Folder(PathBuf);

impl Loader for Folder {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        Some(self.0.join(path).is_file())
    }
}

fn files(root: &Path, folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a readable folder")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(root, &path, found);
        } else if path.extension().is_some_and(|it| it == "yaml" || it == "yml") {
            found.push(
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/"),
            );
        }
    }
}

fn judged(root: &Path) -> Report {
    let mut paths = Vec::new();
    files(root, root, &mut paths);
    let ids = (0u32..).map(FileId);
    let files = ids.zip(&paths).map(|(id, path)| {
        new_file(id, path.as_str(), &fs::read_to_string(root.join(path)).expect("a readable file"))
    });
    let project = Project::with_loader(files.collect(), &Folder(root.to_owned()));
    Linter::new(Settings::recommended()).check_project(project, paths.len())
}

fn shown(report: &Report) -> String {
    let place = |span: Span| {
        let file = report.project.file(span.file);
        let at = file.lines.position(file.text(), span.range.start(), Encoding::Utf32);
        format!("{}:{}:{}", file.path, at.line + 1, at.column + 1)
    };
    let mut out = String::new();
    for it in report.diagnostics() {
        let _ = writeln!(out, "{} {} {}", place(it.at), it.rule, it.message);
    }
    for (at, message) in &report.coverage.gaps {
        let _ = writeln!(out, "{} gap {message}", place(*at));
    }
    out
}

#[test]
fn every_project_gives_the_reviewed_findings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/compose");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 34, "cases are missing below testdata/compose");
    let mut differing = Vec::new();
    for case in cases {
        let actual = shown(&judged(&case));
        let expected = case.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &actual).unwrap();
            continue;
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if wanted != actual {
            differing.push(format!("{}\nwanted:\n{wanted}\ngot:\n{actual}", case.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
}
