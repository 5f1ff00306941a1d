//! CPU time, as the kernel counts it.

use std::time::Duration;

use crate::Failure;

/// Returns the CPU time of this process, of all threads, in user and kernel mode.
pub(crate) fn own() -> Result<Duration, Failure> {
    used(Whose::Own)
}

/// Returns the CPU time of the processes that this one started and waited for, and of their children.
pub(crate) fn children() -> Result<Duration, Failure> {
    used(Whose::Children)
}

enum Whose {
    Own,
    Children,
}

#[cfg(unix)]
fn used(whose: Whose) -> Result<Duration, Failure> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(match whose {
        Whose::Own => UsageWho::RUSAGE_SELF,
        Whose::Children => UsageWho::RUSAGE_CHILDREN,
    })?;
    let time = |time: nix::sys::time::TimeVal| -> Result<Duration, Failure> {
        let seconds = Duration::from_secs(time.tv_sec().try_into()?);
        Ok(seconds + Duration::from_micros(time.tv_usec().try_into()?))
    };
    Ok(time(usage.user_time())? + time(usage.system_time())?)
}

#[cfg(not(unix))]
fn used(_: Whose) -> Result<Duration, Failure> {
    Err("CPU time is measured on Unix only".into())
}
