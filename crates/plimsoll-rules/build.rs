//! Lists which names each rule's source asks for, so that a report can tell what a rule did not
//! find from what it could not know.

use std::{
    collections::BTreeSet,
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/catalogue");
    let mut rows = Vec::new();
    for group in sorted(Path::new("src/catalogue"))?.into_iter().filter(|it| it.is_dir()) {
        let shared = fs::read_to_string(group.join("mod.rs"))?;
        for file in sorted(&group)? {
            if file.extension().is_none_or(|it| it != "rs") || file.ends_with("mod.rs") {
                continue;
            }
            let text = fs::read_to_string(&file)?;
            let mut names = asked(&text);
            for function in
                shared.split("\nfn ").skip(1).chain(shared.split("\npub(super) fn ").skip(1))
            {
                let name: String = function.chars().take_while(|it| is_name(*it)).collect();
                if text.contains(&format!("{name}(")) {
                    names.extend(asked(function));
                }
            }
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            rows.push(format!("({:?}, &{names:?}),\n", file.to_string_lossy().replace('\\', "/")));
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("asked.rs"), format!("&[{}]", rows.concat()))
}

fn is_name(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_'
}

/// Every name that stands behind a dot and is not called.
fn asked(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|it| !it.trim_start().starts_with("//"));
    let mut names = BTreeSet::new();
    for line in code {
        for rest in line.split('.').skip(1) {
            let name: String = rest.chars().take_while(|it| is_name(*it)).collect();
            if !name.is_empty() && !rest[name.len()..].starts_with('(') {
                names.insert(name);
            }
        }
    }
    names
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found =
        fs::read_dir(folder)?.map(|it| Ok(it?.path())).collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}
