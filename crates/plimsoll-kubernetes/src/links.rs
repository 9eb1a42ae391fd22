//! What objects come to together: whom a selector chooses, and whether a name stands for
//! something.
//!
//! An object that is in sight is certain. That something is missing is certain only if nothing was
//! skipped, if nothing in sight makes objects of its own, and if the files declare others of its
//! kind, so that this would be the place for it. An object without a namespace can belong to any.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use plimsoll_facts::{
    Fact, Identity, List, Platform, Site, Slot, Spelling, Why,
    subjects::{
        Label, ObjectId, PortReference, Reference, ReferenceGrant, Selector, ServicePort, Subjects,
        Workload, WorkloadId,
    },
};
use plimsoll_syntax::name_distance::nearest;

use super::sight::{Around, Sight};

/// Names that every namespace has without anybody declaring them.
const BUILT_IN: &[(&str, &str)] = &[
    ("ServiceAccount", "default"),
    ("ConfigMap", "kube-root-ca.crt"),
    ("ConfigMap", "openshift-service-ca.crt"),
    ("Service", "kubernetes"),
];

/// Completes the facts that only all objects together decide; `sight` tells where nothing that
/// belongs to them was left out.
pub(super) fn link(subjects: &mut Subjects, sight: &Sight<'_>) {
    let world = World::new(subjects, sight);
    let references: Vec<_> = subjects.references.iter().map(|it| world.reference(it)).collect();
    let granted: Vec<_> = subjects.references.iter().map(|it| world.granted(it)).collect();
    let services: Vec<_> = subjects
        .services
        .iter()
        .map(|it| {
            let is_elsewhere = it.service_type.is("ExternalName".to_owned());
            let labels: Vec<Label> = it.selector.known().cloned().collect();
            let is_there = !labels.is_empty() && !is_elsewhere;
            let selector = Selector { labels, requirements: Vec::new() };
            let whole = it.selector.whole.clone().map(|_| selector);
            if is_there && it.selector.is_complete() {
                world.chosen(it.object, &whole)
            } else {
                (List::inapplicable(), Vec::new())
            }
        })
        .collect();
    let targets: Vec<_> =
        subjects.service_ports.iter().map(|it| world.target(it, &services)).collect();
    let budgets: Vec<_> = subjects
        .disruption_budgets
        .iter()
        .map(|it| world.chosen(it.object, &it.selector))
        .collect();
    let policies: Vec<_> =
        subjects.network_policies.iter().map(|it| world.chosen(it.object, &it.selector)).collect();
    let scaling: Vec<Option<usize>> =
        subjects.autoscalers.iter().map(|it| world.scaled(it)).collect();
    let is_whole: Vec<bool> = subjects
        .workloads
        .iter()
        .map(|it| it.object.is_some_and(|object| sight.is_whole(world.around(object))))
        .collect();
    let scaled: HashSet<usize> = scaling.iter().copied().flatten().collect();
    let all_of = |chosen: &[(List<String>, Vec<usize>)]| -> HashSet<usize> {
        chosen.iter().flat_map(|it| it.1.iter().copied()).collect()
    };
    let (served, budgeted) = (all_of(&services), all_of(&budgets));
    let restricted = |is_restricting: &dyn Fn(usize) -> bool| -> HashSet<usize> {
        let policies = policies.iter().enumerate().filter(|(index, _)| is_restricting(*index));
        policies.flat_map(|(_, it)| it.1.iter().copied()).collect()
    };
    let policy = &subjects.network_policies;
    let ingress = restricted(&|index| policy[index].restricts_ingress.is(true));
    let egress = restricted(&|index| policy[index].restricts_egress.is(true));

    for ((reference, (declared, key_declared, near)), granted) in
        subjects.references.iter_mut().zip(references).zip(granted)
    {
        (reference.declared, reference.key_declared) = (declared, key_declared);
        reference.granted = granted;
        reference.nearest = near;
    }
    for (port, declared) in subjects.service_ports.iter_mut().zip(targets) {
        port.target_declared = declared;
    }
    for (service, (chosen, _)) in subjects.services.iter_mut().zip(services) {
        service.chosen = chosen;
    }
    let id = |index: usize| WorkloadId(u32::try_from(index).unwrap_or(u32::MAX));
    for (budget, (chosen, workloads)) in subjects.disruption_budgets.iter_mut().zip(budgets) {
        budget.chosen = chosen;
        budget.workloads = workloads.into_iter().map(id).collect();
    }
    for (autoscaler, workload) in subjects.autoscalers.iter_mut().zip(scaling) {
        autoscaler.workload = workload.map(id);
    }
    for (policy, (chosen, _)) in subjects.network_policies.iter_mut().zip(policies) {
        policy.chosen = chosen;
    }
    for (index, workload) in subjects.workloads.iter_mut().enumerate() {
        if !is_of_kubernetes(workload) {
            continue;
        }
        let is_whole = is_whole[index] && workload.labels.is_complete();
        let fact =
            |set: &HashSet<usize>| whether(&workload.identity, set.contains(&index), is_whole);
        let facts = [fact(&served), fact(&budgeted), fact(&scaled), fact(&ingress), fact(&egress)];
        let [served, budgeted, autoscaled, ingress_restricted, egress_restricted] = facts;
        (workload.served, workload.budgeted, workload.autoscaled) = (served, budgeted, autoscaled);
        workload.ingress_restricted = ingress_restricted;
        workload.egress_restricted = egress_restricted;
    }
}

