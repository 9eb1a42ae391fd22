//! Lowering, as pairs of an input and its facts, reviewed like code.
//!
//! Each `testdata/facts/**/name.yaml` stands beside a `name.facts`. `UPDATE=1 cargo test -p
//! plimsoll-model --test facts` writes them anew; read the diff before you commit it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, dump, new_file};

fn inputs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            inputs(&path, found);
        } else if path.extension().is_some_and(|it| it == "yaml" || it == "yml" || it == "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_way_of_writing_a_setting_gives_the_reviewed_facts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/facts");
    let mut paths = Vec::new();
    inputs(&root, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no inputs below testdata/facts");
    let mut differing = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = new_file(FileId(0), name, &text);
        let kind = file.recognition.dialect.as_str();
        let actual = format!("{kind}\n{}", dump(&Project::new(vec![file])));
        let expected = path.with_extension("facts");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &actual).unwrap();
            continue;
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if wanted != actual {
            differing.push(format!("{}\nwanted:\n{wanted}\ngot:\n{actual}", path.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
}
