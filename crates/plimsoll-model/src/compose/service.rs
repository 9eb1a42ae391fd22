//! One service: what all of its facts share.

use super::files::Files;
use crate::{
    fact::{Fact, List, Why},
    read::{Read, Reader},
    site::Origin,
    subject::{Identity, Platform},
    subjects::{ContainerId, ObjectId, WorkloadId},
    value::{Member, Value},
};

/// A service that is being lowered.
#[derive(Clone, Copy)]
pub(super) struct Service<'v> {
    /// Its key and its value.
    pub(super) member: &'v Member,
    /// Reads its settings.
    pub(super) reader: Reader<'v>,
    /// The whole file, for what its top level declares.
    pub(super) file: &'v Value,
    /// The top level as a subject.
    pub(super) object: ObjectId,
    /// The service as a subject.
    pub(super) workload: WorkloadId,
    /// Its container as a subject.
    pub(super) container: ContainerId,
    /// Every file that was handed in.
    pub(super) files: &'v Files<'v>,
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
    /// Every file that was handed in.
    pub(super) files: &'v Files<'v>,
}

impl<'v> Service<'v> {
    /// The service `member` of `file`.
    pub(super) fn new(
        member: &'v Member,
        reader: Reader<'v>,
        file: &'v Value,
        Lowering { object, workload, container, files }: Lowering<'v>,
    ) -> Self {
        Self { member, reader, file, object, workload, container, files }
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
