//! Which files are claimed, and as what.

use plimsoll_facts::Dialect::{
    self, ComposeFile, ComposeOverride, Kubernetes, Kustomization, KustomizePatch, Other, Template,
};

use proptest::prelude::*;

use super::recognise;

fn dialect(path: &str, text: &str) -> Dialect {
    recognise(path, text, &plimsoll_yaml::parse(text)).dialect
}

const POD: &str =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n";
const PATCH: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, env: []}]}}}\n";
const WHOLE: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {}, template: {spec: {containers: [{name: a, image: a}]}}}\n";

#[test]
fn a_file_is_claimed_by_two_signals() {
    let web = "services:\n  web:\n    image: nginx\n";
    let fragment = "services:\n  web:\n    environment: {A: b}\n    ports: ['80:80']\n";
    let cases: &[(&str, &str, Dialect)] = &[
        // Compose
        ("compose.yaml", web, ComposeFile),
        ("a/b/docker-compose.yml", web, ComposeFile),
        ("docker-compose.prod.yml", web, ComposeFile),
        ("app.compose.yml", web, ComposeFile),
        ("stack.yml", web, ComposeFile),
        ("", web, ComposeFile),
        ("compose.yaml", "services: {}\n", ComposeFile),
        ("compose.yaml", "include: [a.yaml]\n", ComposeFile),
        ("docker-compose.yml", "version: '3'\n", ComposeFile),
        ("compose.yaml", "", ComposeFile),
        ("compose.yaml", "services:\n  web:\n   image: [nginx\n", ComposeFile),
        ("docker-compose.yml", "services:\n\tweb:\n", ComposeFile),
        ("compose.yaml", fragment, ComposeFile),
        ("compose.override.yaml", web, ComposeOverride),
        ("docker-compose.override.yml", fragment, ComposeOverride),
        ("docker-compose.dev.yml", fragment, ComposeOverride),
        ("dev.yml", fragment, ComposeOverride),
        ("x.yml", "x-base: &b {image: a}\nservices: {web: *b}\n", ComposeFile),
        ("x.yml", "services:\n  web:\n    <<: {image: a}\n", ComposeFile),
        (
            "compose.yaml",
            "services: {web: {hostname: '{{.Node.Hostname}}', image: a}}\n",
            ComposeFile,
        ),
        // Not Compose
        ("x.yml", "services: [docker]\n", Other),
        ("x.yml", "services:\n  - type: web\n    image: a\n", Other),
        ("x.yml", "services: {web: {class: App\\Web, arguments: []}}\n", Other),
        ("x.yml", "services: {web: {image: a}}\nsteps: {build: {image: b}}\n", Other),
        ("x.yml", "services: {web: {image: a}}\nreplicaCount: 1\n", Other),
        ("values.yaml", web, Other),
        (".gitlab-ci.yml", "services: {db: {image: a}}\n", Other),
        (".github/workflows/a.yml", "on: push\njobs: {a: {services: {db: {image: a}}}}\n", Other),
        (".woodpecker/a.yml", web, Other),
        (
            "docker-compose.yml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
            Kubernetes,
        ),
        ("docker-bake.yml", "group: {default: {targets: [a]}}\n", Other),
        ("openapi.yaml", "openapi: 3.1.0\n", Other),
        ("playbook.yml", "- hosts: all\n  tasks: []\n", Other),
        ("compose.yaml", "just text\n", Other),
        // Kubernetes
        ("pod.yaml", POD, Kubernetes),
        ("values.yaml", POD, Kubernetes),
        (".github/pod.yaml", POD, Kubernetes),
        ("pod.json", "{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}", Kubernetes),
        ("l.yaml", "apiVersion: v1\nkind: List\nitems: []\n", Kubernetes),
        ("d.yaml", "apiVersion: apps/v1\nkind: Deployment\n", Kubernetes),
        (
            "c.yaml",
            "apiVersion: acid.zalan.do/v1\nkind: postgresql\nmetadata: {name: a}\n",
            Kubernetes,
        ),
        ("m.yaml", "# first\n---\na: b\n---\napiVersion: v1\nkind: Pod\n", Kubernetes),
        ("p.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  a: [\n", Kubernetes),
        ("overlays/a/d.yaml", WHOLE, Kubernetes),
        ("w.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '{{item}}'}\n", Kubernetes),
        (
            "w.yaml",
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    {{ if .Values.a }}\n",
            Kubernetes,
        ),
        ("w.yaml", "apiVersion: v1\nkind: ConfigMap\n# {{ .Values.a }}\n", Kubernetes),
        (
            "w.yaml",
            "apiVersion: x.y/v1\nkind: W\nmetadata: {}\nimage: app:{{inputs.tag}}\n",
            Kubernetes,
        ),
        // Not Kubernetes
        ("k.yaml", "apiVersion: v1\nkind: Config\nclusters: []\n", Other),
        ("k.yaml", "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: []\n", Other),
        ("s.yaml", "apiVersion: skaffold/v4beta6\nkind: Config\nmetadata: {name: a}\n", Other),
        (
            "b.yaml",
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\n",
            Other,
        ),
        (
            "e.yaml",
            "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a}\n",
            Other,
        ),
        (
            "k.yaml",
            "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n",
            Kubernetes,
        ),
        (
            "k.yaml",
            "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n",
            Other,
        ),
        ("a.yaml", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n", Other),
        ("Chart.yaml", "apiVersion: v2\nname: a\nkind: b\n", Other),
        ("g.yaml", "apiVersion: 1\nkind: Dashboard\n", Other),
        ("g.yaml", "apiVersion: 1\ndatasources: []\n", Other),
        ("r.yaml", "apiVersion: example.com/v1\nkind: Report\n", Other),
        ("n.yaml", "spec: {apiVersion: v1, kind: Pod}\n", Other),
        ("j.yaml", "- op: add\n  path: /spec\n  value: {kind: Pod, apiVersion: v1}\n", Other),
        // kustomize
        ("kustomization.yaml", "resources: [a.yaml]\n", Kustomization),
        ("kustomization.yml", "", Kustomization),
        ("k.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component\n", Kustomization),
        ("overlays/prod/a.yaml", PATCH, KustomizePatch),
        ("memory-patch.yaml", PATCH, KustomizePatch),
        ("a.yaml", PATCH, KustomizePatch),
        (
            "a.yaml",
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n$patch: delete\n",
            KustomizePatch,
        ),
        ("a.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 3}\n", KustomizePatch),
        (
            "a.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nspec: {}\n---\napiVersion: v1\nkind: Service\n",
            Kubernetes,
        ),
        ("components/a.yaml", POD, Kubernetes),
        // Templates
        (
            "chart/templates/a.yaml",
            "{{- if .Values.a }}\napiVersion: v1\nkind: Pod\n{{- end }}\n",
            Template,
        ),
        ("chart/templates/a.yaml", "{{ include \"a\" . }}\n", Template),
        (
            "a.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: '{{ .Release.Name }}'}\n",
            Kubernetes,
        ),
        (
            "chart/templates/a.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: '{{ .Release.Name }}'}\n",
            Template,
        ),
        (
            "m.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ a }}}\n---\napiVersion: v1\nkind: Pod\n",
            Kubernetes,
        ),
        // `jobs` is a key of Compose from 5.0 on.
        ("compose.yaml", "services: {web: {image: a}}\njobs: {b: {image: c}}\n", ComposeFile),
        ("compose.yaml", "jobs: {b: {image: c}}\n", ComposeFile),
        ("compose.yaml", "on: push\njobs: {a: {steps: []}}\n", Other),
        ("a.yaml", "apiVersion: v1\nkind: Secret\ndata:\n  a: {{ token }}\n", Template),
        (
            "a.yaml",
            "apiVersion: v1\nkind: Pod\nspec:\n  {%- if a %}\n  b: c\n  {%- endif %}\n",
            Template,
        ),
        ("a.yaml", "#@ load('a')\napiVersion: v1\nkind: Pod\nspec: 1\n", Template),
        ("a.yaml", "apiVersion: v1\nkind: Pod\nspec:\n<% if a %>\n  b: c\n<% end %>\n", Template),
        ("docker-compose.yml.j2", "services:\n  web:\n    image: {{ image }}\n", Template),
        ("compose.yaml", "services:\n  web:\n    image: {{ image }}\n", Template),
        ("a.yaml", "a: {{ b }}\n", Other),
        (".github/workflows/a.yml", "on: push\njobs: {a: {if: '${{ b }}'}}\n", Other),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(path, text, expected)| dialect(path, text) != *expected)
        .map(|(path, text, expected)| {
            let found = recognise(path, text, &plimsoll_yaml::parse(text));
            format!("{path}: wanted {expected:?}, got {found:?}\n{text}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_claim_names_its_signals() {
    for (path, text) in [
        ("compose.yaml", "services: {}\n"),
        ("a.yaml", POD),
        ("patch.yaml", PATCH),
        ("kustomization.yaml", "resources: []\n"),
        ("templates/a.yaml", "{{ include \"a\" . }}\n"),
    ] {
        let found = recognise(path, text, &plimsoll_yaml::parse(text));
        assert!(found.because.len() >= 2, "{path}: {found:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_recognised(
        path in "[a-z./-]{0,20}(compose.yaml|kustomization.yaml|patch.yaml|x.yml|)",
        text in prop_oneof![
            any::<String>(),
            "(services:|apiVersion: v1|kind: Pod|\n|  |\\{\\{|\\}\\}|<%|\\{%|%\\}|- |x: |&a|\\*a|<<: |#@ |\"|'|\\|){0,30}",
        ],
    ) {
        let found = recognise(&path, &text, &plimsoll_yaml::parse(&text));
        prop_assert!(!found.because.is_empty());
    }
}
