//! What the loader makes of single values beyond the schema: a text where a number, a boolean, a
//! size or a duration is meant is read as one, and refused where it is none.
//!
//! Some are read where variables are replaced, before the schema sees them
//! (`loader/interpolate.go`), the others where the values of a project are made (`loader/mapstructure.go`
//! and the types of the package `types`).

use plimsoll_syntax::{
    command,
    duration::{self, DurationError},
    size::{Size, meant_size},
};

use crate::scalar::Scalar;

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Boolean,
    /// A whole number with a sign or without one.
    Whole,
    /// A whole number that is not negative.
    Count,
    /// Any number.
    Number,
    /// Octal digits, with a zero in front where the text is to be octal.
    Umask,
    /// Permissions: a text of octal digits, or a whole number.
    Mode,
    /// How many devices: a whole number, or `all`.
    Devices,
    /// A number, and never a text.
    NoText,
    Size,
    Duration,
    /// Words as a shell splits them.
    Command,
}

/// When a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Before the schema sees it.
    Early,
    /// The same since Docker Compose 5.
    EarlyNewer,
    /// Once everything is merged and the schema has taken it.
    Late,
}

/// What is wrong with a value.
pub(super) struct Refusal {
    /// Why, as the end of a sentence that begins with the value.
    pub(super) why: String,
    /// The bytes of the text that are to blame, where it is not all of them.
    pub(super) part: Option<std::ops::Range<usize>>,
    /// What was meant.
    pub(super) meant: Option<String>,
    /// Whether the loader takes it, and the engine does not.
    pub(super) fails: bool,
    /// Whether only versions before Docker Compose 5 refuse it.
    pub(super) is_older: bool,
}

impl Refusal {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), part: None, meant: None, fails: false, is_older: false }
    }
}

/// What the value at `path` is read as; items of lists are `[]` in it.
pub(super) fn of(path: &[&str]) -> Option<(Kind, When)> {
    match path {
        ["services", _, "pre_start", "[]", "per_replica"] => Some((Kind::Boolean, When::Late)),
        ["services", _, "pre_start", "[]", rest @ ..] | ["services" | "jobs", _, rest @ ..] => {
            of_container(rest)
        }
        ["networks", _, "external" | "internal" | "attachable" | "enable_ipv4" | "enable_ipv6"]
        | ["volumes" | "secrets" | "configs", _, "external"] => Some((Kind::Boolean, When::Early)),
        _ => None,
    }
}

fn of_container(path: &[&str]) -> Option<(Kind, When)> {
    Some(match path {
        [
            "cpu_count" | "cpu_period" | "cpu_quota" | "cpu_rt_period" | "cpu_rt_runtime"
            | "cpu_shares" | "oom_score_adj" | "pids_limit" | "scale",
        ]
        | ["deploy", "replicas"]
        | ["ulimits", _]
        | ["ulimits", _, "hard" | "soft"] => (Kind::Whole, When::Early),
        ["deploy", "update_config" | "rollback_config", "parallelism"]
        | ["deploy", "restart_policy", "max_attempts"]
        | ["deploy", "placement", "max_replicas_per_node"]
        | ["healthcheck", "retries"]
        | ["ports", "[]", "target"] => (Kind::Count, When::Early),
        ["cpu_percent" | "cpus"]
        | ["deploy", "update_config" | "rollback_config", "max_failure_ratio"] => {
            (Kind::Number, When::Early)
        }
        ["init" | "oom_kill_disable" | "privileged" | "read_only" | "stdin_open" | "tty"]
        | ["healthcheck", "disable"]
        | ["volumes", "[]", "read_only"]
        | ["volumes", "[]", "volume", "nocopy"]
        | ["networks", _, "use_service_name_alias"] => (Kind::Boolean, When::Early),
        ["depends_on", _, "required"] => (Kind::Boolean, When::EarlyNewer),
        ["umask"] => (Kind::Umask, When::Early),
        ["depends_on", _, "restart"]
        | ["attach"]
        | ["build", "no_cache" | "pull" | "privileged"]
        | ["post_start" | "pre_stop", "[]", "privileged"]
        | ["develop", "watch", "[]", "exec", "privileged"]
        | ["env_file", "[]", "required"]
        | ["triggers", "manual"]
        | ["volumes", "[]", "bind", "create_host_path"] => (Kind::Boolean, When::Late),
        ["deploy", "resources", "limits", "pids"]
        | [
            "deploy",
            "resources",
            "reservations",
            "generic_resources",
            "[]",
            "discrete_resource_spec",
            "value",
        ] => (Kind::Whole, When::Late),
        ["deploy", "resources", "limits" | "reservations", "cpus"] => (Kind::Number, When::Late),
        ["gpus", "[]", "count"]
        | ["deploy", "resources", "reservations", "devices", "[]", "count"] => {
            (Kind::Devices, When::Late)
        }
        ["secrets" | "configs", "[]", "mode"] | ["build", "secrets", "[]", "mode"] => {
            (Kind::Mode, When::Late)
        }
        ["volumes", "[]", "tmpfs", "mode"]
        | ["blkio_config", "weight"]
        | ["blkio_config", "weight_device", "[]", "weight"]
        | ["build", "ulimits", _]
        | ["build", "ulimits", _, "hard" | "soft"] => (Kind::NoText, When::Late),
        ["mem_limit" | "mem_reservation" | "memswap_limit" | "mem_swappiness" | "shm_size"]
        | ["build", "shm_size"]
        | ["deploy", "resources", "limits" | "reservations", "memory"]
        | ["volumes", "[]", "tmpfs", "size"]
        | [
            "blkio_config",
            "device_read_bps" | "device_read_iops" | "device_write_bps" | "device_write_iops",
            "[]",
            "rate",
        ] => (Kind::Size, When::Late),
        ["stop_grace_period"]
        | ["healthcheck", "interval" | "timeout" | "start_period" | "start_interval"]
        | ["deploy", "update_config" | "rollback_config", "delay" | "monitor"]
        | ["deploy", "restart_policy", "delay" | "window"] => (Kind::Duration, When::Late),
        ["command" | "entrypoint"]
        | ["post_start" | "pre_stop", "[]", "command"]
        | ["develop", "watch", "[]", "exec", "command"] => (Kind::Command, When::Late),
        _ => return None,
    })
}

