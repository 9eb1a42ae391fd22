//! What the API server refuses is a defect at the field at fault, and what it takes is none.

use plimsoll_diagnostics::{FileId, Reaction};
use plimsoll_facts::{Dialect, File, Recognition};

/// What is said to be refused in `object`, a manifest without its head.
fn refused(api_version: &str, kind: &str, body: &str) -> Vec<String> {
    let text =
        format!("apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: web}}\n{body}\n");
    let recognise = |_: &str, _: &str, _: &_| Recognition {
        dialect: Dialect::Kubernetes,
        because: Vec::new(),
        templates: Vec::new(),
    };
    let file = File::new(FileId(0), "web.yaml", &text, recognise);
    let subjects = plimsoll_kubernetes::lower(&file);
    let refused = subjects.defects.iter().filter(|it| it.reaction == Some(Reaction::Refuses));
    refused.map(|it| it.message.clone()).collect()
}

#[test]
fn what_the_api_server_refuses_is_said_once_and_what_it_takes_is_not() {
    let pod = |extra: &str| format!("spec: {{containers: [{{name: a, image: a:1{extra}}}]}}");
    let spec = |extra: &str| format!("spec: {{containers: [{{name: a, image: a:1}}], {extra}}}");
    let template =
        "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a:1}]}}";
    let deployment =
        |extra: &str| format!("spec: {{selector: {{matchLabels: {{a: b}}}}, {template}, {extra}}}");
    let cases: &[(&str, &str, String, usize)] = &[
        ("v1", "Pod", pod(""), 0),
        ("v1", "Pod", pod(", imagePullPolicy: ''"), 0),
        ("v1", "Pod", pod(", imagePullPolicy: always"), 1),
        ("v1", "Pod", pod(", resources: {limits: {cpu: '1 '}}"), 0),
        ("v1", "Pod", pod(", resources: {limits: {cpu: ''}}"), 1),
        ("v1", "Pod", pod(", resources: {limits: {memory: 1_000}}"), 0),
        ("v1", "Pod", pod(", resources: {limits: {mem: 1Gi}}"), 1),
        ("v1", "Pod", pod(", ports: [{containerPort: 8_080}]"), 0),
        ("v1", "Pod", pod(", env: [{name: A, valueFrom: {}}]"), 1),
        ("v1", "Pod", pod(", env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.x}}}]"), 1),
        ("v1", "Pod", pod(", securityContext: {runAsUser: -1}"), 1),
        ("v1", "Pod", spec("dnsPolicy: None"), 1),
        ("v1", "Pod", spec("tolerations: [{value: b}]"), 1),
        ("v1", "Pod", spec("tolerations: [null]"), 1),
        ("v1", "Pod", spec("hostname: My_Host"), 1),
        ("v1", "Pod", spec("volumes: [{name: v, hostPath: {path: /a/../b}}]"), 1),
        ("v1", "Pod", spec("volumes: [{name: v, emptyDir: {}, secret: {secretName: s}}]"), 1),
        ("apps/v1", "Deployment", deployment("replicas: 2"), 0),
        ("apps/v1", "Deployment", deployment("replicas: -2"), 1),
        ("apps/v1", "Deployment", deployment("replicas: 4294967296"), 1),
        ("apps/v1", "Deployment", deployment("progressDeadlineSeconds: 5, minReadySeconds: 5"), 1),
        ("apps/v1", "Deployment", format!("spec: {{selector: {{}}, {template}}}"), 1),
        ("v1", "Service", "spec: {ports: [{port: 80}], type: ''}".to_owned(), 0),
        ("v1", "Service", "spec: {ports: [{port: 80}], externalIPs: [a]}".to_owned(), 1),
        ("v1", "ConfigMap", "data: {a b: c}".to_owned(), 1),
        ("v1", "ConfigMap", "data: {a: c}\nbinaryData: {a: Yg==}".to_owned(), 1),
        ("policy/v1", "PodDisruptionBudget", "spec: {maxUnavailable: '120%'}".to_owned(), 1),
        (
            "rbac.authorization.k8s.io/v1",
            "Role",
            "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]".to_owned(),
            0,
        ),
        ("rbac.authorization.k8s.io/v1", "Role", "rules: [{verbs: [get]}]".to_owned(), 1),
        (
            "rbac.authorization.k8s.io/v1",
            "RoleBinding",
            "roleRef: {kind: Role, name: a}\nsubjects: [{kind: serviceaccount, name: a}]"
                .to_owned(),
            1,
        ),
        (
            "v1",
            "LimitRange",
            "spec: {limits: [{type: Container, min: {cpu: 2}, max: {cpu: 1}}]}".to_owned(),
            1,
        ),
        (
            "networking.k8s.io/v1",
            "NetworkPolicy",
            "spec: {podSelector: {}, ingress: [{from: [{}]}]}".to_owned(),
            1,
        ),
    ];
    for (version, kind, body, count) in cases {
        let said = refused(version, kind, body);
        assert_eq!(said.len(), *count, "{kind}: {body}\n{said:#?}");
    }
}
