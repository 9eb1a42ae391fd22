//! Running rules over a project.

use plimsoll_model::{
    Project, Subject,
    subjects::{Port, WorkloadId},
};

use crate::{
    deferred,
    parameters::Parameters,
    rule::Check,
    rule::RuleRef,
    rule::{Context, Found},
};

/// Everything that `rules` find in `project`, rule by rule.
#[must_use]
pub fn run<'r>(
    project: &Project,
    parameters: &Parameters,
    rules: impl IntoIterator<Item = &'r RuleRef>,
) -> Found {
    let mut found = Found::default();
    for rule in rules {
        let before = found.findings.len();
        let mut context = Context::new(project, parameters, rule.clone(), &mut found);
        match rule {
            RuleRef::Static(entry) => check(&entry.rule.check, project, &mut context),
            RuleRef::Shared(custom) => (custom.check)(project, &mut context),
        }
        for finding in found.findings.iter_mut().skip(before) {
            deferred::settle(project, parameters, finding);
        }
    }
    found
}

fn check<'a>(it: &Check, project: &'a Project, context: &mut Context<'a>) {
    fn each<'a, S: Subject>(
        subjects: &'a [S],
        run: fn(&S, &mut Context<'_>),
        context: &mut Context<'a>,
    ) {
        for subject in subjects {
            context.turn_to(subject.identity());
            run(subject, context);
        }
    }
    fn each_part<'a, S: Subject>(
        subjects: &'a [S],
        workload: impl Fn(&S) -> WorkloadId,
        run: fn(&S, &mut Context<'_>),
        context: &mut Context<'a>,
    ) {
        for subject in subjects {
            context.turn_to_part(subject.identity(), workload(subject));
            run(subject, context);
        }
    }
    let subjects = &project.subjects;
    match it {
        Check::Project(run) => run(project, context),
        Check::File(run) => {
            for file in project.files().iter().filter(|it| it.recognition.dialect.is_judged()) {
                run(file, context);
            }
        }
        Check::Object(run) => each(&subjects.objects, *run, context),
        Check::Workload(run) => {
            for (workload, id) in subjects.workloads.iter().zip((0..).map(WorkloadId)) {
                context.turn_to_part(workload.identity(), id);
                run(workload, context);
            }
        }
        Check::Container(run) => each_part(&subjects.containers, |it| it.workload, *run, context),
        Check::Image(run) => each(&subjects.images, *run, context),
        Check::Mount(run) => each(&subjects.mounts, *run, context),
        Check::Volume(run) => each_part(&subjects.volumes, |it| it.workload, *run, context),
        Check::Port(run) => {
            let workload = |it: &Port| project.container(it.container).workload;
            each_part(&subjects.ports, workload, *run, context);
        }
        Check::Variable(run) => each(&subjects.variables, *run, context),
        Check::Namespace(run) => each(&subjects.namespaces, *run, context),
        Check::Grant(run) => each(&subjects.grants, *run, context),
        Check::Aggregation(run) => each(&subjects.aggregations, *run, context),
        Check::Binding(run) => each(&subjects.bindings, *run, context),
        Check::NetworkPolicy(run) => each(&subjects.network_policies, *run, context),
        Check::PolicyRule(run) => each(&subjects.policy_rules, *run, context),
        Check::Probe(run) => each(&subjects.probes, *run, context),
        Check::ServiceAccount(run) => each(&subjects.service_accounts, *run, context),
        Check::Service(run) => each(&subjects.services, *run, context),
        Check::ServicePort(run) => each(&subjects.service_ports, *run, context),
        Check::Ingress(run) => each(&subjects.ingresses, *run, context),
        Check::IngressRoute(run) => each(&subjects.ingress_routes, *run, context),
        Check::Listener(run) => each(&subjects.listeners, *run, context),
        Check::ReferenceGrant(run) => each(&subjects.reference_grants, *run, context),
        Check::PodConstraints(run) => each(&subjects.pod_constraints, *run, context),
        Check::ImagePolicy(run) => each(&subjects.image_policies, *run, context),
        Check::EncryptedResources(run) => each(&subjects.encrypted_resources, *run, context),
        Check::Kubelet(run) => each(&subjects.kubelets, *run, context),
        Check::DisruptionBudget(run) => each(&subjects.disruption_budgets, *run, context),
        Check::Autoscaler(run) => each(&subjects.autoscalers, *run, context),
        Check::ConfigData(run) => each(&subjects.config_data, *run, context),
        Check::DataEntry(run) => each(&subjects.data_entries, *run, context),
        Check::PersistentVolume(run) => each(&subjects.persistent_volumes, *run, context),
        Check::VolumeClaim(run) => each(&subjects.volume_claims, *run, context),
        Check::Webhook(run) => each(&subjects.webhooks, *run, context),
        Check::Reference(run) => each(&subjects.references, *run, context),
        Check::WrongType(run) => each(&subjects.wrong_types, *run, context),
        Check::VersionedField(run) => each(&subjects.versioned_fields, *run, context),
        Check::UnknownField(run) => each(&subjects.unknown_fields, *run, context),
        Check::Hook(run) => each(&subjects.hooks, *run, context),
        Check::Build(run) => each(&subjects.builds, *run, context),
        Check::Setting(run) => each(&subjects.settings, *run, context),
        Check::Network(run) => each(&subjects.networks, *run, context),
        Check::Defect(run) => each(&subjects.defects, *run, context),
        Check::Weakening(run) => each(&subjects.weakenings, *run, context),
        Check::Any(checks) => {
            for it in *checks {
                check(it, project, context);
            }
        }
    }
}
