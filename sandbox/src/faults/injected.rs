//! The injected faults, for each operation and for all.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::ScriptError;
use crate::faults::fault::{Action, Fault};
use crate::faults::kind::{Phase, TriggeredFault};
use crate::faults::schedule::Schedule;

/// The faults of a sandbox, for all operations. From [`Sandbox::faults`](crate::Sandbox::faults).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backpack_sandbox::{Fault, Sandbox};
///
/// let sandbox = Sandbox::start().await?;
/// sandbox
///     .faults()
///     .add(Fault::reset_before_reading().every(10))?
///     .add(Fault::html(502).before_execution().with_probability(0.05, 7))?;
/// // ... run the bot ...
/// sandbox.faults().clear();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Faults<'a>(&'a FaultList);

impl<'a> Faults<'a> {
    pub(crate) const fn new(list: &'a FaultList) -> Self {
        Self(list)
    }

    /// Injects a fault into the requests of every operation. Requests for no operation are exempt, except from
    /// [`Fault::reset_before_reading`].
    ///
    /// A request is offered to the faults of its operation and then to those of all operations, each in the order of
    /// injection, until one acts: at most one does.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the fault is invalid.
    #[allow(
        clippy::should_implement_trait,
        reason = "it adds to a list and can fail, so it cannot be mistaken for an operator"
    )]
    pub fn add(self, fault: Fault) -> Result<Self, ScriptError> {
        self.0.add(None, fault)?;
        Ok(self)
    }

    /// Removes all faults, also those of single operations.
    pub fn clear(self) {
        *self.0.lock() = Lists::default();
    }
}

/// A fault that acts on a request.
pub(crate) struct Triggered {
    pub(crate) fault: TriggeredFault,
    pub(crate) action: Action,
    pub(crate) delay: Duration,
}

/// The faults of a sandbox.
#[derive(Default)]
pub(crate) struct FaultList(Mutex<Lists>);

#[derive(Default)]
struct Lists {
    before_reading: Vec<Injected>,
    all: Vec<Injected>,
    by_operation: HashMap<String, Vec<Injected>>,
}

struct Injected {
    fault: TriggeredFault,
    action: Action,
    delay: Duration,
    schedule: Schedule,
}

impl FaultList {
    /// Adds a fault of one operation, or of all.
    pub(crate) fn add(&self, operation_id: Option<&str>, fault: Fault) -> Result<(), ScriptError> {
        let injected = Injected {
            fault: fault.triggered(),
            action: fault.action.checked()?,
            delay: fault.delay,
            schedule: fault.timing.schedule()?,
        };
        let mut lists = self.lock();
        let list = match (operation_id, injected.fault.phase) {
            (None, Phase::BeforeReading) => &mut lists.before_reading,
            (Some(operation_id), Phase::BeforeReading) => {
                return Err(ScriptError::UnknownBeforeReading {
                    operation_id: operation_id.to_owned(),
                });
            }
            (None, _) => &mut lists.all,
            (Some(operation_id), _) => lists
                .by_operation
                .entry(operation_id.to_owned())
                .or_default(),
        };
        list.push(injected);
        Ok(())
    }

    /// Returns whether any fault acts before reading.
    pub(crate) fn any_before_reading(&self) -> bool {
        !self.lock().before_reading.is_empty()
    }

    /// Returns whether the request that has arrived is to be reset before it is read.
    pub(crate) fn triggers_before_reading(&self) -> bool {
        first_triggered(&mut self.lock().before_reading, true).is_some()
    }

    /// Returns the fault that acts on a request for an operation. `passes` is the result of the checks.
    pub(crate) fn trigger(&self, operation_id: &str, passes: bool) -> Option<Triggered> {
        let mut lists = self.lock();
        lists
            .by_operation
            .get_mut(operation_id)
            .and_then(|list| first_triggered(list, passes))
            .or_else(|| first_triggered(&mut lists.all, passes))
    }

    /// Returns the faults that were not used, with the operation, if they act on one alone, and the remaining number of
    /// times.
    pub(crate) fn unused(&self) -> Vec<(Option<String>, TriggeredFault, Option<usize>)> {
        let lists = self.lock();
        let of_all = lists.before_reading.iter().chain(&lists.all);
        let of_one = lists
            .by_operation
            .iter()
            .flat_map(|(id, list)| list.iter().map(move |injected| (Some(id), injected)));
        of_all
            .map(|injected| (None, injected))
            .chain(of_one)
            .filter_map(|(operation_id, injected)| {
                let remaining = injected.schedule.unused()?;
                Some((operation_id.cloned(), injected.fault, remaining))
            })
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, Lists> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn first_triggered(list: &mut Vec<Injected>, passes: bool) -> Option<Triggered> {
    let triggered = list
        .iter_mut()
        .filter(|injected| passes || injected.fault.phase != Phase::AfterExecution)
        .find_map(|injected| {
            injected.schedule.triggers().then(|| Triggered {
                fault: injected.fault,
                action: injected.action.clone(),
                delay: injected.delay,
            })
        });
    list.retain(|injected| !injected.schedule.is_spent());
    triggered
}
