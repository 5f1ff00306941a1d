//! Requests quotes, and accepts the best one within a limit, on the sandbox.
//!
//! ```text
//! cargo run --example rfq
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use backpack_api::Decimal;
use backpack_api::types::{
    QuoteAcceptPayload, RequestForQuoteCancelPayload, RequestForQuotePayload, Side,
};

/// Number of times that quotes are requested before the request is cancelled.
const POLLS: u32 = 20;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::sandbox().await?;
    let client = &exchange.client;
    let limit: Decimal = "142.50".parse()?;

    let request = RequestForQuotePayload::new("SOL_USDC_RFQ", Side::Bid)
        .quantity(Decimal::from(100))
        .client_id(20);
    let rfq = client.submit_rfq(request).send().await?;
    println!("requested quotes for {:?}: {}", rfq.quantity, rfq.rfq_id);

    for _ in 0..POLLS {
        let open = client.get_open_rfqs().symbol(&rfq.symbol).send().await?;
        let quotes = open.iter().filter(|open| open.rfq.rfq_id == rfq.rfq_id);
        // A requester that buys pays the ask of the maker.
        let best = quotes
            .flat_map(|open| &open.quotes)
            .filter(|quote| quote.ask_price <= limit)
            .min_by_key(|quote| quote.ask_price);
        if let Some(quote) = best {
            println!("best quote: {}", quote.ask_price);
            let accept = QuoteAcceptPayload::new(&quote.quote_id).rfq_id(&rfq.rfq_id);
            let filled = client.accept_quote(accept).send().await?;
            println!("accepted: {} is {}", filled.rfq_id, filled.status);
            exchange.print_source();
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let cancel = RequestForQuoteCancelPayload::new().rfq_id(&rfq.rfq_id);
    client.cancel_rfq(cancel).send().await?;
    Err(format!("no quote at {limit} or better; the request is cancelled").into())
}
