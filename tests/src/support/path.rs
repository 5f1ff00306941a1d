//! Paths in a JSON value.

use std::fmt;

use serde_json::{Map, Value};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Key(String),
    Index(usize),
}

/// JSON path, such as `$[0].filters.price`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(Vec<Step>);

impl Path {
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns whether this is `other` or a path below it.
    pub fn is_in(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Returns the value at the path.
    pub fn get<'v>(&self, value: &'v mut Value) -> &'v mut Value {
        let mut here = value;
        for step in &self.0 {
            here = match step {
                Step::Key(key) => here.get_mut(key),
                Step::Index(index) => here.get_mut(index),
            }
            .unwrap_or_else(|| panic!("no value at {self}"));
        }
        here
    }

    /// Sets a field, and adds it if it is absent.
    pub fn set(&self, value: &mut Value, to: Value) {
        let (object, key) = self.field(value);
        object.insert(key, to);
    }

    /// Removes a field.
    pub fn remove(&self, value: &mut Value) {
        let (object, key) = self.field(value);
        object.remove(&key);
    }

    fn field<'v>(&self, value: &'v mut Value) -> (&'v mut Map<String, Value>, String) {
        let Some((Step::Key(key), parent)) = self.0.split_last() else {
            panic!("{self} is not a field")
        };
        let parent = Self(parent.to_vec());
        let Some(object) = parent.get(value).as_object_mut() else {
            panic!("{parent} is not an object")
        };
        (object, key.clone())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in &self.0 {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if key.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                    write!(f, ".{key}")?;
                }
                Step::Key(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}

/// Formats a value for a failure message and truncates it.
pub fn excerpt(value: &impl fmt::Display) -> String {
    const LONGEST: usize = 160;
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let mut cut: String = text.chars().take(LONGEST).collect();
    cut.push('…');
    cut
}
