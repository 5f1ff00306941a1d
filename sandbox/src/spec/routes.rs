//! From a method and a path to an operation.

use http::Method;
use percent_encoding::percent_decode_str;

use crate::spec::error::{DocumentError, Problem};
use crate::spec::node::Node;
use crate::spec::parameters::{Location, Parameter};

#[derive(Debug, Default)]
pub(crate) struct Routes(Vec<Route>);

#[derive(Debug)]
struct Route {
    /// The path as the document writes it.
    path: String,
    segments: Vec<Segment>,
    /// Each method with the index of its operation.
    methods: Vec<(Method, usize)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Parameter(String),
}

/// The result of a lookup.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Operation {
        index: usize,
        /// The path's parameters, decoded.
        parameters: Vec<(String, String)>,
    },
    /// The path exists with these other methods.
    OtherMethods(Vec<Method>),
    Nothing,
}

impl Routes {
    /// Adds a path. Each operation, whose parameters are in `declared`, must declare those of the path.
    pub(crate) fn add<'p>(
        &mut self,
        node: &Node<'_>,
        path: &str,
        declared: impl Iterator<Item = &'p [Parameter]>,
        methods: Vec<(Method, usize)>,
    ) -> Result<(), DocumentError> {
        let segments = parse(path).ok_or_else(|| node.error(Problem::Path))?;
        let names: Vec<&str> = segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Parameter(name) => Some(name.as_str()),
                Segment::Literal(_) => None,
            })
            .collect();
        for parameters in declared {
            let is_declared = |name: &&str| {
                parameters
                    .iter()
                    .any(|p| p.location == Location::Path && p.name == **name)
            };
            if !names.iter().all(is_declared) {
                return Err(node.error(Problem::Path));
            }
        }
        if let Some(same) = self.0.iter().find(|route| route.is_same(&segments)) {
            return Err(node.error(Problem::AmbiguousPath(same.path.clone())));
        }
        self.0.push(Route {
            path: path.to_owned(),
            segments,
            methods,
        });
        // Literal segments match before parameters.
        self.0.sort_by_key(Route::precedence);
        Ok(())
    }

    pub(crate) fn find(&self, method: &Method, path: &str) -> Found {
        let Some(segments) = decode(path) else {
            return Found::Nothing;
        };
        let Some((route, parameters)) = self
            .0
            .iter()
            .find_map(|route| Some((route, route.matches(&segments)?)))
        else {
            return Found::Nothing;
        };
        match route.methods.iter().find(|(known, _)| known == method) {
            Some((_, index)) => Found::Operation {
                index: *index,
                parameters,
            },
            None => Found::OtherMethods(route.methods.iter().map(|(m, _)| m.clone()).collect()),
        }
    }
}

impl Route {
    /// Returns the sort key of a route: literal segments come first.
    fn precedence(&self) -> Vec<bool> {
        self.segments
            .iter()
            .map(|segment| matches!(segment, Segment::Parameter(_)))
            .collect()
    }

    fn is_same(&self, other: &[Segment]) -> bool {
        self.segments.len() == other.len()
            && self.segments.iter().zip(other).all(|pair| match pair {
                (Segment::Literal(left), Segment::Literal(right)) => left == right,
                (Segment::Parameter(_), Segment::Parameter(_)) => true,
                _ => false,
            })
    }

    fn matches(&self, segments: &[String]) -> Option<Vec<(String, String)>> {
        if self.segments.len() != segments.len() {
            return None;
        }
        let mut parameters = Vec::new();
        for (expected, given) in self.segments.iter().zip(segments) {
            match expected {
                Segment::Literal(text) if text == given => {}
                Segment::Parameter(name) if !given.is_empty() => {
                    parameters.push((name.clone(), given.clone()));
                }
                _ => return None,
            }
        }
        Some(parameters)
    }
}

fn parse(path: &str) -> Option<Vec<Segment>> {
    path.strip_prefix('/')?
        .split('/')
        .map(|segment| {
            let inner = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            match inner {
                Some("") => None,
                Some(name) if !name.contains(['{', '}']) => {
                    Some(Segment::Parameter(name.to_owned()))
                }
                None if !segment.contains(['{', '}']) => Some(Segment::Literal(segment.to_owned())),
                _ => None,
            }
        })
        .collect()
}

fn decode(path: &str) -> Option<Vec<String>> {
    Some(
        path.strip_prefix('/')?
            .split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect(),
    )
}
