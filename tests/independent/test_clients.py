"""Independent clients against the sandbox: it accepts their requests, or rejects them for known faults of the client.

Every private call of each client is made, with all its arguments. A rejected call is listed with the status, the reason, and
the arguments without which it is accepted. A listed call that is accepted is an error too, so the lists stay accurate.
"""

import inspect
import json
import os
from pathlib import Path

import bpx.account
import ccxt
import pytest
import requests
from backpack_exchange_sdk import AuthenticationClient
from backpack_exchange_sdk._base.errors import BackpackAPIError

URL = os.environ["BACKPACK_API_URL"]
KEY = os.environ["BACKPACK_API_KEY"]
SECRET = os.environ["BACKPACK_API_SECRET"]
DOCUMENT = json.loads((Path(__file__).parents[2] / "generated/openapi.json").read_text())

# Arguments of all clients, by their names in lower case without underscores.
VALUES = {
    "address": "7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5",
    "asset": "SOL",
    "blockchain": "Solana",
    "blockchainname": "Solana",
    "borrow": "e30=",
    "borrowlendeventtype": "Borrow",
    "bidprice": "141.5",
    "askprice": "142.5",
    "brokerid": 7,
    "clientid": 7,
    "clientstrategyid": 11,
    "duration": 3600000,
    "excludeplatform": True,
    "executionmode": "AwaitAccept",
    "filltype": "User",
    "from": 1790000000000,
    "fromtimestamp": 1790000000000,
    "id": 5,
    "interval": 60000,
    "leveragelimit": "5",
    "limit": 50,
    "markettype": "PERP",
    "offset": 10,
    "orderid": "59669287267",
    "orders": [
        {"symbol": "SOL_USDC_PERP", "side": "Bid", "orderType": "Limit", "price": "141", "quantity": "12"},
        {"symbol": "SOL_USDC_PERP", "side": "Ask", "orderType": "Market", "quantity": "11", "reduceOnly": True},
    ],
    "ordertype": "Limit",
    "positionid": "5813",
    "price": "142.12",
    "quantity": "1.5",
    "quoteid": "59669290114",
    "quotequantity": "200",
    "randomizedintervalquantity": True,
    "recipientinformation": "An exchange",
    "rfqid": "59669287301",
    "selftradeprevention": "RejectTaker",
    "side": "Bid",
    "slippagetolerance": "0.5",
    "slippagetolerancetype": "Percent",
    "sortdirection": "Desc",
    "sources": "BorrowLend",
    "strategyid": "6023471188",
    "strategytype": "Scheduled",
    "subaccountid": 3,
    "symbol": "SOL_USDC",
    "timeinforce": "GTC",
    "to": 1790000090000,
    "totimestamp": 1790000090000,
    "triggerprice": "150",
    "triggerquantity": "1",
    "triggeredby": "MarkPrice",
    "twofactorcode": "123456",
    "twofactortoken": "123456",
    "window": 10000,
    "withdrawaldelayhours": 24,
}
BORROW_LEND = {"side": "Borrow", "symbol": "SOL"}

# Arguments whose name has another meaning in these calls.
BPX = {
    "execute_borrow_lend": BORROW_LEND,
    "get_interest_history": {"source": "BorrowLend"},
    "get_settlements_history": {"source": "FundingPayment"},
    "withdrawal": {"client_id": "w-7"},
}
TRUE = (400, "a boolean in the query is signed as `true` and sent as `True`")
BPX_REJECTED = {
    "cancel_order": (400, "the client id is sent as a string and must be an integer", ["client_id"]),
    "get_max_order_quantity": (*TRUE, ["reduce_only", "auto_borrow", "auto_borrow_repay", "auto_lend_redeem"]),
    "get_max_withdrawal_quantity": (*TRUE, ["auto_borrow", "auto_lend_redeem"]),
    "get_profit_and_loss_history": (404, "the exchange has removed this operation"),
}
SDK = {
    "cancel_open_orders": {"orderType": "RestingLimitOrder"},
    "execute_borrow_lend": BORROW_LEND,
    "get_borrow_history": {"type": "Borrow"},
    "get_borrow_position_history": {"side": "Borrow", "state": "Open"},
    "get_interest_history": {"source": "BorrowLend"},
    "get_position_history": {"state": "Open"},
    "get_quote_history": {"status": "New"},
    "get_rfq_history": {"status": "New"},
    "get_settlement_history": {"source": "FundingPayment"},
    "request_withdrawal": {"client_id": "w-7"},
}
SESSION = (401, "the operation rejects API keys, and the client invents an instruction")
SDK_REJECTED = {
    "create_withdrawal_delay": SESSION,
    "get_deposits": (*TRUE, ["excludePlatform"]),
    "get_estimated_liquidation_price": SESSION,
    "get_max_order_quantity": (*TRUE, ["reduceOnly", "autoBorrow", "autoBorrowRepay", "autoLendRedeem"]),
    "get_max_withdrawal_quantity": (*TRUE, ["autoBorrow", "autoLendRedeem"]),
    "get_withdrawal_delay": SESSION,
    "request_withdrawal": (400, "the recipient is sent as a string and must be an object", ["recipient_information"]),
    "update_withdrawal_delay": SESSION,
}
UNSIGNED = (400, "the client has no instruction for the operation, and signs an empty one")
ENCODED = (400, "the client signs percent-encoded values")
CCXT_REJECTED = {
    "accept_quote": UNSIGNED,
    "cancel_rfq": UNSIGNED,
    "convert_dust": UNSIGNED,
    "execute_order-conditional": ENCODED,
    "get_borrow_lend_history": ENCODED,
    "refresh_rfq": UNSIGNED,
    "request_withdrawal-full": (400, "the client signs an object as Python formats it"),
    "submit_rfq": UNSIGNED,
}


