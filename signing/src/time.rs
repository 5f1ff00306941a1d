//! When a request was signed, and for how long it is good.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::text::{DecimalText, parse_decimal};

/// A moment in Unix milliseconds, as `X-Timestamp` carries it.
///
/// Unsigned: the exchange did not exist before 1970, and the signed text has no form for a negative time, so a
/// type that cannot hold one has no case to handle. `u64` reaches half a billion years ahead.
///
/// ```
/// use backpack_signing::Timestamp;
///
/// let signed_at = Timestamp::from_millis(1_614_550_000_000);
/// assert_eq!(signed_at.to_string(), "1614550000000");
/// assert_eq!("1614550000000".parse(), Ok(signed_at));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The moment that is `millis` milliseconds after the start of 1970, UTC.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start of 1970, UTC.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// This moment and `duration` more, in whole milliseconds; stops at the last moment that can be written.
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(whole_millis(duration)))
    }

    /// This moment less `duration`, in whole milliseconds; stops at the start of 1970.
    #[must_use]
    pub fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(whole_millis(duration)))
    }

    /// Milliseconds from `earlier` to this moment; zero when `earlier` is the later one.
    pub(crate) const fn millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Whole milliseconds; a time before 1970 becomes the start of 1970.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(time.duration_since(UNIX_EPOCH).map_or(0, whole_millis))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(DecimalText::new(self.0).as_str())
    }
}

/// Reads the decimal text of a header: digits alone, without sign or leading zero.
impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_decimal(text).map(Self).ok_or(InvalidTimestamp)
    }
}

/// A text that is no [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a timestamp is written as Unix milliseconds in decimal digits, without sign or leading zero"
)]
#[non_exhaustive]
pub struct InvalidTimestamp;

/// For how many milliseconds after its timestamp a request is good: 1 to 60000, by default 5000.
///
/// The limits and the default are the exchange's (exchange documentation, "Authentication"). The window is part
/// of the signed text even where the header is left to its default.
///
/// ```
/// use backpack_signing::Window;
///
/// assert_eq!(Window::default().as_millis(), 5_000);
/// assert!(Window::from_millis(60_000).is_ok());
/// assert!(Window::from_millis(60_001).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
// Every legal window fits; the constructor keeps to the legal ones.
pub struct Window(u16);

impl Window {
    /// The shortest window: 1 ms.
    pub const MIN: Self = Self(1);
    /// The window of a request that names none: 5000 ms.
    pub const DEFAULT: Self = Self(5_000);
    /// The longest window: 60000 ms.
    pub const MAX: Self = Self(60_000);

    /// A window of `millis` milliseconds.
    ///
    /// # Errors
    ///
    /// [`InvalidWindow::OutOfRange`] when `millis` is 0 or above 60000: the exchange would refuse the request.
    pub const fn from_millis(millis: u64) -> Result<Self, InvalidWindow> {
        if millis < Self::MIN.0 as u64 || millis > Self::MAX.0 as u64 {
            return Err(InvalidWindow::OutOfRange { got: millis });
        }
        Ok(Self(millis as u16))
    }

    /// The window in milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0 as u64
    }

    /// The window as a [`Duration`].
    #[must_use]
    pub const fn as_duration(self) -> Duration {
        Duration::from_millis(self.as_millis())
    }
}

/// [`Window::DEFAULT`], 5000 ms.
impl Default for Window {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(DecimalText::new(self.as_millis()).as_str())
    }
}

/// The window of a whole number of milliseconds; a fraction of a millisecond is dropped.
impl TryFrom<Duration> for Window {
    type Error = InvalidWindow;

    fn try_from(duration: Duration) -> Result<Self, Self::Error> {
        Self::from_millis(whole_millis(duration))
    }
}

/// Reads the decimal text of a header: digits alone, without sign or leading zero.
impl FromStr for Window {
    type Err = InvalidWindow;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_millis(parse_decimal(text).ok_or(InvalidWindow::NotANumber)?)
    }
}

/// A number or text that is no [`Window`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWindow {
    /// The window is 0 or above 60000 ms.
    #[error("a window is 1 to 60000 milliseconds, not {got}")]
    OutOfRange {
        /// The milliseconds that were asked for.
        got: u64,
    },
    /// The text is not decimal digits.
    #[error("a window is written as milliseconds in decimal digits, without sign or leading zero")]
    NotANumber,
}

fn whole_millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_keeps_to_its_limits() {
        assert_eq!(
            Window::from_millis(0),
            Err(InvalidWindow::OutOfRange { got: 0 })
        );
        assert_eq!(Window::from_millis(1), Ok(Window::MIN));
        assert_eq!(Window::from_millis(60_000), Ok(Window::MAX));
        assert_eq!(
            Window::from_millis(60_001),
            Err(InvalidWindow::OutOfRange { got: 60_001 })
        );
        // 65536 + 1 would be 1 if it were cut to sixteen bits first.
        assert_eq!(
            Window::from_millis(65_537),
            Err(InvalidWindow::OutOfRange { got: 65_537 })
        );
        assert_eq!("5000".parse(), Ok(Window::DEFAULT));
        assert_eq!("05000".parse::<Window>(), Err(InvalidWindow::NotANumber));
        assert_eq!(Window::try_from(Duration::from_secs(60)), Ok(Window::MAX));
        assert!(Window::try_from(Duration::from_micros(999)).is_err());
        assert!(Window::try_from(Duration::MAX).is_err());
    }

    #[test]
    fn timestamp_never_wraps() {
        let last = Timestamp::from_millis(u64::MAX);
        assert_eq!(last.saturating_add(Duration::MAX), last);
        assert_eq!(
            last.saturating_sub(Duration::MAX),
            Timestamp::from_millis(0)
        );
        assert_eq!(
            Timestamp::from(UNIX_EPOCH - Duration::from_secs(1)),
            Timestamp::from_millis(0)
        );
        assert_eq!(
            Timestamp::from(UNIX_EPOCH + Duration::from_micros(1_999)),
            Timestamp::from_millis(1)
        );
        assert_eq!("-1".parse::<Timestamp>(), Err(InvalidTimestamp));
    }
}
