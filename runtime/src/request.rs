//! What generated code needs to build a request: path segments, query parameters, a JSON body.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::ser::{Impossible, Serialize, SerializeSeq, SerializeTuple, Serializer};
use url::Url;

/// What cannot stand in a path segment as it is: the path percent-encode set of the URL standard, and the slash and
/// the percent sign, which would end or change the segment.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// A value as a path segment.
///
/// `.` and `..` have no form that the URL standard takes for a segment; no operation of the exchange takes such a value.
#[must_use]
pub fn encode_path(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// A request that is being built; generated code starts one with [`Transport::request`](crate::Transport::request).
#[derive(Debug)]
#[must_use = "a request that is not built is not sent"]
pub struct RequestBuilder {
    request: Result<reqwest::Request, InvalidRequest>,
}

impl RequestBuilder {
    pub(crate) const fn new(request: reqwest::Request) -> Self {
        Self {
            request: Ok(request),
        }
    }

    /// Adds a parameter to the query.
    pub fn query<T: Serialize>(self, parameter: &QueryParam<'_, T>) -> Self {
        self.edit(|request| parameter.write(request.url_mut()))
    }

    /// Sends `body` as JSON.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.edit(|request| {
            let json = serde_json::to_vec(body).map_err(InvalidRequest::Body)?;
            let form = HeaderValue::from_static("application/json");
            request.headers_mut().insert(CONTENT_TYPE, form);
            *request.body_mut() = Some(json.into());
            Ok(())
        })
    }

    /// Adds headers. One that is there already is replaced.
    pub fn headers(self, headers: HeaderMap) -> Self {
        self.edit(|request| {
            request.headers_mut().extend(headers);
            Ok(())
        })
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// The first part that could not be written.
    pub fn build(self) -> Result<reqwest::Request, InvalidRequest> {
        self.request
    }

    fn edit(
        mut self,
        edit: impl FnOnce(&mut reqwest::Request) -> Result<(), InvalidRequest>,
    ) -> Self {
        if let Ok(request) = &mut self.request
            && let Err(error) = edit(request)
        {
            self.request = Err(error);
        }
        self
    }
}

/// Why a request could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// A parameter has no form in a query.
    #[error("the query parameter `{name}` {what}")]
    Parameter {
        /// The parameter.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// The body cannot be written as JSON.
    #[error("the body cannot be written as JSON: {0}")]
    Body(#[source] serde_json::Error),
}

/// A query parameter.
///
/// A scalar is one pair, a sequence one pair for each element with the key repeated, `None` none at all. Maps and
/// structures have no agreed form in a query and are an error; so are floats, whose text is not exact.
#[derive(Clone, Copy, Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T: Serialize> QueryParam<'a, T> {
    /// The parameter `name` with the value `value`.
    #[must_use]
    pub const fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }

    /// Appends the pairs to the query of `url`.
    fn write(&self, url: &mut Url) -> Result<(), InvalidRequest> {
        let pairs = Pairs {
            name: self.name,
            url,
            element: false,
        };
        (self.value.serialize(pairs)).map_err(|Refusal(what)| InvalidRequest::Parameter {
            name: self.name.to_owned(),
            what,
        })
    }
}

/// Why a value was not written.
#[derive(Debug)]
struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl serde::ser::Error for Refusal {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self(format!("cannot be written: {what}"))
    }
}

/// Writes a value as pairs into the query of a URL.
struct Pairs<'a> {
    name: &'a str,
    url: &'a mut Url,
    /// Whether it is an element of a list, and so no list itself.
    element: bool,
}

impl Pairs<'_> {
    fn pair(self, value: &str) -> Result<(), Refusal> {
        self.url.query_pairs_mut().append_pair(self.name, value);
        Ok(())
    }

    fn integer(self, value: impl itoa::Integer) -> Result<(), Refusal> {
        self.pair(itoa::Buffer::new().format(value))
    }

    fn refuse<T>() -> Result<T, Refusal> {
        let what = "is neither text, a whole number, a flag nor a list of such values";
        Err(Refusal(what.to_owned()))
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Refusal> {
            self.integer(value)
        })*
    };
}

impl<'a> Serializer for Pairs<'a> {
    type Ok = ();
    type Error = Refusal;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Impossible<(), Refusal>;
    type SerializeTupleVariant = Impossible<(), Refusal>;
    type SerializeMap = Impossible<(), Refusal>;
    type SerializeStruct = Impossible<(), Refusal>;
    type SerializeStructVariant = Impossible<(), Refusal>;

