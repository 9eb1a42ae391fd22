//! When it is certain that a name or a selector stands for nothing.

use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, new_file};

const SERVICE: &str = "apiVersion: v1
kind: Service
metadata: { name: web, namespace: NAMESPACE }
spec: { selector: { app: LABEL }, ports: [{ port: 80 }] }
";

const POD: &str = "apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: 'web:1' }] }
";

fn service(label: &str, namespace: &str) -> String {
    SERVICE.replace("LABEL", label).replace("NAMESPACE", namespace)
}

fn chosen(texts: &[&str]) -> Option<usize> {
    let ids = (0u32..).map(FileId);
    let files = ids.zip(texts).map(|(id, text)| new_file(id, format!("{}.yaml", id.0), text));
    Project::new(files.collect()).subjects.services[0].chosen.whole.known().copied()
}

#[test]
fn nothing_is_certain_only_where_nothing_was_left_out() {
    let custom = "apiVersion: example.com/v1\nkind: Database\nmetadata: { name: a }\n";
    let template = "apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\n";
    let broken = "apiVersion: v1\nkind: Pod\nmetadata: {name: a\nb: c\n";
    let (web, api) = (service("web", "shop"), service("api", "shop"));
    let (other, any) = (service("web", "blog"), service("web", "''"));
    let cases: [(&str, &[&str], Option<usize>); 8] = [
        ("chosen", &[&web, POD], Some(1)),
        ("no such label", &[&api, POD], Some(0)),
        ("only another namespace has pods", &[&other, POD], None),
        ("any namespace", &[&any, POD], Some(1)),
        ("no pods at all", &[&api], None),
        ("a kind that makes pods", &[&api, POD, custom], None),
        ("a template", &[&api, POD, template], None),
        ("a broken file", &[&api, POD, broken], None),
    ];
    for (case, texts, expected) in cases {
        assert_eq!(chosen(texts), expected, "{case}");
    }
}
