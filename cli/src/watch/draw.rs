//! Draws the screen of `backpack watch`.

use backpack_api::Decimal;
use backpack_streams::PriceLevel;
use ratatui::Frame;
use ratatui::layout::{Alignment, Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

use crate::console::printable;
use crate::watch::state::{Candle, State, Status, TradeRow};

const BUY: Style = Style::new().fg(Color::Green);
const SELL: Style = Style::new().fg(Color::Red);
const WARNING: Style = Style::new().fg(Color::Yellow);

/// The width from which the chart is beside the book, and not below it.
const WIDE: u16 = 70;

/// Draws the screen. It depends on `state` and on the size of the frame alone.
pub(crate) fn draw(state: &State, frame: &mut Frame<'_>) {
    let [head, body, foot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    frame.render_widget(Paragraph::new(title(state)), head);
    frame.render_widget(Paragraph::new(footer(state)), foot);

    let own = state.account.as_ref().map_or(0, |lines| {
        u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2)
            .min(body.height / 3)
    });
    let [market, account] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(own)]).areas(body);
    let (book_area, chart_area, trades_area) = if market.width >= WIDE {
        let [left, right] =
            Layout::horizontal([Constraint::Length(34), Constraint::Min(0)]).areas(market);
        let [chart, trades] =
            Layout::vertical([Constraint::Percentage(60), Constraint::Percentage(40)]).areas(right);
        (left, chart, trades)
    } else {
        let [top, bottom] =
            Layout::vertical([Constraint::Percentage(60), Constraint::Percentage(40)])
                .areas(market);
        let [book, trades] =
            Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(top);
        (book, bottom, trades)
    };
    draw_book(state, frame, book_area);
    draw_chart(state, frame, chart_area);
    draw_trades(state, frame, trades_area);
    if let Some(lines) = &state.account {
        let lines: Vec<Line<'_>> = lines
            .iter()
            .map(|line| Line::raw(printable(line)))
            .collect();
        panel(frame, account, "Own orders and positions", lines);
    }
}

fn title(state: &State) -> Line<'_> {
    let status = match &state.status {
        Status::Syncing => Span::styled("syncing", WARNING),
        Status::Live => Span::styled("live", BUY),
        Status::Stale(reason) => Span::styled(format!("STALE: {}", printable(reason)), SELL),
    };
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let mut spans = vec![Span::styled(state.symbol.as_str(), bold)];
    if state.is_paused {
        spans.push(Span::styled("  PAUSED", WARNING));
    }
    if let Some(trade) = state.last_trade() {
        let style = if trade.is_buy { BUY } else { SELL };
        spans.push(Span::raw("  last: "));
        spans.push(Span::styled(trade.price.to_string(), style));
    }
    // Last, since a reason can be longer than the line.
    spans.extend([Span::raw("  book: "), status]);
    Line::from(spans)
}

fn footer(state: &State) -> Line<'_> {
    let keys = Span::raw("q quit  p pause");
    let notices = state.notices.iter().map(|(source, notice)| {
        let text = format!("  {}: {}", source.name(), printable(notice));
        Span::styled(text, WARNING)
    });
    Line::from_iter(std::iter::once(keys).chain(notices))
}

fn panel(frame: &mut Frame<'_>, area: Rect, name: &str, lines: Vec<Line<'_>>) {
    frame.render_widget(
        Paragraph::new(lines).block(Block::bordered().title(name)),
        area,
    );
}

/// Returns the rows and columns inside a border.
fn inner(area: Rect) -> (usize, usize) {
    (
        usize::from(area.height.saturating_sub(2)),
        usize::from(area.width.saturating_sub(2)),
    )
}

