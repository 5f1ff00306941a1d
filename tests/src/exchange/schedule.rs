//! Seeded schedules in paused time: a source of events behind the connections of an exchange, and the faults at them.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::{Exchange, Fault, PONG, Peer, Sent, frame};

/// Runs a schedule for each seed, on all cores. Returns the results in the order in which they are ready.
pub fn run_all<T: Send>(seeds: Range<u64>, run: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(seeds.start);
    let results = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let result = run(seed);
                    results.lock().unwrap().push(result);
                }
            });
        }
    });
    results.into_inner().unwrap()
}

/// Runs a future in paused time.
pub fn in_paused_time<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// Faults of a schedule, which end after a number of events.
pub struct Chaos {
    random: fastrand::Rng,
    kinds: Vec<Fault>,
    /// Number of events left with faults.
    events: usize,
    /// Number of faults so far.
    pub faults: usize,
}

impl Chaos {
    /// Creates faults of these kinds.
    pub fn new(random: fastrand::Rng, kinds: impl IntoIterator<Item = Fault>) -> Self {
        Self {
            random,
            kinds: kinds.into_iter().collect(),
            events: 60,
            faults: 0,
        }
    }

    /// Returns true if no fault follows.
    pub fn is_over(&self) -> bool {
        self.events == 0
    }

    /// Returns the fault at the next event.
    fn next(&mut self) -> Option<Fault> {
        self.events = self.events.checked_sub(1)?;
        let is_fault = self.random.u8(..) < 30;
        let fault = self.random.choice(&self.kinds).filter(|_| is_fault)?;
        self.faults += 1;
        Some(*fault)
    }
}

/// Source of the events of one stream.
pub trait Source: Send + 'static {
    /// Returns the faults.
    fn chaos(&mut self) -> &mut Chaos;

    /// Makes an event, and returns its frame.
    fn event(&mut self) -> String;

    /// Restarts the numbering of the events.
    fn restart(&mut self) {}

    /// Checks a SUBSCRIBE, and returns the frames that follow it.
    fn subscribe(&mut self, _request: &Value) -> Vec<String> {
        Vec::new()
    }

    /// Makes the events of one frame and its fault. An event without a subscription is lost.
    fn turn(&mut self, is_open: bool, random: &mut fastrand::Rng) -> (Option<Fault>, Vec<String>) {
        let fault = if is_open { self.chaos().next() } else { None };
        match fault {
            Some(Fault::Skip) => drop(self.event()),
            Some(Fault::Restart) => self.restart(),
            _ => {}
        }
        let count = match fault {
            Some(Fault::Reorder) => 2,
            Some(Fault::Burst) => random.usize(20..60),
            _ => 1,
        };
        let mut frames: Vec<_> = (0..count).map(|_| self.event()).collect();
        if fault == Some(Fault::Reorder) {
            frames.reverse();
        }
        (fault, frames)
    }
}

/// Serves the connections of an exchange with the events of a source.
pub fn serve<S: Source>(mut exchange: Exchange, source: &Arc<Mutex<S>>) -> JoinHandle<()> {
    let source = Arc::clone(source);
    tokio::spawn(async move {
        loop {
            let peer = exchange.accept().await;
            tokio::spawn(connection(peer, Arc::clone(&source)));
        }
    })
}

async fn connection<S: Source>(mut peer: Peer, source: Arc<Mutex<S>>) {
    let mut is_open = false;
    let mut random = source.lock().unwrap().chaos().random.fork();
    let mut next = Instant::now();
    loop {
        tokio::select! {
            biased;
            sent = peer.next() => match sent {
                Sent::Text(text) => {
                    let request: Value = serde_json::from_str(&text).unwrap();
                    is_open = request["method"] == "SUBSCRIBE";
                    if is_open {
                        let frames = source.lock().unwrap().subscribe(&request);
                        for text in frames {
                            peer.text(&text).await;
                        }
                    }
                }
                Sent::Ping(payload) => peer.raw(&frame(PONG, true, &payload)).await,
                Sent::Pong(_) => {}
                Sent::Close(_) | Sent::End => return,
            },
            () = sleep_until(next) => {
                let (fault, frames, is_calm) = {
                    let mut source = source.lock().unwrap();
                    let (fault, frames) = source.turn(is_open, &mut random);
                    (fault, frames, source.chaos().is_over())
                };
                let pause = if is_calm { 2_000 } else { random.u64(1..80) };
                next = Instant::now() + Duration::from_millis(pause);
                if !is_open {
                    continue;
                }
                if fault == Some(Fault::Mute) {
                    next += Duration::from_secs(random.u64(12..30));
                }
                if !peer.inject(fault, &frames[0], &mut random).await {
                    return;
                }
                for text in &frames[1..] {
                    peer.text(text).await;
                }
            }
        }
    }
}
