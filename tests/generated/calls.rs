// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! Every call with the example of every parameter, by the name of its operation.

#![cfg_attr(rustfmt, rustfmt_skip)]
use backpack_api::{Client, Error, Timestamp, types};
use super::json;
/// `accept_quote` with the example of every parameter, once for each example of its body.
pub async fn accept_quote(client: &Client) -> Result<(), Error> {
    client
        .accept_quote(
            &json::<
                types::QuoteAcceptPayload,
            >("{\"clientId\":20,\"quoteId\":\"59669290114\"}"),
        )
        .send()
        .await?;
    client
        .accept_quote(
            &json::<
                types::QuoteAcceptPayload,
            >("{\"quoteId\":\"59669290114\",\"rfqId\":\"59669287301\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `cancel_open_orders` with the example of every parameter, once for each example of its body.
pub async fn cancel_open_orders(client: &Client) -> Result<(), Error> {
    client
        .cancel_open_orders(
            &json::<
                types::OrderCancelAllPayload,
            >("{\"orderType\":\"RestingLimitOrder\",\"symbol\":\"SOL_USDC\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `cancel_open_strategies` with the example of every parameter, once for each example of its body.
pub async fn cancel_open_strategies(client: &Client) -> Result<(), Error> {
    client
        .cancel_open_strategies(
            &json::<
                types::StrategyCancelAllPayload,
            >("{\"strategyType\":\"Scheduled\",\"symbol\":\"SOL_USDC\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `cancel_order` with the example of every parameter, once for each example of its body.
pub async fn cancel_order(client: &Client) -> Result<(), Error> {
    client
        .cancel_order(
            &json::<
                types::OrderCancelPayload,
            >("{\"clientId\":7,\"symbol\":\"SOL_USDC\"}"),
        )
        .send()
        .await?;
    client
        .cancel_order(
            &json::<
                types::OrderCancelPayload,
            >("{\"orderId\":\"59669287267\",\"symbol\":\"SOL_USDC\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `cancel_rfq` with the example of every parameter, once for each example of its body.
pub async fn cancel_rfq(client: &Client) -> Result<(), Error> {
    client
        .cancel_rfq(&json::<types::RequestForQuoteCancelPayload>("{\"clientId\":20}"))
        .send()
        .await?;
    client
        .cancel_rfq(
            &json::<types::RequestForQuoteCancelPayload>("{\"rfqId\":\"59669287301\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `cancel_strategy` with the example of every parameter, once for each example of its body.
pub async fn cancel_strategy(client: &Client) -> Result<(), Error> {
    client
        .cancel_strategy(
            &json::<
                types::StrategyCancelPayload,
            >("{\"clientStrategyId\":11,\"symbol\":\"SOL_USDC\"}"),
        )
        .send()
        .await?;
    client
        .cancel_strategy(
            &json::<
                types::StrategyCancelPayload,
            >("{\"strategyId\":\"6023471188\",\"symbol\":\"SOL_USDC\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `convert_dust` with the example of every parameter, once for each example of its body.
pub async fn convert_dust(client: &Client) -> Result<(), Error> {
    client.convert_dust(&json::<types::AccountConvertDustPayload>("{}")).send().await?;
    client
        .convert_dust(&json::<types::AccountConvertDustPayload>("{\"symbol\":\"SOL\"}"))
        .send()
        .await?;
    Ok(())
}
/// `create_withdrawal_delay` with the example of every parameter, once for each example of its body.
pub async fn create_withdrawal_delay(client: &Client) -> Result<(), Error> {
    client
        .create_withdrawal_delay(
            &json::<
                types::CreateWithdrawalDelayRequest,
            >(
                "{\"twoFactorToken\":\"example-two-factor-token\",\"withdrawalDelayHours\":24}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `execute_borrow_lend` with the example of every parameter, once for each example of its body.
pub async fn execute_borrow_lend(client: &Client) -> Result<(), Error> {
    client
        .execute_borrow_lend(
            &json::<
                types::BorrowLendExecutePayload,
            >("{\"quantity\":\"10\",\"side\":\"Lend\",\"symbol\":\"SOL\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `execute_order` with the example of every parameter, once for each example of its body.
pub async fn execute_order(client: &Client) -> Result<(), Error> {
    client
        .execute_order(
            &json::<
                types::OrderExecutePayload,
            >(
                "{\"orderType\":\"Market\",\"reduceOnly\":true,\"side\":\"Ask\",\"symbol\":\"SOL_USDC_PERP\",\"triggerBy\":\"MarkPrice\",\"triggerPrice\":\"130\",\"triggerQuantity\":\"80%\"}",
            ),
        )
        .send()
        .await?;
    client
        .execute_order(
            &json::<
                types::OrderExecutePayload,
            >(
                "{\"brokerId\":500,\"clientId\":7,\"orderType\":\"Limit\",\"postOnly\":true,\"price\":\"142.12\",\"quantity\":\"2\",\"reduceOnly\":false,\"selfTradePrevention\":\"RejectTaker\",\"side\":\"Bid\",\"stopLossLimitPrice\":\"129.5\",\"stopLossTriggerBy\":\"MarkPrice\",\"stopLossTriggerPrice\":\"130\",\"symbol\":\"SOL_USDC_PERP\",\"takeProfitLimitPrice\":\"160.5\",\"takeProfitTriggerBy\":\"LastPrice\",\"takeProfitTriggerPrice\":\"160\",\"timeInForce\":\"GTC\"}",
            ),
        )
        .send()
        .await?;
    client
        .execute_order(
            &json::<
                types::OrderExecutePayload,
            >(
                "{\"autoBorrow\":false,\"autoBorrowRepay\":false,\"autoLend\":true,\"autoLendRedeem\":true,\"orderType\":\"Market\",\"quoteQuantity\":\"250\",\"side\":\"Bid\",\"slippageTolerance\":\"0.5\",\"slippageToleranceType\":\"Percent\",\"symbol\":\"SOL_USDC\"}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `execute_order_batch` with the example of every parameter, once for each example of its body.
pub async fn execute_order_batch(client: &Client) -> Result<(), Error> {
    client
        .execute_order_batch(
            &json::<
                Vec<types::OrderExecutePayload>,
            >(
                "[{\"orderType\":\"Limit\",\"price\":\"141\",\"quantity\":\"12\",\"side\":\"Bid\",\"symbol\":\"SOL_USDC_PERP\"},{\"clientId\":8,\"orderType\":\"Market\",\"quantity\":\"0.5\",\"reduceOnly\":true,\"side\":\"Ask\",\"symbol\":\"SOL_USDC_PERP\"}]",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `get_account` with the example of every parameter, once for each example of its body.
pub async fn get_account(client: &Client) -> Result<(), Error> {
    client.get_account().send().await?;
    Ok(())
}
/// `get_apy_rates` with the example of every parameter, once for each example of its body.
pub async fn get_apy_rates(client: &Client) -> Result<(), Error> {
    client.get_apy_rates().tier_id(3).send().await?;
    Ok(())
}
/// `get_assets` with the example of every parameter, once for each example of its body.
pub async fn get_assets(client: &Client) -> Result<(), Error> {
    client.get_assets().country("JP").send().await?;
    Ok(())
}
/// `get_balances` with the example of every parameter, once for each example of its body.
pub async fn get_balances(client: &Client) -> Result<(), Error> {
    client.get_balances().send().await?;
    Ok(())
}
/// `get_borrow_lend_estimated_liquidation_price` with the example of every parameter, once for each example of its body.
pub async fn get_borrow_lend_estimated_liquidation_price(
    client: &Client,
) -> Result<(), Error> {
    client
        .get_borrow_lend_estimated_liquidation_price(
            "eyJxdWFudGl0eSI6IjEwIiwic2lkZSI6IkJvcnJvdyIsInN5bWJvbCI6IlNPTCJ9",
        )
        .subaccount_id(1)
        .send()
        .await?;
    Ok(())
}
/// `get_borrow_lend_history` with the example of every parameter, once for each example of its body.
pub async fn get_borrow_lend_history(client: &Client) -> Result<(), Error> {
    client
        .get_borrow_lend_history()
        .type_(types::BorrowLendEventType::from("Borrow"))
        .sources("Manual,AutoLend")
        .position_id("2310457781")
        .symbol("SOL")
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_borrow_lend_markets` with the example of every parameter, once for each example of its body.
pub async fn get_borrow_lend_markets(client: &Client) -> Result<(), Error> {
    client.get_borrow_lend_markets().send().await?;
    Ok(())
}
/// `get_borrow_lend_markets_history` with the example of every parameter, once for each example of its body.
pub async fn get_borrow_lend_markets_history(client: &Client) -> Result<(), Error> {
    client
        .get_borrow_lend_markets_history(
            types::BorrowLendMarketHistoryInterval::from("1w"),
        )
        .symbol("SOL")
        .send()
        .await?;
    Ok(())
}
/// `get_borrow_lend_position_history` with the example of every parameter, once for each example of its body.
pub async fn get_borrow_lend_position_history(client: &Client) -> Result<(), Error> {
    client
        .get_borrow_lend_position_history()
        .symbol("SOL")
        .side(types::BorrowLendSide::from("Borrow"))
        .state(types::BorrowLendPositionState::from("Open"))
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_borrow_lend_positions` with the example of every parameter, once for each example of its body.
pub async fn get_borrow_lend_positions(client: &Client) -> Result<(), Error> {
    client.get_borrow_lend_positions().send().await?;
    Ok(())
}
/// `get_collateral` with the example of every parameter, once for each example of its body.
pub async fn get_collateral(client: &Client) -> Result<(), Error> {
    client.get_collateral().subaccount_id(1).send().await?;
    Ok(())
}
/// `get_collateral_parameters` with the example of every parameter, once for each example of its body.
pub async fn get_collateral_parameters(client: &Client) -> Result<(), Error> {
    client.get_collateral_parameters().send().await?;
    Ok(())
}
/// `get_deposit_address` with the example of every parameter, once for each example of its body.
pub async fn get_deposit_address(client: &Client) -> Result<(), Error> {
    client.get_deposit_address(types::Blockchain::from("Solana")).send().await?;
    Ok(())
}
/// `get_deposits` with the example of every parameter, once for each example of its body.
pub async fn get_deposits(client: &Client) -> Result<(), Error> {
    client
        .get_deposits()
        .from(Timestamp::from_millisecond(1788220800000).unwrap())
        .to(Timestamp::from_millisecond(1788307200000).unwrap())
        .limit(100)
        .offset(0)
        .exclude_platform(true)
        .send()
        .await?;
    Ok(())
}
/// `get_depth` with the example of every parameter, once for each example of its body.
pub async fn get_depth(client: &Client) -> Result<(), Error> {
    client.get_depth("SOL_USDC").limit(types::DepthLimit::from("20")).send().await?;
    Ok(())
}
/// `get_dust_history` with the example of every parameter, once for each example of its body.
pub async fn get_dust_history(client: &Client) -> Result<(), Error> {
    client
        .get_dust_history()
        .id(90417)
        .symbol("SOL")
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_fills` with the example of every parameter, once for each example of its body.
pub async fn get_fills(client: &Client) -> Result<(), Error> {
    client
        .get_fills()
        .order_id("59669287267")
        .strategy_id("6023471188")
        .from(Timestamp::from_millisecond(1788220800000).unwrap())
        .to(Timestamp::from_millisecond(1788307200000).unwrap())
        .symbol("SOL_USDC")
        .limit(100)
        .offset(0)
        .fill_type(types::FillType::from("User"))
        .market_type(&[types::MarketType::from("SPOT"), types::MarketType::from("PERP")])
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_funding_interval_rates` with the example of every parameter, once for each example of its body.
pub async fn get_funding_interval_rates(client: &Client) -> Result<(), Error> {
    client.get_funding_interval_rates("SOL_USDC_PERP").limit(24).offset(0).send().await?;
    Ok(())
}
/// `get_funding_payments` with the example of every parameter, once for each example of its body.
pub async fn get_funding_payments(client: &Client) -> Result<(), Error> {
    client
        .get_funding_payments()
        .subaccount_id(1)
        .symbol("SOL_USDC_PERP")
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_historical_trades` with the example of every parameter, once for each example of its body.
pub async fn get_historical_trades(client: &Client) -> Result<(), Error> {
    client.get_historical_trades("SOL_USDC").limit(500).offset(1000).send().await?;
    Ok(())
}
/// `get_interest_history` with the example of every parameter, once for each example of its body.
pub async fn get_interest_history(client: &Client) -> Result<(), Error> {
    client
        .get_interest_history()
        .asset("USDC")
        .symbol("SOL_USDC_PERP")
        .position_id("2310457781")
        .limit(100)
        .offset(0)
        .source(types::InterestPaymentSource::from("BorrowLend"))
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_klines` with the example of every parameter, once for each example of its body.
pub async fn get_klines(client: &Client) -> Result<(), Error> {
    client
        .get_klines(
            "SOL_USDC",
            types::KlineInterval::from("1h"),
            Timestamp::from_second(1790000000).unwrap(),
        )
        .end_time(Timestamp::from_second(1790086400).unwrap())
        .price_type(types::KlinePriceType::from("Mark"))
        .send()
        .await?;
    Ok(())
}
/// `get_mark_prices` with the example of every parameter, once for each example of its body.
pub async fn get_mark_prices(client: &Client) -> Result<(), Error> {
    client
        .get_mark_prices()
        .symbol("SOL_USDC_PERP")
        .market_type(types::MarketType::from("PERP"))
        .send()
        .await?;
    Ok(())
}
/// `get_market` with the example of every parameter, once for each example of its body.
pub async fn get_market(client: &Client) -> Result<(), Error> {
    client.get_market("SOL_USDC").send().await?;
    Ok(())
}
/// `get_market_holidays` with the example of every parameter, once for each example of its body.
pub async fn get_market_holidays(client: &Client) -> Result<(), Error> {
    client.get_market_holidays().send().await?;
    Ok(())
}
/// `get_market_sessions` with the example of every parameter, once for each example of its body.
pub async fn get_market_sessions(client: &Client) -> Result<(), Error> {
    client.get_market_sessions().send().await?;
    Ok(())
}
/// `get_markets` with the example of every parameter, once for each example of its body.
pub async fn get_markets(client: &Client) -> Result<(), Error> {
    client
        .get_markets()
        .market_type(&[types::MarketType::from("SPOT"), types::MarketType::from("PERP")])
        .send()
        .await?;
    Ok(())
}
/// `get_max_borrow_quantity` with the example of every parameter, once for each example of its body.
pub async fn get_max_borrow_quantity(client: &Client) -> Result<(), Error> {
    client.get_max_borrow_quantity("SOL").send().await?;
    Ok(())
}
/// `get_max_order_quantity` with the example of every parameter, once for each example of its body.
pub async fn get_max_order_quantity(client: &Client) -> Result<(), Error> {
    client
        .get_max_order_quantity("SOL_USDC_PERP", types::Side::from("Bid"))
        .price("142.5".parse().unwrap())
        .reduce_only(false)
        .auto_borrow(true)
        .auto_borrow_repay(true)
        .auto_lend_redeem(true)
        .send()
        .await?;
    Ok(())
}
/// `get_max_withdrawal_quantity` with the example of every parameter, once for each example of its body.
pub async fn get_max_withdrawal_quantity(client: &Client) -> Result<(), Error> {
    client
        .get_max_withdrawal_quantity("SOL")
        .auto_borrow(true)
        .auto_lend_redeem(true)
        .send()
        .await?;
    Ok(())
}
/// `get_open_interest` with the example of every parameter, once for each example of its body.
pub async fn get_open_interest(client: &Client) -> Result<(), Error> {
    client.get_open_interest().symbol("SOL_USDC_PERP").send().await?;
    Ok(())
}
/// `get_open_orders` with the example of every parameter, once for each example of its body.
pub async fn get_open_orders(client: &Client) -> Result<(), Error> {
    client
        .get_open_orders()
        .market_type(types::MarketType::from("PERP"))
        .symbol("SOL_USDC_PERP")
        .send()
        .await?;
    Ok(())
}
/// `get_open_rfqs` with the example of every parameter, once for each example of its body.
pub async fn get_open_rfqs(client: &Client) -> Result<(), Error> {
    client
        .get_open_rfqs()
        .symbol("SOL_USDC_RFQ")
        .rfq_id(59669287301)
        .deferred_settlement(false)
        .subaccount_id(1)
        .send()
        .await?;
    Ok(())
}
/// `get_open_strategies` with the example of every parameter, once for each example of its body.
pub async fn get_open_strategies(client: &Client) -> Result<(), Error> {
    client
        .get_open_strategies()
        .market_type(types::MarketType::from("SPOT"))
        .strategy_type(types::StrategyTypeEnum::from("Scheduled"))
        .symbol("SOL_USDC")
        .send()
        .await?;
    Ok(())
}
/// `get_order` with the example of every parameter, once for each example of its body.
pub async fn get_order(client: &Client) -> Result<(), Error> {
    client.get_order("SOL_USDC").client_id(7).order_id("59669287267").send().await?;
    Ok(())
}
/// `get_order_history` with the example of every parameter, once for each example of its body.
pub async fn get_order_history(client: &Client) -> Result<(), Error> {
    client
        .get_order_history()
        .order_id("59669287267")
        .strategy_id("6023471188")
        .symbol("SOL_USDC")
        .limit(100)
        .offset(0)
        .market_type(&[types::MarketType::from("SPOT"), types::MarketType::from("PERP")])
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_position_history` with the example of every parameter, once for each example of its body.
pub async fn get_position_history(client: &Client) -> Result<(), Error> {
    client
        .get_position_history()
        .symbol("SOL_USDC_PERP")
        .state(types::PositionState::from("Closed"))
        .market_type(&[types::MarketType::from("SPOT"), types::MarketType::from("PERP")])
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_positions` with the example of every parameter, once for each example of its body.
pub async fn get_positions(client: &Client) -> Result<(), Error> {
    client
        .get_positions()
        .symbol("SOL_USDC_PERP")
        .market_type(types::MarketType::from("PERP"))
        .send()
        .await?;
    Ok(())
}
/// `get_prediction_events` with the example of every parameter, once for each example of its body.
pub async fn get_prediction_events(client: &Client) -> Result<(), Error> {
    client
        .get_prediction_events()
        .symbol("SOLABOVE150_USDC_PREDICTION")
        .tag_slug("crypto")
        .event_slug("solana-above-150-on-june-1")
        .series_slug("solana-daily-close")
        .resolved(false)
        .limit(50)
        .offset(0)
        .send()
        .await?;
    Ok(())
}
/// `get_prediction_tags` with the example of every parameter, once for each example of its body.
pub async fn get_prediction_tags(client: &Client) -> Result<(), Error> {
    client.get_prediction_tags().send().await?;
    Ok(())
}
/// `get_quote_fill_history` with the example of every parameter, once for each example of its body.
pub async fn get_quote_fill_history(client: &Client) -> Result<(), Error> {
    client
        .get_quote_fill_history()
        .quote_id("59669290114")
        .symbol("SOL_USDC_RFQ")
        .side(types::Side::from("Ask"))
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_quote_history` with the example of every parameter, once for each example of its body.
pub async fn get_quote_history(client: &Client) -> Result<(), Error> {
    client
        .get_quote_history()
        .quote_id("59669290114")
        .symbol("SOL_USDC_RFQ")
        .status(types::OrderStatus::from("Filled"))
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .deferred_settlement(false)
        .send()
        .await?;
    Ok(())
}
/// `get_recent_trades` with the example of every parameter, once for each example of its body.
pub async fn get_recent_trades(client: &Client) -> Result<(), Error> {
    client.get_recent_trades("SOL_USDC").limit(50).send().await?;
    Ok(())
}
/// `get_rfq_fill_history` with the example of every parameter, once for each example of its body.
pub async fn get_rfq_fill_history(client: &Client) -> Result<(), Error> {
    client
        .get_rfq_fill_history()
        .quote_id("59669290114")
        .symbol("SOL_USDC_RFQ")
        .side(types::Side::from("Bid"))
        .fill_type(types::RfqFillType::from("User"))
        .deferred_settlement(false)
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_rfq_history` with the example of every parameter, once for each example of its body.
pub async fn get_rfq_history(client: &Client) -> Result<(), Error> {
    client
        .get_rfq_history()
        .rfq_id("59669287301")
        .symbol("SOL_USDC_RFQ")
        .status(types::OrderStatus::from("Filled"))
        .side(types::Side::from("Bid"))
        .limit(100)
        .offset(0)
        .sort_direction(types::SortDirection::from("Desc"))
        .deferred_settlement(false)
        .send()
        .await?;
    Ok(())
}
/// `get_securities` with the example of every parameter, once for each example of its body.
pub async fn get_securities(client: &Client) -> Result<(), Error> {
    client.get_securities().send().await?;
    Ok(())
}
/// `get_settlement_history` with the example of every parameter, once for each example of its body.
pub async fn get_settlement_history(client: &Client) -> Result<(), Error> {
    client
        .get_settlement_history()
        .limit(100)
        .offset(0)
        .source(types::SettlementSourceFilter::from("FundingPayment"))
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_status` with the example of every parameter, once for each example of its body.
pub async fn get_status(client: &Client) -> Result<(), Error> {
    client.get_status().send().await?;
    Ok(())
}
/// `get_strategies_history` with the example of every parameter, once for each example of its body.
pub async fn get_strategies_history(client: &Client) -> Result<(), Error> {
    client
        .get_strategies_history()
        .strategy_id("6023471188")
        .symbol("SOL_USDC")
        .limit(100)
        .offset(0)
        .market_type(&[types::MarketType::from("SPOT"), types::MarketType::from("PERP")])
        .sort_direction(types::SortDirection::from("Desc"))
        .send()
        .await?;
    Ok(())
}
/// `get_strategy` with the example of every parameter, once for each example of its body.
pub async fn get_strategy(client: &Client) -> Result<(), Error> {
    client
        .get_strategy("SOL_USDC")
        .client_strategy_id(11)
        .strategy_id("6023471188")
        .send()
        .await?;
    Ok(())
}
/// `get_ticker` with the example of every parameter, once for each example of its body.
pub async fn get_ticker(client: &Client) -> Result<(), Error> {
    client
        .get_ticker("SOL_USDC")
        .interval(types::TickerInterval::from("1d"))
        .send()
        .await?;
    Ok(())
}
/// `get_tickers` with the example of every parameter, once for each example of its body.
pub async fn get_tickers(client: &Client) -> Result<(), Error> {
    client.get_tickers().interval(types::TickerInterval::from("1w")).send().await?;
    Ok(())
}
/// `get_time` with the example of every parameter, once for each example of its body.
pub async fn get_time(client: &Client) -> Result<(), Error> {
    client.get_time().send().await?;
    Ok(())
}
/// `get_vault_history` with the example of every parameter, once for each example of its body.
pub async fn get_vault_history(client: &Client) -> Result<(), Error> {
    client
        .get_vault_history(types::VaultHistoryInterval::from("1w"))
        .vault_id(1)
        .send()
        .await?;
    Ok(())
}
/// `get_vault_nav` with the example of every parameter, once for each example of its body.
pub async fn get_vault_nav(client: &Client) -> Result<(), Error> {
    client.get_vault_nav().send().await?;
    Ok(())
}
/// `get_vault_pending_redeems` with the example of every parameter, once for each example of its body.
pub async fn get_vault_pending_redeems(client: &Client) -> Result<(), Error> {
    client.get_vault_pending_redeems(1).send().await?;
    Ok(())
}
/// `get_vaults` with the example of every parameter, once for each example of its body.
pub async fn get_vaults(client: &Client) -> Result<(), Error> {
    client.get_vaults().send().await?;
    Ok(())
}
/// `get_wallets` with the example of every parameter, once for each example of its body.
pub async fn get_wallets(client: &Client) -> Result<(), Error> {
    client.get_wallets().send().await?;
    Ok(())
}
/// `get_withdrawal_delay` with the example of every parameter, once for each example of its body.
pub async fn get_withdrawal_delay(client: &Client) -> Result<(), Error> {
    client.get_withdrawal_delay().send().await?;
    Ok(())
}
/// `get_withdrawals` with the example of every parameter, once for each example of its body.
pub async fn get_withdrawals(client: &Client) -> Result<(), Error> {
    client
        .get_withdrawals()
        .id(6120448)
        .client_id("payout-2026-09-01")
        .from(Timestamp::from_millisecond(1788220800000).unwrap())
        .to(Timestamp::from_millisecond(1788307200000).unwrap())
        .limit(100)
        .offset(0)
        .send()
        .await?;
    Ok(())
}
/// `ping` with the example of every parameter, once for each example of its body.
pub async fn ping(client: &Client) -> Result<(), Error> {
    client.ping().send().await?;
    Ok(())
}
/// `refresh_rfq` with the example of every parameter, once for each example of its body.
pub async fn refresh_rfq(client: &Client) -> Result<(), Error> {
    client
        .refresh_rfq(
            &json::<types::RequestForQuoteRefreshPayload>("{\"rfqId\":\"59669287301\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `request_withdrawal` with the example of every parameter, once for each example of its body.
pub async fn request_withdrawal(client: &Client) -> Result<(), Error> {
    client
        .request_withdrawal(
            &json::<
                types::AccountWithdrawalPayload,
            >(
                "{\"address\":\"7Hk3ExampleRecipientAddress11111111111111111\",\"blockchain\":\"Solana\",\"quantity\":\"10\",\"symbol\":\"SOL\"}",
            ),
        )
        .send()
        .await?;
    client
        .request_withdrawal(
            &json::<
                types::AccountWithdrawalPayload,
            >(
                "{\"address\":\"7Hk3ExampleRecipientAddress11111111111111111\",\"autoBorrow\":false,\"autoLendRedeem\":true,\"blockchain\":\"Solana\",\"clientId\":\"payout-2026-09-01\",\"quantity\":\"10\",\"recipientInformation\":{\"sanctions_representation\":true,\"withdrawal_address_id\":81,\"withdrawal_purpose\":\"Example purpose\"},\"symbol\":\"SOL\",\"twoFactorToken\":\"example-two-factor-token\"}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `strategy_create` with the example of every parameter, once for each example of its body.
pub async fn strategy_create(client: &Client) -> Result<(), Error> {
    client
        .strategy_create(
            &json::<
                types::StrategyCreatePayload,
            >(
                "{\"duration\":600000,\"interval\":30000,\"postOnly\":false,\"price\":\"139.5\",\"quantity\":\"4\",\"reduceOnly\":true,\"side\":\"Ask\",\"strategyType\":\"Scheduled\",\"symbol\":\"SOL_USDC_PERP\",\"timeInForce\":\"GTC\"}",
            ),
        )
        .send()
        .await?;
    client
        .strategy_create(
            &json::<
                types::StrategyCreatePayload,
            >(
                "{\"autoBorrow\":false,\"autoBorrowRepay\":true,\"autoLend\":true,\"autoLendRedeem\":true,\"brokerId\":500,\"clientStrategyId\":11,\"duration\":3600000,\"interval\":60000,\"quantity\":\"10\",\"randomizedIntervalQuantity\":true,\"selfTradePrevention\":\"RejectTaker\",\"side\":\"Bid\",\"slippageTolerance\":\"0.5\",\"slippageToleranceType\":\"Percent\",\"strategyType\":\"Scheduled\",\"symbol\":\"SOL_USDC\",\"timeInForce\":\"IOC\"}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `submit_quote` with the example of every parameter, once for each example of its body.
pub async fn submit_quote(client: &Client) -> Result<(), Error> {
    client
        .submit_quote(
            &json::<
                types::QuotePayload,
            >(
                "{\"askPrice\":\"142.4\",\"autoBorrow\":true,\"autoBorrowRepay\":true,\"autoLend\":false,\"autoLendRedeem\":false,\"bidPrice\":\"141.9\",\"clientId\":21,\"rfqId\":\"59669287301\"}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `submit_rfq` with the example of every parameter, once for each example of its body.
pub async fn submit_rfq(client: &Client) -> Result<(), Error> {
    client
        .submit_rfq(
            &json::<
                types::RequestForQuotePayload,
            >(
                "{\"autoBorrow\":false,\"autoBorrowRepay\":false,\"autoLend\":true,\"autoLendRedeem\":true,\"clientId\":20,\"executionMode\":\"AwaitAccept\",\"quantity\":\"100\",\"side\":\"Bid\",\"symbol\":\"SOL_USDC_RFQ\"}",
            ),
        )
        .send()
        .await?;
    client
        .submit_rfq(
            &json::<
                types::RequestForQuotePayload,
            >(
                "{\"executionMode\":\"Immediate\",\"price\":\"141.5\",\"quoteQuantity\":\"14000\",\"side\":\"Ask\",\"symbol\":\"SOL_USDC_RFQ\"}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `update_account_settings` with the example of every parameter, once for each example of its body.
pub async fn update_account_settings(client: &Client) -> Result<(), Error> {
    client
        .update_account_settings(
            &json::<
                types::UpdateAccountSettingsRequest,
            >(
                "{\"autoBorrowSettlements\":true,\"autoLend\":true,\"autoRepayBorrows\":false,\"leverageLimit\":\"5\"}",
            ),
        )
        .send()
        .await?;
    client
        .update_account_settings(
            &json::<types::UpdateAccountSettingsRequest>("{\"leverageLimit\":\"20\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `update_withdrawal_delay` with the example of every parameter, once for each example of its body.
pub async fn update_withdrawal_delay(client: &Client) -> Result<(), Error> {
    client
        .update_withdrawal_delay(
            &json::<
                types::UpdateWithdrawalDelayRequest,
            >(
                "{\"twoFactorToken\":\"example-two-factor-token\",\"withdrawalDelayHours\":48}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `vault_mint` with the example of every parameter, once for each example of its body.
pub async fn vault_mint(client: &Client) -> Result<(), Error> {
    client
        .vault_mint(
            &json::<
                types::VaultMintRequest,
            >(
                "{\"autoBorrow\":false,\"autoLendRedeem\":true,\"quantity\":\"250.5\",\"symbol\":\"USDC\",\"vaultId\":1}",
            ),
        )
        .send()
        .await?;
    Ok(())
}
/// `vault_redeem` with the example of every parameter, once for each example of its body.
pub async fn vault_redeem(client: &Client) -> Result<(), Error> {
    client
        .vault_redeem(&json::<types::VaultRedeemRequest>("{\"vaultId\":1}"))
        .send()
        .await?;
    client
        .vault_redeem(
            &json::<
                types::VaultRedeemRequest,
            >("{\"vaultId\":1,\"vaultTokenQuantity\":\"100.25\"}"),
        )
        .send()
        .await?;
    Ok(())
}
/// `vault_redeem_cancel` with the example of every parameter, once for each example of its body.
pub async fn vault_redeem_cancel(client: &Client) -> Result<(), Error> {
    client
        .vault_redeem_cancel(&json::<types::VaultRedeemCancelRequest>("{\"vaultId\":1}"))
        .send()
        .await?;
    Ok(())
}
/// Calls an operation by its name; `None` where it has no call.
pub async fn call(client: &Client, operation: &str) -> Option<Result<(), Error>> {
    Some(
        match operation {
            "accept_quote" => accept_quote(client).await,
            "cancel_open_orders" => cancel_open_orders(client).await,
            "cancel_open_strategies" => cancel_open_strategies(client).await,
            "cancel_order" => cancel_order(client).await,
            "cancel_rfq" => cancel_rfq(client).await,
            "cancel_strategy" => cancel_strategy(client).await,
            "convert_dust" => convert_dust(client).await,
            "create_withdrawal_delay" => create_withdrawal_delay(client).await,
            "execute_borrow_lend" => execute_borrow_lend(client).await,
            "execute_order" => execute_order(client).await,
            "execute_order_batch" => execute_order_batch(client).await,
            "get_account" => get_account(client).await,
            "get_apy_rates" => get_apy_rates(client).await,
            "get_assets" => get_assets(client).await,
            "get_balances" => get_balances(client).await,
            "get_borrow_lend_estimated_liquidation_price" => {
                get_borrow_lend_estimated_liquidation_price(client).await
            }
            "get_borrow_lend_history" => get_borrow_lend_history(client).await,
            "get_borrow_lend_markets" => get_borrow_lend_markets(client).await,
            "get_borrow_lend_markets_history" => {
                get_borrow_lend_markets_history(client).await
            }
            "get_borrow_lend_position_history" => {
                get_borrow_lend_position_history(client).await
            }
            "get_borrow_lend_positions" => get_borrow_lend_positions(client).await,
            "get_collateral" => get_collateral(client).await,
            "get_collateral_parameters" => get_collateral_parameters(client).await,
            "get_deposit_address" => get_deposit_address(client).await,
            "get_deposits" => get_deposits(client).await,
            "get_depth" => get_depth(client).await,
            "get_dust_history" => get_dust_history(client).await,
            "get_fills" => get_fills(client).await,
            "get_funding_interval_rates" => get_funding_interval_rates(client).await,
            "get_funding_payments" => get_funding_payments(client).await,
            "get_historical_trades" => get_historical_trades(client).await,
            "get_interest_history" => get_interest_history(client).await,
            "get_klines" => get_klines(client).await,
            "get_mark_prices" => get_mark_prices(client).await,
            "get_market" => get_market(client).await,
            "get_market_holidays" => get_market_holidays(client).await,
            "get_market_sessions" => get_market_sessions(client).await,
            "get_markets" => get_markets(client).await,
            "get_max_borrow_quantity" => get_max_borrow_quantity(client).await,
            "get_max_order_quantity" => get_max_order_quantity(client).await,
            "get_max_withdrawal_quantity" => get_max_withdrawal_quantity(client).await,
            "get_open_interest" => get_open_interest(client).await,
            "get_open_orders" => get_open_orders(client).await,
            "get_open_rfqs" => get_open_rfqs(client).await,
            "get_open_strategies" => get_open_strategies(client).await,
            "get_order" => get_order(client).await,
            "get_order_history" => get_order_history(client).await,
            "get_position_history" => get_position_history(client).await,
            "get_positions" => get_positions(client).await,
            "get_prediction_events" => get_prediction_events(client).await,
            "get_prediction_tags" => get_prediction_tags(client).await,
            "get_quote_fill_history" => get_quote_fill_history(client).await,
            "get_quote_history" => get_quote_history(client).await,
            "get_recent_trades" => get_recent_trades(client).await,
            "get_rfq_fill_history" => get_rfq_fill_history(client).await,
            "get_rfq_history" => get_rfq_history(client).await,
            "get_securities" => get_securities(client).await,
            "get_settlement_history" => get_settlement_history(client).await,
            "get_status" => get_status(client).await,
            "get_strategies_history" => get_strategies_history(client).await,
            "get_strategy" => get_strategy(client).await,
            "get_ticker" => get_ticker(client).await,
            "get_tickers" => get_tickers(client).await,
            "get_time" => get_time(client).await,
            "get_vault_history" => get_vault_history(client).await,
            "get_vault_nav" => get_vault_nav(client).await,
            "get_vault_pending_redeems" => get_vault_pending_redeems(client).await,
            "get_vaults" => get_vaults(client).await,
            "get_wallets" => get_wallets(client).await,
            "get_withdrawal_delay" => get_withdrawal_delay(client).await,
            "get_withdrawals" => get_withdrawals(client).await,
            "ping" => ping(client).await,
            "refresh_rfq" => refresh_rfq(client).await,
            "request_withdrawal" => request_withdrawal(client).await,
            "strategy_create" => strategy_create(client).await,
            "submit_quote" => submit_quote(client).await,
            "submit_rfq" => submit_rfq(client).await,
            "update_account_settings" => update_account_settings(client).await,
            "update_withdrawal_delay" => update_withdrawal_delay(client).await,
            "vault_mint" => vault_mint(client).await,
            "vault_redeem" => vault_redeem(client).await,
            "vault_redeem_cancel" => vault_redeem_cancel(client).await,
            _ => return None,
        },
    )
}
