//! Reads security and the vendor extensions of operations, parameters and bodies.

use super::document::Node;
use super::model::{
    Auth, Body, Condition, Content, Format, Input, Location, Method, Pagination, Parameter,
    RateLimit, Rule, RuleKind, Success, Type,
};
use super::reader::{Reader, shown};

/// The security schemes that together mean "signed with an API key".
const SIGNED: [&str; 3] = ["ApiKey", "Signature", "Timestamp"];

/// The security scheme of operations that need a login session.
const SESSION: &str = "LoginSession";

impl<'a> Reader<'a> {
    /// Reads the authentication of an operation: `security` and `x-instruction` must agree.
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

    /// Reads the names, besides its own, that the documentation of an operation is found by.
    pub(super) fn aliases(&mut self, node: &Node<'a>, subject: &str) -> Vec<String> {
        let Some(written) = node.get("x-aliases") else {
            return Vec::new();
        };
        let help = "write a list of search terms in letters, digits, `_` and single spaces: `[candle, order book]`";
        if written.elements().next().is_none() {
            self.reject(&written, subject, "`x-aliases` must be a list", help);
        }
        let own = node.get("operationId").and_then(|id| id.text());
        let mut aliases: Vec<String> = Vec::new();
        for alias in written.elements() {
            let text = alias.text().unwrap_or_default();
            let is_term = |term: &str| {
                let valid = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                !term.is_empty() && term.bytes().all(valid)
            };
            if !text.split(' ').all(is_term) {
                let cause = format!("invalid alias {}", shown(alias.value));
                self.reject(&alias, subject, cause, help);
            } else if own == Some(text) || aliases.iter().any(|one| one == text) {
                let cause = format!("the alias `{text}` is the operationId, or is listed twice");
                self.reject(&alias, subject, cause, "remove it");
            } else {
                aliases.push(text.to_owned());
            }
        }
        aliases
    }

    /// Reads the rate limit of an operation.
    pub(super) fn rate_limit(&mut self, node: &Node<'a>, subject: &str) -> RateLimit {
        match node.get("x-rate-limit") {
            None => RateLimit::Account,
            Some(class) if class.text() == Some("historical") => RateLimit::Historical,
            Some(class) if class.text() == Some("cancel") => RateLimit::Cancel,
            Some(class) => {
                let cause = format!("unknown rate limit {}", shown(class.value));
                let help = "write `historical` or `cancel`, or remove it for the account's limit";
                self.reject(&class, subject, cause, help);
                RateLimit::Account
            }
        }
    }

    /// Returns whether the requests of a mutating operation may be executed more than once. "Not found" after a retry
    /// is a success without a value, so the response must be optional.
    pub(super) fn idempotent(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        method: Method,
        success: Option<&Success>,
    ) -> bool {
        if !self.flag(node, subject, "x-idempotent") {
            return false;
        }
        let at = node.get("x-idempotent").unwrap_or_else(|| node.clone());
        if method == Method::Get {
            let cause = "`x-idempotent` on a read-only operation, which is retried anyway";
            self.reject(&at, subject, cause, "remove `x-idempotent`");
        } else if success.is_some_and(|success| !success.optional) {
            let cause = "an idempotent operation whose successful response always has a body";
            let help = "document the response 202 without a body, or remove `x-idempotent`";
            self.reject(&at, subject, cause, help);
        }
        true
    }

    /// Reads the end of the pages of an operation: a list with the parameters `limit` and `offset`.
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

    /// Returns whether the exchange serves the operation without publishing it.
    pub(super) fn unpublished(&mut self, node: &Node<'a>, subject: &str) -> bool {
        self.only_true(node, subject, "x-unpublished")
    }

    /// Reads an extension that is `true` or absent.
    fn only_true(&mut self, node: &Node<'a>, subject: &str, key: &str) -> bool {
        let Some(written) = node.get(key) else {
            return false;
        };
        if written.value.as_bool() != Some(true) {
            let cause = format!("`{key}` is {}", shown(written.value));
            self.reject(&written, subject, cause, "write `true`, or remove it");
        }
        true
    }

    /// Returns whether the response is a list with one result for each element of the body, a list too.
    pub(super) fn one_result_per_item(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        body: Option<&Body>,
        success: Option<&Success>,
    ) -> bool {
        const KEY: &str = "x-one-result-per-item";
        if !self.only_true(node, subject, KEY) {
            return false;
        }
        let is_list = |ty: &Type| matches!(ty.resolved(), Type::List(_));
        let sends_list = body.is_some_and(|body| is_list(&body.ty));
        let receives_list = success.is_none_or(|success| {
            !success.optional && matches!(&success.content, Content::Json(ty) if is_list(ty))
        });
        if !sends_list || !receives_list {
            let cause = format!("`{KEY}` where body and response are not both lists");
            self.reject(node, subject, cause, format!("remove `{KEY}`"));
        }
        true
    }

