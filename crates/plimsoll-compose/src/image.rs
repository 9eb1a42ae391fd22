//! The image of a service.

use plimsoll_facts::{
    Fact, Why,
    read::{Read, Silence},
    subjects::{Image, ImageReference},
};
use plimsoll_syntax::{
    Part,
    image::{DEFAULT_REGISTRY, is_placeholder, parse},
};

use super::{interpolate::Sketch, piece::Pieces, service::Service};

/// The image that the service names; one that it only builds has no subject.
pub(super) fn lower(service: &Service<'_>) -> Option<Image> {
    let reader = &service.reader;
    let value = reader.value.get("image")?;
    let reference = reader.fact(&["image"], Silence::Unknown(Why::Malformed), |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        match parse(&text.value) {
            Ok(reference) => Read::Value(ImageReference::new(&text.value, &reference)),
            Err(_) if is_placeholder(&text.value) => {
                Read::Value(ImageReference::stand_in(&text.value))
            }
            Err(_) => Read::Unknown(Why::Malformed),
        }
    });
    let name = value.text().map_or("", |text| &*text.value);
    let mut identity = service.identity();
    identity.name = name.to_owned();
    identity.address.push_str(".image");
    identity.shown = value.at;
    identity.owner = value.at;
    let [registry, tag, digest] = match Pieces::of_setting(reader, value, &["image"]) {
        Some(pieces) => parts(&pieces),
        None => [(); 3].map(|()| match &reference {
            Fact::Unknown { at, why } => Fact::Unknown { at: at.clone(), why: *why },
            _ => Fact::Inapplicable,
        }),
    };
    Some(Image {
        identity,
        container: service.container,
        is_built_here: reader.value.get("build").is_some(),
        reference,
        registry,
        tag,
        digest,
        pull_policy: pull_policy(service),
    })
}

/// Registry, tag and digest; each known as far as no variable is in it or could hold it.
fn parts(pieces: &Pieces<'_>) -> [Fact<String>; 3] {
    let unknown = |why| [(); 3].map(|()| pieces.unknown(None, why));
    if let Some(why) = pieces.refusal() {
        return unknown(why);
    }
    let Some(sketch) = sketch(pieces) else { return unknown(Why::Malformed) };
    let why = if pieces.text.unknown.is_some() { Why::Interpolated } else { Why::Malformed };
    let Ok(reference) = parse(&sketch.text) else { return unknown(why) };
    let range = |part: Part<'_>| part.range().to_usize();
    let path = range(reference.path);
    // Without a registry of its own, the first component of the path could turn into one.
    let first_end = sketch.text.find('/').unwrap_or(path.end);
    let is_registry_certain = match reference.domain {
        Some(domain) => sketch.is_certain(&range(domain)),
        None => sketch.is_certain(&(0..first_end)),
    };
    let piece = |part: Part<'_>, value| pieces.stated_at(sketch.original(&range(part)), value);
    let registry = match reference.domain {
        _ if !is_registry_certain => pieces.unknown(None, Why::Interpolated),
        Some(domain) => piece(domain, reference.registry().to_owned()),
        None => pieces.assumed(DEFAULT_REGISTRY.to_owned()),
    };
    let is_path_end_certain = sketch.is_certain(&(path.end..path.end));
    let tag = match reference.tag {
        Some(tag) if sketch.is_certain(&range(tag)) => piece(tag, tag.text().to_owned()),
        None if is_path_end_certain => pieces.assumed(String::new()),
        _ => pieces.unknown(None, Why::Interpolated),
    };
    let named_end = reference.tag.map_or(path.end, |tag| range(tag).end);
    let digest = match reference.digest {
        Some(digest) => {
            let from = range(digest.algorithm).start..range(digest.hex).end;
            if sketch.is_certain(&from) {
                pieces.stated_at(sketch.original(&from), digest.to_string())
            } else {
                pieces.unknown(None, Why::Interpolated)
            }
        }
        None if sketch.is_certain(&(named_end..named_end)) => pieces.assumed(String::new()),
        None => pieces.unknown(None, Why::Interpolated),
    };
    [registry, tag, digest]
}

/// The sketch of a text with variables; of any other text, the text.
fn sketch(pieces: &Pieces<'_>) -> Option<Sketch> {
    match pieces.text.unknown {
        Some(_) => Sketch::of(&pieces.text.value),
        None => Some(Sketch::certain(&pieces.text.value)),
    }
}

fn pull_policy(service: &Service<'_>) -> Fact<String> {
    let silence = Silence::Means("missing".to_owned());
    service.reader.fact(&["pull_policy"], silence, |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        Read::Value(match text.value.to_ascii_lowercase().as_str() {
            "" => return Read::Absent,
            "if_not_present" => "missing".to_owned(),
            policy => policy.to_owned(),
        })
    })
}