@pytest.fixture(autouse=True)
def responses(monkeypatch):
    """Records every response, since some clients hide them from their callers."""
    received = []
    send = requests.Session.send

    def recording(self, *arguments, **options):
        received.append(send(self, *arguments, **options))
        return received[-1]

    monkeypatch.setattr(requests.Session, "send", recording)
    return received


def private_calls(client):
    return [name for name, _ in inspect.getmembers(client, inspect.ismethod) if not name.startswith("_")]


def value_of(name):
    plain = name.replace("_", "").lower()
    if plain in VALUES:
        return VALUES[plain]
    if plain.startswith(("auto", "post", "reduce")):
        return True
    if plain.startswith(("stoploss", "takeprofit", "trigger")):
        return "MarkPrice" if plain.endswith("by") else "150"
    raise KeyError(f"test_clients.py has no value for the argument {name}")


def check(client, name, special, rejected, responses):
    """Makes a call with all arguments; a rejected call also with the arguments that are accepted."""
    method = getattr(client, name)
    special = special.get(name, {})
    arguments = {
        name: special[name] if name in special else value_of(name) for name in inspect.signature(method).parameters
    }

    def status(arguments):
        responses.clear()
        try:
            method(**arguments)
        except BackpackAPIError:
            pass
        assert len(responses) == 1
        return responses[0].status_code

    if name not in rejected:
        assert status(arguments) == 200, responses[0].text
        return
    expected, reason, *without = rejected[name]
    assert status(arguments) == expected, f"{reason}: {responses[0].text}"
    for omitted in without:
        assert status({k: v for k, v in arguments.items() if k not in omitted}) == 200, responses[0].text


BPX_CLIENT = bpx.account.Account(KEY, SECRET)
BPX_CLIENT.BPX_API_URL = f"{URL}/"
SDK_CLIENT = AuthenticationClient(KEY, SECRET, base_url=f"{URL}/")
CCXT_CLIENT = ccxt.backpack({"apiKey": KEY, "secret": SECRET, "enableRateLimit": False})
CCXT_CLIENT.urls["api"] = {"public": URL, "private": URL}


@pytest.mark.parametrize("name", private_calls(BPX_CLIENT))
def test_bpx_py(name, responses):
    check(BPX_CLIENT, name, BPX, BPX_REJECTED, responses)


@pytest.mark.parametrize("name", private_calls(SDK_CLIENT))
def test_backpack_exchange_sdk(name, responses):
    check(SDK_CLIENT, name, SDK, SDK_REJECTED, responses)


def ccxt_calls():
    """Returns every private endpoint of ccxt, with the description's examples of its parameters or bodies."""
    calls = []
    for method, paths in CCXT_CLIENT.api["private"].items():
        for path in paths:
            operation = DOCUMENT["paths"][f"/{path}"][method]
            name = operation["operationId"]
            if "requestBody" in operation:
                (media,) = operation["requestBody"]["content"].values()
                examples = {f"{name}-{key}": one["value"] for key, one in media.get("examples", {}).items()}
                examples = examples or {name: media["example"]}
            else:
                # ccxt sends a list as Python formats it, so only one value is sent.
                parameters = {p["name"]: p["example"] for p in operation.get("parameters", []) if p["in"] == "query"}
                examples = {name: {k: v[0] if isinstance(v, list) else v for k, v in parameters.items()}}
            calls += [pytest.param(method, path, values, id=key) for key, values in examples.items()]
    return calls


@pytest.mark.parametrize(("method", "path", "values"), ccxt_calls())
def test_ccxt(method, path, values, responses, request):
    example = request.node.callspec.id
    rejected = CCXT_REJECTED.get(example) or CCXT_REJECTED.get(example.partition("-")[0])
    expected, reason = rejected or (200, "")
    try:
        CCXT_CLIENT.request(path, "private", method.upper(), values)
    except ccxt.BaseError:
        assert expected != 200, responses[-1].text
    assert [response.status_code for response in responses] == [expected], reason


def test_listed_calls_exist():
    assert {*BPX, *BPX_REJECTED} <= {*private_calls(BPX_CLIENT)}
    assert {*SDK, *SDK_REJECTED} <= {*private_calls(SDK_CLIENT)}
    examples = {call.id for call in ccxt_calls()}
    assert {*CCXT_REJECTED} <= examples | {example.partition("-")[0] for example in examples}


def test_rejects_signature_of_another_key(responses):
    """The sandbox verifies signatures."""
    AuthenticationClient(KEY, SECRET, base_url=f"{URL}/").get_balances()
    with pytest.raises(BackpackAPIError):
        AuthenticationClient(KEY, KEY, base_url=f"{URL}/").get_balances()
    assert [response.status_code for response in responses] == [200, 400]
