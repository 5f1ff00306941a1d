//! The YAML of new parts of a document: block style, two spaces, and the published line that each line follows from.

use serde_json::Value;

/// The width of a comment and its indentation.
const WIDTH: usize = 112;

/// A value to write.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// A string, quoted where it needs to be.
    Text(String),
    /// YAML on one line, as it is.
    Raw(String),
    List(Vec<Tree>),
    Map(Vec<Entry>),
}

/// A member of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) tree: Tree,
    /// The line in the published document; 0 for that of the mapping around it.
    pub(super) line: usize,
    /// Comments above the line.
    pub(super) comments_above: Vec<String>,
    /// Comment at the end of the line.
    pub(super) trailing_comment: Option<&'static str>,
}

/// A line to insert, without its end.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// The line in the published document; 0 for a line that follows from no other.
    pub(super) published: usize,
}

impl Entry {
    /// Creates a member.
    pub(super) fn new(key: impl Into<String>, tree: Tree) -> Self {
        Self {
            key: key.into(),
            tree,
            line: 0,
            comments_above: Vec::new(),
            trailing_comment: None,
        }
    }

    /// Creates a member with a string.
    pub(super) fn text(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(key, Tree::Text(text.into()))
    }

    /// Sets the line in the published document.
    pub(super) fn at(mut self, line: usize) -> Self {
        self.line = line;
        self
    }

    /// Sets the comments above the member.
    pub(super) fn with_comments_above(mut self, comments: Vec<String>) -> Self {
        self.comments_above = comments;
        self
    }

    /// Sets the comment at the end of the member's line.
    pub(super) fn with_trailing_comment(mut self, comment: &'static str) -> Self {
        self.trailing_comment = Some(comment);
        self
    }

    /// Returns the lines of the member, indented by `indent` spaces.
    pub(super) fn lines(&self, indent: usize, published: usize) -> Vec<Line> {
        let published = if self.line == 0 { published } else { self.line };
        let space = " ".repeat(indent);
        let comments = self.comments_above.iter();
        let mut lines: Vec<Line> = comments
            .flat_map(|comment| wrap(comment, WIDTH.saturating_sub(indent)))
            .map(|comment| Line {
                text: format!("{space}# {comment}"),
                published,
            })
            .collect();
        let trailing = self.trailing_comment.map(|comment| format!(" # {comment}"));
        let key = scalar(&self.key);
        let inline = self.tree.inline().map(|value| format!(" {value}"));
        lines.push(Line {
            text: format!(
                "{space}{key}:{}{}",
                inline.unwrap_or_default(),
                trailing.unwrap_or_default()
            ),
            published,
        });
        lines.extend(self.tree.block(indent + 2, published));
        lines
    }
}

impl Tree {
    /// Creates a list of strings on one line.
    pub(super) fn row<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let texts: Vec<String> = texts
            .into_iter()
            .map(|text| match scalar(text) {
                // Braces and commas end a plain string of a list on one line.
                plain if plain == text && text.contains(['{', '}', ',']) => quoted(text),
                other => other,
            })
            .collect();
        Self::Raw(format!("[{}]", texts.join(", ")))
    }

    /// Converts a JSON value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(values) if !values.is_empty() => {
                Self::List(values.iter().map(Self::of).collect())
            }
            Value::Object(members) if !members.is_empty() => Self::Map(
                members
                    .iter()
                    .map(|(key, value)| Entry::new(key, Self::of(value)))
                    .collect(),
            ),
            other => Self::Raw(other.to_string()),
        }
    }

    /// Returns the value, where it has a place on the line of its key.
    fn inline(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(scalar(text)),
            Self::Raw(text) => Some(text.clone()),
            Self::List(list) if list.is_empty() => Some("[]".to_owned()),
            Self::Map(members) if members.is_empty() => Some("{}".to_owned()),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Returns the lines below a key.
    fn block(&self, indent: usize, published: usize) -> Vec<Line> {
        match self {
            Self::Text(_) | Self::Raw(_) => Vec::new(),
            Self::Map(members) => members
                .iter()
                .flat_map(|member| member.lines(indent, published))
                .collect(),
            Self::List(list) => list
                .iter()
                .flat_map(|element| element.element(indent, published))
                .collect(),
        }
    }

    /// Returns the lines of an element of a list: the first begins with `- `.
    fn element(&self, indent: usize, published: usize) -> Vec<Line> {
        let space = " ".repeat(indent);
        if let Some(inline) = self.inline() {
            let text = format!("{space}- {inline}");
            return vec![Line { text, published }];
        }
        let mut lines = self.block(indent + 2, published);
        for line in &mut lines {
            let text = line.text.trim_start();
            // A comment above the first member stays above the dash.
            if !text.starts_with('#') {
                line.text = format!("{space}- {text}");
                break;
            }
            line.text = format!("{space}{text}");
        }
        lines
    }
}

/// Returns the words of a comment, in lines of at most `width` characters where the words allow it.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Returns a string in YAML: plain where no tool reads anything else, else quoted.
pub(super) fn scalar(text: &str) -> String {
    let reserved = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan",
    ];
    let plain = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " /{}()_.,;=+$-`:".contains(c))
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && !reserved.contains(&text.to_ascii_lowercase().as_str());
    // A key that OpenAPI itself defines.
    if plain || text == "$ref" {
        return text.to_owned();
    }
    if text.chars().any(char::is_control) {
        return Value::String(text.to_owned()).to_string();
    }
    quoted(text)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spec::document::Document;

    /// Every string and every example is read back as it was.
    #[test]
    fn values_are_read_back() {
        let value = json!({
            "200": "it's", "a: b": " x ", "no": "No", "null": null, "n": [1, -2.5, "1.50", true, [], {}, [["x"], {"y": []}]],
            "nested": [{"a": "# no comment", "b": "a # comment"}, {"c": {"d": [{"e": "f"}]}}],
            "line": "a\nb\t\u{7f}\u{85}", "": "", "~": "-", "é": "☃", "/a/{b}": "{x}", "colon:": "a:", "0x1": ".5",
            "row": "a, b", "text": "application/json; charset=utf-8", "star": "*x", "and": "&x", "quote": "\"", "at": "@`", "date": "2026-09-01",
        });
        let lines = Entry::new("root", Tree::of(&value)).lines(0, 7);
        assert!(lines.iter().all(|line| line.published == 7));
        let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let read = Document::parse("", String::new(), &text.join("\n")).unwrap();
        assert_eq!(read.root, json!({ "root": value }));
    }

    /// Comments and lines are where they belong.
    #[test]
    fn comments_and_lines() {
        let entry = Entry::new(
            "list",
            Tree::List(vec![Tree::Map(vec![
                Entry::text("name", "x")
                    .with_comments_above(vec!["why".to_owned()])
                    .at(4),
                Entry::text("description", "X.").with_trailing_comment("TODO"),
            ])]),
        );
        let lines = entry.lines(2, 3);
        let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            text,
            [
                "  list:",
                "    # why",
                "    - name: x",
                "      description: X. # TODO"
            ]
        );
        let published: Vec<usize> = lines.iter().map(|line| line.published).collect();
        assert_eq!(published, [3, 4, 4, 3]);
    }
}
