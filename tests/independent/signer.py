"""Signs requests to the exchange: an independent implementation of the published rules, without the Rust code."""

import base64
import json
import time
from urllib.parse import parse_qsl, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests.auth import AuthBase


class Signer(AuthBase):
    """Adds the four headers of a signature to a request of `requests`."""

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
        string = "&".join([*parts, f"timestamp={timestamp}", f"window={self.window}"])
        signature = self.key.sign(string.encode("utf-8", "surrogatepass"))
        request.headers["X-API-Key"] = self.api_key
        request.headers["X-Signature"] = base64.b64encode(signature).decode()
        request.headers["X-Timestamp"] = str(timestamp)
        request.headers["X-Window"] = str(self.window)
        return request


class Digits(str):
    """Number of a JSON body, as written."""


def signed_pairs(query, body):
    """Returns the sorted pairs that are signed: of the query, of the body, or of each order of a batch.

    A body that is neither an object nor a list of objects cannot be signed, and is rejected with any signature.
    """
    if not body:
        return [sort_pairs(parse_qsl(query, keep_blank_values=True))]
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
        sort_pairs([(key, signed_value(value, plain[index][key])) for key, value in element.items()])
        for index, element in enumerate(parsed)
    ]


def sort_pairs(pairs):
    """Sorts pairs by the bytes of the key; the values of a repeated key keep their order."""
    return sorted(pairs, key=lambda pair: pair[0].encode("utf-8", "surrogatepass"))


def signed_value(value, plain):
    """Formats a value for signing: a string as it is, a number as written, another value as compact JSON with sorted keys."""
    if isinstance(value, str):
        return value
    return json.dumps(plain, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
