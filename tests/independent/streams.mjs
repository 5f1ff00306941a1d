// The npm package `ws` as a client of the sandbox: streams.mjs NODE_MODULES URL COUNT. Prints what it received as JSON.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, url, count] = process.argv.slice(2);
const WebSocket = createRequire(`${resolve(folder)}/`)("ws");

const socket = new WebSocket(url);
const received = { trades: [], errors: [], pongs: 0 };
const send = (method, ...params) => socket.send(JSON.stringify({ method, params }));
const fail = (message) => {
  console.error(message);
  process.exit(1);
};

socket.on("open", () => {
  send("SUBSCRIBE", "nonsense.SOL_USDC");
  send("SUBSCRIBE", "trade.SOL_USDC");
  socket.ping("hello");
});
socket.on("pong", () => received.pongs++);
socket.on("error", (error) => fail(error.message));
socket.on("message", (text, isBinary) => {
  const frame = JSON.parse(text);
  if (isBinary) fail("a binary frame");
  if (frame.error) received.errors.push(frame.error);
  else if (received.trades.length < Number(count)) received.trades.push(frame.data);
  if (received.trades.length === Number(count)) socket.close(1000);
});
socket.on("close", (code) => {
  console.log(JSON.stringify({ ...received, code }));
});
