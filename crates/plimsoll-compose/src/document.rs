//! From the files of one project to one value: what Docker's loader does before it looks at
//! services.

mod extends;
mod include;

use plimsoll_diagnostics::{FileId, Span, TextRange};
use plimsoll_facts::{
    Fact, File, Origin, Scope, Site, Slot, Spelling, ViaKind,
    subjects::{Defect, Gap},
    value::{Value, expand},
};

use super::{
    defects, dotenv,
    files::Files,
    interpolate::{Variables, interpolate},
    merge::{Owner, merge, settle},
    unique,
};

/// One service before and after something was laid over it.
pub(super) struct Layer {
    /// Its name.
    pub(super) name: Box<str>,
    /// What it was.
    pub(super) before: Value,
    /// What was laid over it, alone.
    pub(super) over: Value,
    /// What it became.
    pub(super) after: Value,
    /// How the upper one came there.
    pub(super) kind: ViaKind,
}

/// What is known while the files of one project are put together.
pub(super) struct Loading<'f> {
    /// Every file that was handed in.
    files: &'f Files<'f>,
    /// Variables that count more than any file's.
    given: &'f Variables,
    /// What variables hold.
    variables: Variables,
    /// The files that are being read, the one that everything starts from first.
    on_the_way: Vec<FileId>,
    /// The files that are a part of this one by inclusion.
    pub(super) included: Vec<FileId>,
    /// What could not be looked at.
    pub(super) gaps: Vec<Gap>,
    /// What the loader refuses while it puts the files together.
    pub(super) defects: Vec<Defect>,
    /// Addresses of files that are not on this machine.
    pub(super) remote: Vec<Fact<String>>,
    /// Services that were laid over others.
    pub(super) layers: Vec<Layer>,
}

impl<'f> Loading<'f> {
    /// Nothing is read yet; `files` are all that were handed in.
    pub(super) fn new(files: &'f Files<'f>, given: &'f Variables) -> Self {
        Self {
            files,
            given,
            variables: Variables::new(),
            on_the_way: Vec::new(),
            included: Vec::new(),
            gaps: Vec::new(),
            defects: Vec::new(),
            layers: Vec::new(),
            remote: Vec::new(),
        }
    }

    /// The project that `base` and, laid over it in order, `overrides` describe.
    pub(super) fn project(&mut self, base: &File, overrides: &[&File]) -> Option<Value> {
        self.variables = dotenv::beside(self.files, base);
        if let Some(env) = self.files.beside(base, ".env") {
            self.variables_of(env, dotenv::refusal(env.text()));
        }
        self.variables.extend(self.given.clone());
        let mut whole = self.file(base);
        for file in overrides {
            let Some(value) = self.file(file) else { continue };
            let at = value.at;
            let over = extends::came_through(value, ViaKind::Override, at);
            whole = Some(match whole {
                None => over,
                Some(base) => self.overridden(base, over),
            });
        }
        let mut whole = whole?;
        settle(&mut whole, &mut Vec::new());
        Some(whole)
    }

    /// The profiles that `COMPOSE_PROFILES` makes active.
    pub(super) fn profiles(&self) -> Vec<String> {
        let list = self.variables.get("COMPOSE_PROFILES").map_or("", String::as_str);
        list.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }

    /// `over` laid over `base`, with what that does to each service noted.
    fn overridden(&mut self, base: Value, over: Value) -> Value {
        let pairs: Vec<(Box<str>, Value, Value)> = over
            .get("services")
            .map_or(&[][..], Value::members)
            .iter()
            .filter_map(|member| {
                let before = base.dig(&["services", &member.key])?;
                Some((member.key.clone(), before.clone(), member.value.clone()))
            })
            .collect();
        let merged = merge(base, over, Owner::Base, &mut Vec::new());
        for (name, before, over) in pairs {
            let Some(after) = merged.dig(&["services", &name]).cloned() else { continue };
            self.layer(name, before, over, after, ViaKind::Override);
        }
        merged
    }

