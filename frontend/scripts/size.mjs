// What each file of the build weighs on the wire, largest first.
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const folder = new URL("../dist/assets/", import.meta.url);
const rows = [];
for (const name of await readdir(folder)) {
  const bytes = await readFile(new URL(name, folder));
  rows.push({ name, gz: gzipSync(bytes, { level: 9 }).length });
}
rows.sort((a, b) => b.gz - a.gz);
for (const { name, gz } of rows) console.log(`${(gz / 1024).toFixed(1).padStart(7)} KB  ${name}`);
const html = await readFile(new URL("../dist/index.html", import.meta.url), "utf8");
const first = rows.filter(({ name }) => html.includes(name)).reduce((sum, { gz }) => sum + gz, 0);
console.log(`${(first / 1024).toFixed(1).padStart(7)} KB  before the first page is drawn (gzip)`);
