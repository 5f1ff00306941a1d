//! Calls that block the thread, for scripts.

use std::future::Future;
use std::io;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::task::{Context, Waker};

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop;

use crate::error::{Error, NotSentReason};

/// The runtime of the calls of all clients: a connection belongs to a runtime, and outlives a call.
static RUNTIME: SharedRuntime = SharedRuntime::new();

/// A runtime that the first call starts.
struct SharedRuntime {
    runtime: OnceLock<Runtime>,
    starting: Mutex<()>,
}

impl SharedRuntime {
    const fn new() -> Self {
        Self {
            runtime: OnceLock::new(),
            starting: Mutex::new(()),
        }
    }

    /// Returns the runtime. A start that fails is tried again by the next call.
    fn get_or_start(&self, start: impl FnOnce() -> io::Result<Runtime>) -> io::Result<&Runtime> {
        let _starting = self.starting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let runtime = start()?;
        Ok(self.runtime.get_or_init(|| runtime))
    }
}

/// Runs a call to its end. Generated code calls this.
///
/// All blocking calls share one runtime. A client that is also used in another runtime has connections in both, and
/// needs both to run: see [`Transport`](crate::Transport).
///
/// # Errors
///
/// Those of the call; [`NotSentReason::Blocking`] inside an asynchronous task, which it would block;
/// [`NotSentReason::NoRuntime`] when the system starts no thread. Inside `tokio::task::spawn_blocking` it is permitted.
pub fn wait<T, E>(call: impl Future<Output = Result<T, Error<E>>>) -> Result<T, Error<E>> {
    run(call)?
}

/// Runs a future to its end.
///
/// # Errors
///
/// [`NotSentReason::Blocking`] and [`NotSentReason::NoRuntime`], as for [`wait`].
#[doc(hidden)]
pub fn run<T>(future: impl Future<Output = T>) -> Result<T, NotSentReason> {
    if blocks_a_task() {
        return Err(NotSentReason::Blocking);
    }
    let runtime = RUNTIME.get_or_start(|| {
        // A worker keeps the connections alive between calls.
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("backpack")
            .enable_all()
            .build()
    });
    match runtime {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(error) => Err(NotSentReason::NoRuntime(error)),
    }
}

/// Returns true inside an asynchronous task. Tokio limits the operations of a task between two awaits, and those of
/// `spawn_blocking` and of other threads not.
fn blocks_a_task() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let mut is_limited = || {
        (0..=u8::MAX).any(|_| {
            let proceed = coop::poll_proceed(&mut context);
            proceed.map(|step| step.made_progress()).is_pending()
        })
    };
    Handle::try_current().is_ok() && is_limited()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls run one after another and on several threads, with the timers and sockets of one runtime.
    #[test]
    fn runs_calls_on_any_thread() {
        let call = || async {
            tokio::task::yield_now().await;
            let runtime = Handle::current().id();
            Ok::<_, Error<String>>(runtime)
        };
        let first = wait(call()).unwrap();
        let threads: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(move || wait(call()).unwrap()))
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), first);
        }
        let failed =
            wait(async { Err::<(), _>(Error::<String>::from(NotSentReason::NoCredentials)) });
        assert!(matches!(
            failed,
            Err(Error::NotSent {
                reason: NotSentReason::NoCredentials,
                ..
            })
        ));
    }

    /// After a start that failed, the next one succeeds, and is the last.
    #[test]
    fn start_that_failed_is_tried_again() {
        let shared = SharedRuntime::new();
        let failed = shared.get_or_start(|| Err(io::Error::other("no thread")));
        assert_eq!(failed.unwrap_err().to_string(), "no thread");
        let start = || Builder::new_current_thread().build();
        let first = shared.get_or_start(start).unwrap().handle().id();
        let second = shared.get_or_start(|| panic!("it runs")).unwrap();
        assert_eq!(second.handle().id(), first);
    }

    /// A thread for blocking work may block, also with a runtime entered.
    #[test]
    fn runs_calls_inside_spawn_blocking() {
        let call = || wait(async { Ok::<_, Error<String>>(7) }).unwrap();
        for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
            let runtime = builder.build().unwrap();
            let value = runtime.block_on(async { tokio::task::spawn_blocking(call).await });
            assert_eq!(value.unwrap(), 7);
            let _entered = runtime.enter();
            assert_eq!(call(), 7);
            assert!(runtime.block_on(async { blocks_a_task() }));
            let spawned = runtime.spawn(async { blocks_a_task() });
            assert!(runtime.block_on(spawned).unwrap());
        }
    }

    /// A blocking call would stall an asynchronous runtime, so it is an error there, and nothing is sent.
    #[tokio::test]
    async fn rejects_calls_inside_a_runtime() {
        let call = async { Ok::<(), Error<String>>(()) };
        let error = wait(call).unwrap_err().in_operation("get_balances");
        assert_eq!(error.operation(), "get_balances");
        assert_eq!(
            error.to_string(),
            "get_balances: not sent: blocking call inside an asynchronous runtime (await `send()` instead)"
        );
    }
}
