//! The signed text, rule by rule, and each payload that is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "clippy.toml exempts tests, but not the functions that tests share"
)]

use backpack_signing::{
    CanonicalError, Instruction, MAX_DEPTH, Payload, Timestamp, Window, signed_text,
};

const START: &str = "instruction=orderExecute";
const END: &str = "&timestamp=1&window=5000";

fn text(payload: Payload<'_>) -> Result<String, CanonicalError> {
    let instruction = Instruction::from_static("orderExecute");
    signed_text(
        &instruction,
        payload,
        Timestamp::from_millis(1),
        Window::DEFAULT,
    )
    .map(|text| text.as_str().to_owned())
}

fn query(query: &str) -> Result<String, CanonicalError> {
    text(Payload::query(query))
}

fn body(body: &str) -> Result<String, CanonicalError> {
    text(Payload::json(body.as_bytes()))
}

#[track_caller]
fn holds(found: Result<String, CanonicalError>, pairs: &str) {
    assert_eq!(
        found.as_deref(),
        Ok(format!("{START}{pairs}{END}").as_str())
    );
}

#[track_caller]
fn says(found: Result<String, CanonicalError>, message: &str) {
    assert_eq!(
        found.map_err(|error| error.to_string()),
        Err(message.to_owned())
    );
}

