//! How an operation is authenticated: read from `security` and `x-instruction`, which must agree.

use serde_json::Value;

use super::Operation;
use crate::problem::Problem;

/// The security schemes that together mean "signed with an API key".
const SIGNED: [&str; 3] = ["ApiKey", "Signature", "Timestamp"];

/// The security scheme of operations that need a login session and refuse API keys.
const SESSION: &str = "LoginSession";

/// The vendor extension that names the instruction.
pub(super) const INSTRUCTION: &str = "x-instruction";

/// How an operation is authenticated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Auth<'a> {
    /// Not at all.
    Public,
    /// By a signature over this instruction.
    Signed {
        /// The instruction.
        instruction: &'a str,
    },
    /// By the login session of a browser, which an API key cannot stand in for.
    Session,
}

impl<'a> Operation<'a> {
    /// How the operation is authenticated; a problem where `security` and `x-instruction` do not agree.
    pub(crate) fn auth(&self) -> Result<Auth<'a>, Problem> {
        let required = match self.value.get("security") {
            None => Vec::new(),
            Some(Value::Array(alternatives)) => match alternatives.as_slice() {
                [] => Vec::new(),
                [one] => {
                    let mut names: Vec<&str> = super::members(Some(one)).map(|(k, _)| k).collect();
                    names.sort_unstable();
                    names
                }
                _ => return Err(self.bad_security()),
            },
            Some(_) => return Err(self.bad_security()),
        };
        let instruction = match self.value.get(INSTRUCTION) {
            None => None,
            Some(Value::String(text))
                if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric()) =>
            {
                Some(text.as_str())
            }
            Some(_) => {
                return Err(self.problem(
                    "/x-instruction",
                    "`x-instruction` is not an instruction: letters and digits are expected",
                    "write the instruction that the exchange documents for the operation",
                ));
            }
        };
        match (required.as_slice(), instruction) {
            ([], None) => Ok(Auth::Public),
            ([], Some(instruction)) => Err(self.problem(
                "/x-instruction",
                format!("the operation is public but names the instruction `{instruction}`"),
                "remove `x-instruction`, or add `security` with ApiKey, Signature and Timestamp",
            )),
            (schemes, Some(instruction)) if schemes == SIGNED => Ok(Auth::Signed { instruction }),
            (schemes, None) if schemes == SIGNED => Err(self.problem(
                "/security",
                "the operation is private but has no `x-instruction`",
                "add `x-instruction` with the instruction that the exchange documents, or remove `security`",
            )),
            ([SESSION], None) => Ok(Auth::Session),
            ([SESSION], Some(instruction)) => Err(self.problem(
                "/x-instruction",
                format!("the operation needs a login session but names the instruction `{instruction}`"),
                "remove `x-instruction`: a login session is not signed",
            )),
            _ => Err(self.bad_security()),
        }
    }

    fn bad_security(&self) -> Problem {
        self.problem(
            "/security",
            "`security` is not one of the forms that the client knows",
            "write one alternative: ApiKey, Signature and Timestamp together for a signed operation, \
             LoginSession for one that refuses API keys, none for a public one",
        )
    }
}
