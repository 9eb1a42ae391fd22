//! Subjects, records and contents as the interpreter sees them.
//!
//! Asking for what is not known is an error, which CEL lets `&&`, `||`, `all` and `exists` absorb
//! where the other side decides. Every walk over a list is counted.

mod list;

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use cel::{
    ExecutionError,
    common::{
        traits::{Container, Indexer, Iterable},
        types::{CelBool, CelDouble, CelInt, CelNull, CelString, Type},
        value::{CowVal, Val},
    },
};
use plimsoll_diagnostics::FileId;
use plimsoll_model::{
    AnySubject, Datum, Origin, Project, Why,
    vocabulary::{self, Kind},
};
use plimsoll_rules::Parameters;

use crate::{
    content::{Node, Scalar},
    types,
};
use list::List;

/// The name that marks an error as a lack of knowledge.
pub(crate) const UNDECIDED: &str = "@undecided";

/// The name that marks an error as a question that makes no sense on a platform.
pub(crate) const INAPPLICABLE: &str = "@inapplicable";

pub(crate) fn undecided(why: impl fmt::Display) -> ExecutionError {
    ExecutionError::function_error(UNDECIDED, why.to_string())
}

fn no_such(name: &str) -> ExecutionError {
    ExecutionError::NoSuchKey(Arc::new(name.to_owned()))
}

/// For every subject of one kind, the positions of those of another that link to it.
type Links = Vec<Vec<usize>>;

/// What a block can see, and how much it may still do.
pub(crate) struct World<'p> {
    pub(crate) project: &'p Project,
    pub(crate) parameters: &'p Parameters,
    left: AtomicU64,
    is_exhausted: AtomicBool,
    /// Whether lists of which a part is unknown may be walked as far as they are known.
    is_lenient: AtomicBool,
    /// Whether such a walk came to what is unknown.
    is_doubtful: AtomicBool,
    contents: Mutex<HashMap<Origin, Arc<Node>>>,
    links: Mutex<HashMap<(&'static str, &'static str), Arc<Links>>>,
}

impl<'p> World<'p> {
    pub(crate) fn new(project: &'p Project, parameters: &'p Parameters) -> Self {
        Self {
            project,
            parameters,
            left: AtomicU64::new(0),
            is_exhausted: AtomicBool::new(false),
            is_lenient: AtomicBool::new(false),
            is_doubtful: AtomicBool::new(false),
            contents: Mutex::default(),
            links: Mutex::default(),
        }
    }

    /// Allows `steps` steps from here on; `is_lenient` allows walks over lists of which a part is
    /// unknown.
    pub(crate) fn allow(&self, steps: u64, is_lenient: bool) {
        self.left.store(steps, Ordering::Relaxed);
        self.is_exhausted.store(false, Ordering::Relaxed);
        self.is_lenient.store(is_lenient, Ordering::Relaxed);
        self.is_doubtful.store(false, Ordering::Relaxed);
    }

