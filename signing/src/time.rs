//! The timestamp of a request and its validity window.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::headers::parse_decimal;

/// A time in Unix milliseconds, the value of `X-Timestamp`.
///
/// Unsigned, because the string to sign has no form for a time before 1970.
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
    /// Creates a timestamp `millis` milliseconds after the start of 1970, UTC.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start of 1970, UTC.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Adds `duration` in whole milliseconds, up to the maximum.
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(whole_millis(duration)))
    }

    /// Subtracts `duration` in whole milliseconds, down to the start of 1970.
    #[must_use]
    pub fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(whole_millis(duration)))
    }

    /// Milliseconds since `earlier`; zero if `earlier` is later.
    pub(crate) const fn millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Converts to whole milliseconds; a time before 1970 becomes the start of 1970.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(time.duration_since(UNIX_EPOCH).map_or(0, whole_millis))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(itoa::Buffer::new().format(self.0))
    }
}

/// Parses the value of a header: decimal digits, without sign or leading zero.
impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_decimal(text).map(Self).ok_or(InvalidTimestamp)
    }
}

/// A string that is not a [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid timestamp: expected Unix milliseconds in decimal digits, without sign or leading zero"
)]
#[non_exhaustive]
pub struct InvalidTimestamp;

/// The validity window of a request: the milliseconds after its timestamp, 1 to 60000, by default 5000.
///
/// Limits and default are those of the exchange (exchange documentation, "Authentication"). The window is always part
/// of the string to sign, even for a request without the header `X-Window`.
///
/// ```
/// use backpack_signing::Window;
///
/// assert_eq!(Window::default().as_millis(), 5_000);
/// assert!(Window::from_millis(60_000).is_ok());
/// assert!(Window::from_millis(60_001).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
// Every valid window fits.
pub struct Window(u16);

impl Window {
    /// The minimum: 1 ms.
    pub const MIN: Self = Self(1);
    /// The default: 5000 ms.
    pub const DEFAULT: Self = Self(5_000);
    /// The maximum: 60000 ms.
    pub const MAX: Self = Self(60_000);

    /// Creates a window of `millis` milliseconds.
    ///
    /// # Errors
    ///
    /// [`InvalidWindow::OutOfRange`] when `millis` is 0 or above 60000, which the exchange rejects.
    pub const fn from_millis(millis: u64) -> Result<Self, InvalidWindow> {
        if millis < Self::MIN.0 as u64 || millis > Self::MAX.0 as u64 {
            return Err(InvalidWindow::OutOfRange { got: millis });
        }
        Ok(Self(millis as u16))
    }

    /// Returns the window in milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0 as u64
    }

    /// Returns the window as a [`Duration`].
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
        f.pad(itoa::Buffer::new().format(self.0))
    }
}

/// Converts whole milliseconds; a fraction of a millisecond is dropped.
impl TryFrom<Duration> for Window {
    type Error = InvalidWindow;

    fn try_from(duration: Duration) -> Result<Self, Self::Error> {
        Self::from_millis(whole_millis(duration))
    }
}

/// Parses the value of a header: decimal digits, without sign or leading zero.
impl FromStr for Window {
    type Err = InvalidWindow;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_millis(parse_decimal(text).ok_or(InvalidWindow::NotANumber)?)
    }
}

/// A number or string that is not a [`Window`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWindow {
    /// The window is 0 or above 60000 ms.
    #[error("invalid window of {got} ms: expected 1 to 60000")]
    OutOfRange {
        /// The given milliseconds.
        got: u64,
    },
    /// The string is not a number in decimal digits.
    #[error(
        "invalid window: expected milliseconds in decimal digits, without sign or leading zero"
    )]
    NotANumber,
}

fn whole_millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_window_out_of_range() {
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
        // 65537 truncated to sixteen bits would be 1.
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
    fn timestamp_arithmetic_saturates() {
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
