"""The signer that schemathesis uses, and what the sandbox makes of signatures that are not right."""

import os

import pytest
import requests

from signer import Signer, signed_pairs

URL = os.environ["BACKPACK_API_URL"]
KEY = os.environ["BACKPACK_API_KEY"]
SECRET = os.environ["BACKPACK_API_SECRET"]
LIMIT = f"{URL}/api/v1/account/limits/withdrawal?symbol=SOL"


def signer(instruction="maxWithdrawalQuantity", **options):
    return Signer(KEY, SECRET, instruction, **options)


def test_pairs_are_sorted_and_plain():
    assert signed_pairs("b=2&a=%20+%C3%A9&b=1", None) == [[("a", "  é"), ("b", "2"), ("b", "1")]]
    body = '[{"quantity": 1.50, "post": true, "note": "a\\"b"}, {"x": {"b": 1.0, "a": null}}]'
    assert signed_pairs("", body) == [
        [("note", 'a"b'), ("post", "true"), ("quantity", "1.50")],
        [("x", '{"a":null,"b":1.0}')],
    ]


def test_the_right_signature_is_taken():
    answer = requests.get(LIMIT, auth=signer())
    assert (answer.status_code, answer.json()["symbol"]) == (200, "SOL")


@pytest.mark.parametrize(
    ("auth", "why"),
    [
        (None, "no headers"),
        (signer("balanceQuery"), "the instruction of another operation"),
        (Signer(KEY, KEY, "maxWithdrawalQuantity"), "another secret"),
    ],
)
def test_a_wrong_one_is_refused(auth, why):
    assert requests.get(LIMIT, auth=auth).status_code == 401, why


def test_a_changed_request_is_refused():
    signed = requests.Request("GET", LIMIT, auth=signer()).prepare()
    signed.url = signed.url.replace("SOL", "USDC")
    assert requests.Session().send(signed).status_code == 401


def test_an_expired_request_is_refused():
    signed = requests.Request("GET", LIMIT, auth=signer()).prepare()
    signed.headers["X-Window"] = "1"
    assert requests.Session().send(signed).status_code == 401
