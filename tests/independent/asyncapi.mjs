// Validates an AsyncAPI document with @asyncapi/parser. Any finding fails. Examples are checked by frames.py.
// Usage: asyncapi.mjs NODE_MODULES DOCUMENT

import { createRequire } from "node:module";
import { resolve } from "node:path";

const [nodeModules, document] = process.argv.slice(2).map((argument) => resolve(argument));
const { Parser, fromFile } = createRequire(`${nodeModules}/`)("@asyncapi/parser");

const { document: parsed, diagnostics } = await fromFile(new Parser(), document).parse();
for (const { range, path, message } of diagnostics) {
  console.log(`${document}:${range.start.line + 1}: ${path.join(".")}: ${message}`);
}
if (!parsed || diagnostics.length > 0) process.exit(1);
console.log(`${parsed.channels().all().length} channels, ${parsed.messages().all().length} messages`);
