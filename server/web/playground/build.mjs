// Lays out the playground in dist: GraphiQL and React as their authors publish
// them, and our page beside them. Nothing is compiled.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

const files = {
  "page/index.html": "index.html",
  "page/playground.js": "playground.js",
  "page/playground.css": "playground.css",
  "node_modules/react/umd/react.production.min.js": "react.js",
  "node_modules/react-dom/umd/react-dom.production.min.js": "react-dom.js",
  "node_modules/graphiql/graphiql.min.js": "graphiql.js",
  "node_modules/graphiql/graphiql.min.css": "graphiql.css",
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
for (const [from, to] of Object.entries(files)) {
  await copyFile(join(here, from), join(dist, to));
}
