//! `cargo xtask schema FOLDER…`: the table of the API server's types, from the sources of the
//! crate k8s-openapi.
//!
//! Each release of that crate holds the published OpenAPI definitions of five to eight minor
//! versions of Kubernetes as structs. The folders are those of several releases, as `cargo vendor`
//! or a registry cache unpacks them; together they have to hold consecutive versions. What the
//! struct says is kept: the names of the fields, the shape of their values, and in which versions
//! they are there. The output is checked in.

mod compose;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

/// Where the table goes.
const TABLE: &str = "crates/plimsoll-kubernetes/src/schema/table.rs";

/// The shape of a value, as the table spells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Any,
    Text,
    Boolean,
    Integer,
    Number,
    IntegerOrText,
    Quantity,
    Object(String),
    List(Box<Self>),
    Map(Box<Self>),
}

/// The versions that have something, by their minor numbers.
#[derive(Clone, Copy)]
struct Versions {
    since: u32,
    until: u32,
}

struct Field {
    shape: Shape,
    versions: Versions,
}

#[derive(Default)]
struct Api {
    /// By the path of the struct.
    types: BTreeMap<String, BTreeMap<String, Field>>,
    /// By API version and kind: the path, whether it belongs to a namespace.
    kinds: BTreeMap<(String, String), (String, bool, Versions)>,
}

