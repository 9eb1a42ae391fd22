//! Options of a command line that hand over a secret.
//!
//! A judgement by name and value; what the program does with the option is not known.

use super::secret::classify;

/// Whether `option`, with or without dashes, hands over a secret when it is given `value`.
///
/// Paths and variables are no secrets themselves.
#[must_use]
pub fn is_secret_option(option: &str, value: &str) -> bool {
    let name = option.trim_start_matches('-');
    // `-p$PASSWORD` is a value already, and `fetch(…)` is code.
    if !name.bytes().all(|it| it.is_ascii_alphanumeric() || b"._-".contains(&it)) {
        return false;
    }
    // `redis-server` calls its password `requirepass`.
    let meaning = if name == "requirepass" { "password" } else { name };
    !value.starts_with('/') && !value.contains('$') && classify(meaning, value).is_some()
}

/// Programs that take a password in an option whose name does not say so: programs, option, and
/// whether the value follows without a space.
const PASSWORD_OPTIONS: &[(&[&str], &[&str], bool)] = &[
    (&["redis-cli", "valkey-cli", "keydb-cli"], &["-a", "--pass"], false),
    (
        &[
            "mysql",
            "mysqladmin",
            "mysqldump",
            "mysqlcheck",
            "mariadb",
            "mariadb-admin",
            "mariadb-dump",
        ],
        &["-p"],
        true,
    ),
    (&["sshpass"], &["-p"], true),
    (&["mongo", "mongosh", "mongodump"], &["-p"], false),
    (&["curl", "wget"], &["-u", "--user"], false),
];

/// The words that are, or hold, a secret in plain text: each with its index and with the name of
/// the option or variable that hands it over, empty where the value speaks for itself. Words that
/// are not known are `None`.
#[must_use]
pub fn secret_words(words: &[Option<&str>]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut program = "";
    for (index, word) in words.iter().enumerate() {
        // A word with spaces is a sentence or a script, whose words are looked at one by one.
        let Some(word) = word.filter(|it| !it.contains(char::is_whitespace)) else { continue };
        let before = index.checked_sub(1).and_then(|it| words[it]);
        let base = word.rsplit('/').next().unwrap_or(word);
        if PASSWORD_OPTIONS.iter().any(|(programs, _, _)| programs.contains(&base)) {
            program = base;
            continue;
        }
        if let Some(name) = secret_word(program, before, word) {
            found.push((index, name));
        }
    }
    found
}

/// The name under which `word`, behind `before` and to `program`, hands over a secret.
fn secret_word(program: &str, before: Option<&str>, word: &str) -> Option<String> {
    let own = word.split_once('=').filter(|(name, _)| !name.is_empty());
    if let Some((name, _)) = own.filter(|(name, value)| is_secret_option(name, value)) {
        return Some(name.trim_start_matches('-').to_owned());
    }
    let option = before.filter(|it| it.starts_with('-') && !it.contains('='));
    if let Some(option) = option.filter(|it| !word.starts_with('-') && is_secret_option(it, word)) {
        return Some(option.trim_start_matches('-').to_owned());
    }
    for (programs, options, is_attached) in PASSWORD_OPTIONS {
        if !programs.contains(&program) {
            continue;
        }
        let value = if *is_attached {
            options.iter().find_map(|it| word.strip_prefix(it)).filter(|_| !word.starts_with("--"))
        } else {
            option.filter(|it| options.contains(it)).map(|_| word)
        };
        let value = match (value, program) {
            (Some(value), "curl" | "wget") => value.split_once(':').map(|(_, password)| password),
            (value, _) => value,
        };
        if value.is_some_and(|it| is_secret_option("password", it)) {
            return Some("password".to_owned());
        }
    }
    (!word.contains('$') && classify("", word).is_some()).then(String::new)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_secret_is_known_by_its_option_its_program_or_its_shape() {
        let cases: [(&str, &[usize]); 11] = [
            ("redis-cli -a kV8s2Qw9xT1z ping", &[2]),
            ("redis-cli -h kV8s2Qw9xT1z ping", &[]),
            ("mysqladmin ping -u root -pkV8s2Qw9xT1z", &[4]),
            ("mysql --password=kV8s2Qw9xT1z", &[1]),
            ("curl -u admin:kV8s2Qw9xT1z http://x", &[2]),
            ("curl -u admin http://x", &[]),
            ("PGPASSWORD=kV8s2Qw9xT1z psql", &[0]),
            ("serve --password $PASSWORD", &[]),
            ("mysqladmin -p$MYSQL_ROOT_PASSWORD ping", &[]),
            ("fetch(a,{authorization:env.PASSWORD||''}).then(r=>process.exit(1))", &[]),
            ("ssh -p 2222 host", &[]),
        ];
        for (text, expected) in cases {
            let words: Vec<Option<&str>> = text.split(' ').map(Some).collect();
            let found: Vec<usize> =
                super::secret_words(&words).into_iter().map(|(index, _)| index).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