/// Draws the asks above the bids, the best prices in the middle.
fn draw_book(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let (rows, columns) = inner(area);
    let half = rows.saturating_sub(1) / 2;
    let style = |style: Style| match state.status {
        Status::Live => style,
        // Levels of a book that is not live must not look current.
        _ => Style::new().add_modifier(Modifier::DIM),
    };
    let line = |level: &PriceLevel, color: Style| {
        let price = level.price.to_string();
        let quantity = level.quantity.to_string();
        let width = columns.saturating_sub(price.len() + 1);
        Line::styled(format!("{price} {quantity:>width$}"), style(color))
    };
    let shown = state.asks.len().min(half);
    let mut lines: Vec<Line<'_>> = vec![Line::raw(""); half - shown];
    lines.extend(
        state
            .asks
            .iter()
            .take(half)
            .rev()
            .map(|level| line(level, SELL)),
    );
    let best = state.asks.first().zip(state.bids.first());
    let spread = best.and_then(|(ask, bid)| ask.price.checked_sub(bid.price));
    let spread = spread.map_or_else(String::new, |spread| format!("spread {spread}"));
    lines.push(Line::raw(spread).alignment(Alignment::Center));
    lines.extend(state.bids.iter().take(half).map(|level| line(level, BUY)));
    panel(frame, area, "Book", lines);
}

fn draw_trades(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let (rows, columns) = inner(area);
    let lines = state.trades.iter().take(rows).map(|row| {
        let TradeRow::Trade(trade) = row else {
            return Line::styled("trades are missing", WARNING);
        };
        let time = trade.time.to_string();
        let time: String = time.chars().skip(11).take(8).collect();
        let price = trade.price.to_string();
        let quantity = trade.quantity.to_string();
        let width = columns.saturating_sub(time.len() + price.len() + 2);
        let style = if trade.is_buy { BUY } else { SELL };
        Line::styled(format!("{time} {price} {quantity:>width$}"), style)
    });
    panel(frame, area, "Trades", lines.collect());
}

/// Draws a column for each candle, newest at the right, and the prices of the first and the last row beside them.
fn draw_chart(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let name = format!("K-lines {}", state.interval);
    let (rows, columns) = inner(area);
    let bounds = |candles: &[&Candle]| {
        let high = candles.iter().map(|candle| candle.high).max()?;
        let low = candles.iter().map(|candle| candle.low).min()?;
        Some((high, low))
    };
    let all: Vec<&Candle> = state.candles.values().collect();
    let labels = bounds(&all).map_or(0, |(high, low)| {
        high.to_string().len().max(low.to_string().len()) + 1
    });
    let count = columns.saturating_sub(labels);
    let candles: Vec<&Candle> = all
        .iter()
        .skip(all.len().saturating_sub(count))
        .copied()
        .collect();
    let Some((high, low)) = bounds(&candles) else {
        panel(frame, area, &name, vec![Line::raw("no trades")]);
        return;
    };
    let row_of = |price: Decimal| row(price, high, low, rows);
    let lines = (0..rows).map(|at| {
        let bars = candles.iter().map(|candle| {
            let is_up = candle.close >= candle.open;
            let (top, bottom) = (candle.open.max(candle.close), candle.open.min(candle.close));
            let body = row_of(top)..=row_of(bottom);
            let wick = row_of(candle.high)..=row_of(candle.low);
            let symbol = match at {
                at if body.contains(&at) => "┃",
                at if wick.contains(&at) => "│",
                _ => " ",
            };
            Span::styled(symbol, if is_up { BUY } else { SELL })
        });
        let label = match at {
            0 => high.to_string(),
            at if at + 1 == rows => low.to_string(),
            _ => String::new(),
        };
        let padding = Span::raw(" ".repeat(count.saturating_sub(candles.len())));
        let label = Span::raw(format!("{label:>labels$}"));
        Line::from_iter(std::iter::once(padding).chain(bars).chain([label]))
    });
    panel(frame, area, &name, lines.collect());
}

/// Returns the row of a price, 0 for `high` and the last one for `low`.
fn row(price: Decimal, high: Decimal, low: Decimal, rows: usize) -> usize {
    let last = rows.saturating_sub(1);
    let place = || {
        let part = high
            .checked_sub(price)?
            .checked_div(high.checked_sub(low)?)?;
        let place = part.checked_mul(Decimal::from(last))?;
        usize::try_from(place.round()).ok()
    };
    place().unwrap_or_default().min(last)
}

