//! What other tools are known to get wrong about Kubernetes, each with what is right: a rule that
//! has to find something, or has to be silent.

use plimsoll_linter::{Linter, Settings};

/// A pod whose container has these settings beside a name and an image, in flow style.
fn pod(container: &str) -> String {
    pod_with("", container)
}

fn pod_with(pod: &str, container: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: web, labels: {{app: web, tier: front}}}}\nspec:\n  \
         {{{pod} containers: [{{name: app, image: 'example.com/app:1.0', {container}}}]}}\n"
    )
}

fn role(kind: &str, rules: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: it}}\nrules: [{rules}]\n"
    )
}

fn binding(kind: &str, subject: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: it, namespace: shop}}\n\
         roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}}\n\
         subjects: [{subject}]\n"
    )
}

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  \
                       {selector: {app: web}, ports: [{port: 80}]}\n";

/// A Deployment of two pods, in place of a pod.
fn deployment(pod: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: 2\n  \
         selector: {{matchLabels: {{app: web, tier: front}}}}\n  template:\n    \
         metadata: {{labels: {{app: web, tier: front}}}}\n    spec: {{{pod}}}\n"
    )
}

fn found(text: &str, rule: &str) -> bool {
    let linter = Linter::new(Settings::all());
    linter
        .check_text("manifest.yaml", text)
        .judged
        .iter()
        .any(|it| it.diagnostic.rule.as_str() == rule)
}

