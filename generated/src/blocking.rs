//! Calls that wait, for scripts: `send_blocking` on every call.
//!
//! ```no_run
//! use backpack_api::{Client, Credentials};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::builder().credentials(Credentials::from_env()?).build()?;
//!     let limit = client.get_max_withdrawal_quantity("SOL").send_blocking()?;
//!     println!("{}", limit.max_withdrawal_quantity);
//!     Ok(())
//! }
//! ```

use std::future::Future;
use std::sync::OnceLock;

use backpack_runtime::{Error, RefusedError};
use tokio::runtime::{Builder, Handle, Runtime};

/// The runtime that the calls of all clients run on: connections belong to one, and outlive a call.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

/// Waits for a call, on a thread of its own runtime.
///
/// # Errors
///
/// Those of the call; and [`RefusedError::Blocking`] inside an asynchronous runtime, which waiting would stall, or where
/// the system gives no thread.
pub fn wait<T, E>(call: impl Future<Output = Result<T, Error<E>>>) -> Result<T, Error<E>> {
    if Handle::try_current().is_ok() {
        return Err(Error::Refused(RefusedError::Blocking));
    }
    let runtime = RUNTIME.get_or_init(|| {
        // One worker drives the connections while no call waits.
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("backpack")
            .enable_all()
            .build()
            .ok()
    });
    match runtime {
        Some(runtime) => runtime.block_on(call),
        None => Err(Error::Refused(RefusedError::Blocking)),
    }
}
