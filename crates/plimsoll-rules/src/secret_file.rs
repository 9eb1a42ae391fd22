//! Images that take a secret from a file where the name of the variable ends in `_FILE`, and the
//! change that uses it. The facts are those of the images' own documentation.

use plimsoll_model::{Patch, Platform, Project, Slot, Spelling, subjects::Variable};
use plimsoll_yaml::Plain;

/// Words of the image's name, and variables, with `*` for any end.
const IMAGES: &[(&[&str], &[&str])] = &[
    (&["postgres", "postgis", "timescaledb", "pgvector"], &["POSTGRES_PASSWORD", "POSTGRES_USER"]),
    (&["mysql"], &["MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD"]),
    (
        &["mariadb"],
        &["MARIADB_ROOT_PASSWORD", "MARIADB_PASSWORD", "MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD"],
    ),
    (&["mongo"], &["MONGO_INITDB_ROOT_PASSWORD"]),
    (&["wordpress"], &["WORDPRESS_DB_PASSWORD", "WORDPRESS_AUTH_*"]),
    (&["nextcloud"], &["POSTGRES_PASSWORD", "MYSQL_PASSWORD", "NEXTCLOUD_ADMIN_PASSWORD"]),
    (&["influxdb"], &["DOCKER_INFLUXDB_INIT_PASSWORD", "DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"]),
    (&["minio"], &["MINIO_ROOT_PASSWORD"]),
    (&["elasticsearch"], &["ELASTIC_PASSWORD"]),
    (&["pgadmin"], &["PGADMIN_DEFAULT_PASSWORD"]),
    (&["joomla"], &["JOOMLA_DB_PASSWORD"]),
    (&["redmine"], &["REDMINE_DB_PASSWORD", "REDMINE_SECRET_KEY_BASE"]),
];

/// The change that has `variable` read from a secret, with its title; `None` where the image does
/// not do that, or the variable is not written in the service itself.
pub(crate) fn from_file(
    project: &Project,
    variable: &Variable,
) -> Option<(String, Vec<Option<Patch>>)> {
    let container = project.container(variable.container);
    let is_compose = variable.identity.platform == Platform::Compose;
    if !is_compose || variable.value.is_inherited() {
        return None;
    }
    let images = &project.subjects.images;
    let at = images.binary_search_by_key(&variable.container, |it| it.container).ok()?;
    let image = images[at].reference.known()?;
    let name = variable.identity.name.as_str();
    let is_known = IMAGES.iter().any(|(words, variables)| {
        words.iter().any(|it| image.name().contains(it))
            && variables.iter().any(|it| match it.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => *it == name,
            })
    });
    if !is_known {
        return None;
    }
    let secret = name.to_lowercase();
    let site = variable.value.site()?;
    let (place, file) = (format!("/run/secrets/{secret}"), format!("{name}_FILE"));
    let slot = Slot { owner: site.at, path: &[], spelling: Spelling::Value };
    let is_item = variable.identity.shown == variable.identity.owner;
    let mut patches = if is_item {
        let value = Plain::Str(format!("{file}={place}"));
        vec![Some(Patch::Set { at: site.at, slot, value })]
    } else {
        vec![
            Some(Patch::Rename { key: variable.identity.shown, name: file }),
            Some(Patch::Set { at: site.at, slot, value: Plain::Str(place) }),
        ]
    };
    let service = container.identity.owner;
    let top = project.object(project.workload(container.workload).object?).identity.owner;
    let declared = Plain::Map(vec![("file".to_owned(), Plain::Str(format!("./{secret}.txt")))]);
    let grant = Slot { owner: service, path: &["secrets"], spelling: Spelling::Value };
    patches.push(Some(Patch::Append { slot: grant, item: Plain::Str(secret.clone()) }));
    patches.push(Some(Patch::Enter {
        owner: top,
        path: vec!["secrets".to_owned(), secret.clone()],
        value: declared,
    }));
    let title = format!(
        "read it from a secret; put the value into `./{secret}.txt`, out of version control"
    );
    Some((title, patches))
}
