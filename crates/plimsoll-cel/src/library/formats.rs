//! Named formats, as apimachinery 0.37 and `strfmt` check them.

use super::{
    Cost, Overload,
    Sig::{List, Opaque, Optional, String as Text},
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::{Timestamp, Url, Value},
};
use std::sync::Arc;

const FORMAT: super::Sig = Opaque(Kind::Format);

macro_rules! named {
    ($($call:ident $name:literal),+ $(,)?) => {
        $(fn $call(_: &[Value], _: &mut Work) -> Outcome { Ok(Value::Format($name)) })+

        const NAMES: &[&str] = &[$($name),+];

        pub(super) const NAMED: &[Overload] =
            &[$(function(concat!("format.", $name), &[], FORMAT, $call).since(31)),+];
    };
}

named! {
    dns1123_label "dns1123Label",
    dns1123_label_prefix "dns1123LabelPrefix",
    dns1123_subdomain "dns1123Subdomain",
    dns1123_subdomain_prefix "dns1123SubdomainPrefix",
    dns1035_label "dns1035Label",
    dns1035_label_prefix "dns1035LabelPrefix",
    qualified_name "qualifiedName",
    label_value "labelValue",
    uri "uri",
    uuid "uuid",
    byte "byte",
    date "date",
    datetime "datetime",
}

pub(super) const OVERLOADS: &[Overload] = &[
    function("format.named", &[Text], Optional(&FORMAT), by_name).since(31),
    member("validate", &[FORMAT, Text], Optional(&List(&Text)), validate)
        .since(31)
        .costs(Cost::Format),
];

fn by_name(arguments: &[Value], _: &mut Work) -> Outcome {
    let [Value::String(name)] = arguments else {
        return Err(Stop::no_overload());
    };
    let format = NAMES.iter().find(|known| **known == &**name);
    Ok(Value::Optional(format.map(|name| Arc::new(Value::Format(name)))))
}

fn validate(arguments: &[Value], _: &mut Work) -> Outcome {
    let [Value::Format(format), Value::String(text)] = arguments else {
        return Err(Stop::no_overload());
    };
    let problems = problems(format, text);
    if problems.is_empty() {
        return Ok(Value::Optional(None));
    }
    let problems = problems.into_iter().map(Value::from).collect();
    Ok(Value::Optional(Some(Arc::new(Value::list(problems)))))
}

const DNS_LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const DNS_SUBDOMAIN: &str = r"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const DNS_1035: &str = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const QUALIFIED: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/// What is wrong with `text` as a `format`.
fn problems(format: &str, text: &str) -> Vec<String> {
    let prefix = |text: &str| match text.strip_suffix('-') {
        Some(rest) if text.len() > 1 => format!("{rest}a"),
        _ => text.to_owned(),
    };
    match format {
        "dns1123Label" => dns(text, 63, DNS_LABEL, is_dns_label),
        "dns1123LabelPrefix" => dns(&prefix(text), 63, DNS_LABEL, is_dns_label),
        "dns1123Subdomain" => dns(text, 253, DNS_SUBDOMAIN, is_dns_subdomain),
        "dns1123SubdomainPrefix" => dns(&prefix(text), 253, DNS_SUBDOMAIN, is_dns_subdomain),
        "dns1035Label" => dns(text, 63, DNS_1035, is_dns_1035),
        "dns1035LabelPrefix" => dns(&prefix(text), 63, DNS_1035, is_dns_1035),
        "qualifiedName" => qualified_name_problems(text),
        "labelValue" => dns(text, 63, LABEL_VALUE, |text| text.is_empty() || is_name_part(text)),
        "uri" => Url::parse(text).err().into_iter().collect(),
        "uuid" => unless(is_uuid(text), "does not match the UUID format"),
        "byte" => unless(is_base64(text), "invalid base64"),
        "date" => unless(is_date(text), "invalid date"),
        _ => unless(is_datetime(text), "invalid datetime"),
    }
}

fn unless(is_fine: bool, problem: &str) -> Vec<String> {
    if is_fine { Vec::new() } else { vec![problem.to_owned()] }
}

fn dns(text: &str, length: usize, problem: &str, is_fine: fn(&str) -> bool) -> Vec<String> {
    let mut problems = Vec::new();
    if text.len() > length {
        problems.push(format!("must be no more than {length} bytes"));
    }
    problems.extend(unless(is_fine(text), problem));
    problems
}

fn is_edge(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn is_dns_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(|first| is_edge(*first))
        && bytes.last().is_some_and(|last| is_edge(*last))
        && bytes.iter().all(|byte| is_edge(*byte) || *byte == b'-')
}

fn is_dns_subdomain(text: &str) -> bool {
    text.split('.').all(is_dns_label)
}

fn is_dns_1035(text: &str) -> bool {
    is_dns_label(text) && text.starts_with(|first: char| first.is_ascii_lowercase())
}

fn is_name_part(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

fn qualified_name_problems(text: &str) -> Vec<String> {
    let mut parts = text.split('/');
    let (prefix, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(name), None, _) => (None, name),
        (Some(prefix), Some(name), None) => (Some(prefix), name),
        _ => {
            let message = format!(
                "a qualified name {QUALIFIED} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            );
            return vec![message];
        }
    };
    let mut problems = Vec::new();
    match prefix {
        Some("") => problems.push("prefix part must be non-empty".to_owned()),
        Some(prefix) => {
            let wrong = dns(prefix, 253, DNS_SUBDOMAIN, is_dns_subdomain);
            problems.extend(wrong.into_iter().map(|problem| format!("prefix part {problem}")));
        }
        None => {}
    }
    if name.is_empty() {
        problems.push("name part must be non-empty".to_owned());
    } else if name.len() > 63 {
        problems.push("name part must be no more than 63 bytes".to_owned());
    }
    if !is_name_part(name) {
        problems.push(format!("name part {QUALIFIED}"));
    }
    problems
}

fn is_uuid(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    digits.len() == 32
        && digits.iter().all(u8::is_ascii_hexdigit)
        && matches!(groups[..], [8, 4, 4, 4, 12] | [32])
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let is_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4)
        && !text.is_empty()
        && text.len() - body.len() <= 2
        && body.bytes().all(is_alphabet)
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && Timestamp::parse(&format!("{text}T00:00:00Z")).is_some()
}

fn is_datetime(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let text =
        if upper.as_bytes().get(10) == Some(&b' ') { upper.replacen(' ', "T", 1) } else { upper };
    Timestamp::parse(&text).is_some()
}
