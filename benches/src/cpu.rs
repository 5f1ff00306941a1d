//! CPU time, as the kernel counts it.

use std::time::Duration;

use crate::Failure;

/// What this process has used so far, all threads, in user and kernel mode.
#[cfg(unix)]
pub(crate) fn own() -> Result<Duration, Failure> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let time = |time: nix::sys::time::TimeVal| -> Result<Duration, Failure> {
        let seconds = Duration::from_secs(time.tv_sec().try_into()?);
        Ok(seconds + Duration::from_micros(time.tv_usec().try_into()?))
    };
    Ok(time(usage.user_time())? + time(usage.system_time())?)
}

/// What this process has used so far.
#[cfg(not(unix))]
pub(crate) fn own() -> Result<Duration, Failure> {
    Err("CPU time is read where there is getrusage: on Unix".into())
}