    /// Whether the result rests on something unknown.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.is_doubtful.load(Ordering::Relaxed)
    }

    fn doubt(&self) {
        self.is_doubtful.store(true, Ordering::Relaxed);
    }

    /// Whether more steps were needed than were allowed.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.is_exhausted.load(Ordering::Relaxed)
    }

    fn step(&self) -> bool {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            self.is_exhausted.store(true, Ordering::Relaxed);
            return false;
        }
        self.left.store(left - 1, Ordering::Relaxed);
        true
    }

    pub(crate) fn content(&self, subject: &dyn AnySubject) -> Arc<Node> {
        let identity = subject.identity();
        let mut contents = self.contents.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || Arc::new(Node::of(&self.project.content(identity)));
        Arc::clone(contents.entry(identity.owner).or_insert_with(made))
    }

    /// For every subject of `owner`, the subjects of `kind` that link to it.
    fn linked(&self, kind: &'static Kind, owner: &'static Kind) -> Arc<Links> {
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || {
            let subjects = &self.project.subjects;
            let mut lists = vec![Vec::new(); (owner.count)(subjects)];
            for (index, it) in kind.all(subjects).enumerate() {
                for (_, property) in it.properties() {
                    if let Datum::Subject(name, at) = property
                        && name == owner.name
                        && let Some(list) = lists.get_mut(at)
                    {
                        list.push(index);
                    }
                }
            }
            Arc::new(lists)
        };
        Arc::clone(links.entry((kind.name, owner.name)).or_insert_with(made))
    }

    /// The file that a subject stands in.
    pub(crate) fn file_of(&self, kind: &'static Kind, index: usize) -> Option<FileId> {
        Some((kind.get)(&self.project.subjects, index)?.identity().owner.file)
    }

    pub(crate) fn subject<'v>(&'v self, kind: &'static Kind, index: usize) -> Box<dyn Val + 'v> {
        Box::new(Subject { world: self, kind, index })
    }

    fn subjects<'v>(
        &'v self,
        kind: &'static Kind,
        indices: impl Iterator<Item = usize>,
    ) -> Box<dyn Val + 'v> {
        let items = indices.map(|index| self.subject(kind, index)).collect();
        Box::new(List { world: self, items, doubt: None })
    }

    /// A list of which `known` is known.
    fn part_of_list<'v>(&'v self, known: Vec<Datum>, why: Why) -> List<'v> {
        let stand_in: Box<dyn Val + 'v> = Box::new(CelNull);
        let items = known.into_iter().map(|it| self.datum(it)).chain([stand_in]).collect();
        List { world: self, items, doubt: Some(why) }
    }

    fn datum<'v>(&'v self, datum: Datum) -> Box<dyn Val + 'v> {
        match datum {
            Datum::Null => Box::new(CelNull),
            Datum::Bool(it) => Box::new(CelBool::from(it)),
            Datum::Int(it) => Box::new(CelInt::from(it)),
            Datum::Float(it) => Box::new(CelDouble::from(it)),
            Datum::Text(it) => Box::new(CelString::from(it)),
            Datum::List(items) => {
                let items = items.into_iter().map(|it| self.datum(it)).collect();
                Box::new(List { world: self, items, doubt: None })
            }
            Datum::Record(fields) => Box::new(Record { world: self, fields: Arc::new(fields) }),
            Datum::Subject(name, index) => match vocabulary::kind(name) {
                Some(kind) => self.subject(kind, index),
                None => Box::new(CelNull),
            },
            _ => Box::new(CelNull),
        }
    }

    fn node<'v>(&'v self, node: &Arc<Node>) -> Result<Box<dyn Val + 'v>, ExecutionError> {
        Ok(match &**node {
            Node::Scalar(Scalar::Null) => Box::new(CelNull),
            Node::Scalar(Scalar::Bool(it)) => Box::new(CelBool::from(*it)),
            Node::Scalar(Scalar::Int(it)) => Box::new(CelInt::from(*it)),
            Node::Scalar(Scalar::Float(it)) => Box::new(CelDouble::from(*it)),
            Node::Scalar(Scalar::Text(it)) => Box::new(CelString::from(it.clone())),
            Node::Unknown(why) => return Err(undecided(why.as_str())),
            Node::List(items, _) => {
                if let Some(why) = node.doubt() {
                    return Err(undecided(why.as_str()));
                }
                let items = items.iter().map(|it| self.node(it)).collect::<Result<_, _>>()?;
                Box::new(List { world: self, items, doubt: None })
            }
            Node::Map(members, _) => {
                let keys = members.iter().map(|(key, _)| -> Box<dyn Val + 'v> {
                    Box::new(CelString::from(key.clone()))
                });
                let keys = List { world: self, items: keys.collect(), doubt: None };
                Box::new(Map { node: Arc::clone(node), keys })
            }
        })
    }
}