    /// Notes that `over` was laid over the service `before`.
    pub(super) fn layer(
        &mut self,
        name: Box<str>,
        mut before: Value,
        over: Value,
        mut after: Value,
        kind: ViaKind,
    ) {
        for value in [&mut before, &mut after] {
            let mut path = vec!["services".into(), name.clone()];
            settle(value, &mut path);
        }
        self.layers.push(Layer { name, before, over, after, kind });
    }

    /// The documents of `file`, variables replaced, nothing merged.
    pub(super) fn documents(&self, file: &File) -> Vec<Value> {
        let roots = file.tree.documents().iter().filter_map(|document| document.root);
        let values = roots.map(|root| {
            let mut value = expand(&file.tree, file.id, root, &file.errors);
            interpolate(&mut value, &self.variables);
            value
        });
        values.filter(|value| !value.is_null()).collect()
    }

    /// All of `file`: what each document includes, its services extended, the documents laid over
    /// one another.
    fn file(&mut self, file: &File) -> Option<Value> {
        self.on_the_way.push(file.id);
        defects::of_file(file, &mut |it| self.defect(it));
        let mut whole: Option<Value> = None;
        for document in self.documents(file) {
            for it in unique::shadowed(&document) {
                self.defect(defects::shadowed(&it));
            }
            defects::unknown_tags(&document, &mut |it| self.defect(it));
            let mut document = include::apply(self, file, document);
            extends::apply(self, file, &mut document);
            whole = Some(match whole {
                None => document,
                Some(base) => merge(base, document, Owner::Base, &mut Vec::new()),
            });
        }
        self.on_the_way.pop();
        whole
    }

    /// Whether `file` is being read, so that including it would never end.
    pub(super) fn is_on_the_way(&self, file: &File) -> bool {
        self.on_the_way.contains(&file.id)
    }

    /// All of `file` as a project of its own that another one includes, with its own `variables`.
    pub(super) fn inclusion(&mut self, file: &File, mut variables: Variables) -> Option<Value> {
        if !self.included.contains(&file.id) {
            self.included.push(file.id);
        }
        // What the including project knows about a variable counts more.
        variables.extend(self.variables.clone());
        let outer = std::mem::replace(&mut self.variables, variables);
        let value = self.file(file);
        self.variables = outer;
        value
    }

    /// The file that `path`, written in `file`, names, if it was handed in.
    pub(super) fn neighbour(&self, file: &File, path: &str) -> Option<&'f File> {
        self.files.beside(file, path)
    }

    /// Notes that a file with variables stops the loader, if it does.
    pub(super) fn variables_of(&mut self, file: &File, refusal: Option<(TextRange, String)>) {
        let Some((range, why)) = refusal else { return };
        if let Some(defect) = defects::of_variables(file, range, &why) {
            self.defect(defect);
        }
    }

    /// Notes a defect, once.
    pub(super) fn defect(&mut self, defect: Defect) {
        let is_known = |it: &Defect| {
            it.identity.owner == defect.identity.owner && it.message == defect.message
        };
        if !self.defects.iter().any(is_known) {
            self.defects.push(defect);
        }
    }

    /// Notes that `value` names a file that is not on this machine.
    pub(super) fn elsewhere(&mut self, value: &Value, address: &str) {
        let slot = Slot { owner: value.at, path: &[], spelling: Spelling::Value };
        let at = Site::new(value.at, slot, value.through.clone());
        let fact = Fact::Stated { value: address.to_owned(), at, scope: Scope::Own };
        if !self.remote.contains(&fact) {
            self.remote.push(fact);
        }
    }

    /// Notes that what `at` refers to was not looked at.
    pub(super) fn gap(&mut self, at: Origin, reference: &str, message: String) {
        let Some(file) = self.files.by_id(at.file) else { return };
        let at = Span { file: at.file, range: file.range_of(at) };
        let gap = Gap { at, reference: reference.to_owned(), message };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }
}
