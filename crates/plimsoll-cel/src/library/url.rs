//! Addresses of the web.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Cost, Overload,
    Sig::{Bool, List, Map, Opaque, String as Text},
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::{Key, Url, Value},
};

const ADDRESS: super::Sig = Opaque(Kind::Url);

pub(super) const OVERLOADS: &[Overload] = &[
    function("url", &[Text], ADDRESS, url).costs(Cost::Walk(0)),
    function("isURL", &[Text], Bool, is_url),
    member("getScheme", &[ADDRESS], Text, scheme),
    member("getHost", &[ADDRESS], Text, host),
    member("getHostname", &[ADDRESS], Text, hostname),
    member("getPort", &[ADDRESS], Text, port),
    member("getEscapedPath", &[ADDRESS], Text, escaped_path),
    member("getQuery", &[ADDRESS], Map(&Text, &List(&Text)), query),
];

fn url(arguments: &[Value], work: &mut Work) -> Outcome {
    let [Value::String(text)] = arguments else {
        return Err(Stop::no_overload());
    };
    work.make(text.len().saturating_mul(3))?;
    match Url::parse(text) {
        Ok(url) => Ok(Value::Url(Arc::new(url))),
        Err(what) => {
            Err(Stop::error(format!("URL parse error during conversion from string: {what}")))
        }
    }
}

fn is_url(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [Value::String(text)] => Ok(Value::Bool(Url::parse(text).is_ok())),
        _ => Err(Stop::no_overload()),
    }
}

fn part(arguments: &[Value], part: fn(&Url) -> &str) -> Outcome {
    match arguments {
        [Value::Url(url)] => Ok(Value::string(part(url))),
        _ => Err(Stop::no_overload()),
    }
}

fn scheme(arguments: &[Value], _: &mut Work) -> Outcome {
    part(arguments, |url| &url.scheme)
}

fn host(arguments: &[Value], _: &mut Work) -> Outcome {
    part(arguments, |url| &url.host)
}

fn hostname(arguments: &[Value], _: &mut Work) -> Outcome {
    part(arguments, Url::hostname)
}

fn port(arguments: &[Value], _: &mut Work) -> Outcome {
    part(arguments, Url::port)
}

fn escaped_path(arguments: &[Value], _: &mut Work) -> Outcome {
    part(arguments, |url| &url.escaped_path)
}

fn query(arguments: &[Value], _: &mut Work) -> Outcome {
    let [Value::Url(url)] = arguments else {
        return Err(Stop::no_overload());
    };
    let mut values: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (key, value) in &url.query {
        values.entry(key).or_default().push(Value::string(value));
    }
    Ok(Value::map(values.into_iter().map(|(key, values)| (Key::string(key), Value::list(values)))))
}
