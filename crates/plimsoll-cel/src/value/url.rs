//! Addresses of the web, as the package `net/url` of Go 1.26 reads them for the API server.
//!
//! Only what expressions can ask for is kept. Of what Go refuses, rare forms of hosts in brackets
//! are not told apart.

/// An address of the web: with a scheme, or an absolute path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// The scheme in lower case, or nothing.
    pub scheme: String,
    /// Host and port as written, percent signs decoded.
    pub host: String,
    /// The path, with percent signs where they are needed.
    pub escaped_path: String,
    /// What is asked for, in order: key and value, decoded.
    pub query: Vec<(String, String)>,
}

impl Url {
    /// Reads `text`, which has to be an absolute address or an absolute path.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in the words of Go.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = |what: &str| Err(format!("parse {text:?}: {what}"));
        if text.is_empty() {
            return wrong("empty url");
        }
        if text.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
            return wrong("net/url: invalid control character in URL");
        }
        let Some((scheme, rest)) = scheme(text) else {
            return wrong("missing protocol scheme");
        };
        if scheme.is_empty() && !rest.starts_with('/') {
            return wrong("invalid URI for request");
        }
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        if !scheme.is_empty() && !rest.starts_with('/') {
            return Ok(Self {
                scheme,
                host: String::new(),
                escaped_path: String::new(),
                query: pairs(query),
            });
        }
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) if !scheme.is_empty() || !rest.starts_with('/') => {
                rest.split_at(rest.find('/').unwrap_or(rest.len()))
            }
            _ => ("", rest),
        };
        let host = match host(authority) {
            Ok(host) => host,
            Err(what) => return wrong(&what),
        };
        let Some(decoded) = decode(path, false) else {
            return wrong("invalid URL escape");
        };
        Ok(Self { scheme, host, escaped_path: escaped_path(path, &decoded), query: pairs(query) })
    }

    /// The host without its port and brackets.
    #[must_use]
    pub fn hostname(&self) -> &str {
        let host = self.split().0;
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
    }

    /// The port, or nothing.
    #[must_use]
    pub fn port(&self) -> &str {
        self.split().1
    }

    fn split(&self) -> (&str, &str) {
        match self.host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
            _ => (&self.host, ""),
        }
    }
}

/// The scheme in lower case and what follows its colon; no scheme if there is none.
fn scheme(text: &str) -> Option<(String, &str)> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return None,
            b':' => return Some((text[..at].to_ascii_lowercase(), &text[at + 1..])),
            _ => break,
        }
    }
    Some((String::new(), text))
}

fn host(authority: &str) -> Result<String, String> {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = match host.strip_prefix('[') {
        Some(rest) => match rest.rsplit_once(']') {
            Some((_, port)) => port,
            None => return Err("missing ']' in host".to_owned()),
        },
        None => host.rfind(':').map_or("", |at| &host[at..]),
    };
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    if !is_port {
        return Err(format!("invalid port {port:?} after host"));
    }
    if let Some(byte) = host
        .chars()
        .find(|c| matches!(c, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'))
    {
        return Err(format!("invalid character {:?} in host name", byte.to_string()));
    }
    decode(host, false).ok_or_else(|| "invalid URL escape".to_owned())
}

/// `text` with percent signs decoded, and pluses too if it `is_query`; invalid UTF-8 is replaced.
fn decode(text: &str, is_query: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            b'%' => {
                let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
                rest = &tail[2..];
            }
            b'+' if is_query => bytes.push(b' '),
            byte => bytes.push(*byte),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The path as written if that is one way to escape it, else escaped anew.
fn escaped_path(written: &str, decoded: &str) -> String {
    let is_valid = written
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:@/[]%".contains(&byte));
    if is_valid {
        return written.to_owned();
    }
    let mut text = String::with_capacity(decoded.len());
    for byte in decoded.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// The pairs of a query; what Go drops is left out.
fn pairs(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter(|part| !part.is_empty() && !part.contains(';'));
    parts
        .filter_map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            Some((decode(key, true)?, decode(value, true)?))
        })
        .collect()
}
