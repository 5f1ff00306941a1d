//! The verifier: every rejected header, and both ends of the validity window.

#![cfg(test)]

use backpack_signing::{
    Credentials, Instruction, Payload, ReceivedHeaders, Timestamp, Verified, VerifyError, Window,
    sign, sign_subscription, verify,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const SIGNED_AT: u64 = 1_614_550_000_000;
const QUERY: &str = "symbol=SOL";

fn credentials() -> Credentials {
    Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=").unwrap()
}

fn instruction() -> Instruction {
    Instruction::from_static("maxWithdrawalQuantity")
}

/// Signs a request, applies `change` to its headers, and verifies it at `now`.
fn verify_changed(
    window: Window,
    now: u64,
    change: impl FnOnce(&mut ReceivedHeaders<'_>),
) -> Result<Verified, VerifyError> {
    let timestamp = Timestamp::from_millis(SIGNED_AT);
    let signed = sign(
        &credentials(),
        &instruction(),
        Payload::query(QUERY),
        timestamp,
        window,
    )
    .unwrap();
    let [api_key, signature, timestamp, window] = signed.as_array().map(|(_, value)| Some(value));
    let mut headers = ReceivedHeaders {
        api_key,
        signature,
        timestamp,
        window,
    };
    change(&mut headers);
    verify(
        headers,
        &instruction(),
        Payload::query(QUERY),
        Timestamp::from_millis(now),
    )
}

fn changed(change: impl FnOnce(&mut ReceivedHeaders<'_>)) -> Result<Verified, VerifyError> {
    verify_changed(Window::DEFAULT, SIGNED_AT, change)
}

#[test]
fn returns_key_timestamp_and_window() {
    let verified = changed(|_| ()).unwrap();
    assert_eq!(&verified.api_key, credentials().verifying_key());
    assert_eq!(verified.timestamp, Timestamp::from_millis(SIGNED_AT));
    assert_eq!(verified.window, Window::DEFAULT);
}

#[test]
fn missing_window_is_the_default() {
    assert!(changed(|headers| headers.window = None).is_ok());
    let other = Window::from_millis(5_001).unwrap();
    let found = verify_changed(other, SIGNED_AT, |headers| headers.window = None);
    assert_eq!(found, Err(VerifyError::Mismatch));
}

#[test]
fn errors_name_the_header() {
    type Change = fn(&mut ReceivedHeaders<'_>, Option<&'static str>);
    let required: [(&str, Change); 3] = [
        ("X-API-Key", |headers, value| headers.api_key = value),
        ("X-Signature", |headers, value| headers.signature = value),
        ("X-Timestamp", |headers, value| headers.timestamp = value),
    ];
    for (header, set) in required {
        assert_eq!(
            changed(|headers| set(headers, None)),
            Err(VerifyError::Missing { header })
        );
        for value in ["", "AAAA", "x", "-1", " 1", "1.0", "18446744073709551616"] {
            let error = changed(|headers| set(headers, Some(value))).unwrap_err();
            assert_eq!(
                error,
                VerifyError::Malformed { header },
                "{header}: {value}"
            );
            assert_eq!(error.header(), Some(header));
            assert!(error.to_string().contains(header));
        }
    }
    // 32 bytes that are not a point on the curve.
    let not_a_point = STANDARD.encode([2; 32]);
    let error = changed(|headers| headers.api_key = Some(not_a_point.clone().leak())).unwrap_err();
    assert_eq!(
        error,
        VerifyError::Malformed {
            header: "X-API-Key"
        }
    );

    for value in ["", "x", "05000", "+5000", "5000.0", "99999999999999999999"] {
        let error = changed(|headers| headers.window = Some(value)).unwrap_err();
        assert_eq!(
            error,
            VerifyError::Malformed { header: "X-Window" },
            "{value}"
        );
    }
    for (value, got) in [("0", 0), ("60001", 60_001), ("65537", 65_537)] {
        let error = changed(|headers| headers.window = Some(value)).unwrap_err();
        assert_eq!(error, VerifyError::WindowOutOfRange { got });
        assert_eq!(error.header(), Some("X-Window"));
    }
}

#[test]
fn request_is_valid_to_the_last_millisecond_of_its_window() {
    for window in [Window::MIN, Window::DEFAULT, Window::MAX] {
        let last = SIGNED_AT + window.as_millis();
        assert!(verify_changed(window, last, |_| ()).is_ok());
        let age_ms = window.as_millis() + 1;
        assert_eq!(
            verify_changed(window, last + 1, |_| ()),
            Err(VerifyError::Expired { age_ms, window })
        );
        assert!(verify_changed(window, SIGNED_AT - 1_000, |_| ()).is_ok());
        assert_eq!(
            verify_changed(window, SIGNED_AT - 1_001, |_| ()),
            Err(VerifyError::InFuture { ahead_ms: 1_001 })
        );
    }
    assert!(verify_changed(Window::MAX, 0, |_| ()).is_err());
    assert!(verify_changed(Window::MAX, u64::MAX, |_| ()).is_err());
}

#[test]
fn rejects_signature_of_another_request() {
    assert_eq!(
        changed(|headers| headers.timestamp = Some("1614550000001")),
        Err(VerifyError::Mismatch)
    );
    assert_eq!(
        changed(|headers| headers.window = Some("5001")),
        Err(VerifyError::Mismatch)
    );
    let other = "aEsFgrdsggYGOecFI+nek4LNQGnzhA6FUA53M5Us5hk=";
    assert_eq!(
        changed(|headers| headers.api_key = Some(other)),
        Err(VerifyError::Mismatch)
    );

    let now = Timestamp::from_millis(SIGNED_AT);
    let signed = sign(
        &credentials(),
        &instruction(),
        Payload::query(QUERY),
        now,
        Window::DEFAULT,
    )
    .unwrap();
    let received = ReceivedHeaders {
        api_key: Some(signed.api_key()),
        signature: Some(signed.signature()),
        timestamp: Some("1614550000000"),
        window: Some("5000"),
    };
    let with = |instruction: &'static str, payload| {
        verify(
            received,
            &Instruction::from_static(instruction),
            payload,
            now,
        )
    };
    assert!(with("maxWithdrawalQuantity", Payload::query(QUERY)).is_ok());
    // By the rules of the exchange, equal pairs in a query and in a body have one string to sign.
    assert!(
        with(
            "maxWithdrawalQuantity",
            Payload::json(br#"{"symbol":"SOL"}"#)
        )
        .is_ok()
    );
    assert_eq!(
        with("maxOrderQuantity", Payload::query(QUERY)),
        Err(VerifyError::Mismatch)
    );
    assert_eq!(
        with("maxWithdrawalQuantity", Payload::none()),
        Err(VerifyError::Mismatch)
    );
    assert_eq!(
        with("maxWithdrawalQuantity", Payload::query("symbol=SOL&a=1")),
        Err(VerifyError::Mismatch)
    );
    assert!(matches!(
        with("maxWithdrawalQuantity", Payload::json(b"[]")),
        Err(VerifyError::StringToSign(_))
    ));
}

// For a key of small order, anyone can make a signature that a lax verifier accepts.
#[test]
fn rejects_key_of_small_order() {
    // The signature (R = neutral element, s = 0) satisfies the plain equation for every message.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let key = STANDARD.encode(neutral);
    let signature = STANDARD.encode([neutral, [0; 32]].concat());
    let received = ReceivedHeaders {
        api_key: Some(&key),
        signature: Some(&signature),
        timestamp: Some("1614550000000"),
        window: None,
    };
    let now = Timestamp::from_millis(SIGNED_AT);
    assert_eq!(
        verify(received, &instruction(), Payload::query(QUERY), now),
        Err(VerifyError::Mismatch)
    );
}

#[test]
fn subscription_verifies_as_subscribe_without_payload() {
    let now = Timestamp::from_millis(SIGNED_AT);
    let subscription = sign_subscription(&credentials(), now, Window::DEFAULT).unwrap();
    let [api_key, signature, timestamp, window] = subscription.as_array().map(Some);
    let received = ReceivedHeaders {
        api_key,
        signature,
        timestamp,
        window,
    };
    assert!(verify(received, &Instruction::SUBSCRIBE, Payload::none(), now).is_ok());
    assert_eq!(subscription.into_array(), subscription.as_array());
}
