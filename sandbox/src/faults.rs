//! The faults that are injected, for each operation and for all.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::ScriptError;
use crate::exchange::Exchange;
use crate::fault::{Armed, Effect, Fault, FaultKind};

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
///     .add(Fault::html_before_execution(502).with_probability(0.05, 7))?;
/// // ... run the bot ...
/// sandbox.faults().clear();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Faults<'a>(&'a Exchange);

impl<'a> Faults<'a> {
    pub(crate) const fn new(exchange: &'a Exchange) -> Self {
        Self(exchange)
    }

    /// Injects a fault into the requests of every operation. Requests that lead to no operation are spared, but for
    /// [`Fault::reset_before_reading`].
    ///
    /// A request is offered to the faults of its operation and then to those of all, each in the order in which they
    /// were injected, until one strikes: one at the most.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the fault is not one that can be.
    #[allow(
        clippy::should_implement_trait,
        reason = "it adds to a list, and can fail; no one takes it for an operator"
    )]
    pub fn add(self, fault: Fault) -> Result<Self, ScriptError> {
        self.0.faults.add(None, fault)?;
        Ok(self)
    }

    /// Takes back all faults, also those of single operations.
    pub fn clear(self) {
        *self.0.faults.lock() = Injected::default();
    }
}

/// What strikes a request.
pub(crate) struct Strike {
    pub(crate) kind: FaultKind,
    pub(crate) effect: Effect,
    pub(crate) hold: Duration,
}

#[derive(Default)]
pub(crate) struct FaultList(Mutex<Injected>);

#[derive(Default)]
struct Injected {
    before_reading: Vec<Armed>,
    all: Vec<Armed>,
    by_operation: HashMap<String, Vec<Armed>>,
}

impl FaultList {
    /// Adds a fault of one operation, or of all.
    pub(crate) fn add(&self, operation_id: Option<&str>, fault: Fault) -> Result<(), ScriptError> {
        let armed = fault.arm()?;
        let mut injected = self.lock();
        let list = match (operation_id, armed.kind) {
            (None, FaultKind::ResetBeforeReading) => &mut injected.before_reading,
            (Some(operation_id), FaultKind::ResetBeforeReading) => {
                return Err(ScriptError::OperationNotRead {
                    operation_id: operation_id.to_owned(),
                });
            }
            (None, _) => &mut injected.all,
            (Some(operation_id), _) => injected
                .by_operation
                .entry(operation_id.to_owned())
                .or_default(),
        };
        list.push(armed);
        Ok(())
    }

    /// Whether requests are to be held up before they are read.
    pub(crate) fn any_before_reading(&self) -> bool {
        !self.lock().before_reading.is_empty()
    }

    /// Whether the request that has arrived is to be reset before it is read.
    pub(crate) fn strikes_before_reading(&self) -> bool {
        first_to_strike(&mut self.lock().before_reading, true).is_some()
    }

    /// What strikes a request for an operation. `passes` says whether the checks let it through.
    pub(crate) fn strike(&self, operation_id: &str, passes: bool) -> Option<Strike> {
        let mut injected = self.lock();
        injected
            .by_operation
            .get_mut(operation_id)
            .and_then(|list| first_to_strike(list, passes))
            .or_else(|| first_to_strike(&mut injected.all, passes))
    }

    fn lock(&self) -> MutexGuard<'_, Injected> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn first_to_strike(list: &mut Vec<Armed>, passes: bool) -> Option<Strike> {
    let strike = list
        .iter_mut()
        .filter(|armed| passes || !armed.kind.is_after_execution())
        .find_map(|armed| {
            armed.schedule.strikes().then(|| Strike {
                kind: armed.kind,
                effect: armed.effect.clone(),
                hold: armed.hold,
            })
        });
    list.retain(|armed| !armed.schedule.is_spent());
    strike
}
