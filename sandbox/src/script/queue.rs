//! The scripted responses of each operation, in order.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::ScriptError;
use crate::script::mock_response::{MockResponse, Times};

#[derive(Default)]
pub(crate) struct ResponseQueues(Mutex<HashMap<String, VecDeque<Scripted>>>);

struct Scripted {
    response: MockResponse,
    used: bool,
}

impl ResponseQueues {
    pub(crate) fn add(
        &self,
        operation_id: &str,
        response: MockResponse,
    ) -> Result<(), ScriptError> {
        let response = response.valid()?;
        if response.times == Times::Count(0) {
            return Ok(());
        }
        let mut queues = self.lock();
        let queue = queues.entry(operation_id.to_owned()).or_default();
        // A response that is always sent ends where the next one is scripted.
        if queue
            .back()
            .is_some_and(|last| last.response.times == Times::Always)
        {
            queue.pop_back();
        }
        queue.push_back(Scripted {
            response,
            used: false,
        });
        Ok(())
    }

    /// Takes the next response if it is sent without checks.
    pub(crate) fn take_unchecked(&self, operation_id: &str) -> Option<MockResponse> {
        self.take(operation_id, |response| response.unchecked)
    }

    /// Takes the next response.
    pub(crate) fn take_next(&self, operation_id: &str) -> Option<MockResponse> {
        self.take(operation_id, |_| true)
    }

    fn take(
        &self,
        operation_id: &str,
        wanted: impl Fn(&MockResponse) -> bool,
    ) -> Option<MockResponse> {
        let mut queues = self.lock();
        let queue = queues.get_mut(operation_id)?;
        let next = queue.front_mut().filter(|next| wanted(&next.response))?;
        next.used = true;
        match &mut next.response.times {
            Times::Always => Some(next.response.clone()),
            Times::Count(left) if *left > 1 => {
                *left -= 1;
                Some(next.response.clone())
            }
            Times::Count(_) => queue.pop_front().map(|used| used.response),
        }
    }

    /// Returns the operations of the responses that were not used, with the remaining number of times.
    pub(crate) fn unused(&self) -> Vec<(String, Option<usize>)> {
        let queues = self.lock();
        let scripted = queues
            .iter()
            .flat_map(|(id, queue)| queue.iter().map(move |scripted| (id, scripted)));
        scripted
            .filter_map(|(operation_id, scripted)| {
                let remaining = match scripted.response.times {
                    Times::Always if scripted.used => return None,
                    Times::Always => None,
                    Times::Count(left) => Some(left),
                };
                Some((operation_id.clone(), remaining))
            })
            .collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, VecDeque<Scripted>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