fn is_of_kubernetes(workload: &Workload) -> bool {
    workload.object.is_some() && workload.identity.platform == Platform::Kubernetes
}

/// A fact about a subject that other objects decide.
fn whether(identity: &Identity, value: bool, is_whole: bool) -> Fact<bool> {
    let slot = Slot { owner: identity.owner, path: &[], spelling: Spelling::Value };
    let at = Site::absent(identity.shown, slot);
    if value || is_whole {
        return Fact::Assumed { value, at };
    }
    Fact::Unknown { at, why: Why::Partial }
}

/// Everything that was declared, ready to be asked.
struct World<'s> {
    subjects: &'s Subjects,
    sight: &'s Sight<'s>,
    /// Objects by kind, then by name.
    objects: HashMap<&'s str, HashMap<&'s str, Vec<ObjectId>>>,
    /// Workloads by each of their labels.
    labelled: HashMap<(&'s str, &'s str), Vec<usize>>,
    /// The keys of configuration and secrets, and the ports of services.
    keys: HashMap<ObjectId, Vec<Cow<'s, str>>>,
    /// Services by their objects.
    services: HashMap<ObjectId, usize>,
    /// The first workload of each object.
    pods: HashMap<ObjectId, usize>,
}

impl<'s> World<'s> {
    fn new(subjects: &'s Subjects, sight: &'s Sight<'s>) -> Self {
        let mut objects: HashMap<&str, HashMap<&str, Vec<ObjectId>>> = HashMap::new();
        for (object, id) in subjects.objects.iter().zip(0..) {
            let Some(kind) = object.kind.known() else { continue };
            let names = objects.entry(kind.as_str()).or_default();
            names.entry(object.identity.name.as_str()).or_default().push(ObjectId(id));
        }
        for (id, name) in &subjects.other_names {
            let kind = subjects.objects.get(id.index()).and_then(|it| it.kind.known());
            let Some(names) = kind.and_then(|it| objects.get_mut(it.as_str())) else { continue };
            names.entry(name.as_str()).or_default().push(*id);
        }
        let mut labelled: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (index, workload) in subjects.workloads.iter().enumerate() {
            for label in workload.labels.known() {
                labelled.entry((&label.key, &label.value)).or_default().push(index);
            }
        }
        let mut keys: HashMap<ObjectId, Vec<Cow<'_, str>>> = HashMap::new();
        for entry in &subjects.data_entries {
            keys.entry(entry.object).or_default().push(Cow::Borrowed(&entry.key));
        }
        for port in &subjects.service_ports {
            let number = port.port.known().map(|it| Cow::Owned(it.to_string()));
            // A service with a port that is not known can have any.
            keys.entry(port.object).or_default().push(number.unwrap_or_default());
        }
        keys.retain(|_, of| of.iter().all(|it| !it.is_empty()));
        let mut pods = HashMap::new();
        for (index, workload) in subjects.workloads.iter().enumerate() {
            if let Some(object) = workload.object {
                pods.entry(object).or_insert(index);
            }
        }
        let services = subjects.services.iter().enumerate();
        let services = services.map(|(index, it)| (it.object, index)).collect();
        Self { subjects, sight, objects, labelled, keys, services, pods }
    }

