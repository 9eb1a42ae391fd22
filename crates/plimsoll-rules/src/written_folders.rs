//! Folders that well-known images write to while they run, beside their declared volumes.
//!
//! Source: the Dockerfiles and pages of the official images. What a configuration moves elsewhere
//! is not known.

use plimsoll_model::{
    Patch, Platform, Project, Slot, Spelling,
    kubernetes::served,
    subjects::{Container, Mount},
};
use plimsoll_yaml::Plain;

/// An image by the last part of its name, and the folders.
type Row = (&'static str, &'static [&'static str]);

const ROWS: &[Row] = &[
    ("caddy", &["/tmp"]),
    ("eclipse-temurin", &["/tmp"]),
    ("grafana", &["/var/lib/grafana", "/tmp"]),
    ("haproxy", &["/var/lib/haproxy", "/tmp"]),
    ("httpd", &["/usr/local/apache2/logs"]),
    ("mariadb", &["/run/mysqld", "/tmp"]),
    ("mongo", &["/tmp"]),
    ("mysql", &["/var/run/mysqld", "/tmp"]),
    ("nginx", &["/var/cache/nginx", "/var/run"]),
    ("nginx-unprivileged", &["/tmp"]),
    ("node", &["/tmp"]),
    ("openjdk", &["/tmp"]),
    ("php", &["/tmp"]),
    ("postgres", &["/var/run/postgresql", "/tmp"]),
    ("python", &["/tmp"]),
    ("rabbitmq", &["/var/log/rabbitmq", "/tmp"]),
    ("tomcat", &["/usr/local/tomcat/work", "/usr/local/tomcat/temp", "/usr/local/tomcat/logs"]),
    ("traefik", &["/tmp"]),
    ("wordpress", &["/var/run/apache2", "/var/lock/apache2", "/tmp"]),
];

/// What has to be mounted so that `container` runs with a read-only root file system: the name of
/// its image, and the changes. `None` where the image is not known, needs nothing more, or the pod
/// is not one of Kubernetes' own kinds.
pub(crate) fn rooms(project: &Project, container: &Container) -> Option<(String, Vec<Patch>)> {
    let workload = project.workload(container.workload);
    let object = project.object(workload.object?);
    let is_own = served(object.api_version.known()?, object.kind.known()?).is_some();
    if !is_own || container.identity.platform != Platform::Kubernetes {
        return None;
    }
    let is_self = |id| std::ptr::eq(project.container(id), container);
    let image = project.images_of(container.workload).iter().find(|it| is_self(it.container))?;
    let reference = image.reference.known()?.to_string();
    let name = reference.rsplit('/').next()?.split([':', '@']).next()?.to_owned();
    let folders = ROWS.iter().find(|it| it.0 == name)?.1;
    let mounts: Vec<&Mount> =
        project.mounts_of(container.workload).iter().filter(|it| is_self(it.container)).collect();
    let is_mounted = |folder: &str| mounts.iter().any(|it| it.target.is(folder.to_owned()));
    let folders: Vec<&str> = folders.iter().copied().filter(|it| !is_mounted(it)).collect();
    if folders.is_empty() {
        return None;
    }
    let volumes = project.volumes_of(container.workload);
    let mut patches = Vec::new();
    let slot = |owner, path| Slot { owner, path, spelling: Spelling::Value };
    let volume_of = |folder: &str| {
        let room = folder.trim_start_matches('/').replace('/', "-");
        format!("{}-{room}", container.identity.name)
    };
    // A name has at most 63 characters, and is there once.
    let is_free =
        |name: String| name.len() <= 63 && !volumes.iter().any(|it| it.identity.name == name);
    if !folders.iter().all(|it| is_free(volume_of(it))) {
        return None;
    }
    let volume = |folder: &str| {
        Plain::Map(vec![
            ("name".to_owned(), volume_of(folder).into()),
            ("emptyDir".to_owned(), Plain::Map(Vec::new())),
        ])
    };
    let mount = |folder: &str| {
        Plain::Map(vec![
            ("name".to_owned(), volume_of(folder).into()),
            ("mountPath".to_owned(), folder.to_owned().into()),
        ])
    };
    let lists = [
        (
            slot(workload.identity.owner, &["volumes"] as &[_]),
            volumes.is_empty(),
            folders.iter().map(|it| volume(it)).collect::<Vec<_>>(),
        ),
        (
            slot(container.identity.owner, &["volumeMounts"]),
            mounts.is_empty(),
            folders.iter().map(|it| mount(it)).collect(),
        ),
    ];
    for (slot, is_new, items) in lists {
        if is_new {
            patches.push(Patch::Put { slot, value: Plain::List(items) });
        } else {
            patches.extend(items.into_iter().map(|item| Patch::Append { slot, item }));
        }
    }
    Some((name, patches))
}
