//! Arrows between the modules of a crate: a module that is needed by what it needs is out of order.
//!
//! Read from the code as text, without macros or types: paths that begin with `crate`, `super` or
//! `self`, in `use` declarations and elsewhere, followed through re-exports to the module that
//! declares the name. A module and what lies below it may know each other. Tests are free.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Result;

/// Names of modules, from the root of their crate; the root itself has none.
type Module = Vec<String>;

/// What one crate is made of.
struct Modules {
    /// The code of each, without comments and tests.
    code: BTreeMap<Module, String>,
    /// The names that each takes from others and shows as its own, and from where.
    shown: BTreeMap<(Module, String), Module>,
}

/// The circles among the modules in the folder `src`, each as the names of its modules.
pub(super) fn circles(src: &Path, files: &[std::path::PathBuf]) -> Result<Vec<Vec<String>>> {
    let mut code = BTreeMap::new();
    for file in files.iter().filter(|it| it.starts_with(src)) {
        let Some(module) = module_of(file.strip_prefix(src)?) else { continue };
        code.insert(module, plain(&fs::read_to_string(file)?));
    }
    let mut modules = Modules { code, shown: BTreeMap::new() };
    modules.note_shown();
    let arrows = modules.arrows();
    let reach = |from: &Module| {
        let mut seen: BTreeSet<&Module> = BTreeSet::new();
        let mut next: Vec<&Module> = arrows.get(from).into_iter().flatten().collect();
        while let Some(it) = next.pop() {
            if seen.insert(it) {
                next.extend(arrows.get(it).into_iter().flatten());
            }
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        modules.code.keys().map(|it| (it, reach(it))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, others) in reached.iter().filter(|(module, others)| others.contains(*module)) {
        let circle =
            others.iter().filter(|it| reached.get(**it).is_some_and(|it| it.contains(module)));
        found.insert(circle.map(|it| it.join("::")).collect());
    }
    Ok(found.into_iter().collect())
}

/// The module that a file of the folder `src` is; none for tests.
fn module_of(file: &Path) -> Option<Module> {
    let mut parts: Vec<String> =
        file.iter().map(|it| it.to_string_lossy().trim_end_matches(".rs").to_owned()).collect();
    if parts.iter().any(|it| it == "tests" || it == "testing") {
        return None;
    }
    if matches!(parts.last()?.as_str(), "mod" | "lib" | "main") {
        parts.pop();
    }
    Some(parts)
}

/// The code without comments and without the tests at its end.
fn plain(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

impl Modules {
    fn note_shown(&mut self) {
        let mut shown = BTreeMap::new();
        for (module, code) in &self.code {
            for path in declarations(code).filter(|it| it.is_shown).flat_map(|it| it.paths) {
                let is_rooted =
                    matches!(path.first().map(String::as_str), Some("crate" | "super" | "self"));
                let own = if is_rooted { path } else { [vec!["self".to_owned()], path].concat() };
                let Some((target, rest)) = self.followed(module, &own) else { continue };
                // Something of a module can have the name of one that lies below it.
                let name = rest.last().filter(|it| *it != "self").or(own.last());
                if let (Some(name), true) = (name, target != *module) {
                    shown.insert((module.clone(), name.clone()), target);
                }
            }
        }
        self.shown = shown;
    }

    /// What each module needs, but for what lies above and below it.
    fn arrows(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let mut arrows: BTreeMap<&Module, BTreeSet<Module>> = BTreeMap::new();
        for (module, code) in &self.code {
            let used = declarations(code).filter(|it| !it.is_shown).flat_map(|it| it.paths);
            for path in used.chain(inline(code)) {
                let Some(target) = self.declaring(module, &path) else { continue };
                if !target.starts_with(module) && !module.starts_with(&target) {
                    arrows.entry(module).or_default().insert(target);
                }
            }
        }
        arrows
    }

    /// The module that declares what `path`, written in `module`, names.
    fn declaring(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (mut target, rest) = self.followed(module, path)?;
        let name = rest.first()?.clone();
        // A name can be handed on a few times.
        for _ in 0..4 {
            match self.shown.get(&(target.clone(), name.clone())) {
                Some(next) if *next != target => target.clone_from(next),
                _ => break,
            }
        }
        Some(target)
    }

    /// The module that `path` leads to, and what is left of it.
    fn followed(&self, module: &Module, path: &[String]) -> Option<(Module, Vec<String>)> {
        let mut at = match path.first()?.as_str() {
            "crate" => Module::new(),
            "super" | "self" => module.clone(),
            _ => return None,
        };
        let mut rest = path.iter().skip(usize::from(path[0] != "super")).peekable();
        while rest.next_if(|it| *it == "super").is_some() {
            at.pop();
        }
        while let Some(name) = rest.peek() {
            let below = [at.clone(), vec![(*name).clone()]].concat();
            if !self.code.contains_key(&below) {
                break;
            }
            at = below;
            rest.next();
        }
        // A module that is named as such is needed itself.
        let rest: Vec<String> = rest.cloned().collect();
        let rest = if rest.is_empty() { vec!["self".to_owned()] } else { rest };
        self.code.contains_key(&at).then_some((at, rest))
    }
}

/// A `use` declaration.
struct Use {
    is_shown: bool,
    paths: Vec<Vec<String>>,
}

/// The `use` declarations of `code`.
fn declarations(code: &str) -> impl Iterator<Item = Use> {
    statements(code).filter_map(|statement| {
        let (before, tree) = statement.split_once("use ")?;
        let is_shown = before.contains("pub");
        Some(Use { is_shown, paths: expanded(tree) })
    })
}

/// Every statement that declares a use, up to its semicolon.
fn statements(code: &str) -> impl Iterator<Item = &str> {
    code.split_inclusive('\n')
        .scan(0, |offset, line| {
            let start = *offset;
            *offset += line.len();
            Some((start, line))
        })
        .filter_map(|(start, line)| {
            let line = line.trim_start();
            let is_use = line.starts_with("use ")
                || (line.starts_with("pub") && line.split_whitespace().nth(1) == Some("use"));
            let rest = code.get(start..)?;
            is_use.then(|| rest.split(';').next().unwrap_or(rest))
        })
}

/// The paths of a tree like `crate::{a::B, c::{self, D as E}}`.
fn expanded(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((before, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree);
        return vec![path.split("::").map(|it| it.trim().to_owned()).collect()];
    };
    let before: Vec<String> =
        before.split("::").map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, it) in inner.char_indices() {
        match it {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    let parts = parts.into_iter().filter(|it| !it.trim().is_empty());
    parts.flat_map(expanded).map(|path| [before.clone(), path].concat()).collect()
}

/// Paths outside of declarations that begin at the crate or above the module.
fn inline(code: &str) -> impl Iterator<Item = Vec<String>> {
    let is_name = |it: char| it.is_alphanumeric() || it == '_';
    ["crate::", "super::"].into_iter().flat_map(move |start| {
        code.match_indices(start).filter_map(move |(at, _)| {
            let is_whole = !code[..at].ends_with(|it| is_name(it) || it == ':' || it == '$');
            let end = code[at..].find(|it: char| !is_name(it) && it != ':');
            let path = &code[at..end.map_or(code.len(), |end| at + end)];
            is_whole.then(|| path.trim_end_matches(':').split("::").map(str::to_owned).collect())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        let paths: Vec<_> = files.iter().map(|(name, _)| src.join(name)).collect();
        for (path, (_, text)) in paths.iter().zip(files) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        circles(&src, &paths).unwrap()
    }

    #[test]
    fn modules_that_need_each_other_are_a_circle_through_any_path() {
        let root = ("lib.rs", "mod a;\nmod b;\nmod c;\npub use c::Deep;\n");
        let found = written(&[
            root,
            ("a.rs", "use crate::{b::{self, Thing}, x};\n"),
            ("b.rs", "fn f() { super::c::g() }\n"),
            ("c.rs", "use crate::a::Other;\npub struct Deep;\n"),
        ]);
        assert_eq!(found, [["a", "b", "c"]]);
        let through_the_root = written(&[
            root,
            ("a.rs", "use crate::Deep;\n \n"),
            ("c.rs", "use super::a::X;\n"),
            ("b.rs", ""),
        ]);
        assert_eq!(through_the_root, [["a", "c"]]);
    }

    #[test]
    fn parents_children_comments_and_tests_are_free() {
        let found = written(&[
            ("lib.rs", "mod a;\n"),
            ("a.rs", "mod b;\nuse b::X;\nuse crate::d::Y;\n\n\n"),
            ("a/b.rs", "use super::Z;\n"),
            ("d.rs", "// use crate::a::Q;\n#[cfg(test)]\nmod tests {\n    use crate::a::Q;\n}\n"),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }
}