pub(crate) fn run(root: &Path, folders: &[String], is_compose: bool) -> Result<()> {
    if is_compose {
        return compose::run(root, folders);
    }
    let mut sources: BTreeMap<u32, PathBuf> = BTreeMap::new();
    for folder in folders {
        for entry in fs::read_dir(Path::new(folder).join("src"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(minor) = name.strip_prefix("v1_").and_then(|it| it.parse().ok()) {
                sources.entry(minor).or_insert(path);
            }
        }
    }
    let (Some(first), Some(last)) = (sources.keys().next(), sources.keys().last()) else {
        bail!("no folder holds `src/v1_*`; hand over unpacked releases of k8s-openapi");
    };
    let (first, last) = (*first, *last);
    for minor in first..=last {
        ensure!(sources.contains_key(&minor), "no release holds 1.{minor}");
    }
    let mut api = Api::default();
    for (minor, folder) in &sources {
        api.read(folder, folder, *minor).with_context(|| folder.display().to_string())?;
    }
    let table = api.table(first, last);
    fs::write(root.join(TABLE), &table)?;
    println!(
        "{TABLE}: {} kinds, {} types, 1.{first} to 1.{last}, {} bytes",
        api.kinds.len(),
        api.types.len(),
        table.len()
    );
    Ok(())
}

impl Api {
    fn read(&mut self, root: &Path, folder: &Path, minor: u32) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.read(root, &path, minor)?;
            } else if path.extension().is_some_and(|it| it == "rs") {
                let module = path.parent().unwrap_or(root).strip_prefix(root)?;
                let module = module.to_string_lossy().replace('/', "::");
                self.definition(&module, &fs::read_to_string(&path)?, minor);
            }
        }
        Ok(())
    }

    /// Reads the struct of one file.
    fn definition(&mut self, module: &str, source: &str, minor: u32) {
        if !source.starts_with("// Generated from definition") {
            return;
        }
        let Some((_, body)) = source.split_once("\npub struct ") else { return };
        let Some((head, body)) = body.split_once(" {\n") else { return };
        // Tuples and generic wrappers are no objects.
        if head.contains(['(', '<', '\n']) {
            return;
        }
        let path = format!("{module}::{head}");
        let Some((body, rest)) = body.split_once("\n}\n") else { return };
        let names = names(rest);
        let fields = self.types.entry(path.clone()).or_default();
        for line in body.lines() {
            let Some(field) = line.strip_prefix("    pub ") else { continue };
            let Some((name, shape)) = field.trim_end_matches(',').split_once(": ") else {
                continue;
            };
            let Some(name) = names.get(name.trim_start_matches("r#").trim_end_matches('_')) else {
                continue;
            };
            note(fields, name, shape_of(shape), minor);
        }
        let constant = |name: &str| {
            let (_, rest) = rest.split_once(&format!("const {name}: &'static str = \""))?;
            Some(rest.split_once('"')?.0.to_owned())
        };
        if let (Some(version), Some(kind)) = (constant("API_VERSION"), constant("KIND")) {
            note(fields, "apiVersion", Shape::Text, minor);
            note(fields, "kind", Shape::Text, minor);
            let is_namespaced = rest.contains("NamespaceResourceScope");
            let versions = Versions { since: minor, until: minor };
            let kind = self.kinds.entry((version, kind)).or_insert((path, is_namespaced, versions));
            kind.2.until = minor;
        }
    }

    fn table(&self, first: u32, last: u32) -> String {
        let mut shapes: Vec<Shape> = Vec::new();
        let paths: Vec<&String> = self.reached();
        let number = |path: &str| paths.binary_search_by(|it| it.as_str().cmp(path)).ok();
        let keys: BTreeSet<&str> =
            paths.iter().flat_map(|path| self.types[*path].keys()).map(String::as_str).collect();
        let keys: Vec<&str> = keys.into_iter().collect();
        let mut types = String::new();
        for path in &paths {
            let name = path.rsplit("::").next().unwrap_or(path);
            let _ = write!(types, "    t(\"{name}\", &[");
            for (key, field) in &self.types[*path] {
                let key = keys.binary_search(&key.as_str()).unwrap_or(0);
                let shape = intern(&mut shapes, &field.shape);
                let (since, until) = span(field.versions, first, last);
                let _ = write!(types, "f({key}, {shape}, {since}, {until}), ");
            }
            let trimmed = types.trim_end_matches(", ").len();
            types.truncate(trimmed);
            types.push_str("]),\n");
        }
        let mut kinds = String::new();
        for ((version, kind), (path, is_namespaced, versions)) in &self.kinds {
            let Some(number) = number(path) else { continue };
            let (since, until) = span(*versions, first, last);
            let _ = writeln!(
                kinds,
                "    k(\"{version}\", \"{kind}\", {number}, {is_namespaced}, {since}, {until}),"
            );
        }
        // Inner shapes are interned in front of the shapes that hold them.
        let spelt: Vec<String> = shapes
            .iter()
            .map(|shape| match shape {
                Shape::Object(path) => match number(path) {
                    Some(number) => format!("Shape::Object({number})"),
                    None => "Shape::Any".to_owned(),
                },
                Shape::List(item) => format!("Shape::List({})", position(&shapes, item)),
                Shape::Map(item) => format!("Shape::Map({})", position(&shapes, item)),
                plain => format!("Shape::{plain:?}"),
            })
            .collect();
        let quoted: Vec<String> = keys.iter().map(|it| format!("\"{it}\"")).collect();
        format!(
            "//! Generated by `cargo xtask schema` from the crate k8s-openapi (Apache-2.0), which\n\
             //! holds the OpenAPI definitions that Kubernetes publishes, 1.{first} to 1.{last}.\n\n\
             use super::{{Kind, Shape, Type, f, k, t}};\n\n\
             pub(super) const FIRST: u8 = {first};\n\
             pub(super) const LAST: u8 = {last};\n\n\
             pub(super) static KEYS: &[&str] = &[{}];\n\n\
             pub(super) static SHAPES: &[Shape] = &[{}];\n\n\
             pub(super) static KINDS: &[Kind] = &[\n{kinds}];\n\n\
             pub(super) static TYPES: &[Type] = &[\n{types}];\n",
            wrapped(&quoted),
            wrapped(&spelt),
        )
    }

    /// The types that objects are made of, sorted.
    fn reached(&self) -> Vec<&String> {
        let mut open: Vec<&String> = self.kinds.values().map(|it| &it.0).collect();
        let mut found: BTreeSet<&String> = BTreeSet::new();
        while let Some(path) = open.pop() {
            let Some((path, fields)) = self.types.get_key_value(path) else { continue };
            if found.insert(path) {
                open.extend(fields.values().filter_map(|it| object_in(&it.shape)));
            }
        }
        found.into_iter().collect()
    }
}

