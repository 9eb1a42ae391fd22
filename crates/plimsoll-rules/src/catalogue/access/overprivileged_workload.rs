//! Chain: the service account of a pod that mounts its token, a binding to it, and a role that lets its holder gain any
//! right.

use plimsoll_model::{Identity, Project, Site};

use crate::{powers::TAKEOVER, prelude::*};

/// A way to every right, and the verb that allows it where a rule does.
struct Way<'p> {
    what: &'static str,
    verb: Option<&'p Site>,
}

/// Whether both are written in files of one folder.
fn is_near(project: &Project, one: &Identity, other: &Identity) -> bool {
    let folder = |it: &Identity| {
        let path = &project.file(it.owner.file).path;
        path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()
    };
    one.owner.file == other.owner.file || folder(one) == folder(other)
}

/// Whether the principal is the account, or the group of all accounts of its namespace.
fn is_account(principal: &Principal, account: &str, namespace: &Fact<String>) -> bool {
    match &*principal.kind {
        "ServiceAccount" => {
            // An object without a namespace goes to whichever it is applied to.
            principal.name == account && namespace.holds(|it| *it == principal.namespace)
        }
        "Group" => {
            let of_namespace = principal.name.strip_prefix("system:serviceaccounts:");
            principal.name == "system:serviceaccounts"
                || of_namespace.is_some_and(|it| namespace.is(it.to_owned()))
        }
        _ => false,
    }
}

/// The first way to every right in the whole cluster that the binding gives.
fn takeover<'p>(project: &'p Project, binding: &Binding) -> Option<Way<'p>> {
    if !binding.is_cluster_wide {
        return None;
    }
    if binding.role_name.is("cluster-admin".to_owned()) {
        return Some(Way { what: "do everything in the cluster", verb: None });
    }
    let grants =
        project.subjects.grants.iter().filter(|grant| {
            grant.is_cluster_wide && binding.role_name.is(grant.identity.name.clone())
        });
    grants.flat_map(|grant| TAKEOVER.iter().map(move |power| (grant, power))).find_map(
        |(grant, power)| Some(Way { what: power.what, verb: power.held_by(grant)?.site() }),
    )
}

pub(super) static RULE: Rule = Rule {
    name: "overprivileged-workload",
    summary: "pod can become administrator of the cluster",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.1"),
        nsa_cisa("authentication and authorization"),
        kubescape("C-0267"),
        kubescape("C-0053"),
    ],
    check: Check::Workload(|workload, cx| {
        let (Some(account), Some(object)) = (workload.service_account.known(), workload.object)
        else {
            return;
        };
        if !workload.service_account_token.is(true) {
            return;
        }
        let project = cx.project;
        let namespace = &project.object(object).namespace;
        // The one beside the workload is shown before those of other files.
        let is_beside = |it: &&Binding| it.identity.owner.file == workload.identity.owner.file;
        let bindings = || project.subjects.bindings.iter();
        let in_order = bindings().filter(is_beside).chain(bindings().filter(|it| !is_beside(it)));
        for binding in in_order {
            let Some(principal) = binding
                .principals
                .items
                .iter()
                .find(|it| it.known().is_some_and(|it| is_account(it, account, namespace)))
            else {
                continue;
            };
            // Objects far apart in a repository are mostly not of one cluster.
            if !is_near(project, &workload.identity, &binding.identity) {
                continue;
            }
            let Some(way) = takeover(project, binding) else { continue };
            let mut draft = cx
                .report(
                    &workload.service_account,
                    format!("{workload} can {}, as `{account}`", way.what),
                )
                .keyed(binding.identity.address.clone());
            for (site, text) in [
                (principal.site(), "the account has the role by this binding"),
                (binding.role_name.site(), "this is the role"),
                (way.verb, "which allows it here"),
            ] {
                if let Some(site) = site {
                    draft = draft.label(site, text);
                }
            }
            return;
        }
    }),
    ..Rule::UNSET
};
