//! The invariants of the tree that a machine can check.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

/// Which crates a crate may use, below it; development dependencies are free.
const ARROWS: &[(&str, &[&str])] = &[
    ("plimsoll-diagnostics", &[]),
    ("plimsoll-yaml", &["diagnostics"]),
    ("plimsoll-model", &["diagnostics", "yaml"]),
    ("plimsoll-rules", &["diagnostics", "yaml", "model"]),
    ("plimsoll-config", &["diagnostics", "model", "rules"]),
    ("plimsoll-linter", &["diagnostics", "yaml", "model", "rules", "config"]),
    ("plimsoll-render", &["diagnostics", "linter"]),
    ("plimsoll-testkit", &["linter"]),
    ("plimsoll", &["linter", "render"]),
];

/// What has an outside; nothing of it in the core.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "println!",
];

/// Crates without an outside.
const CORE: &[&str] = &[
    "plimsoll-diagnostics",
    "plimsoll-yaml",
    "plimsoll-model",
    "plimsoll-rules",
    "plimsoll-config",
    "plimsoll-linter",
    "plimsoll-render",
];

const MAX_LINES: usize = 600;
const MAX_RULES: usize = 25;

/// Checks the tree at `root`.
///
/// # Errors
///
/// A list of everything that is out of order.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    arrows(root, &mut wrong)?;
    sources(root, &mut wrong)?;
    rules(root, &mut wrong)?;
    ensure!(wrong.is_empty(), "{} things are out of order:\n{}", wrong.len(), wrong.join("\n"));
    println!("tidy");
    Ok(())
}

fn arrows(root: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for folder in entries(&root.join("crates"))? {
        let name = file_name(&folder);
        let Some((_, allowed)) = ARROWS.iter().find(|(it, _)| *it == name) else {
            wrong.push(format!("{name}: no arrows are drawn for this crate"));
            continue;
        };
        let text = fs::read_to_string(folder.join("Cargo.toml"))?;
        let used = text.split("[dev-dependencies]").next().unwrap_or("");
        for line in used.lines().filter(|it| it.starts_with("plimsoll-")) {
            let other = line.trim_start_matches("plimsoll-").split(['.', ' ']).next().unwrap_or("");
            if !allowed.contains(&other) {
                wrong.push(format!("{name}: must not use plimsoll-{other}"));
            }
        }
    }
    Ok(())
}

fn sources(root: &Path, wrong: &mut Vec<String>) -> Result<()> {
    let mut files = Vec::new();
    for folder in ["crates", "xtask"] {
        collect(&root.join(folder), &mut files)?;
    }
    for path in files {
        let text = fs::read_to_string(&path)?;
        let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let is_test = shown.contains("/tests") || shown.ends_with("testing.rs");
        if !is_test && !text.starts_with("//!") {
            wrong.push(format!("{shown}: does not say what it is for (`//!`)"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES {
            wrong.push(format!("{shown}: {lines} lines, more than {MAX_LINES}"));
        }
        if is_test || !CORE.iter().any(|it| shown.starts_with(&format!("crates/{it}/src"))) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in OUTSIDE.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{shown}: `{word}` in a crate without an outside"));
        }
    }
    Ok(())
}

fn rules(root: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for group in entries(&root.join("crates/plimsoll-rules/src/catalogue"))? {
        if !group.is_dir() {
            continue;
        }
        let mut count = 0;
        for path in
            entries(&group)?.into_iter().filter(|it| it.extension().is_some_and(|it| it == "rs"))
        {
            if file_name(&path) == "mod.rs" {
                continue;
            }
            count += 1;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path)?;
            if !text.contains(&format!("name: \"{}\"", stem.replace('_', "-"))) {
                wrong.push(format!("{}: the rule has another name than its file", path.display()));
            }
            if !path.with_extension("md").is_file() {
                wrong.push(format!("{}: no page beside it", path.display()));
            }
        }
        if count > MAX_RULES {
            wrong.push(format!("{}: {count} rules, more than {MAX_RULES}", group.display()));
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut found = read.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for path in entries(folder)? {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