// Protects requests without parameters: an empty query or body is the same as none.
#[test]
fn nothing_is_nothing() {
    holds(text(Payload::none()), "");
    holds(text(Payload::new(Some(""), Some(b""))), "");
    holds(query("&&"), "");
    holds(body("{}"), "");
    holds(text(Payload::new(Some("&"), Some(br#"{"a":1}"#))), "&a=1");
    holds(text(Payload::new(Some("a=1"), Some(b""))), "&a=1");
}

// Protects the query rules: decoding, order by bytes, repeated keys in the order sent.
#[test]
fn queries() {
    holds(query("b=2&a=1&B=3"), "&B=3&a=1&b=2");
    holds(
        query("m=SPOT&a=x&m=PERP&m=DATED"),
        "&a=x&m=SPOT&m=PERP&m=DATED",
    );
    // The same key in two spellings is one key: order sent, whatever the escapes.
    holds(query("%6d=2&m=1"), "&m=2&m=1");
    holds(query("a=x%20y+z%2B&b=%26%3D%25%C3%A9"), "&a=x y z+&b=&=%é");
    holds(query("a+b=1&a%20c=2"), "&a b=1&a c=2");
    // A `%` that begins no escape stands for itself, as servers read it.
    holds(query("a=100%&b=%zz&c=%4"), "&a=100%&b=%zz&c=%4");
    holds(query("a&b=&=c&d=e=f"), "&=c&a=&b=&d=e=f");
    holds(query("é=è"), "&é=è");
    // Order is that of the decoded bytes: U+FF5E sorts before U+10000, which UTF-16 would turn around.
    holds(
        query("%F0%90%80%80=2&%EF%BD%9E=1"),
        "&\u{ff5e}=1&\u{10000}=2",
    );
    // More pairs than a sort would handle in its simplest form: still stable.
    let many: Vec<_> = (0..200).map(|n| format!("k{}={n}", n % 2)).collect();
    let expected: String = (0..2)
        .flat_map(|parity| (0..100).map(move |n| format!("&k{parity}={}", 2 * n + parity)))
        .collect();
    holds(query(&many.join("&")), &expected);
}

// Protects against signing something other than what the server decodes.
#[test]
fn a_query_that_is_not_utf8_is_refused() {
    says(
        query("a=1&b=%ff"),
        r#"the query parameter "b" is not UTF-8 once it is percent-decoded"#,
    );
    says(
        query("b=%C3+%A9"),
        r#"the query parameter "b" is not UTF-8 once it is percent-decoded"#,
    );
    says(
        query("%ff=1"),
        r#"the query parameter "%ff" is not UTF-8 once it is percent-decoded"#,
    );
}

// Protects values: strings unescaped, numbers to the last digit as written.
#[test]
fn bodies() {
    holds(
        body(
            r#" { "s":"x", "n" : 1.50 , "e":1E+05,"z":-0,"t":true,"f":false,"big":12345678901234567890123.10 } "#,
        ),
        "&big=12345678901234567890123.10&e=1E+05&f=false&n=1.50&s=x&t=true&z=-0",
    );
    holds(
        body(r#"{"q":"say \"hi\"","b":"\\","n":"a\nb","u":"\u00e9\ud83d\ude00/\/","e":""}"#),
        "&b=\\&e=&n=a\nb&q=say \"hi\"&u=é😀//",
    );
    // Names are unescaped before they are sorted and compared.
    holds(body(r#"{"b":1,"\u0061":2,"\"":3}"#), "&\"=3&a=2&b=1");
    holds(body(r#"{"":1,"a&b=":"c&d"}"#), "&=1&a&b==c&d");
    holds(body("\t\r\n{\"a\"\n:\t1}\n"), "&a=1");
    // More fields than there is room for at first.
    let many: Vec<_> = (0..100).map(|n| format!("\"k{n:02}\":{n}")).collect();
    let expected: String = (0..100).map(|n| format!("&k{n:02}={n}")).collect();
    holds(body(&format!("{{{}}}", many.join(","))), &expected);
}

// Protects the batch: the instruction for each element, the time and window once.
#[test]
fn batches() {
    holds(body(r#"[{"b":1,"a":"x"}]"#), "&a=x&b=1");
    holds(
        body(r#" [ {"b":1} , {} , {"a":{"y":1,"x":2}} ] "#),
        &format!("&b=1&{START}&{START}&a={{\"x\":2,\"y\":1}}"),
    );
}

// Protects what is inferred: a nested value is compact JSON with sorted keys, its numbers as written.
#[test]
fn nested_values() {
    holds(
        body(
            r#"{"r": { "name" : "A \"B\" \u00e9\u0001\u001f\u007f\/", "a": [ 1.0 , null, { "z":true, "b":[] , "c":{} } ] , "\u0041": 1e2 } }"#,
        ),
        "&r={\"A\":1e2,\"a\":[1.0,null,{\"b\":[],\"c\":{},\"z\":true}],\"name\":\"A \\\"B\\\" é\\u0001\\u001f\u{7f}/\"}",
    );
}

// Protects against a body of which the text would be a guess.
#[test]
fn ambiguous_bodies_are_refused() {
    says(
        text(Payload::new(Some("a=1"), Some(b"{}"))),
        "the request has query parameters and a body: no operation of the exchange has both, and how they would be signed is not known",
    );
    says(
        body(r#"{"a":1,"price":null}"#),
        r#"field "price" is null, for which no signed text is documented: leave the field out"#,
    );
    says(
        body(r#"[{"a":1},{"price":null}]"#),
        r#"field "price" of array element 1 is null, for which no signed text is documented: leave the field out"#,
    );
    says(
        body(r#"{"a":1,"b":2,"a":1}"#),
        r#"field "a" occurs more than once: a signed body must name each field once"#,
    );
    says(
        body(r#"{"a":1,"\u0061":1}"#),
        r#"field "a" occurs more than once: a signed body must name each field once"#,
    );
    says(
        body(r#"{"r":[{"a":1,"a":1}]}"#),
        r#"field "r" holds an object in which the key "a" occurs more than once: name each key once"#,
    );
    says(
        body("[]"),
        "the body is an empty array: a batch needs at least one element",
    );
    says(
        body("[ ]"),
        "the body is an empty array: a batch needs at least one element",
    );
    for element in ["1", "null", "\"x\"", "true", "[]", "[{}]", "-1.5e3"] {
        let error = body(&format!("[{{}},{element}]")).unwrap_err();
        assert_eq!(
            error,
            CanonicalError::ElementNotObject { index: 1 },
            "{element}"
        );
    }
    for other in [
        "1",
        "null",
        "\"x\"",
        "true",
        " ",
        "a=1",
        "\u{feff}{}",
        "\u{c}{}",
    ] {
        assert_eq!(
            body(other).unwrap_err(),
            CanonicalError::BodyNotObjectOrArray,
            "{other}"
        );
    }
    for broken in [
        "{",
        "[",
        "[{}",
        "{}x",
        "{} {}",
        "[{}]]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "{a:1}",
        "[{},]",
        "[x]",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{1:2}",
        "{\"\\ud800\":1}",
        "{\"a\":[1,]}",
        "{\"a\":{\"b\":}}",
    ] {
        assert!(
            matches!(body(broken), Err(CanonicalError::BodyNotJson { .. })),
            "{broken}: {:?}",
            body(broken)
        );
    }
    says(
        body("{\"a\":1,\n \"b\" 2}"),
        "the body is not JSON: see line 2, column 6",
    );
    assert_eq!(
        text(Payload::json(b"{\"a\":\"\xff\"}")),
        Err(CanonicalError::BodyNotUtf8)
    );
    for half in [
        r#"{"a":"\ud800"}"#,
        r#"{"a":["\udc00x"]}"#,
        r#"{"a":{"\ud800":1}}"#,
        r#"{"a":[{"b":"\ud800\u0061"}]}"#,
    ] {
        assert!(
            matches!(body(half), Err(CanonicalError::NotText { field }) if field.name() == "a"),
            "{half}"
        );
    }
}

// Protects the stack: depth is bounded by a typed error, however deep a body goes.
#[test]
fn deep_bodies_are_refused() {
    let nested = |depth: usize| format!("{{\"a\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(body(&nested(MAX_DEPTH)).is_ok());
    for depth in [MAX_DEPTH + 1, 100_000] {
        let error = body(&nested(depth)).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"field "a" is nested more than 64 levels deep"#
        );
    }
    let objects = format!(
        "{{\"a\":{}1{}}}",
        "{\"b\":".repeat(100_000),
        "}".repeat(100_000)
    );
    assert!(matches!(
        body(&objects),
        Err(CanonicalError::TooDeep { .. })
    ));
    assert!(matches!(
        body(&"[".repeat(100_000)),
        Err(CanonicalError::ElementNotObject { index: 0 })
    ));
    assert!(matches!(
        body(&"{\"a\":".repeat(100_000)),
        Err(CanonicalError::TooDeep { field }) if field.name() == "a"
    ));
}