fn note(fields: &mut BTreeMap<String, Field>, name: &str, shape: Shape, minor: u32) {
    let versions = Versions { since: minor, until: minor };
    let field =
        fields.entry(name.to_owned()).or_insert_with(|| Field { shape: shape.clone(), versions });
    field.shape = shape;
    field.versions.until = minor;
}

/// Zero for what was there before the first version, or is there in the last.
fn span(versions: Versions, first: u32, last: u32) -> (u32, u32) {
    let since = if versions.since == first { 0 } else { versions.since };
    let until = if versions.until == last { 0 } else { versions.until };
    (since, until)
}

fn object_in(shape: &Shape) -> Option<&String> {
    match shape {
        Shape::Object(path) => Some(path),
        Shape::List(item) | Shape::Map(item) => object_in(item),
        _ => None,
    }
}

fn position(shapes: &[Shape], shape: &Shape) -> usize {
    shapes.iter().position(|it| it == shape).unwrap_or(0)
}

fn intern(shapes: &mut Vec<Shape>, shape: &Shape) -> usize {
    if let Shape::List(item) | Shape::Map(item) = shape {
        intern(shapes, item);
    }
    if let Some(at) = shapes.iter().position(|it| it == shape) {
        return at;
    }
    shapes.push(shape.clone());
    shapes.len() - 1
}

/// The names of fields in JSON, by their names in Rust.
fn names(source: &str) -> BTreeMap<&str, &str> {
    let mut names = BTreeMap::new();
    for line in source.lines() {
        let Some((key, rest)) = line.trim().split_once(" => Field::Key_") else { continue };
        let field = rest.trim_end_matches(',').trim_end_matches('_');
        names.entry(field).or_insert(key.trim_matches('"'));
    }
    names
}

fn shape_of(written: &str) -> Shape {
    let inner = |start: &str| written.strip_prefix(start).and_then(|it| it.strip_suffix('>'));
    if let Some(inner) =
        inner("Option<").or_else(|| inner("Box<")).or_else(|| inner("std::boxed::Box<"))
    {
        return shape_of(inner);
    }
    if let Some(item) = inner("Vec<").or_else(|| inner("std::vec::Vec<")) {
        return Shape::List(Box::new(shape_of(item)));
    }
    if let Some(pair) = inner("std::collections::BTreeMap<") {
        let item = pair.split_once(", ").map_or("", |it| it.1);
        return Shape::Map(Box::new(shape_of(item)));
    }
    match written {
        "String" | "std::string::String" | "crate::ByteString" => Shape::Text,
        "bool" => Shape::Boolean,
        "i32" | "i64" => Shape::Integer,
        "f64" => Shape::Number,
        _ => match written.strip_prefix("crate::") {
            Some("apimachinery::pkg::util::intstr::IntOrString") => Shape::IntegerOrText,
            Some("apimachinery::pkg::api::resource::Quantity") => Shape::Quantity,
            Some(
                "apimachinery::pkg::apis::meta::v1::Time"
                | "apimachinery::pkg::apis::meta::v1::MicroTime",
            ) => Shape::Text,
            Some("apimachinery::pkg::apis::meta::v1::FieldsV1") => Shape::Any,
            Some(path) if is_versioned(path) || path.contains("pkg::") => {
                Shape::Object(path.to_owned())
            }
            _ => Shape::Any,
        },
    }
}

/// Whether the path leads through a version: `api::autoscaling::v2::MetricSpec`.
fn is_versioned(path: &str) -> bool {
    let is_version = |it: &str| {
        it.strip_prefix('v').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
    };
    path.split("::").any(is_version)
}

/// Several to a line.
fn wrapped(items: &[String]) -> String {
    items.chunks(12).map(|it| it.join(", ")).collect::<Vec<_>>().join(",\n    ")
}