    /// Reads the rules of a body or of parameters.
    pub(super) fn rules(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        inputs: &[Input<'_>],
    ) -> Vec<Rule> {
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
            rules.extend(self.rule(&rule, subject, inputs));
        }
        rules
    }

    fn rule(&mut self, rule: &Node<'a>, subject: &str, inputs: &[Input<'_>]) -> Option<Rule> {
        let kinds = RuleKind::ALL.map(|(key, _)| key);
        let known: Vec<&str> = (kinds.iter().copied())
            .chain(["when", "when-set", "source"])
            .collect();
        if !self.keys(rule, subject, "a rule", &known) {
            return None;
        }
        let written: Vec<_> = (RuleKind::ALL.into_iter())
            .filter_map(|(key, kind)| Some((kind, rule.get(key)?)))
            .collect();
        let one = match written.as_slice() {
            [(kind, list)] if list.elements().next().is_some() => Some((*kind, list.clone())),
            _ => None,
        };
        let Some((kind, list)) = one else {
            let cause = format!("a rule needs one of `{}`", kinds.join("`, `"));
            let help = "write one of them, with a list of properties or parameters";
            self.reject(rule, subject, cause, help);
            return None;
        };
        let source = self
            .text(rule, subject, "source")
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let Some(source) = source else {
            let help = "name the source of the rule; it becomes documentation";
            self.reject(rule, subject, "a rule has no `source`", help);
            return None;
        };
        let when = match (rule.get("when"), rule.get("when-set")) {
            (Some(when), None) => self.equals(&when, subject, inputs),
            (None, Some(list)) => Some(Condition::Set(self.inputs(&list, subject, inputs, true))),
            (None, None) => None,
            (Some(when), Some(_)) => {
                let cause = "a rule has both `when` and `when-set`";
                self.reject(&when, subject, cause, "write one condition");
                None
            }
        };
        let of_presence = !matches!(kind, RuleKind::Positive | RuleKind::Known);
        let names = self.inputs(&list, subject, inputs, of_presence);
        self.input_types(kind, &list, subject, inputs);
        Some(Rule {
            when,
            kind,
            inputs: names,
            source: source.to_owned(),
        })
    }

    /// Reads the inputs that a rule lists. A rule of their presence cannot have a required one.
    fn inputs(
        &mut self,
        list: &Node<'a>,
        subject: &str,
        inputs: &[Input<'_>],
        of_presence: bool,
    ) -> Vec<String> {
        let mut names = Vec::new();
        for name in list.elements() {
            let text = name.text().unwrap_or_default();
            match inputs.iter().find(|input| input.name == text) {
                None => {
                    let cause = format!("a rule names the unknown property `{text}`");
                    let help = "correct the name, or add the property";
                    self.reject(&name, subject, cause, help);
                }
                Some(input) if of_presence && !input.optional => {
                    let cause = format!("a rule names the required property `{text}`");
                    let help = "remove the property from `required` or from the rule";
                    self.reject(&name, subject, cause, help);
                }
                Some(_) => names.push(text.to_owned()),
            }
        }
        names
    }

    /// Checks that a rule of values lists inputs of a type that has such values.
    fn input_types(
        &mut self,
        kind: RuleKind,
        list: &Node<'a>,
        subject: &str,
        inputs: &[Input<'_>],
    ) {
        for name in list.elements() {
            let text = name.text().unwrap_or_default();
            let Some(input) = inputs.iter().find(|input| input.name == text) else {
                continue;
            };
            let (fits, expected) = match (kind, input.ty.resolved()) {
                (RuleKind::Positive, ty) => (
                    matches!(
                        ty,
                        Type::String
                            | Type::Integer(_)
                            | Type::Format(Format::ExactDecimal | Format::DecimalNumber)
                    ),
                    "a decimal, an integer or a string",
                ),
                (RuleKind::Known, Type::Named(name)) => (self.is_enum(name), "an enumeration"),
                (RuleKind::Known, _) => (false, "an enumeration"),
                _ => continue,
            };
            if !fits {
                let cause = format!("a rule of values names `{text}`, which is not {expected}");
                self.reject(&name, subject, cause, "remove it from the rule");
            }
        }
    }

    /// Reads the condition of a rule: one property with one string.
    fn equals(
        &mut self,
        when: &Node<'a>,
        subject: &str,
        inputs: &[Input<'_>],
    ) -> Option<Condition> {
        let conditions: Vec<_> = when.members().collect();
        let [(property, value)] = conditions.as_slice() else {
            let cause = "`when` must have one property";
            self.reject(when, subject, cause, "write `when: {PROPERTY: VALUE}`");
            return None;
        };
        let input = inputs.iter().find(|input| input.name == *property);
        let Some(text) = value.text().filter(|_| input.is_some()) else {
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
        let comparable = input.is_some_and(|input| match input.ty.resolved() {
            Type::String => true,
            Type::Named(name) => self.is_enum(name),
            _ => false,
        });
        let listed = input.is_none_or(|input| match input.ty.resolved() {
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
        Some(Condition::Equals((*property).to_owned(), text.to_owned()))
    }
}
