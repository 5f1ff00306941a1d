"""The signer of schemathesis, and the responses of the sandbox to wrong signatures."""

import os
import time

import pytest
import requests

from signer import Signer, signed_pairs

URL = os.environ["BACKPACK_API_URL"]
KEY = os.environ["BACKPACK_API_KEY"]
SECRET = os.environ["BACKPACK_API_SECRET"]
LIMIT = f"{URL}/api/v1/account/limits/withdrawal?symbol=SOL"


def signer(instruction="maxWithdrawalQuantity", **options):
    return Signer(KEY, SECRET, instruction, **options)


def test_sorts_and_decodes_pairs():
    assert signed_pairs("b=2&a=%20+%C3%A9&b=1", None) == [[("a", "  é"), ("b", "2"), ("b", "1")]]
    body = '[{"quantity": 1.50, "post": true, "note": "a\\"b"}, {"x": {"b": 1.0, "a": null}}]'
    assert signed_pairs("", body) == [
        [("note", 'a"b'), ("post", "true"), ("quantity", "1.50")],
        [("x", '{"a":null,"b":1.0}')],
    ]


def test_accepts_valid_signature():
    response = requests.get(LIMIT, auth=signer())
    assert (response.status_code, response.json()["symbol"]) == (200, "SOL")


@pytest.mark.parametrize(
    ("auth", "status", "reason"),
    [
        (None, 401, "no headers"),
        (signer("balanceQuery"), 400, "the instruction of another operation"),
        (Signer(KEY, KEY, "maxWithdrawalQuantity"), 400, "another secret"),
    ],
)
def test_rejects_wrong_signature(auth, status, reason):
    assert requests.get(LIMIT, auth=auth).status_code == status, reason


def test_rejects_changed_request():
    signed = requests.Request("GET", LIMIT, auth=signer()).prepare()
    signed.url = signed.url.replace("SOL", "USDC")
    assert requests.Session().send(signed).status_code == 400


def test_rejects_expired_request():
    signed = requests.Request("GET", LIMIT, auth=signer(window=1)).prepare()
    time.sleep(0.05)
    assert requests.Session().send(signed).status_code == 401
