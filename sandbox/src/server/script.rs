//! The script of one operation: its responses and its faults.

use crate::error::ScriptError;
use crate::faults::fault::Fault;
use crate::faults::injected::FaultList;
use crate::script::mock_response::MockResponse;
use crate::script::queue::ResponseQueues;
use crate::server::exchange::Exchange;
use crate::spec::document::Document;

/// One operation, to script responses and faults for. From [`Sandbox::on`](crate::Sandbox::on).
#[derive(Clone, Copy)]
pub struct Script<'a> {
    document: &'a Document,
    responses: &'a ResponseQueues,
    faults: &'a FaultList,
    operation_id: &'a str,
}

impl<'a> Script<'a> {
    pub(crate) fn new(exchange: &'a Exchange, operation_id: &'a str) -> Self {
        Self {
            document: &exchange.document,
            responses: &exchange.responses,
            faults: &exchange.faults,
            operation_id,
        }
    }

    /// Scripts a response, to be sent after those that were scripted before it. When all are used, the operation is
    /// executed again.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the document has no such operation, or the response is invalid.
    pub fn respond_with(self, response: MockResponse) -> Result<Self, ScriptError> {
        self.check_operation()?;
        self.responses.add(self.operation_id, response)?;
        Ok(self)
    }

    /// Injects a fault into the requests of this operation, independent of the order of the responses. See
    /// [`Faults::add`](crate::Faults::add) for the order of several faults.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::{Fault, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox
    ///     .on("execute_order")
    ///     .fault(Fault::reset().after_execution())?
    ///     .fault(Fault::status(503).before_execution().times(2))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the document has no such operation, or the fault is invalid or a
    /// [`Fault::reset_before_reading`], for which the operation is not known yet.
    pub fn fault(self, fault: Fault) -> Result<Self, ScriptError> {
        self.check_operation()?;
        self.faults.add(Some(self.operation_id), fault)?;
        Ok(self)
    }

    fn check_operation(&self) -> Result<(), ScriptError> {
        let known = || self.document.operations().map(|operation| &operation.id);
        if known().any(|id| id == self.operation_id) {
            return Ok(());
        }
        let example = known().max_by_key(|id| common_words(id, self.operation_id));
        Err(ScriptError::UnknownOperation {
            operation_id: self.operation_id.to_owned(),
            example: example.cloned().unwrap_or_default(),
        })
    }
}

/// Returns the number of words that two operation ids have in common.
fn common_words(left: &str, right: &str) -> usize {
    left.split('_')
        .filter(|word| right.split('_').any(|other| other == *word))
        .count()
}