#[test]
fn what_others_miss_is_found_and_what_they_invent_is_not() {
    const FINDS: bool = true;
    const SILENT: bool = false;
    let anonymous =
        "{apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:unauthenticated'}";
    let socket = |path: &str| {
        pod_with(
            &format!("volumes: [{{name: s, hostPath: {{path: {path}}}}}],"),
            "volumeMounts: [{name: s, mountPath: /s}]",
        )
    };
    let cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: it}\nspec:\n  schedule: '0 1 * * *'\n  \
                jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: 'a.b/c:1'}]}}}}\n";
    let policy = |spec: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: it}}\nspec: {{{spec}}}\n"
        )
    };
    let budget = |labels: &str| {
        format!(
            "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: it}}\n\
             spec: {{minAvailable: 1, selector: {{matchLabels: {{{labels}}}}}}}\n"
        )
    };
    let web = deployment("containers: [{name: app, image: 'example.com/app:1.0'}]");
    let autoscaler = |namespace: &str, api: &str, kind: &str| {
        format!(
            "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: it, namespace: {namespace}}}\n\
             spec: {{maxReplicas: 4, minReplicas: 2, scaleTargetRef: {{apiVersion: {api}, kind: {kind}, name: web}}}}\n"
        )
    };
    let enforced = |labels: &str| {
        format!("apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{{labels}}}}}\n")
    };
    let rows = [
        ("a cluster-wide binding to nobody in particular", "anonymous-binding", FINDS, binding("ClusterRoleBinding", anonymous)),
        ("a binding to nobody in particular", "anonymous-binding", FINDS, binding("RoleBinding", anonymous)),
        ("apps/v1beta1", "removed-api", FINDS, web.replace("apps/v1", "apps/v1beta1")),
        ("extensions/v1beta1", "removed-api", FINDS, web.replace("apps/v1", "extensions/v1beta1")),
        ("definitions of resources of v1beta1", "removed-api", FINDS, "apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: {name: a.b.c}\nspec: {}\n".to_owned()),
        ("a pod security policy", "removed-api", FINDS, "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: it}\nspec: {}\n".to_owned()),
        ("a kind that never was", "removed-api", SILENT, "apiVersion: flowcontrol.apiserver.k8s.io/v1\nkind: FlowSchema\nmetadata: {name: it}\nspec: {priorityLevelConfiguration: {name: a}}\n".to_owned()),
        ("flow control of v1beta1", "removed-api", FINDS, "apiVersion: flowcontrol.apiserver.k8s.io/v1beta1\nkind: FlowSchema\nmetadata: {name: it}\nspec: {priorityLevelConfiguration: {name: a}}\n".to_owned()),
        ("escalation in an ordinary role", "access-changing-grant", FINDS, role("Role", "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [update]}")),
        ("escalation in the second rule of a role", "secret-reading-grant", FINDS, role("ClusterRole", "{apiGroups: [''], resources: [pods], verbs: [get]}, {apiGroups: [''], resources: [secrets], verbs: [list]}")),
        ("wildcards in the second rule of a role", "wildcard-grant", FINDS, role("ClusterRole", "{apiGroups: [''], resources: [pods], verbs: [get]}, {apiGroups: [apps], resources: ['*'], verbs: ['*']}")),
        ("a verb that is a star", "secret-reading-grant", FINDS, role("ClusterRole", "{apiGroups: [''], resources: [secrets], verbs: ['*']}")),
        ("cron jobs create pods", "pod-creating-grant", FINDS, role("ClusterRole", "{apiGroups: [batch], resources: [cronjobs], verbs: [create]}")),
        ("the token of a controller's pods", "mounted-service-account-token", FINDS, web.clone()),
        ("a filter in a field", "unset-seccomp", SILENT, pod("securityContext: {seccompProfile: {type: RuntimeDefault}}")),
        ("a filter of the node", "unset-seccomp", SILENT, pod("securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}")),
        ("the containers of a cron job", "unset-seccomp", FINDS, cron.to_owned()),
        ("the default of /proc", "unmasked-proc", SILENT, pod("securityContext: {procMount: Default}")),
        ("/proc unmasked for an init container", "unmasked-proc", FINDS, pod_with("initContainers: [{name: i, image: 'a.b/c:1', securityContext: {procMount: Unmasked}}],", "")),
        ("capabilities where nothing is said", "kept-capabilities", FINDS, pod("")),
        ("escalation where nothing is said", "privilege-escalation", FINDS, pod("")),
        ("escalation in an init container", "privilege-escalation", FINDS, pod_with("initContainers: [{name: i, image: 'a.b/c:1'}],", "securityContext: {allowPrivilegeEscalation: false}")),
        ("a kernel setting that is safe", "unsafe-sysctl", SILENT, pod_with("securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: '1 2'}]},", "")),
        ("a kernel setting that is not", "unsafe-sysctl", FINDS, deployment("securityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]}, containers: [{name: app, image: 'a.b/c:1'}]")),
        ("a read-only root for the pod, where there is no such field", "unknown-field", FINDS, pod_with("securityContext: {readOnlyRootFilesystem: true},", "")),
        ("the root stays writable by that", "writable-root-filesystem", FINDS, pod_with("securityContext: {readOnlyRootFilesystem: true},", "")),
        ("privileged for the pod, where there is no such field", "privileged-container", SILENT, pod_with("securityContext: {privileged: true},", "")),
        ("a policy that denies everything", "missing-network-policy", SILENT, format!("{web}---\n{}", policy("podSelector: {}, policyTypes: [Ingress, Egress]"))),
        ("a policy for two labels", "missing-network-policy", SILENT, format!("{web}---\n{}", policy("podSelector: {matchLabels: {app: web, tier: front}}, policyTypes: [Ingress, Egress]"))),
        ("a budget for other pods with a label in common", "missing-disruption-budget", FINDS, format!("{web}---\n{}", budget("app: web, tier: back"))),
        ("a budget for the pods", "missing-disruption-budget", SILENT, format!("{web}---\n{}", budget("app: web"))),
        ("a process of a Windows host in an init container", "windows-host-process", FINDS, pod_with("initContainers: [{name: i, image: 'a.b/c:1', securityContext: {windowsOptions: {hostProcess: true}}}],", "")),
        ("an autoscaler in another namespace",
            "dangling-autoscaler",
            FINDS,
            format!(
                "{}---\n{}---\n{}",
                web.replace("{name: web}\n", "{name: web, namespace: shop}\n"),
                // Of a namespace that nothing else is in, nobody knows what it holds.
                web.replace("{name: web}\n", "{name: api, namespace: other}\n"),
                autoscaler("other", "apps/v1", "Deployment")
            ),
        ),
        (
            "an autoscaler of something of somebody else's", "dangling-autoscaler", SILENT, format!("{web}---\n{}", autoscaler("default", "example.com/v1", "Thing"))),
        ("a service without a selector", "dangling-service", SILENT, "apiVersion: v1\nkind: Service\nmetadata: {name: it}\nspec: {ports: [{port: 80}]}\n".to_owned()),
        ("a service that chooses by a part of the labels", "dangling-service", SILENT, format!("{web}---\n{SERVICE}")),
        ("a service whose values are there under other keys", "dangling-service", FINDS, format!("{}---\n{}", web.replace("app: web", "name: web"), SERVICE)),
        ("a mount of the container's own /etc", "sensitive-host-path", SILENT, pod_with("volumes: [{name: s, emptyDir: {}}],", "volumeMounts: [{name: s, mountPath: /etc}]")),
        ("a group that is not said", "root-group", SILENT, pod("securityContext: {runAsUser: 1000}")),
        ("one uid and no promise", "root-user", SILENT, pod("securityContext: {runAsUser: 1000}")),
        ("Docker's socket in its other spelling", "runtime-socket-mount", FINDS, socket("/run/docker.sock")),
        ("the socket of Podman", "runtime-socket-mount", FINDS, socket("/run/podman/podman.sock")),
        ("a path that only sounds like the socket", "runtime-socket-mount", SILENT, socket("/srv/docker.sock.d")),
        ("a capability whose name holds another one's", "added-capability", SILENT, pod("securityContext: {capabilities: {drop: [SYS_ADMIN]}}")),
        ("a port of the registry and no tag", "floating-tag", FINDS, pod("").replace("example.com/app:1.0", "example.com:5000/app")),
        ("a port of the registry and a tag", "floating-tag", SILENT, pod("").replace("example.com/app:1.0", "example.com:5000/app:1.0")),
        ("a namespace that only has a version", "unprotected-namespace", FINDS, enforced("pod-security.kubernetes.io/enforce-version: v1.30")),
        ("a namespace that lets everything in", "namespace-below-restricted", FINDS, enforced("pod-security.kubernetes.io/enforce: privileged")),
        ("two probes that ask different ports of one name", "identical-probes", SILENT, pod("livenessProbe: {httpGet: {path: /a, port: http}}, readinessProbe: {httpGet: {path: /a, port: admin}}")),
        ("a default backend that is not there", "dangling-ingress-backend", FINDS, format!("{web}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: it}}\nspec: {{defaultBackend: {{service: {{name: gone, port: {{number: 80}}}}}}}}\n---\n{SERVICE}")),
        ("a job", "privileged-container", FINDS, "apiVersion: batch/v1\nkind: Job\nmetadata: {name: it}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: 'a.b/c:1', securityContext: {privileged: true}}]}}}\n".to_owned()),
        ("a document behind a marker with a comment", "privileged-container", FINDS, format!("{SERVICE}--- # next\n{}", pod("securityContext: {privileged: true}"))),
        ("the last of several containers", "privileged-container", FINDS, pod_with("", "").replace("]}\n", ", {name: b, image: 'a.b/c:1', securityContext: {privileged: true}}]}\n")),
    ];
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(_, rule, expected, text)| found(text, rule) != *expected)
        .map(|(what, rule, expected, text)| {
            let did = if *expected { "says nothing" } else { "speaks up" };
            format!("{what}: `{rule}` {did} about\n{text}")
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
