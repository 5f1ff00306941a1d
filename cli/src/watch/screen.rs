//! The alternate screen of the terminal, which is left however the program ends.

use std::io;
use std::panic;
use std::sync::Arc;

use ratatui::DefaultTerminal;
use tokio::sync::Notify;

/// Calls `show` with the terminal in raw mode and on its alternate screen, and restores it afterwards.
///
/// A panic restores the terminal before its message is printed. That of a task, which Tokio catches, also ends `show`.
///
/// # Errors
///
/// The standard output is not a terminal, or a task has panicked.
pub async fn with_screen<T>(show: impl AsyncFnOnce(&mut DefaultTerminal) -> T) -> io::Result<T> {
    // It installs a panic hook, which restores the terminal.
    let mut terminal = ratatui::try_init()?;
    let panicked = Arc::new(Notify::new());
    let (notify, print) = (Arc::clone(&panicked), panic::take_hook());
    panic::set_hook(Box::new(move |panic| {
        print(panic);
        notify.notify_one();
    }));
    let result = tokio::select! {
        biased;
        () = panicked.notified() => Err(io::Error::other("a task has panicked")),
        result = show(&mut terminal) => Ok(result),
    };
    // Both fail when the terminal is closed, and there is nothing to restore.
    let _ = ratatui::try_restore();
    if terminal.show_cursor().is_err() {
        // Its drop would report that on the standard error, which is closed too, and panic.
        std::mem::forget(terminal);
    }
    result
}
