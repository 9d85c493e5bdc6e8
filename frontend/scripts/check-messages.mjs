// Fails when a text in the source has no entry in the English catalogue, or the
// catalogue holds one that is nowhere used: `npm run messages` sets it right.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";

const catalogue = new URL("../src/locales/en/messages.po", import.meta.url);
const withoutDate = (text) => text.replace(/^"POT-Creation-Date:.*\n/m, "");

const before = await readFile(catalogue, "utf8").catch(() => "");
execFileSync("npx", ["lingui", "extract", "--clean"], { stdio: "ignore" });
const after = await readFile(catalogue, "utf8");
await writeFile(catalogue, before);
if (withoutDate(before) !== withoutDate(after)) {
  console.error("src/locales/en/messages.po is out of date: run npm run messages");
  process.exit(1);
}
