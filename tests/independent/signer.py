"""Signs requests to the exchange: the published rules, read a second time and in another language.

It shares nothing with the Rust code.
"""

import base64
import json
import time
from urllib.parse import parse_qsl, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests.auth import AuthBase


class Signer(AuthBase):
    """Gives a request of `requests` the four headers of an operation with this instruction."""

    def __init__(self, api_key, secret, instruction, window=5000):
        self.api_key = api_key
        self.key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret))
        self.instruction = instruction
        self.window = window

    def __call__(self, request):
        timestamp = int(time.time() * 1000)
        parts = [
            "&".join(f"{key}={value}" for key, value in [("instruction", self.instruction), *pairs])
            for pairs in signed_pairs(urlsplit(request.url).query, request.body)
        ]
        text = "&".join([*parts, f"timestamp={timestamp}", f"window={self.window}"])
        signature = self.key.sign(text.encode("utf-8", "surrogatepass"))
        request.headers["X-API-Key"] = self.api_key
        request.headers["X-Signature"] = base64.b64encode(signature).decode()
        request.headers["X-Timestamp"] = str(timestamp)
        request.headers["X-Window"] = str(self.window)
        return request


class Digits(str):
    """A number of a JSON body, as it is written there."""


def signed_pairs(query, body):
    """The sorted pairs that are signed: of the query, of the body, or of each order of a batch.

    A body that is neither an object nor a list of them has no signed text, and is refused whatever is signed.
    """
    if not body:
        return [by_key(parse_qsl(query, keep_blank_values=True))]
    try:
        parsed = json.loads(body, parse_int=Digits, parse_float=Digits)
        plain = json.loads(body)
    except ValueError:
        return [[]]
    if isinstance(parsed, dict):
        parsed, plain = [parsed], [plain]
    if not isinstance(parsed, list) or not all(isinstance(element, dict) for element in parsed):
        return [[]]
    return [
        by_key([(key, text(value, plain[index][key])) for key, value in element.items()])
        for index, element in enumerate(parsed)
    ]


def by_key(pairs):
    """Sorted by the bytes of the key; the values of a repeated key keep their order."""
    return sorted(pairs, key=lambda pair: pair[0].encode("utf-8", "surrogatepass"))


def text(value, plain):
    """A value as it is signed: text as it is, numbers as written, what is nested as compact JSON with sorted keys."""
    if isinstance(value, str):
        return value
    return json.dumps(plain, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
