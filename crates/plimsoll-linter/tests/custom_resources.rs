//! Pods in objects of kinds that nobody described are found by what they look like, and nothing is
//! made of what they leave out.

use plimsoll_linter::{Linter, Settings};

/// The names of the rules that find something in the object, each once.
fn found(text: &str) -> Vec<String> {
    let report = Linter::new(Settings::recommended()).check_text("object.yaml", text);
    let mut rules: Vec<String> =
        report.diagnostics().map(|it| it.rule.as_str().to_owned()).collect();
    rules.sort();
    rules.dedup();
    rules
}

fn object(api_version: &str, kind: &str, spec: &str) -> String {
    format!(
        "apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}\nspec: {spec}\n"
    )
}

const POD: &str = "{hostNetwork: true, containers: [{name: c, image: 'example.com/a:1.0', \
     securityContext: {privileged: true}}], volumes: [{name: d, hostPath: {path: /var/run/docker.sock}}]}";

#[test]
fn a_pod_is_found_under_any_key() {
    let cases = [
        ("beat.k8s.elastic.co/v1beta1", "Beat", "{daemonSet: {podTemplate: {spec: POD}}}"),
        (
            "elasticsearch.k8s.elastic.co/v1",
            "Elasticsearch",
            "{nodeSets: [{name: d, podTemplate: {spec: POD}}]}",
        ),
        (
            "operators.coreos.com/v1alpha1",
            "ClusterServiceVersion",
            "{install: {spec: {deployments: [{name: op, spec: {template: {spec: POD}}}]}}}",
        ),
        ("core.strimzi.io/v1beta2", "StrimziPodSet", "{pods: [{metadata: {name: p}, spec: POD}]}"),
        ("argoproj.io/v1alpha1", "Experiment", "{templates: [{name: t, template: {spec: POD}}]}"),
        (
            "grafana.integreatly.org/v1beta1",
            "Grafana",
            "{deployment: {spec: {template: {spec: POD}}}}",
        ),
        ("serving.kserve.io/v1beta1", "InferenceService", "{predictor: POD}"),
        (
            "clickhouse.altinity.com/v1",
            "ClickHouseInstallation",
            "{templates: {podTemplates: [{name: p, spec: POD}]}}",
        ),
        (
            "cert-manager.io/v1",
            "Issuer",
            "{acme: {solvers: [{http01: {ingress: {podTemplate: {spec: POD}}}}]}}",
        ),
        ("kueue.x-k8s.io/v1beta1", "Workload", "{podSets: [{name: main, template: {spec: POD}}]}"),
        ("apps.k8s.io/v1", "Deployment", "{template: {spec: POD}}"),
        (
            "rabbitmq.com/v1beta1",
            "RabbitmqCluster",
            "{override: {statefulSet: {spec: {template: {spec: POD}}}}}",
        ),
        ("kubernetes.dask.org/v1", "DaskCluster", "{worker: {spec: POD}}"),
        (
            "apps.kruise.io/v1alpha1",
            "SidecarSet",
            "{selector: {}, hostNetwork: true, volumes: [{name: d, hostPath: {path: /var/run/docker.sock}}], containers: [{name: c, image: 'example.com/a:1.0', podInjectPolicy: BeforeAppContainer, shareVolumePolicy: {type: disabled}, securityContext: {privileged: true}}]}",
        ),
        ("helm.toolkit.fluxcd.io/v2", "HelmRelease", "{values: {daemon: {podSpec: POD}}}"),
    ];
    for (api_version, kind, spec) in cases {
        let found = found(&object(api_version, kind, &spec.replace("POD", POD)));
        for rule in ["privileged-container", "host-network", "runtime-socket-mount"] {
            assert!(found.iter().any(|it| it == rule), "{kind}: {rule} is not among {found:?}");
        }
        assert!(!found.iter().any(|it| it == "unknown-field"), "{kind}: {found:?}");
    }
}

