//! What is scripted for one operation: its answers, in order, and its faults.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::answer::{Answer, Times};
use crate::error::ScriptError;
use crate::exchange::Exchange;
use crate::fault::Fault;
use crate::reply::Reply;

/// One operation, to script answers and faults for. From [`Sandbox::on`](crate::Sandbox::on).
#[derive(Clone, Copy)]
pub struct Script<'a> {
    exchange: &'a Exchange,
    operation_id: &'a str,
}

impl<'a> Script<'a> {
    pub(crate) const fn new(exchange: &'a Exchange, operation_id: &'a str) -> Self {
        Self {
            exchange,
            operation_id,
        }
    }

    /// Scripts an answer, to be given after those that were scripted before it. When all are used up, the operation
    /// answers with the example of the document again.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the document has no such operation, or the answer cannot be sent.
    pub fn answer(self, answer: Answer) -> Result<Self, ScriptError> {
        self.exchange.known(self.operation_id)?;
        self.exchange.scripts.add(self.operation_id, answer)?;
        Ok(self)
    }

    /// Injects a fault into the requests of this operation. Faults have nothing to do with the order of the answers;
    /// see [`Faults::add`](crate::Faults::add) for which of several strikes.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::{Fault, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox
    ///     .on("execute_order")
    ///     .fault(Fault::reset_after_execution())?
    ///     .fault(Fault::server_error_before_execution(503).times(2))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the document has no such operation, or the fault is not one that can be, or is
    /// [`Fault::reset_before_reading`], which cannot know the operation.
    pub fn fault(self, fault: Fault) -> Result<Self, ScriptError> {
        self.exchange.known(self.operation_id)?;
        self.exchange.faults.add(Some(self.operation_id), fault)?;
        Ok(self)
    }
}

#[derive(Default)]
pub(crate) struct Scripts(Mutex<HashMap<String, VecDeque<Scripted>>>);

struct Scripted {
    reply: Reply,
    times: Times,
    unchecked: bool,
}

impl Scripts {
    pub(crate) fn add(&self, operation_id: &str, answer: Answer) -> Result<(), ScriptError> {
        let (times, unchecked) = (answer.times, answer.unchecked);
        let reply = answer.into_reply()?;
        if times == Times::Count(0) {
            return Ok(());
        }
        let mut scripts = self.lock();
        let queue = scripts.entry(operation_id.to_owned()).or_default();
        // What is given always gives way to what comes after it.
        if queue.back().is_some_and(|last| last.times == Times::Always) {
            queue.pop_back();
        }
        queue.push_back(Scripted {
            reply,
            times,
            unchecked,
        });
        Ok(())
    }

    /// Takes the next answer if it is to be given without looking at the request.
    pub(crate) fn take_unchecked(&self, operation_id: &str) -> Option<Reply> {
        self.take(operation_id, |scripted| scripted.unchecked)
    }

    /// Takes the next answer.
    pub(crate) fn take_next(&self, operation_id: &str) -> Option<Reply> {
        self.take(operation_id, |_| true)
    }

    fn take(&self, operation_id: &str, wanted: impl Fn(&Scripted) -> bool) -> Option<Reply> {
        let mut scripts = self.lock();
        let queue = scripts.get_mut(operation_id)?;
        let next = queue.front_mut().filter(|next| wanted(next))?;
        match &mut next.times {
            Times::Always => Some(next.reply.clone()),
            Times::Count(left) if *left > 1 => {
                *left -= 1;
                Some(next.reply.clone())
            }
            Times::Count(_) => queue.pop_front().map(|used| used.reply),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, VecDeque<Scripted>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
