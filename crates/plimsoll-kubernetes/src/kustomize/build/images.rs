//! The `images` of a kustomization: other names, tags and digests for images.

use plimsoll_facts::value::{Content, Value};
use plimsoll_syntax::image::parse;

use super::{came_through, composed};

/// The deepest that images are looked for.
const DEPTH: usize = 32;

/// Changes every image of the object that `images` names.
pub(super) fn change(object: &mut Value, images: Option<&Value>) {
    let images = images.map_or(&[][..], Value::items);
    if !images.is_empty() {
        search(object, images, DEPTH);
    }
}

fn search(value: &mut Value, images: &[Value], left: usize) {
    if left == 0 {
        return;
    }
    match &mut value.content {
        Content::List { items, .. } => items.iter_mut().for_each(|it| search(it, images, left - 1)),
        Content::Map { members, .. } => {
            for member in members {
                let is_list = matches!(&*member.key, "containers" | "initContainers");
                if let (true, Content::List { items, .. }) = (is_list, &mut member.value.content) {
                    items.iter_mut().for_each(|it| container(it, images));
                }
                search(&mut member.value, images, left - 1);
            }
        }
        Content::Scalar(_) | Content::Lost => {}
    }
}

fn container(value: &mut Value, images: &[Value]) {
    let Content::Map { members, .. } = &mut value.content else { return };
    let Some(image) = members.iter_mut().find(|it| &*it.key == "image") else { return };
    for item in images {
        if let Some(changed) = changed(&image.value, item) {
            image.value = changed;
        }
    }
}

/// What `item` makes of the image; `None` where it is about another one. The result stands where
/// the kustomization says what is new.
fn changed(image: &Value, item: &Value) -> Option<Value> {
    let written = image.text().filter(|text| text.unknown.is_none())?.value.to_string();
    let (name, rest) = split(&written);
    if item.str_at(&["name"]) != Some(name) {
        return None;
    }
    let text = |key: &str| item.str_at(&[key]).filter(|it| !it.is_empty());
    let new_name = text("newName").unwrap_or(name);
    let version = match (text("newTag"), text("digest")) {
        (Some(tag), Some(digest)) => format!(":{tag}@{digest}"),
        (Some(tag), None) => format!(":{tag}"),
        (None, Some(digest)) => format!("@{digest}"),
        (None, None) => rest.to_owned(),
    };
    let place = ["newTag", "digest", "newName"].iter().find_map(|key| item.get(key))?;
    Some(came_through(composed(place, format!("{new_name}{version}")), place.at))
}

/// The name of an image, and what comes after it.
fn split(written: &str) -> (&str, &str) {
    let end = match parse(written) {
        Ok(reference) => {
            let tag = reference.tag.map(|it| it.range().to_usize().start - 1);
            let digest = reference.digest.map(|it| it.algorithm.range().to_usize().start - 1);
            tag.or(digest).unwrap_or(written.len())
        }
        Err(_) => written.len(),
    };
    written.split_at_checked(end).unwrap_or((written, ""))
}
