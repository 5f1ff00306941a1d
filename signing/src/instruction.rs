//! The instruction of a request: the signed name of its operation.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The instruction of a private operation, for example `orderExecute`: the first value of the string to sign.
///
/// The exchange publishes one for each private operation (exchange documentation, "Authentication"). It is one or more
/// ASCII letters and digits, so that it cannot contain the separators `&` and `=`.
///
/// For the middleware of this crate, it is attached to a request as an extension.
///
/// ```
/// use backpack_signing::Instruction;
///
/// const BALANCES: Instruction = Instruction::from_static("balanceQuery");
/// assert_eq!(BALANCES.as_str(), "balanceQuery");
///
/// let from_a_file: Instruction = "orderExecute".parse()?;
/// assert!("order execute".parse::<Instruction>().is_err());
/// # Ok::<(), backpack_signing::InvalidInstruction>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instruction(Cow<'static, str>);

impl Instruction {
    /// The instruction of a subscription to a private stream.
    pub const SUBSCRIBE: Self = Self::from_static("subscribe");

    /// Creates an instruction from a literal. In a constant it is checked at compile time.
    ///
    /// # Panics
    ///
    /// If `name` is empty or contains anything but ASCII letters and digits. Use [`FromStr`] or
    /// [`TryFrom<String>`](Self#impl-TryFrom%3CString%3E-for-Instruction) for a name that is not a literal.
    #[must_use]
    pub const fn from_static(name: &'static str) -> Self {
        assert!(
            is_valid(name),
            "invalid instruction: expected one or more ASCII letters and digits"
        );
        Self(Cow::Borrowed(name))
    }

    /// Returns the name as it is signed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn is_valid(name: &str) -> bool {
    let mut rest = name.as_bytes();
    if rest.is_empty() {
        return false;
    }
    while let [first, after @ ..] = rest {
        if !first.is_ascii_alphanumeric() {
            return false;
        }
        rest = after;
    }
    true
}

impl TryFrom<String> for Instruction {
    type Error = InvalidInstruction;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        if is_valid(&name) {
            Ok(Self(Cow::Owned(name)))
        } else {
            Err(InvalidInstruction)
        }
    }
}

impl FromStr for Instruction {
    type Err = InvalidInstruction;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::try_from(name.to_owned())
    }
}

impl AsRef<str> for Instruction {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A string that is not an [`Instruction`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("invalid instruction: expected one or more ASCII letters and digits")]
#[non_exhaustive]
pub struct InvalidInstruction;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_letters_and_digits_only() {
        for name in ["a", "orderExecute", "issueTwoFactorToken", "2fa", "Z9"] {
            assert_eq!(
                name.parse::<Instruction>().map(|i| i.as_str() == name),
                Ok(true)
            );
            assert_eq!(Instruction::from_static(name).as_str(), name);
        }
        for name in [
            "",
            " ",
            "a b",
            "a&b",
            "a=b",
            "order_execute",
            "a\n",
            "é",
            "a\0",
        ] {
            assert_eq!(
                name.parse::<Instruction>(),
                Err(InvalidInstruction),
                "{name:?}"
            );
        }
    }

    #[test]
    #[should_panic(expected = "ASCII letters and digits")]
    fn rejects_invalid_literal() {
        let _ = Instruction::from_static("a&b");
    }
}
