//! Calls that block the thread, for scripts.

use std::future::Future;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, NotSentReason};

/// The runtime of the calls of all clients: a connection belongs to a runtime, and outlives a call.
static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();

/// Runs a call to its end. Generated code calls this.
///
/// # Errors
///
/// Those of the call; [`NotSentReason::Blocking`] inside an asynchronous runtime, which it would block, and where the
/// system starts no thread.
pub fn wait<T, E>(call: impl Future<Output = Result<T, Error<E>>>) -> Result<T, Error<E>> {
    if Handle::try_current().is_ok() {
        return Err(NotSentReason::Blocking.into());
    }
    let runtime = RUNTIME.get_or_init(|| {
        // A worker keeps the connections alive between calls.
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("backpack")
            .enable_all()
            .build()
            .ok()
    });
    match runtime {
        Some(runtime) => runtime.block_on(call),
        None => Err(NotSentReason::Blocking.into()),
    }
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
