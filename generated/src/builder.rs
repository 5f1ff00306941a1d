//! What the builders of bodies are made with.

/// The place of a required field that is not set yet, in the type of a body's builder.
///
/// Setting the field puts the type of its value there. So a builder knows what is missing when a program compiles: it
/// has `build` once nothing is, and no field can be set twice.
///
/// ```
/// use backpack_api::Unset;
/// use backpack_api::types::{OrderCancelPayload, OrderCancelPayloadBuilder};
///
/// let builder: OrderCancelPayloadBuilder<Unset> = OrderCancelPayload::builder();
/// let builder: OrderCancelPayloadBuilder<String> = builder.symbol("SOL_USDC");
/// assert_eq!(builder.client_id(7).build().symbol, "SOL_USDC");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Unset;