/// Lets the interpreter ask a value for its parts by name, by its method `ask`; `$more` are further
/// things that it can do.
macro_rules! asked {
    ($type:ident, $name:literal $($more:tt)*) => {
        impl fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($name)
            }
        }

        impl Val for $type<'_> {
            fn get_type(&self) -> &Type {
                <Self as Val>::cel_type()
            }

            fn cel_type() -> &'static Type {
                static TYPE: Type = Type::new_unspecified_type($name);
                &TYPE
            }

            fn as_indexer<'b, 'w>(&'b self) -> Option<&'b (dyn Indexer + 'w)>
            where
                Self: 'w,
            {
                Some(self)
            }

            fn clone_as_boxed<'w>(&self) -> Box<dyn Val + 'w>
            where
                Self: 'w,
            {
                Box::new(self.clone())
            }

            $($more)*
        }

        impl<'s> Indexer for $type<'s> {
            fn get<'b, 'w>(&'b self, index: &dyn Val) -> Result<CowVal<'b, 'w>, ExecutionError>
            where
                Self: 'w,
            {
                let name = key(index).ok_or_else(|| no_such("a name"))?;
                self.ask(name).map(CowVal::Owned)
            }

            fn steal<'w>(
                self: Box<Self>,
                index: &dyn Val,
            ) -> Result<Box<dyn Val + 'w>, ExecutionError>
            where
                Self: 'w,
            {
                let name = key(index).ok_or_else(|| no_such("a name"))?;
                self.ask(name).map(|it| it as Box<dyn Val + 'w>)
            }
        }
    };
}

/// The text of a key; nothing for other kinds of keys.
fn key(index: &dyn Val) -> Option<&str> {
    index.downcast_ref::<CelString<'_>>().map(CelString::inner)
}

/// A subject of the project.
#[derive(Clone)]
struct Subject<'v> {
    world: &'v World<'v>,
    kind: &'static Kind,
    index: usize,
}

impl<'s> Subject<'s> {
    fn ask(&self, name: &str) -> Result<Box<dyn Val + 's>, ExecutionError> {
        let world = self.world;
        let subject =
            (self.kind.get)(&world.project.subjects, self.index).ok_or_else(|| no_such(name))?;
        if let Some(shown) = subject.facts().iter().find(|it| it.name == name) {
            let why = match shown.fact.datum() {
                Ok(datum) => return Ok(world.datum(datum)),
                Err(None) => {
                    let message = format!("`{name}` of {}", subject.identity());
                    return Err(ExecutionError::function_error(INAPPLICABLE, message));
                }
                Err(Some(why)) => why,
            };
            if world.is_lenient.load(Ordering::Relaxed)
                && let Some((known, why)) = shown.fact.known_items()
            {
                return Ok(Box::new(world.part_of_list(known, why)));
            }
            let (identity, why) = (subject.identity(), why.as_str());
            return Err(undecided(format_args!("`{name}` of {identity} {why}")));
        }
        if let Some((_, datum)) = subject.properties().into_iter().find(|(it, _)| *it == name) {
            return Ok(world.datum(datum));
        }
        let identity = subject.identity();
        match name {
            "name" => return Ok(Box::new(CelString::from(identity.name.clone()))),
            "address" => return Ok(Box::new(CelString::from(identity.address.clone()))),
            "platform" => return Ok(Box::new(CelString::from(identity.platform.as_str()))),
            "path" => {
                let path = world.project.file(identity.owner.file).path.clone();
                return Ok(Box::new(CelString::from(path)));
            }
            "content" => return world.node(&world.content(subject)),
            _ => {}
        }
        let Some(other) = types::kind_of_plural(name) else { return Err(no_such(name)) };
        let lists = world.linked(other, self.kind);
        let indices = lists.get(self.index).cloned().unwrap_or_default();
        Ok(world.subjects(other, indices.into_iter()))
    }
}

asked!(Subject, "subject");

