//! The consumer's side of a subscription: decodes frames, and checks that no event is missing.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::StreamError;
use crate::channel::{Channel, Lag};
use crate::frame;
use crate::inbox::Item;
use crate::update::{Gap, GapReason, Live, Undecodable, Update};

/// Converts the queue items of one stream to updates.
#[derive(Debug)]
pub(crate) struct Reader<T> {
    channel: Channel<T>,
    connection: u64,
    /// Sequence number and time of the last event since the last gap.
    last: Option<u64>,
    time: Option<Timestamp>,
    /// Time of the last event.
    since: Option<Timestamp>,
    /// First gap since the last event or `Live`.
    gap: Option<Gap>,
    ready: VecDeque<Update<T>>,
}

impl<T> Reader<T> {
    /// Creates a reader of a stream from its beginning.
    pub(crate) const fn new(channel: Channel<T>) -> Self {
        Self {
            channel,
            connection: 0,
            last: None,
            time: None,
            since: None,
            gap: None,
            ready: VecDeque::new(),
        }
    }

    /// Returns the description of the stream.
    pub(crate) const fn channel(&self) -> &Channel<T> {
        &self.channel
    }

    /// Returns the next update that is ready.
    pub(crate) fn next(&mut self) -> Option<Update<T>> {
        self.ready.pop_front()
    }

    /// Handles an item of the queue; `frame` holds the bytes of [`Item::Frame`].
    ///
    /// # Errors
    ///
    /// The end of the stream, with an error unless it was closed here.
    pub(crate) fn accept(&mut self, item: Item, frame: &[u8]) -> Result<(), Option<StreamError>> {
        match item {
            Item::Frame => self.frame(frame),
            Item::Gap(reason) => self.lose(reason),
            Item::Live(connection) => {
                self.connection = connection;
                self.establish();
            }
            Item::End(error) => return Err(error),
        }
        Ok(())
    }

    /// Decodes a frame.
    fn frame(&mut self, bytes: &[u8]) {
        let event = match std::str::from_utf8(bytes) {
            Ok(text) => frame::decode(text, &self.channel.name, self.channel.decode)
                .map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match event {
            Ok(event) => self.event(event),
            Err(error) => {
                self.lose(GapReason::Undecodable(Undecodable::new(bytes, error)));
                self.establish();
            }
        }
    }

    /// Checks the number of an event, and appends it.
    fn event(&mut self, event: T) {
        let time = self.channel.event_time.map(|time| time(&event));
        // `Lag::Newest` leaves events out on purpose.
        if let Some(sequence) = self.channel.sequence
            && self.channel.lag != Lag::Newest
        {
            let (first, last) = sequence(&event);
            if let Some(at) = self.last {
                let expected = at.saturating_add(1);
                let reason = if last <= at {
                    let is_earlier = time.zip(self.time).is_some_and(|(time, at)| time <= at);
                    if last == at || is_earlier {
                        // A duplicate, or a late event whose absence was reported.
                        return;
                    }
                    Some(GapReason::Renumbered {
                        last: at,
                        got: last,
                    })
                } else if first != expected {
                    Some(GapReason::Skipped {
                        expected,
                        got: first,
                    })
                } else {
                    None
                };
                if let Some(reason) = reason {
                    self.lose(reason);
                    self.establish();
                }
            }
            self.last = Some(last);
            self.time = time;
        }
        self.since = time.or(self.since);
        self.ready.push_back(Update::Event(event));
    }

    /// Appends a gap.
    fn lose(&mut self, reason: GapReason) {
        let gap = Gap {
            since: self.since,
            reason,
            reconcile: self.channel.reconcile,
        };
        (self.last, self.time) = (None, None);
        self.gap.get_or_insert_with(|| gap.clone());
        self.ready.push_back(Update::Gap(gap));
    }

    /// Appends `Live`.
    fn establish(&mut self) {
        self.ready.push_back(Update::Live(Live {
            connection: self.connection,
            after: self.gap.take(),
        }));
    }
}
