//! Reads security and the vendor extensions of operations and bodies.

use super::document::Node;
use super::model::{
    Auth, BodyRule, Content, Field, Location, Pagination, Parameter, RateLimit, Success, Type,
};
use super::reader::{Reader, shown};

/// The security schemes that together mean "signed with an API key".
const SIGNED: [&str; 3] = ["ApiKey", "Signature", "Timestamp"];

/// The security scheme of operations that need a login session.
const SESSION: &str = "LoginSession";

impl<'a> Reader<'a> {
    /// The authentication of an operation: `security` and `x-instruction` must agree.
    pub(super) fn auth(&mut self, node: &Node<'a>, subject: &str) -> Option<Auth> {
        let security = node.get("security");
        let alternatives: Vec<Node<'a>> = security.iter().flat_map(Node::elements).collect();
        let is_list = security.as_ref().is_none_or(|list| list.value.is_array());
        let mut schemes: Vec<&str> = match alternatives.as_slice() {
            [] => Vec::new(),
            [one] => one.members().map(|(name, _)| name).collect(),
            _ => vec![""],
        };
        schemes.sort_unstable();
        for scheme in &schemes {
            self.mark_used("securitySchemes", scheme);
        }
        let written = node.get("x-instruction");
        let instruction = match &written {
            None => None,
            Some(written) => {
                let valid = written.text().filter(|text| {
                    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric())
                });
                if valid.is_none() {
                    let cause = format!(
                        "invalid instruction {}: letters and digits are expected",
                        shown(written.value)
                    );
                    let help =
                        "write the instruction that the exchange documents for the operation";
                    self.reject(written, subject, cause, help);
                    return None;
                }
                valid
            }
        };
        let at = written
            .or_else(|| security.clone())
            .unwrap_or_else(|| node.clone());
        match (schemes.as_slice(), instruction) {
            ([], None) if is_list => return Some(Auth::Public),
            ([], Some(instruction)) if is_list => {
                let cause =
                    format!("the operation is public but has the instruction `{instruction}`");
                let help = "remove `x-instruction`, or add `security` with ApiKey, Signature and Timestamp";
                self.reject(&at, subject, cause, help);
            }
            (schemes, Some(instruction)) if schemes == SIGNED => {
                return Some(Auth::Signed(instruction.to_owned()));
            }
            (schemes, None) if schemes == SIGNED => {
                let cause = "the operation is private but has no `x-instruction`";
                let help = "add `x-instruction` with the instruction that the exchange documents, or remove `security`";
                self.reject(&at, subject, cause, help);
            }
            ([SESSION], None) => return Some(Auth::Session),
            ([SESSION], Some(instruction)) => {
                let cause = format!(
                    "the operation needs a login session but has the instruction `{instruction}`"
                );
                self.reject(
                    &at,
                    subject,
                    cause,
                    "remove `x-instruction`: a login session is not signed",
                );
            }
            _ => {
                let at = security.unwrap_or_else(|| node.clone());
                let cause = "unsupported form of `security`";
                let help = "write one alternative: ApiKey, Signature and Timestamp together for a signed operation, \
                            or LoginSession alone";
                self.reject(&at, subject, cause, help);
            }
        }
        None
    }

    /// Checks the security schemes and the entries that stand for them in other documents.
    pub(super) fn security_schemes(&mut self) {
        for name in SIGNED.into_iter().chain([SESSION]) {
            if let Some(scheme) = self.component("securitySchemes", name) {
                let subject = format!("security scheme {name}");
                let known = ["type", "in", "name", "scheme", "description"];
                self.keys(&scheme, &subject, "a security scheme", &known);
            }
        }
    }

    /// The rate limit of an operation.
    pub(super) fn rate_limit(&mut self, node: &Node<'a>, subject: &str) -> RateLimit {
        match node.get("x-rate-limit") {
            None => RateLimit::Account,
            Some(class) if class.text() == Some("historical") => RateLimit::Historical,
            Some(class) => {
                let cause = format!("unknown rate limit {}", shown(class.value));
                let help = "write `historical`, or remove it for the account's limit";
                self.reject(&class, subject, cause, help);
                RateLimit::Account
            }
        }
    }

    /// The end of the pages of an operation: a list with the parameters `limit` and `offset`.
    pub(super) fn pagination(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        parameters: &[Parameter],
        success: Option<&Success>,
    ) -> Option<Pagination> {
        let written = node.get("x-pagination")?;
        let pagination = match written.text() {
            Some("total") => Pagination::Total,
            Some("short-page") => Pagination::ShortPage,
            _ => {
                let cause = format!("unknown pagination {}", shown(written.value));
                let help =
                    "write `total` where the exchange sends X-Total, and `short-page` elsewhere";
                self.reject(&written, subject, cause, help);
                return None;
            }
        };
        for name in ["limit", "offset"] {
            let parameter = parameters
                .iter()
                .find(|parameter| parameter.name == name && parameter.location == Location::Query);
            let right =
                parameter.is_some_and(|one| one.ty == Type::Integer("u64") && !one.required);
            if !right {
                let cause = format!(
                    "a paginated operation without an optional uint64 query parameter `{name}`"
                );
                let help = "add it as `type: integer, format: uint64`, or remove `x-pagination`";
                self.reject(&written, subject, cause, help);
                return None;
            }
        }
        let is_list = success.is_some_and(|success| {
            !success.optional
                && matches!(&success.content, Content::Json(ty) if matches!(ty.resolved(), Type::List(_)))
        });
        if success.is_some() && !is_list {
            let cause = "a paginated operation whose response is not a list";
            self.reject(&written, subject, cause, "remove `x-pagination`");
            return None;
        }
        Some(pagination)
    }

    /// The rules of a body.
    pub(super) fn rules(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        fields: &[Field],
    ) -> Vec<BodyRule> {
        let mut rules = Vec::new();
        let Some(written) = node.get("x-rules") else {
            return rules;
        };
        if !written.value.is_array() {
            self.reject(
                &written,
                subject,
                "`x-rules` must be a list",
                "write a list of rules",
            );
        }
        for rule in written.elements() {
            let known = ["any-of", "one-of", "when", "source"];
            if !self.keys(&rule, subject, "a rule", &known) {
                continue;
            }
            let list = match (rule.get("any-of"), rule.get("one-of")) {
                (Some(list), None) => Some((list, false)),
                (None, Some(list)) => Some((list, true)),
                _ => None,
            };
            let Some((list, exactly)) = list.filter(|(list, _)| list.elements().next().is_some())
            else {
                let cause = "a rule needs `any-of` or `one-of`";
                self.reject(
                    &rule,
                    subject,
                    cause,
                    "write one of them, with a list of properties",
                );
                continue;
            };
            let Some(source) = self
                .text(&rule, subject, "source")
                .filter(|text| !text.trim().is_empty())
            else {
                let cause = "a rule has no `source`";
                self.reject(
                    &rule,
                    subject,
                    cause,
                    "name the source of the rule; it becomes documentation",
                );
                continue;
            };
            let mut properties = Vec::new();
            for name in list.elements() {
                let text = name.text().unwrap_or_default();
                match fields.iter().find(|field| field.name == text) {
                    None => {
                        let cause = format!("a rule names the unknown property `{text}`");
                        self.reject(
                            &name,
                            subject,
                            cause,
                            "correct the name, or add the property",
                        );
                    }
                    Some(field) if !field.optional() => {
                        let cause = format!("a rule names the required property `{text}`");
                        self.reject(
                            &name,
                            subject,
                            cause,
                            "remove the property from `required` or from the rule",
                        );
                    }
                    Some(_) => properties.push(text.to_owned()),
                }
            }
            let when = self.condition(&rule, subject, fields);
            rules.push(BodyRule {
                when,
                properties,
                exactly,
                source: source.trim().to_owned(),
            });
        }
        rules
    }

    /// The condition of a rule: one property with one string.
    fn condition(
        &mut self,
        rule: &Node<'a>,
        subject: &str,
        fields: &[Field],
    ) -> Option<(String, String)> {
        let when = rule.get("when")?;
        let conditions: Vec<_> = when.members().collect();
        let [(property, value)] = conditions.as_slice() else {
            let cause = "`when` must have one property";
            self.reject(&when, subject, cause, "write `when: {PROPERTY: VALUE}`");
            return None;
        };
        let field = fields.iter().find(|field| field.name == *property);
        let Some(text) = value.text().filter(|_| field.is_some()) else {
            let cause = format!(
                "`when` names the unknown property `{property}`, or a value that is not a string"
            );
            self.reject(
                value,
                subject,
                cause,
                "correct the name, or quote the value",
            );
            return None;
        };
        let comparable = field.is_some_and(|field| match field.ty.resolved() {
            Type::String => true,
            Type::Named(name) => self.is_enum(name),
            _ => false,
        });
        let listed = field.is_none_or(|field| match field.ty.resolved() {
            Type::Named(name) => self.has_value(name, text),
            _ => true,
        });
        if !listed {
            let cause = format!(
                "`when` compares `{property}` with `{text}`, which is not one of its values"
            );
            self.reject(value, subject, cause, "write a value of the enumeration");
            return None;
        }
        if !comparable {
            let cause = format!(
                "`when` compares `{property}`, which is neither a string nor an enumeration"
            );
            self.reject(value, subject, cause, "write another condition");
            return None;
        }
        Some(((*property).to_owned(), text.to_owned()))
    }
}