/// Named values.
#[derive(Clone)]
struct Record<'v> {
    world: &'v World<'v>,
    fields: Arc<Vec<(&'static str, Datum)>>,
}

impl<'s> Record<'s> {
    fn ask(&self, name: &str) -> Result<Box<dyn Val + 's>, ExecutionError> {
        let found = self.fields.iter().find(|(it, _)| *it == name);
        found.map(|(_, it)| self.world.datum(it.clone())).ok_or_else(|| no_such(name))
    }
}

asked!(Record, "record");

/// `project` and `parameters`.
#[derive(Clone)]
pub(crate) struct Everything<'v> {
    pub(crate) world: &'v World<'v>,
    pub(crate) is_parameters: bool,
    /// The file of the subject that a page is about.
    pub(crate) around: Option<FileId>,
}

impl<'s> Everything<'s> {
    fn ask(&self, name: &str) -> Result<Box<dyn Val + 's>, ExecutionError> {
        let world = self.world;
        if self.is_parameters {
            let datum = parameter(world.parameters, name).ok_or_else(|| no_such(name))?;
            return Ok(world.datum(datum));
        }
        let kind = types::kind_of_plural(name).ok_or_else(|| no_such(name))?;
        let subjects = 0..(kind.count)(&world.project.subjects);
        if self.around.is_none_or(|it| world.project.is_whole_around(it)) {
            return Ok(world.subjects(kind, subjects));
        }
        // What is in sight may decide; that there is no more nobody knows.
        if !world.is_lenient.load(Ordering::Relaxed) {
            return Err(undecided("more may belong to the project than is in sight"));
        }
        let items = subjects.map(|index| Datum::Subject(kind.name, index));
        Ok(Box::new(world.part_of_list(items.collect(), Why::Partial)))
    }
}

asked!(Everything, "project");

fn parameter(it: &Parameters, name: &str) -> Option<Datum> {
    let list = |items: &[String]| Datum::List(items.iter().map(Datum::text).collect());
    Some(match name {
        "compose_version" => Datum::text(it.compose_version.to_string()),
        "kubernetes_minor" => Datum::int(it.kubernetes_minor),
        "pod_security_level" => Datum::text(it.pod_security_level.as_str()),
        "trusted_registries" => list(&it.trusted_registries),
        "allowed_capabilities" => list(&it.allowed_capabilities),
        "allowed_host_paths" => list(&it.allowed_host_paths),
        _ => return None,
    })
}

/// A map of a document.
#[derive(Clone)]
struct Map<'v> {
    node: Arc<Node>,
    keys: List<'v>,
}

impl<'s> Map<'s> {
    /// What stands under `name`; null where nothing does.
    fn ask(&self, name: &str) -> Result<Box<dyn Val + 's>, ExecutionError> {
        let Node::Map(members, is_incomplete) = &*self.node else { return Err(no_such(name)) };
        match members.iter().find(|(key, _)| key == name) {
            Some((_, node)) => self.keys.world.node(node),
            None if *is_incomplete => Err(undecided(Why::Partial.as_str())),
            None => Ok(Box::new(CelNull)),
        }
    }
}

asked! { Map, "map"
    fn as_container(&self) -> Option<&dyn Container> {
        Some(self)
    }

    fn as_iterable<'b, 'w>(&'b self) -> Option<&'b (dyn Iterable + 'w)>
    where
        Self: 'w,
    {
        self.node.doubt().is_none().then_some(&self.keys as &(dyn Iterable + 'w))
    }
}

impl Container for Map<'_> {
    fn contains(&self, value: &dyn Val) -> Result<bool, ExecutionError> {
        let Some(name) = key(value) else { return Ok(false) };
        let Node::Map(members, is_incomplete) = &*self.node else { return Ok(false) };
        match members.iter().any(|(key, _)| key == name) {
            false if *is_incomplete => Err(undecided(Why::Partial.as_str())),
            is_there => Ok(is_there),
        }
    }
}
