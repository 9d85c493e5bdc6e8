// After code generation: lays the documents' texts, by the hash the app sends,
// where the server picks them up, apart from dist/, which is served to everyone.
import { mkdir, readFile, writeFile } from "node:fs/promises";

const here = new URL("../", import.meta.url);
const documents = JSON.parse(await readFile(new URL("src/gql/persisted-documents.json", here), "utf8"));
const count = Object.keys(documents).length;
if (count === 0) throw new Error("no operations found: code generation read no documents");

await mkdir(new URL("persisted/", here), { recursive: true });
await writeFile(new URL("persisted/operations.json", here), `${JSON.stringify(documents, null, 1)}\n`);
console.log(`persisted/operations.json: ${count} operations`);
