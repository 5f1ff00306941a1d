"""Independent WebSocket clients against the sandbox, and the client of this project against an independent server.

The sandbox numbers what it sends, so what a client receives is compared with it, event by event.
"""

import asyncio
import json
import os
import subprocess
from pathlib import Path

import ccxt.pro
import pytest
import websockets
import websockets.asyncio.client
import websockets.asyncio.server

HERE = Path(__file__).resolve().parent
EXAMPLES = Path(os.environ["BACKPACK_EXAMPLES"])
NODE_MODULES = os.environ["BACKPACK_NODE_MODULES"]
TRADES = "trade.SOL_USDC"
LIMIT = 60


class Sandbox:
    """The program `streams_server`, and the commands to it."""

    def __init__(self):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([EXAMPLES / "streams_server"], **pipes)
        lines = [self.process.stdout.readline().strip().partition("=") for _ in range(4)]
        self.values = {name: value for name, _, value in lines}
        self.url = self.values["BACKPACK_STREAMS_URL"]

    def command(self, *words):
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def sandbox():
    sandbox = Sandbox()
    yield sandbox
    sandbox.process.stdin.close()
    sandbox.process.wait(10)


def run(test):
    return asyncio.run(asyncio.wait_for(test, LIMIT))


def request(method, *streams):
    return json.dumps({"method": method, "params": streams})


async def receive(socket, count):
    """Returns the data of the next events of trades."""
    events = []
    while len(events) < count:
        frame = json.loads(await socket.recv())
        assert frame["stream"] == TRADES
        events.append(frame["data"])
    return events


def test_websockets_receives_what_was_sent(sandbox):
    async def test():
        # Its default: it offers permessage-deflate, and works without.
        async with websockets.connect(sandbox.url) as socket:
            await socket.send(request("SUBSCRIBE", "nonsense.SOL_USDC"))
            assert json.loads(await socket.recv()) == {"id": None, "error": {"code": 4006, "message": "Invalid stream"}}
            await (await socket.ping())
            await socket.send(request("SUBSCRIBE", TRADES))
            sandbox.command("fragments", TRADES)
            received = await receive(socket, 30)
            sent = sandbox.command("events", TRADES)
            start = sent.index(received[0])
            assert sent[start : start + 30] == received
            sandbox.command("close", TRADES)
            with pytest.raises(websockets.ConnectionClosedError) as closed:
                await receive(socket, 1000)
            assert closed.value.rcvd.code == 1012
            assert sandbox.command("triggered") == 2

    run(test())


def test_ws_receives_what_was_sent(sandbox):
    command = ["node", HERE / "streams.mjs", NODE_MODULES, sandbox.url, "30"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    assert done.returncode == 0, done.stderr
    received = json.loads(done.stdout)
    assert received["errors"] == [{"code": 4006, "message": "Invalid stream"}]
    assert (received["pongs"], received["code"]) == (1, 1000)
    sent = sandbox.command("events", TRADES)
    start = sent.index(received["trades"][0])
    assert sent[start : start + 30] == received["trades"]


def test_client_reports_what_a_server_withholds():
    """The server is `websockets`. It fragments, pings, skips number 10, and closes after number 20; 21 to 24 are lost."""

    async def serve(socket):
        assert json.loads(await socket.recv()) == json.loads(request("SUBSCRIBE", TRADES))
        first = 1 if serve.connections == 0 else 25
        serve.connections += 1
        for number in range(first, first + 20):
            if number == 10:
                continue
            text = json.dumps({"data": {"n": number}, "stream": TRADES}, separators=(",", ":"))
            await socket.send([text[:9], text[9:20], text[20:]] if number % 3 == 0 else text)
            await (await socket.ping())
        await socket.close(1012)

    async def test():
        serve.connections = 0
        async with websockets.asyncio.server.serve(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            command = [EXAMPLES / "streams_client", f"ws://127.0.0.1:{port}", TRADES, "44"]
            process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
            output, _ = await process.communicate()
            assert process.returncode == 0
        items = [json.loads(line) for line in output.splitlines()]
        numbers = lambda *bounds: [{"event": {"n": number}} for number in range(*bounds)]
        assert items == [
            {"live": 1},
            *numbers(1, 10),
            {"gap": {"skipped": [10, 11]}},
            {"live": 1},
            *numbers(11, 21),
            {"gap": {"closed": 1012}},
            {"live": 2},
            *numbers(25, 45),
        ]

    run(test())


def test_ccxt_loses_events_in_silence(sandbox):
    """A row of README.md: ccxt.pro reports no error when a trade is missing."""

    async def test():
        exchange = ccxt.pro.backpack({"enableRateLimit": False})
        exchange.urls["api"]["ws"] = {"public": sandbox.url, "private": sandbox.url}
        exchange.set_markets([exchange.parse_market(MARKET)])
        try:
            seen = []
            while len(seen) < 20:
                for trade in await exchange.watch_trades("SOL/USDC"):
                    seen.append(int(trade["id"]))
                if len(seen) == 1:
                    sandbox.command("skip", TRADES)
        finally:
            await exchange.close()
        return sorted(set(seen))

    seen = run(test())
    assert sandbox.command("triggered") == 1
    sent = [event["t"] for event in sandbox.command("events", TRADES)]
    missing = [number for number in sent if seen[0] < number < seen[-1] and number not in seen]
    assert len(missing) == 1, (seen, sent)


# A market as `get_markets` describes it.
MARKET = {
    "baseSymbol": "SOL",
    "quoteSymbol": "USDC",
    "symbol": "SOL_USDC",
    "marketType": "SPOT",
    "orderBookState": "Open",
    "visible": True,
    "createdAt": "2025-01-21T06:34:54.691858",
    "filters": {
        "price": {"minPrice": "0.01", "maxPrice": None, "tickSize": "0.01"},
        "quantity": {"minQuantity": "0.01", "maxQuantity": None, "stepSize": "0.01"},
    },
}