#[test]
fn a_part_of_a_pod_says_what_it_says_and_nothing_more() {
    let cases: [(&str, &str, &str, &[&str]); 9] = [
        (
            "elasticsearch.k8s.elastic.co/v1",
            "Elasticsearch",
            "{nodeSets: [{name: d, podTemplate: {spec: {initContainers: [{name: s, securityContext: {privileged: true, runAsUser: 0}, command: [sh]}]}}}]}",
            &["privileged-container", "root-user"],
        ),
        (
            "opentelemetry.io/v1beta1",
            "OpenTelemetryCollector",
            "{hostNetwork: true, image: 'example.com/x:1.0', securityContext: {privileged: true}, volumes: [{name: d, hostPath: {path: /var/run/docker.sock}}], volumeMounts: [{name: d, mountPath: /s}]}",
            &["host-network", "privileged-container", "runtime-socket-mount"],
        ),
        (
            "gateway.envoyproxy.io/v1alpha1",
            "EnvoyProxy",
            "{provider: {kubernetes: {envoyDaemonSet: {pod: {securityContext: {runAsUser: 0}}, container: {securityContext: {privileged: true}}}}}}",
            &["privileged-container", "root-user"],
        ),
        (
            "druid.apache.org/v1alpha1",
            "Druid",
            "{nodes: {brokers: {securityContext: {runAsUser: 0}}}}",
            &["root-user"],
        ),
        (
            "acid.zalan.do/v1",
            "postgresql",
            "{sidecars: [{name: s, image: 'example.com/a:1.0', securityContext: {privileged: true}}]}",
            &["privileged-container"],
        ),
        (
            "jenkins.io/v1alpha2",
            "Jenkins",
            "{master: {containers: [{name: j, securityContext: {privileged: true}}]}}",
            &["privileged-container"],
        ),
        (
            "example.com/v1",
            "Thing",
            "{podSecurityContext: {runAsUser: 0}, containerSecurityContext: {privileged: true}}",
            &["privileged-container", "root-user"],
        ),
        (
            "example.com/v1",
            "Thing",
            "{kibana: {podTemplate: {spec: {hostPID: true}}}}",
            &["host-pid-namespace"],
        ),
        // Nothing is stated that is weak, and nothing counts as left out.
        (
            "example.com/v1",
            "Thing",
            "{podTemplate: {spec: {containers: [{name: c, resources: {limits: {memory: 1Gi}}}]}}}",
            &[],
        ),
    ];
    for (api_version, kind, spec, expected) in cases {
        assert_eq!(found(&object(api_version, kind, spec)), expected, "{kind}: {spec}");
    }
}

#[test]
fn what_only_describes_pods_holds_none() {
    let cases = [
        (
            "kyverno.io/v1",
            "ClusterPolicy",
            "{rules: [{validate: {pattern: {spec: {containers: [{name: '*', image: '*', securityContext: {privileged: true}}]}}}}]}",
        ),
        (
            "constraints.gatekeeper.sh/v1beta1",
            "K8sPSPHostNamespace",
            "{parameters: {hostNetwork: true}}",
        ),
        (
            "example.com/v1",
            "Thing",
            "{privileged: true, ports: [{name: http, image: a}], openAPIV3Schema: {hostNetwork: true}}",
        ),
    ];
    for (api_version, kind, spec) in cases {
        assert_eq!(found(&object(api_version, kind, spec)), [""; 0], "{kind}");
    }
}

#[test]
fn an_operator_is_given_what_its_manifest_asks_for() {
    let spec = "{install: {spec: {clusterPermissions: [{serviceAccountName: op, rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]}]}}}";
    let found = found(&object("operators.coreos.com/v1alpha1", "ClusterServiceVersion", spec));
    assert!(
        found.iter().any(|it| it == "unrestricted-grant" || it == "wildcard-grant"),
        "{found:?}"
    );
}