    integers! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
    }

    fn serialize_bool(self, value: bool) -> Result<(), Refusal> {
        self.pair(if value { "true" } else { "false" })
    }

    fn serialize_f32(self, _: f32) -> Result<(), Refusal> {
        Self::refuse()
    }

    fn serialize_f64(self, _: f64) -> Result<(), Refusal> {
        Self::refuse()
    }

    fn serialize_char(self, value: char) -> Result<(), Refusal> {
        self.pair(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Refusal> {
        self.pair(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refusal> {
        Self::refuse()
    }

    fn serialize_none(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refusal> {
        Self::refuse()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Refusal> {
        self.pair(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Refusal> {
        Self::refuse()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'a>, Refusal> {
        if self.element {
            return Self::refuse();
        }
        Ok(Elements(self))
    }

    fn serialize_tuple(self, len: usize) -> Result<Elements<'a>, Refusal> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Refusal> {
        Self::refuse()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Refusal> {
        Self::refuse()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Refusal> {
        Self::refuse()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Refusal> {
        Self::refuse()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Refusal> {
        Self::refuse()
    }
}

/// The elements of a sequence, each a pair with the same key.
struct Elements<'a>(Pairs<'a>);

impl SerializeSeq for Elements<'_> {
    type Ok = ();
    type Error = Refusal;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        value.serialize(Pairs {
            name: self.0.name,
            url: self.0.url,
            element: true,
        })
    }

    fn end(self) -> Result<(), Refusal> {
        Ok(())
    }
}

impl SerializeTuple for Elements<'_> {
    type Ok = ();
    type Error = Refusal;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Refusal> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::{QueryParam, RequestBuilder, encode_path};

    #[derive(Serialize)]
    enum Side {
        Bid,
        #[serde(rename = "ask me")]
        Ask,
    }

    #[derive(Serialize)]
    struct Named<T>(T);

    fn query(name: &str, value: impl Serialize) -> Result<String, String> {
        let mut url = url::Url::parse("http://h/x").unwrap();
        (QueryParam::new(name, &value).write(&mut url)).map_err(|e| e.to_string())?;
        // Without a pair there is no question mark either.
        assert_ne!(url.query(), Some(""));
        Ok(url.query().unwrap_or_default().to_owned())
    }

    /// The exchange reads a repeated key, and answers a comma-joined list with 400.
    #[test]
    fn forms() {
        assert_eq!(query("a", "x y&z").unwrap(), "a=x+y%26z");
        assert_eq!(query("a", true).unwrap(), "a=true");
        assert_eq!(query("a", -7_i64).unwrap(), "a=-7");
        assert_eq!(query("a", u64::MAX).unwrap(), "a=18446744073709551615");
        assert_eq!(query("a", None::<&str>).unwrap(), "");
        assert_eq!(query("a", Some("")).unwrap(), "a=");
        assert_eq!(query("a", Side::Bid).unwrap(), "a=Bid");
        assert_eq!(
            query("a", [Side::Bid, Side::Ask]).unwrap(),
            "a=Bid&a=ask+me"
        );
        assert_eq!(query("a", Some(vec!["x", "y"])).unwrap(), "a=x&a=y");
        assert_eq!(query("a", Vec::<u8>::new()).unwrap(), "");
        assert_eq!(query("a", Named(5)).unwrap(), "a=5");
        assert_eq!(query("a", ("x", "y")).unwrap(), "a=x&a=y");
        assert_eq!(
            query("a b", i128::MIN).unwrap(),
            format!("a+b={}", i128::MIN)
        );
        assert_eq!(query("a", 'é').unwrap(), "a=%C3%A9");
    }

    /// The pairs are those of the library that most HTTP clients of Rust write them with.
    #[test]
    fn as_others_write_them() {
        let every: String = (0..=0x17f).filter_map(char::from_u32).collect();
        let theirs = serde_urlencoded::to_string([("a", &every), ("b", &"~*-._'()!".to_owned())]);
        let request =
            |builder: RequestBuilder| builder.build().unwrap().url().query().map(str::to_owned);
        let url = "http://h/x".parse().unwrap();
        let ours = RequestBuilder::new(reqwest::Request::new(reqwest::Method::GET, url))
            .query(&QueryParam::new("a", &every))
            .query(&QueryParam::new("none", &None::<bool>))
            .query(&QueryParam::new("b", &"~*-._'()!"));
        assert_eq!(request(ours), theirs.ok());
    }

    /// What has no agreed form is an error that names the parameter.
    #[test]
    fn structures_are_refused() {
        let map = std::collections::BTreeMap::from([("k", 1)]);
        for outcome in [
            query("filter", map),
            query("filter", [[1]]),
            query("filter", 1.5),
        ] {
            let error = outcome.unwrap_err();
            assert!(error.contains("`filter`"), "{error}");
        }
    }

    /// A request whose first part could not be written is an error, whatever comes after it.
    #[test]
    fn the_first_error_stays() {
        let url = "http://h/x".parse().unwrap();
        let request = RequestBuilder::new(reqwest::Request::new(reqwest::Method::POST, url))
            .query(&QueryParam::new("first", &1.5))
            .query(&QueryParam::new("second", &2.5))
            .json(&"body");
        let error = request.build().unwrap_err().to_string();
        assert!(error.contains("`first`"), "{error}");
    }

    /// A value stays one segment, whatever it holds.
    #[test]
    fn path_segments() {
        for value in ["SOL_USDC", "a/b", "../c", "a%2Fb", "a?b#c", "é", "a\\b", ""] {
            let url = url::Url::parse(&format!("http://h/x/{}/y", encode_path(value))).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            assert_eq!(segments.len(), 3, "{value}");
            let decoded = percent_encoding::percent_decode_str(segments[1])
                .decode_utf8()
                .unwrap();
            assert_eq!(decoded, value);
        }
    }
}
