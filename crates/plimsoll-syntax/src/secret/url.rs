//! Passwords inside URLs and connection strings.

use plimsoll_diagnostics::TextRange;

use crate::{Part, interpolation::holds_variable, placeholder::is_placeholder};

/// The user and the password of a URL, by their places only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UrlCredentials {
    /// The user; empty for stores that know a password alone.
    pub user: TextRange,
    /// The password.
    pub password: TextRange,
}

/// The credentials of the first URL in `text` that holds a password: `scheme://user:pass@host`.
///
/// A password that is a variable, a placeholder or empty does not count.
#[must_use]
pub fn url_credentials(text: &str) -> Option<UrlCredentials> {
    let whole = Part::whole(text);
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let start = from + at + 3;
        let has_scheme = text
            .get(..from + at)
            .is_some_and(|it| it.ends_with(|it: char| it.is_ascii_alphanumeric()));
        let rest = whole.after(start);
        let ends = |it: char| it.is_whitespace() || "/?#\"'<>`\\".contains(it);
        let authority = rest.before(rest.text().find(ends).unwrap_or(rest.text().len()));
        from = start;
        if !has_scheme {
            continue;
        }
        let Some((userinfo, _)) = authority.rsplit_once('@') else { continue };
        let Some((user, password)) = userinfo.split_once(':') else { continue };
        if is_literal(password.text()) {
            return Some(UrlCredentials { user: user.range(), password: password.range() });
        }
    }
    None
}

/// Keys of connection strings whose values are secret, in lower case and without separators.
const SECRET_KEYS: &[&str] =
    &["accountkey", "password", "passwd", "pwd", "secretkey", "sharedaccesskey", "sharedsecret"];

/// The password in a list of `key=value` pairs, separated by `;`, `&` or white space:
/// `Server=db;User Id=sa;Password=…`, `host=db password=…`, `jdbc:…?user=a&password=…`.
///
/// One pair alone is no connection string. A password that is a variable, a placeholder or empty
/// does not count.
#[must_use]
pub fn connection_string_password(text: &str) -> Option<TextRange> {
    let whole = Part::whole(text);
    let query = text.find('?').filter(|_| text.contains("://") || text.starts_with("jdbc:"));
    let list = whole.after(query.map_or(0, |at| at + 1));
    let separator = [';', '&'].into_iter().find(|it| list.text().contains(*it));
    let separator = separator.unwrap_or(' ');
    let pairs = || list.split(separator).filter_map(|it| it.split_once('='));
    if query.is_none() && pairs().nth(1).is_none() {
        return None;
    }
    // An option of a command is no connection string.
    if list.text().split(' ').any(|word| word.starts_with("--")) {
        return None;
    }
    pairs().find_map(|(key, value)| {
        let key: String = key
            .text()
            .chars()
            .filter(|it| it.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        (SECRET_KEYS.contains(&key.as_str()) && is_literal(value.text())).then(|| value.range())
    })
}

fn is_literal(password: &str) -> bool {
    // Where `$$` left a `$`, `pa$w0rd` is a password; `$NAME` and `${NAME}` are for a shell.
    let is_reference = (password.starts_with('$') && password.len() > 1)
        || (password.contains("${") && holds_variable(password))
        || password.contains("$(");
    !password.is_empty() && !is_reference && !is_placeholder(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_a_url_is_found_with_its_place() {
        let cases = [
            ("postgres://app:hunter2@db:5432/app", Some("hunter2")),
            ("redis://:hunter2@cache:6379/0", Some("hunter2")),
            ("postgresql+asyncpg://u:p@db", Some("p")),
            ("amqp://u:p@a@mq", Some("p@a")),
            ("x http://a.b, https://u:p@host/x", Some("p")),
            ("jdbc:postgresql://u:p@h/db", Some("p")),
            ("https://host/a:b@c", None),
            ("https://user@host", None),
            ("https://user:@host", None),
            ("https://user:$PASSWORD@host", None),
            ("https://user:${PASSWORD}@host", None),
            ("https://user:a${PASSWORD}@host", None),
            ("https://user:pa$w0rd@host", Some("pa$w0rd")),
            ("https://user:<password>@host", None),
            ("https://user:***@host", None),
            ("https://host:8080/", None),
            ("://a:b@c", None),
            ("a:b@c", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = url_credentials(text).map(|it| it.password.slice(text));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_password_in_a_list_of_pairs_is_found_with_its_place() {
        let cases = [
            ("Server=db;User Id=sa;Password=hunter2;", Some("hunter2")),
            ("Server=db;Uid=sa;Pwd=hunter2", Some("hunter2")),
            ("host=db user=app password=hunter2", Some("hunter2")),
            ("jdbc:mysql://db/app?user=a&password=hunter2", Some("hunter2")),
            ("jdbc:mysql://db/app?password=hunter2", Some("hunter2")),
            ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b==;", Some("b==")),
            ("Server=db;Password=${PASSWORD};", None),
            ("Server=db;Password=;User=a", None),
            ("Password=hunter2", None),
            ("Server=db;User=a", None),
            ("tool --user=a --password=hunter2", None),
            ("a=b", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = connection_string_password(text).map(|it| it.slice(text));
            assert_eq!(found, expected, "{text}");
        }
    }
}
