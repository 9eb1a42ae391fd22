//! Limits and reservations, in the spelling of `deploy` or the older one of the service.
//!
//! Where both name a limit, the engine gets that of `deploy`; the loader refuses files in which
//! they differ, and counts what one of them lacks as zero. So a limit that is missing belongs
//! into the spelling that is already there.

use plimsoll_facts::{
    Fact, Path, Why,
    read::{Read, Silence},
    subjects::Limit,
    value::Value,
};
use plimsoll_syntax::size::Size;

use super::service::Service;

/// A limit's two spellings and the block of the first.
struct Spellings {
    block: Path,
    deploy: Path,
    service: Path,
}

/// The memory that the service can use at most.
pub(super) fn memory(service: &Service<'_>) -> Fact<Limit> {
    let spellings = Spellings {
        block: &["deploy", "resources", "limits"],
        deploy: &["deploy", "resources", "limits", "memory"],
        service: &["mem_limit"],
    };
    spellings.read(service, bytes)
}

/// The memory that is set aside for the service.
pub(super) fn reserved_memory(service: &Service<'_>) -> Fact<Limit> {
    let spellings = Spellings {
        block: &["deploy", "resources", "reservations"],
        deploy: &["deploy", "resources", "reservations", "memory"],
        service: &["mem_reservation"],
    };
    spellings.read(service, bytes)
}

/// The processor time that the service can use at most.
pub(super) fn cpu(service: &Service<'_>) -> Fact<Limit> {
    let spellings = Spellings {
        block: &["deploy", "resources", "limits"],
        deploy: &["deploy", "resources", "limits", "cpus"],
        service: &["cpus"],
    };
    let fact = spellings.read(service, cores);
    if !fact.is_assumed() || service.reader.value.get("cpu_quota").is_none() {
        return fact;
    }
    // Engines take the quota in microseconds of each period, 100 ms unless stated.
    let period = service.reader.value.str_at(&["cpu_period"]).and_then(|it| it.parse().ok());
    let period: i128 = period.filter(|it| *it > 0).unwrap_or(100_000);
    service.reader.fact(&["cpu_quota"], Silence::Means(Limit::Unset), |value| {
        match value.text().and_then(|text| text.value.parse::<i64>().ok()) {
            Some(quota) if quota <= 0 => Read::Value(Limit::Unset),
            Some(quota) => Read::Value(Limit::Milli(i128::from(quota) * 1000 / period)),
            None => Read::Unknown(Why::Malformed),
        }
    })
}

/// The number of processes that the service can have at most.
pub(super) fn processes(service: &Service<'_>) -> Fact<Limit> {
    let spellings = Spellings {
        block: &["deploy", "resources", "limits"],
        deploy: &["deploy", "resources", "limits", "pids"],
        service: &["pids_limit"],
    };
    spellings.read(service, |value| {
        match value.text().and_then(|text| text.value.parse::<i64>().ok()) {
            Some(count) if count <= 0 => Read::Value(Limit::Unset),
            Some(count) => Read::Value(Limit::Milli(i128::from(count) * 1000)),
            None => Read::Unknown(Why::Malformed),
        }
    })
}

impl Spellings {
    fn read(&self, service: &Service<'_>, read: impl FnOnce(&Value) -> Read<Limit>) -> Fact<Limit> {
        let root = service.reader.value;
        let is_deploy = match (root.dig(self.deploy), root.dig(self.service)) {
            (Some(_), _) => true,
            (None, Some(_)) => false,
            (None, None) => root.dig(self.block).is_some(),
        };
        let path = if is_deploy { self.deploy } else { self.service };
        service.reader.fact(path, Silence::Means(Limit::Unset), read)
    }
}

fn bytes(value: &Value) -> Read<Limit> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    match Size::parse(&text.value) {
        Ok(size) => Read::Value(match size.limit() {
            Some(bytes) => Limit::Milli(i128::from(bytes) * 1000),
            None => Limit::Unset,
        }),
        Err(_) => Read::Unknown(Why::Malformed),
    }
}

fn cores(value: &Value) -> Read<Limit> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    match milli(&text.value) {
        Some(0) => Read::Value(Limit::Unset),
        Some(milli) => Read::Value(Limit::Milli(milli)),
        None => Read::Unknown(Why::Malformed),
    }
}

/// Thousandths of a decimal number that is not negative; what is finer rounds up, so that a limit
/// does not turn into none.
fn milli(text: &str) -> Option<i128> {
    let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(integer) || !is_number(fraction) || integer.len() + fraction.len() == 0 {
        return None;
    }
    let whole: i128 = if integer.is_empty() { 0 } else { integer.parse().ok()? };
    let thousandths = format!("{:0<3}", fraction.get(..3).unwrap_or(fraction));
    let finer = fraction.get(3..).unwrap_or("").bytes().any(|it| it != b'0');
    let part: i128 = thousandths.parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part + i128::from(finer))
}