impl Kind {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Why it is refused.
    pub(super) fn read(self, text: &str) -> Result<Option<f64>, Refusal> {
        let whole = |text: &str| digits(text)?.parse::<i64>().ok();
        match self {
            Self::Boolean => {
                let words = ["true", "false", "y", "yes", "on", "n", "no", "off"];
                let is_word = words.iter().any(|it| text.eq_ignore_ascii_case(it));
                is_word.then_some(None).ok_or_else(|| {
                    let meant = match text.trim().to_ascii_lowercase().as_str() {
                        "1" | "t" | "true" | "enabled" => Some("true".to_owned()),
                        "0" | "f" | "false" | "disabled" => Some("false".to_owned()),
                        _ => None,
                    };
                    Refusal { meant, ..Refusal::new("is neither `true` nor `false`") }
                })
            }
            Self::Whole | Self::Count => match whole(text) {
                Some(number) if number < 0 && self == Self::Count => {
                    Err(Refusal::new("is less than nothing"))
                }
                #[expect(clippy::cast_precision_loss, reason = "it is only held against bounds")]
                Some(number) => Ok(Some(number as f64)),
                None => Err(Refusal::new("is no whole number")),
            },
            Self::Number => {
                // Go reads no blanks, and hexadecimal numbers that nobody writes.
                let is_number = text.parse::<f64>().is_ok() && !text.is_empty();
                let number = text.parse::<f64>().ok().filter(|_| is_number);
                number.map(Some).ok_or_else(|| Refusal::new("is no number"))
            }
            Self::Umask => {
                let digits = text.strip_prefix("0o").or_else(|| text.strip_prefix("0O"));
                let (radix, digits) = match digits {
                    Some(digits) => (8, digits),
                    None if text.len() > 1 && text.starts_with('0') => (8, &text[1..]),
                    None => (10, text),
                };
                let number = digits_of(digits).and_then(|it| u32::from_str_radix(it, radix).ok());
                number
                    .map(|it| Some(f64::from(it)))
                    .ok_or_else(|| Refusal::new("is no umask; it takes octal digits, as in `0022`"))
            }
            Self::Mode => {
                let is_octal = digits(text).is_some_and(|it| i64::from_str_radix(it, 8).is_ok());
                is_octal.then_some(None).ok_or_else(|| {
                    let meant = text.strip_prefix("0o").map(|it| format!("0{it}"));
                    Refusal { meant, ..Refusal::new("is no number of octal digits") }
                })
            }
            Self::Devices => {
                let is_count = text.eq_ignore_ascii_case("all") || whole(text).is_some();
                is_count
                    .then_some(None)
                    .ok_or_else(|| Refusal::new("is neither a number nor `all`"))
            }
            Self::NoText => Err(Refusal::new("is a text, and only a number is read here")),
            Self::Size => match Size::parse(text) {
                Ok(_) if text.trim() == "-1" => {
                    Err(Refusal { is_older: true, ..Refusal::new("is a text, and no size") })
                }
                Ok(_) => Ok(None),
                Err(error) => Err(Refusal {
                    part: Some(error.range.to_usize()),
                    meant: meant_size(text),
                    ..Refusal::new(error.to_string())
                }),
            },
            Self::Duration => duration::parse(text).map(|_| None).map_err(|error| Refusal {
                part: Some(error.range.to_usize()),
                // The loader reads durations with a sign; the engine has no use for them.
                fails: error.kind == DurationError::Negative,
                ..Refusal::new(error.to_string())
            }),
            Self::Command => command::split(text).map(|_| None).map_err(|error| Refusal {
                part: Some(error.range.to_usize()),
                ..Refusal::new(error.to_string())
            }),
        }
    }

    /// Why a value that is no text is refused, where the schema takes it.
    pub(super) fn refusal(self, scalar: Scalar) -> Option<Refusal> {
        match (self, scalar) {
            (Self::Count, Scalar::Whole(number)) if number < 0 => {
                Some(Refusal::new("is less than nothing"))
            }
            (Self::Mode | Self::Devices, Scalar::Float(_)) => {
                Some(Refusal::new("is no whole number"))
            }
            _ => None,
        }
    }
}

/// The text with its sign, if there are only digits behind that.
fn digits(text: &str) -> Option<&str> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits_of(unsigned).map(|_| text)
}

fn digits_of(text: &str) -> Option<&str> {
    let is_number = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    is_number.then_some(text)
}
