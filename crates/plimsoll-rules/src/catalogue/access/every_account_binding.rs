//! Field: `subjects[]` of `RoleBinding` and `ClusterRoleBinding`. Allowed: a role that only reads `ConfigMap`s by name.

use plimsoll_model::Project;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "every-account-binding",
    summary: "role is given to every account of the cluster, or of a namespace",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.5"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-01011"),
        kubescape("C-0265"),
        kyverno("restrict-binding-system-groups"),
        gatekeeper("general/disallowanonymous"),
    ],
    check: Check::Binding(|binding, cx| {
        if binding.is_of_cluster() {
            return;
        }
        if is_of_public_objects(binding, cx.project) {
            return;
        }
        for principal in &binding.principals.items {
            let Some(it) = principal.known().filter(|it| it.kind == "Group") else { continue };
            let whom = match &*it.name {
                "system:authenticated" => "everybody with a login",
                "system:serviceaccounts" => "every pod of the cluster",
                name if name.starts_with("system:serviceaccounts:") => "every pod of a namespace",
                _ => continue,
            };
            cx.report(principal, format!("{binding} gives a role to {whom}"));
        }
    }),
    ..Rule::UNSET
};

/// Whether the role is known, and every rule of it only reads `ConfigMap`s that it lists by name:
/// what their author wants everybody to know.
fn is_of_public_objects(binding: &Binding, project: &Project) -> bool {
    let is_of_role = |grant: &&Grant| {
        binding.role_name.is(grant.identity.name.clone())
            && project.object(grant.object).kind.holds(|kind| binding.role_kind.is(kind.clone()))
    };
    let is_public = |grant: &Grant| {
        grant.verbs.lacks(|it| !matches!(&**it, "get" | "list" | "watch"))
            && grant.resources.lacks(|it| it != "configmaps")
            && grant.resource_names.is_complete()
            && !grant.resource_names.items.is_empty()
    };
    let mut rules = project.subjects.grants.iter().filter(is_of_role).peekable();
    rules.peek().is_some() && rules.all(is_public)
}