    /// Where an object is.
    fn around(&self, object: ObjectId) -> Around<'s> {
        Around { object, namespace: self.namespace(object) }
    }

    /// Where what a reference names would be.
    fn target_of<'r>(&self, it: &'r Reference) -> Around<'r>
    where
        's: 'r,
    {
        let namespace = it.namespace.as_deref().unwrap_or_else(|| self.namespace(it.object));
        Around { object: it.object, namespace }
    }

    fn namespace(&self, object: ObjectId) -> &'s str {
        let object = self.subjects.objects.get(object.index());
        object.and_then(|it| it.namespace.known()).map_or("", String::as_str)
    }

    /// Whether both can be in one namespace.
    fn can_meet(&self, one: ObjectId, other: ObjectId) -> bool {
        let (one, other) = (self.namespace(one), self.namespace(other));
        one == other || one.is_empty() || other.is_empty()
    }

    /// The workloads that the selector of `object` chooses, by name and by position.
    fn chosen(&self, object: ObjectId, selector: &Fact<Selector>) -> (List<String>, Vec<usize>) {
        let Some(wanted) = selector.known() else {
            let whole = selector.clone().map(|_| 0);
            return (List { whole, items: Vec::new() }, Vec::new());
        };
        let is_near = |index: &usize| {
            let of = self.subjects.workloads[*index].object;
            of.is_some_and(|it| self.can_meet(it, object))
        };
        let candidates: Vec<usize> = match wanted.labels.first() {
            Some(label) => {
                let key = (label.key.as_str(), label.value.as_str());
                self.labelled.get(&key).cloned().unwrap_or_default()
            }
            None => (0..self.subjects.workloads.len()).collect(),
        };
        let is_pod = |index: &usize| is_of_kubernetes(&self.subjects.workloads[*index]);
        let chosen: Vec<usize> = candidates
            .into_iter()
            .filter(|index| {
                let labels: Vec<Label> =
                    self.subjects.workloads[*index].labels.known().cloned().collect();
                wanted.chooses(&labels) && is_near(index) && is_pod(index)
            })
            .collect();
        let around = self.around(object);
        let is_certain = !chosen.is_empty()
            || (self.sight.is_whole(around)
                && !self.sight.has_makers(around)
                && self.sight.is_settled(around));
        let whole = match selector.clone().map(|_| chosen.len()) {
            Fact::Stated { at, .. } | Fact::Assumed { at, .. } if !is_certain => {
                Fact::Unknown { at, why: Why::Partial }
            }
            fact => fact,
        };
        let name = |index: &usize| {
            let name = &self.subjects.workloads[*index].identity.name;
            selector.clone().map(|_| name.clone())
        };
        let items = chosen.iter().map(name).collect();
        (List { whole, items }, chosen)
    }

    /// Whether a container that the service of `port` leads to has a port of the name.
    fn target(&self, port: &ServicePort, services: &[(List<String>, Vec<usize>)]) -> Fact<bool> {
        let Some(PortReference::Name(name)) = port.target.known() else {
            return Fact::Inapplicable;
        };
        let service = self.services.get(&port.object);
        let chosen = service.and_then(|it| services.get(*it)).map_or(&[][..], |it| &it.1);
        let all = &self.subjects.containers;
        let mut containers = chosen
            .iter()
            .flat_map(|workload| {
                // Containers stand in the order of their workloads.
                let start = all.partition_point(|it| it.workload.index() < *workload);
                all[start..].iter().take_while(move |it| it.workload.index() == *workload)
            })
            .peekable();
        if containers.peek().is_none() {
            return Fact::Inapplicable;
        }
        let mut is_certain = !self.sight.has_makers(self.around(port.object));
        let mut is_declared = false;
        for container in containers {
            is_declared |= container.container_ports.has(|it| it.name == *name);
            is_certain &= container.container_ports.is_complete();
        }
        match port.target.clone() {
            Fact::Stated { at, .. } if !is_declared && !is_certain => {
                Fact::Unknown { at, why: Why::Partial }
            }
            fact => fact.map(|_| is_declared),
        }
    }

    /// The workload that an autoscaler is for.
    fn scaled(&self, it: &plimsoll_facts::subjects::Autoscaler) -> Option<usize> {
        let named = self.objects.get(it.target_kind.known()?.as_str())?;
        let objects = named.get(it.target_name.known()?.as_str())?;
        let object = objects.iter().find(|object| self.can_meet(**object, it.object))?;
        self.pods.get(object).copied()
    }

    /// Whether what a reference names is there, whether it has the key, and what was meant.
    fn reference(&self, it: &Reference) -> (Fact<bool>, Fact<bool>, Option<String>) {
        let kind = it.target_kind.as_str();
        let Some(name) = it.name.known().filter(|it| !it.is_empty()) else {
            return (Fact::Inapplicable, Fact::Inapplicable, None);
        };
        let named = self.objects.get(kind);
        let near = |id: &&ObjectId| self.can_be_meant(it, **id);
        let found: Vec<ObjectId> = named
            .and_then(|it| it.get(name.as_str()))
            .map_or_else(Vec::new, |ids| ids.iter().filter(near).copied().collect());
        if !found.is_empty() || BUILT_IN.contains(&(kind, name)) {
            let (key, meant) = self.key(it, &found);
            return (it.name.clone().map(|_| true), key, meant);
        }
        let neighbours = named.into_iter().flatten();
        let around = self.target_of(it);
        let is_beside = |id: &ObjectId| self.sight.are_together(around, self.around(*id));
        let neighbours =
            neighbours.filter(|(_, ids)| ids.iter().any(|id| near(&id) && is_beside(id)));
        let names: Vec<&str> = neighbours.map(|(name, _)| *name).collect();
        let meant = nearest(name, sorted(&names));
        // Secrets are often made by hand, and routes lead to what others deploy, so that only a slip
        // of the pen is certain.
        let is_route = self.is_of_route(it.object);
        let is_slip = meant.is_some_and(|it| without_digits(it) != without_digits(name));
        let is_home = if kind == "Secret" || is_route { is_slip } else { !names.is_empty() };
        let has_makers = self.has_makers(it);
        let is_whole = self.sight.is_whole_for(around, kind);
        let declared = match it.name.clone() {
            Fact::Stated { at, .. } if !(is_whole && is_home && !has_makers) => {
                Fact::Unknown { at, why: Why::Partial }
            }
            fact => fact.map(|_| false),
        };
        (declared, Fact::Inapplicable, meant.map(str::to_owned))
    }

    /// Whether an object with this id can be the one that the reference means.
    fn can_be_meant(&self, it: &Reference, id: ObjectId) -> bool {
        match &it.namespace {
            Some(namespace) => ["", namespace].contains(&self.namespace(id)),
            None => self.can_meet(id, it.object),
        }
    }

    /// Whether the other namespace lets a route use what it names there.
    fn granted(&self, it: &Reference) -> Fact<bool> {
        let (Some(there), Some(name)) = (&it.namespace, it.name.known()) else {
            return Fact::Inapplicable;
        };
        let object = &self.subjects.objects[it.object.index()];
        let here = self.namespace(it.object);
        let Some(kind) = object.kind.known().filter(|_| self.is_of_route(it.object)) else {
            return Fact::Inapplicable;
        };
        if here.is_empty() || here == there {
            return Fact::Inapplicable;
        }
        let source = format!("{kind} of {here}");
        let all = it.target_kind.as_str();
        let one = format!("{all} {name}");
        let mut near = self
            .subjects
            .reference_grants
            .iter()
            .filter(|grant| ["", there].contains(&self.namespace(grant.object)));
        let allows = |grant: &ReferenceGrant| {
            grant.sources.has(|it| *it == source) && grant.targets.has(|it| it == all || *it == one)
        };
        if near.any(allows) {
            return it.name.clone().map(|_| true);
        }
        let is_home = self
            .objects
            .get(all)
            .into_iter()
            .flatten()
            .any(|(_, ids)| ids.iter().any(|id| self.namespace(*id) == there));
        let around = self.target_of(it);
        let is_whole = self.sight.is_whole(around) && !self.sight.has_strangers(around);
        match it.name.clone() {
            Fact::Stated { at, .. } if !(is_home && is_whole) => {
                Fact::Unknown { at, why: Why::Partial }
            }
            fact => fact.map(|_| false),
        }
    }

    /// Whether something in sight can make what a reference names.
    fn has_makers(&self, it: &Reference) -> bool {
        let around = self.target_of(it);
        match self.is_of_route(it.object) {
            true => self.sight.has_strangers(around),
            false => self.sight.has_makers(around),
        }
    }

    /// Whether the object is a route of the Gateway API.
    fn is_of_route(&self, object: ObjectId) -> bool {
        let object = &self.subjects.objects[object.index()];
        object.api_version.holds(|it| it.split('/').next() == Some(super::gateway::GROUP))
    }

    fn key(&self, it: &Reference, found: &[ObjectId]) -> (Fact<bool>, Option<String>) {
        let Some(key) = it.key.known().filter(|_| !found.is_empty()) else {
            return (Fact::Inapplicable, None);
        };
        let keys = || found.iter().filter_map(|id| self.keys.get(id)).flatten();
        if keys().any(|it| it == key) {
            return (it.key.clone().map(|_| true), None);
        }
        // A secret without any entry is filled in by something else.
        let is_filled = keys().next().is_some();
        let is_certain =
            is_filled && self.sight.is_whole(self.target_of(it)) && !self.has_makers(it);
        let declared = match it.key.clone() {
            Fact::Stated { at, .. } if !is_certain => Fact::Unknown { at, why: Why::Partial },
            fact => fact.map(|_| false),
        };
        let keys: Vec<&str> = keys().map(|it| &**it).collect();
        (declared, nearest(key, sorted(&keys)).map(str::to_owned))
    }
}

/// In a fixed order, so that the nearest is always the same.
fn sorted<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

/// The name without its numbers: `echo-v1` is no slip of the pen for `echo-v2`.
fn without_digits(name: &str) -> String {
    name.chars().filter(|it| !it.is_ascii_digit()).collect()
}
