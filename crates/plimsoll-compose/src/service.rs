//! One service: what all of its facts share.

use std::collections::HashMap;

use plimsoll_facts::{
    Fact, Identity, List, Origin, Platform, Why,
    read::{Read, Reader},
    subjects::{ContainerId, ObjectId, WorkloadId},
    value::{Content, Member, Value},
};

use super::files::Files;

/// What the sections at the top level declare, to be found by section and name: a project can have
/// thousands of volumes, and every service asks for its own.
#[derive(Default)]
pub(super) struct Declared<'v>(HashMap<(&'v str, &'v str), &'v Value>);

impl<'v> Declared<'v> {
    /// An index of `file`.
    pub(super) fn of(file: &'v Value) -> Self {
        let entries = file.members().iter().flat_map(|section| {
            section.value.members().iter().map(|it| ((&*section.key, &*it.key), &it.value))
        });
        Self(entries.collect())
    }
}

/// A service that is being lowered.
#[derive(Clone, Copy)]
pub(super) struct Service<'v> {
    /// Its key and its value.
    pub(super) member: &'v Member,
    /// Reads its settings.
    pub(super) reader: Reader<'v>,
    /// The whole file, for what its top level declares.
    pub(super) file: &'v Value,
    /// What the top level declares.
    declared: &'v Declared<'v>,
    /// The top level as a subject.
    pub(super) object: ObjectId,
    /// The service as a subject.
    pub(super) workload: WorkloadId,
    /// Its container as a subject.
    pub(super) container: ContainerId,
    /// Every file that was handed in.
    pub(super) files: &'v Files<'v>,
    /// Whether somebody said which files make the project, so that there are no others.
    pub(super) is_named: bool,
    /// The profiles that are active; `*` stands for all.
    pub(super) profiles: &'v [String],
}

/// The ids of the subjects that a service becomes.
#[derive(Clone, Copy)]
pub(super) struct Lowering<'v> {
    /// The top level.
    pub(super) object: ObjectId,
    /// The service.
    pub(super) workload: WorkloadId,
    /// Its container.
    pub(super) container: ContainerId,
    /// What the top level declares.
    pub(super) declared: &'v Declared<'v>,
    /// Every file that was handed in.
    pub(super) files: &'v Files<'v>,
    /// Whether somebody said which files make the project.
    pub(super) is_named: bool,
    /// The profiles that are active.
    pub(super) profiles: &'v [String],
}

impl<'v> Service<'v> {
    /// The service `member` of `file`.
    pub(super) fn new(
        member: &'v Member,
        reader: Reader<'v>,
        file: &'v Value,
        ids: Lowering<'v>,
    ) -> Self {
        let Lowering { object, workload, container, declared, files, is_named, profiles } = ids;
        Self {
            member,
            reader,
            file,
            declared,
            object,
            workload,
            container,
            files,
            is_named,
            profiles,
        }
    }

    /// The value of `name` in `section` at the top level, which can be null.
    pub(super) fn entry(&self, section: &str, name: &str) -> Option<&'v Value> {
        self.declared.0.get(&(section, name)).copied()
    }

    /// What the top level says about `name` in `section`, if it says something.
    pub(super) fn declared(&self, section: &str, name: &str) -> Option<&'v Value> {
        self.entry(section, name).filter(|it| !it.is_null())
    }

    /// The same as the part of a service that it is where another file has to say what it runs:
    /// what is left out here can be there.
    pub(super) fn as_far_as_known(self) -> Self {
        let has_origin =
            ["image", "build", "provider"].iter().any(|it| self.reader.value.get(it).is_some());
        let is_part = !has_origin && self.is_elsewhere("services", &self.member.key);
        let is_partial = self.reader.is_partial || is_part;
        Self { reader: Reader { is_partial, ..self.reader }, ..self }
    }

    /// Whether `profile` is active.
    pub(super) fn is_active(&self, profile: &str) -> bool {
        self.profiles.iter().any(|it| it == "*" || it == profile)
    }

    /// Whether a file that is given to Compose together with this one can declare `name` in
    /// `section`.
    pub(super) fn is_elsewhere(&self, section: &str, name: &str) -> bool {
        !self.is_named && self.files.can_declare(self.file.at.file, section, name)
    }

    /// Whether no other file that was handed in can declare `name` in `section`, and Docker Compose
    /// reads this one without being told: as it lies, it is refused.
    pub(super) fn is_alone(&self, section: &str, name: &str) -> bool {
        !self.reader.is_partial && !self.files.can_declare(self.file.at.file, section, name)
    }

    /// The identity of the service itself.
    pub(super) fn identity(&self) -> Identity {
        Identity {
            name: self.member.key.to_string(),
            address: format!("services.{}", self.member.key),
            shown: self.reader.shown,
            owner: self.reader.value.at,
            platform: Platform::Compose,
        }
    }

    /// The identity of something that the service lists below `key`, told apart by `name`.
    pub(super) fn part(&self, key: &str, name: &str, shown: Origin, owner: Origin) -> Identity {
        Identity {
            name: name.to_owned(),
            address: format!("services.{}.{key}[{name}]", self.member.key),
            shown,
            owner,
            platform: Platform::Compose,
        }
    }

    /// Reads the settings of something that the service lists in long form.
    pub(super) fn part_reader(&self, item: &'v Value) -> Reader<'v> {
        Reader { value: item, shown: item.at, is_partial: false }
    }

    /// `list`, to which other files can add: with only a part of the service at hand, its items
    /// are known and its length is not.
    pub(super) fn open<T>(&self, mut list: List<T>) -> List<T> {
        if let (true, Fact::Stated { at, .. }) = (self.reader.is_partial, &list.whole) {
            list.whole = Fact::Unknown { at: at.clone(), why: Why::Partial };
        }
        list
    }

    /// The names of the networks that it joins where it has no `network_mode`.
    pub(super) fn networks(&self) -> Vec<&'v str> {
        match self.reader.value.get("networks") {
            None => vec!["default"],
            Some(Value { content: Content::Map { members, .. }, .. }) if members.is_empty() => {
                vec!["default"]
            }
            Some(Value { content: Content::Map { members, .. }, .. }) => {
                members.iter().map(|member| &*member.key).collect()
            }
            Some(list) => {
                list.items().iter().filter_map(|it| it.text().map(|it| &*it.value)).collect()
            }
        }
    }

    /// The items at `key`, where a single text counts as a list of one.
    pub(super) fn items(&self, key: &str) -> &'v [Value] {
        match self.reader.value.get(key) {
            Some(value) if value.text().is_some() => std::slice::from_ref(value),
            Some(value) => value.items(),
            None => &[],
        }
    }
}

/// A boolean as Docker's loader casts it: the words of YAML 1.1 too, quoted or not.
pub(super) fn boolean(value: &Value) -> Read<bool> {
    value
        .text()
        .and_then(|text| as_boolean(&text.value))
        .map_or(Read::Unknown(Why::Malformed), Read::Value)
}

fn as_boolean(text: &str) -> Option<bool> {
    let words = |list: [&str; 4]| list.iter().any(|it| text.eq_ignore_ascii_case(it));
    if words(["true", "y", "yes", "on"]) {
        return Some(true);
    }
    words(["false", "n", "no", "off"]).then_some(false)
}