#[cfg(test)]
mod tests {
    use backpack_api::Timestamp;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::watch::state::{Source, Trade};

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn time(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_788_285_240 + seconds).unwrap()
    }

    /// Returns a live market with an account.
    fn market() -> State {
        let mut state = State::new("SOL_USDC", "1m");
        state.status = Status::Live;
        let level = |price: &str, quantity: &str| PriceLevel {
            price: decimal(price),
            quantity: decimal(quantity),
        };
        state.asks = vec![level("142.31", "18.40"), level("142.32", "250")];
        state.bids = vec![level("142.30", "96.12"), level("142.27", "7.05")];
        for (seconds, price, is_buy) in [(0, "142.30", false), (1, "142.31", true)] {
            let (price, quantity) = (decimal(price), decimal("1.50"));
            state.trade(TradeRow::Trade(Trade {
                time: time(seconds),
                price,
                quantity,
                is_buy,
            }));
        }
        for (minute, [open, high, low, close]) in [
            ["142.00", "142.20", "141.90", "142.10"],
            ["142.10", "142.40", "142.00", "142.30"],
            ["142.30", "142.30", "142.10", "142.20"],
        ]
        .into_iter()
        .enumerate()
        {
            let [open, high, low, close] = [open, high, low, close].map(decimal);
            let start = time(60 * i64::try_from(minute).unwrap());
            state.candle(Candle {
                start,
                open,
                high,
                low,
                close,
            });
        }
        state.account = Some(vec!["Bid 140.10 x 2 New".to_owned()]);
        state
    }

    /// Returns the screen as text, without spaces at the ends of lines.
    fn screen(state: &State, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(state, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..height {
            let row: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }

    /// The whole screen at two sizes.
    #[test]
    fn draws_the_market_at_two_sizes() {
        assert_eq!(
            screen(&market(), 72, 16),
            include_str!("../../tests/screens/wide.txt")
        );
        assert_eq!(
            screen(&market(), 44, 18),
            include_str!("../../tests/screens/narrow.txt")
        );
    }

    /// A disconnect is on the screen: the book is stale, the reasons are shown, and no text controls the terminal.
    #[test]
    fn shows_a_disconnect() {
        let mut state = market();
        state.status = Status::Stale("disconnected: \u{1b}[31mreset".to_owned());
        state.trade(TradeRow::Missing);
        for source in [Source::Account, Source::Klines] {
            state.notices.insert(source, "disconnected".to_owned());
        }
        let text = screen(&state.paused(), 100, 16);
        for shown in [
            "last: 142.31",
            "STALE: disconnected",
            "trades are missing",
            "account: disconnected  K-lines: disconnected",
            "PAUSED",
        ] {
            assert!(text.contains(shown), "{text}");
        }
        assert!(!text.contains('\u{1b}'), "{text}");
    }

    /// Every size is drawn, however small, with and without data.
    #[test]
    fn draws_at_every_size() {
        for state in [market(), State::new("SOL_USDC", "1m")] {
            for width in [1, 2, 5, 20, 69, 70, 200] {
                for height in [1, 2, 3, 5, 9, 30] {
                    assert_eq!(
                        screen(&state, width, height).lines().count(),
                        usize::from(height)
                    );
                }
            }
        }
    }

    /// Prices whose differences overflow are drawn without a spread.
    #[test]
    fn draws_prices_of_every_size() {
        let mut state = market();
        state.asks[0].price = Decimal::MAX;
        state.bids[0].price = Decimal::MIN;
        let last = state.candles[&time(120)];
        state.candle(Candle {
            high: Decimal::MAX,
            low: Decimal::MIN,
            ..last
        });
        let text = screen(&state, 120, 16);
        assert!(text.contains(&Decimal::MAX.to_string()), "{text}");
        assert!(!text.contains("spread"), "{text}");
    }

    /// Candles are in the order of their time; one of the same interval is replaced.
    #[test]
    fn candles_stay_in_order() {
        let mut state = market();
        let last = state.candles[&time(120)];
        let changed = Candle {
            close: decimal("142.25"),
            ..last
        };
        let at = |start| Candle { start, ..last };
        for candle in [changed, at(time(180)), at(time(-60))] {
            state.candle(candle);
        }
        let starts: Vec<Timestamp> = state.candles.keys().copied().collect();
        assert_eq!(starts, [-60, 0, 60, 120, 180].map(time));
        assert_eq!(state.candles[&time(120)].close, decimal("142.25"));
    }
}
