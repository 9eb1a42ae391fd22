//! Findings that another finding makes redundant in a list for people.

use std::collections::HashMap;

use plimsoll_diagnostics::{FileId, Reaction};
use plimsoll_model::Origin;
use plimsoll_rules::Finding;

use crate::about::Index;

/// For each of `findings` those that say more and are themselves not superseded, by position.
///
/// A finding is superseded by one of a rule that [supersedes](plimsoll_rules::Rule::supersedes) its
/// own, about the same subject or one that holds it, about a part of it at the same place, or about the
/// same item: the same value, at the same place, of one workload. The path of a volume is the source of
/// every mount of it. Rules that supersede [by item](plimsoll_rules::Rule::supersedes_item) do so for
/// the item alone. Subjects of different files may have the same address and are not the same. What the
/// platform refuses is superseded by nothing that it takes.
pub(crate) fn supersede<'f>(
    index: &Index<'f>,
    findings: impl Iterator<Item = &'f Finding> + Clone,
) -> Vec<Vec<usize>> {
    let home = |it: &Finding| index.home(&it.subject, it.at.at.file);
    let mut by_subject: HashMap<(&str, FileId, &str), Vec<usize>> = HashMap::new();
    let mut by_part: HashMap<(&str, Origin, &str), Vec<usize>> = HashMap::new();
    let mut by_item: HashMap<(&str, Item<'_>), Vec<usize>> = HashMap::new();
    for (position, finding) in findings.clone().enumerate() {
        for name in finding.rule.supersedes() {
            let key = (name, home(finding), finding.subject.as_str());
            by_subject.entry(key).or_default().push(position);
            for outer in holders(&finding.subject).skip(1) {
                by_part.entry((name, finding.at.at, outer)).or_default().push(position);
            }
        }
        for name in finding.rule.supersedes().chain(finding.rule.supersedes_item()) {
            let key = (name, Item::of(index, finding));
            by_item.entry(key).or_default().push(position);
        }
    }
    let is_refused: Vec<bool> =
        findings.clone().map(|it| it.platform == Some(Reaction::Refuses)).collect();
    let above = findings.enumerate().map(|(position, finding)| {
        if by_item.is_empty() {
            return Vec::new();
        }
        let name = finding.rule.name();
        let key = (name, Item::of(index, finding));
        let mut above = by_item.get(&key).cloned().unwrap_or_default();
        let key = (name, finding.at.at, finding.subject.as_str());
        above.extend(by_part.get(&key).into_iter().flatten());
        let home = home(finding);
        for outer in holders(&finding.subject) {
            above.extend(by_subject.get(&(name, home, outer)).into_iter().flatten());
        }
        above.sort_unstable();
        above.dedup();
        above.retain(|it| *it != position && (is_refused[*it] || !is_refused[position]));
        above
    });
    worst(&above.collect::<Vec<_>>())
}

/// What two rules can both be about: a value at a place, of one workload or one subject.
#[derive(PartialEq, Eq, Hash)]
struct Item<'f> {
    at: Origin,
    value: &'f str,
    owner: &'f str,
}

impl<'f> Item<'f> {
    fn of(index: &Index<'f>, finding: &'f Finding) -> Self {
        let workload = index.workload(&finding.subject, finding.at.at.file);
        let owner = workload.map_or(finding.subject.as_str(), |it| &it.identity.address);
        Self { at: finding.at.at, value: &finding.value, owner }
    }
}

/// `subject` and every address that it is a part of.
fn holders(subject: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(subject), |it| Some(&it[..it.rfind(['.', '/', '['])?]))
}

/// For each position those above it that nothing is above; none where rules supersede each other, as
/// then both would be gone.
fn worst(above: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut worst = Vec::with_capacity(above.len());
    for direct in above {
        let mut found: Vec<usize> = Vec::new();
        let mut seen: Vec<usize> = Vec::new();
        let mut open = direct.clone();
        while let Some(next) = open.pop() {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            match above[next].is_empty() {
                true => found.push(next),
                false => open.extend(&above[next]),
            }
        }
        found.sort_unstable();
        worst.push(found);
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::{holders, worst};

    #[test]
    fn a_service_is_not_a_part_of_one_whose_name_begins_alike() {
        let is_within = |inner: &str, outer: &str| holders(inner).any(|it| it == outer);
        assert!(is_within("services.web", "services.web"));
        assert!(is_within("services.web.ports[0]", "services.web"));
        assert!(!is_within("services.webserver", "services.web"));
        assert!(!is_within("services.web", "services.web.ports[0]"));
    }

    #[test]
    fn what_is_at_the_top_is_above_all_that_is_below() {
        assert_eq!(worst(&[vec![], vec![0], vec![1]]), [vec![], vec![0], vec![0]]);
        let circle = worst(&[vec![1], vec![0], vec![1]]);
        assert_eq!(circle, [const { Vec::new() }; 3] as [Vec<usize>; 3], "nothing is lost");
    }
}
