//! `backpack watch`: the market on a terminal screen.

mod draw;
mod market;
mod screen;
mod state;

use std::thread;
use std::time::Duration;

use backpack_api::Client;
use backpack_api::types::KlineInterval;
use clap::ArgMatches;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use tokio::sync::mpsc;

use crate::console::Console;
use crate::failure::Failure;
use crate::session::Session;
use crate::signals::Signals;
use crate::watch::market::Market;
pub use crate::watch::screen::with_screen;
use crate::watch::state::State;

/// The interval of drawing.
const FRAME: Duration = Duration::from_millis(100);

/// An input of the person at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    Quit,
    Pause,
    Resize,
}

/// Shows the market until the person quits, the program is asked to end, or the terminal is closed.
pub(crate) async fn run(arguments: &ArgMatches, console: &mut Console<'_>) -> Result<(), Failure> {
    if console.width.is_none() || !console.is_interactive {
        return Err(Failure::Usage(
            "watch needs a terminal (`backpack stream` prints events into a pipe)".to_owned(),
        ));
    }
    let symbol = arguments.get_one::<String>("symbol").cloned();
    let interval = arguments.get_one::<KlineInterval>("interval").copied();
    let (Some(symbol), Some(interval)) = (symbol, interval) else {
        return Err(Failure::Usage(
            "missing market (see `backpack watch --help`)".to_owned(),
        ));
    };
    let session = Session::start_market(arguments, console).await?;
    let client = Client::from(session.transport.clone());
    let mut state = State::new(&symbol, interval.as_str());
    let mut market = Market::open(&client, &symbol, interval).await?;
    // From here on a signal ends the program in order, so that the terminal is restored.
    let mut signals = Signals::new()?;
    let result = with_screen(async |terminal| {
        let (sender, mut inputs) = mpsc::channel(16);
        thread::spawn(move || read_inputs(&sender));
        tokio::select! {
            result = show(terminal, &mut market, &mut state, &mut inputs) => result,
            () = signals.wait() => Ok(()),
        }
    })
    .await;
    client.streams().close().await;
    result?
}

/// Draws the state until the person quits.
async fn show(
    terminal: &mut DefaultTerminal,
    market: &mut Market,
    state: &mut State,
    inputs: &mut mpsc::Receiver<Input>,
) -> Result<(), Failure> {
    let mut frames = tokio::time::interval(FRAME);
    frames.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let mut is_changed = true;
    // The state that is shown while the screen is paused.
    let mut paused: Option<State> = None;
    loop {
        tokio::select! {
            // A quit is handled however busy the market is.
            biased;
            input = inputs.recv() => match input {
                Some(Input::Quit) | None => return Ok(()),
                Some(Input::Pause) => {
                    paused = match paused {
                        Some(_) => None,
                        None => Some(state.paused()),
                    };
                    is_changed = true;
                }
                Some(Input::Resize) => is_changed = true,
            },
            _ = frames.tick() => if is_changed {
                is_changed = false;
                let shown = paused.as_ref().unwrap_or(state);
                if terminal.draw(|frame| draw::draw(shown, frame)).is_err() {
                    // The terminal is closed.
                    return Ok(());
                }
            },
            update = market.next(state) => {
                update?;
                is_changed |= paused.is_none();
            }
        }
    }
}

/// Reads the keyboard until the other end has gone. A terminal that cannot be read is a quit.
fn read_inputs(sender: &mpsc::Sender<Input>) {
    loop {
        let input = match event::read() {
            Ok(event) => input_of(&event),
            Err(_) => Some(Input::Quit),
        };
        if let Some(input) = input
            && (sender.blocking_send(input).is_err() || input == Input::Quit)
        {
            return;
        }
    }
}

fn input_of(event: &Event) -> Option<Input> {
    match event {
        Event::Resize(..) => Some(Input::Resize),
        Event::Key(key) if key.kind != KeyEventKind::Release => match key.code {
            KeyCode::Char('q') | KeyCode::Esc => Some(Input::Quit),
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                Some(Input::Quit)
            }
            KeyCode::Char('p' | ' ') => Some(Input::Pause),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::KeyEvent;

    use super::*;

    /// The keys of the footer, and Ctrl-C, which a terminal in raw mode does not turn into a signal.
    #[test]
    fn reads_keys_and_sizes() {
        let key = |code, modifiers| input_of(&Event::Key(KeyEvent::new(code, modifiers)));
        let none = KeyModifiers::NONE;
        assert_eq!(key(KeyCode::Char('q'), none), Some(Input::Quit));
        assert_eq!(key(KeyCode::Esc, none), Some(Input::Quit));
        assert_eq!(
            key(KeyCode::Char('c'), KeyModifiers::CONTROL),
            Some(Input::Quit)
        );
        assert_eq!(key(KeyCode::Char('c'), none), None);
        assert_eq!(key(KeyCode::Char('p'), none), Some(Input::Pause));
        assert_eq!(input_of(&Event::Resize(1, 2)), Some(Input::Resize));
    }
}
