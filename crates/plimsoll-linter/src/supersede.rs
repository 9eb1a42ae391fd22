//! Findings that another finding makes redundant.

use std::collections::{HashMap, HashSet};

use plimsoll_diagnostics::FileId;
use plimsoll_model::Origin;
use plimsoll_rules::Finding;

use crate::about::Index;

/// Takes away what a worse finding about the same subject, about one that holds it, or about the
/// same words of a file implies: the path of a volume is the source of every mount of it.
/// Subjects of different files may have the same address and are not the same.
pub(crate) fn supersede(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let home = |it: &Finding| index.home(&it.subject, it.at.at.file);
    let mut by_rule: HashMap<String, HashMap<FileId, Vec<String>>> = HashMap::new();
    let mut places: HashSet<(String, Origin)> = HashSet::new();
    for finding in findings.iter() {
        for name in finding.rule.supersedes() {
            places.insert((name.to_owned(), finding.at.at));
            let subjects = by_rule.entry(name.to_owned()).or_default();
            subjects.entry(home(finding)).or_default().push(finding.subject.clone());
        }
    }
    findings.retain(|finding| {
        let subjects = by_rule.get(finding.rule.name()).and_then(|it| it.get(&home(finding)));
        !subjects.is_some_and(|it| it.iter().any(|outer| is_within(&finding.subject, outer)))
            && !places.contains(&(finding.rule.name().to_owned(), finding.at.at))
    });
}

/// Whether the subject `inner` is `outer` or a part of it.
fn is_within(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', '[']))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_service_is_not_a_part_of_one_whose_name_begins_alike() {
        assert!(is_within("services.web", "services.web"));
        assert!(is_within("services.web.ports[0]", "services.web"));
        assert!(!is_within("services.webserver", "services.web"));
        assert!(!is_within("services.web", "services.web.ports[0]"));
    }
}
