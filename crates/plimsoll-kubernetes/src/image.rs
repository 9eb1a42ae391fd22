//! The image of a container.

use plimsoll_facts::{
    Fact, Path, Scope, Site, Spelling, Why, Words,
    read::{Read, Silence},
    subjects::{Image, ImageReference},
    value::{Text, Value},
};
use plimsoll_syntax::image::{is_placeholder, parse};

use super::{
    pod::{Part, slot},
    scalar::spelt,
};

const PATH: Path = &["image"];

/// A piece of the reference has no spelling that a whole value could take.
const PIECE: Spelling = Spelling::NONE;

/// The image that the container names, if it names one.
pub(super) fn lower(part: &Part<'_>) -> Option<Image> {
    let reader = &part.reader;
    let value = reader.value.get("image")?;
    let reference = reader.fact(PATH, Silence::Unknown(Why::Malformed), |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        // In a part of an object it may be there for `images` of a kustomization to replace.
        if reader.is_partial && is_placeholder(&text.value) {
            return Read::Unknown(Why::Partial);
        }
        match parse(&text.value) {
            Ok(reference) => Read::Value(ImageReference::new(&text.value, &reference)),
            // What `ko` builds, and what OpenShift's image triggers put into a blank.
            Err(_) if text.value.starts_with("ko://") => Read::Unknown(Why::Template),
            Err(_) if text.value.trim().is_empty() => Read::Unknown(Why::Partial),
            Err(_) if is_placeholder(&text.value) => {
                Read::Value(ImageReference::stand_in(&text.value))
            }
            Err(_) => Read::Unknown(Why::Malformed),
        }
    });
    let name = value.text().map_or("", |text| &*text.value);
    let [registry, tag, digest] = pieces(part, value, &reference);
    let pull_policy = pull_policy(part, &tag, &digest);
    Some(Image {
        identity: part.pod.part(name, format!("{}/image", part.address), value.at, value.at),
        container: part.id,
        is_built_here: false,
        reference,
        registry,
        tag,
        digest,
        pull_policy,
    })
}

/// Registry, tag and digest, each with its own bytes.
fn pieces(part: &Part<'_>, value: &Value, whole: &Fact<ImageReference>) -> [Fact<String>; 3] {
    let reader = &part.reader;
    let site = || reader.site(value, slot(reader, PATH, PIECE));
    let unknown = |why| [(); 3].map(|()| Fact::Unknown { at: site(), why });
    if let Fact::Unknown { why, .. } = whole {
        return unknown(*why);
    }
    let Some((text, Ok(reference))) = value.text().map(|text| (text, parse(&text.value))) else {
        return unknown(Why::Malformed);
    };
    let scope = reader.scope(value);
    let piece = |found: Option<std::ops::Range<usize>>, stated: String| {
        fact(text, site(), scope, found, stated)
    };
    let digest = reference
        .digest
        .map(|it| it.algorithm.range().to_usize().start..it.hex.range().to_usize().end);
    [
        piece(reference.domain.map(|it| it.range().to_usize()), reference.registry().to_owned()),
        piece(
            reference.tag.map(|it| it.range().to_usize()),
            reference.tag.map_or("", |it| it.text()).to_owned(),
        ),
        piece(digest, reference.digest.map_or_else(String::new, |it| it.to_string())),
    ]
}

fn fact(
    text: &Text,
    site: Site,
    scope: Scope,
    found: Option<std::ops::Range<usize>>,
    value: String,
) -> Fact<String> {
    match found {
        Some(bytes) => {
            let bytes = text.range_of(bytes).filter(|it| !it.is_empty());
            Fact::Stated { value, at: site.narrowed(bytes), scope }
        }
        None => Fact::Assumed { value, at: site },
    }
}

/// When the image is pulled: always where nothing pins it, unless stated.
fn pull_policy(part: &Part<'_>, tag: &Fact<String>, digest: &Fact<String>) -> Fact<String> {
    let silence = match (tag.known(), digest.known()) {
        (Some(tag), Some(digest)) => {
            let is_latest = digest.is_empty() && (tag.is_empty() || tag == "latest");
            Silence::Means(if is_latest { "always" } else { "missing" }.to_owned())
        }
        _ => match tag {
            Fact::Unknown { why, .. } => Silence::Unknown(*why),
            _ => Silence::Unknown(Why::Malformed),
        },
    };
    let fact = part.reader.fact(&["imagePullPolicy"], silence, |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        match &*text.value {
            "" => Read::Absent,
            "Always" => Read::Value("always".to_owned()),
            "IfNotPresent" => Read::Value("missing".to_owned()),
            "Never" => Read::Value("never".to_owned()),
            _ => Read::Unknown(Why::Malformed),
        }
    });
    const WORDS: Spelling = Spelling::As(&Words::Word(&[
        ("always", "Always"),
        ("missing", "IfNotPresent"),
        ("never", "Never"),
    ]));
    spelt(fact, WORDS)
}
