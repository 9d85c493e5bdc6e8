import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, execute, parse, validate } from "graphql";
import { graphql, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import type { Clinic } from "./clinic";
import { socket } from "./socket";

const root = join(process.cwd(), "..");

/** The contract itself, so that a document the server would refuse fails here too. */
const schema = buildSchema(
  ["schema.graphql", ...readdirSync(join(root, "graph/schema")).map((name) => `graph/schema/${name}`)]
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n"),
);

export const network = setupServer();

/** What was asked of the clinic, in order. */
export type Asked = { operation: string; variables: Record<string, unknown> }[];

/** Answers every operation from the clinic given. */
export function serve(clinic: Clinic): Asked {
  const asked: Asked = [];
  socket();
  network.use(
    graphql.operation(async ({ query, variables, operationName }) => {
      asked.push({ operation: operationName ?? "", variables });
      const document = parse(query);
      const wrong = validate(schema, document);
      if (wrong.length > 0) throw new Error(`${operationName}: ${wrong.join("; ")}`);
      const answer = await execute({ schema, document, rootValue: clinic, variableValues: variables });
      // Refusals are made by refuse(): an error here is a hole in the made-up clinic.
      if (answer.errors) console.error(operationName, answer.errors.join("; "));
      return HttpResponse.json(JSON.parse(JSON.stringify(answer)));
    }),
  );
  return asked;
}

/** Answers one operation with an error of the contract. */
export function refuse(operation: string, code: string, over: object = {}): void {
  network.use(
    graphql.operation(({ operationName }) =>
      operationName === operation
        ? HttpResponse.json({ errors: [{ message: "refused", extensions: { code, ...over } }], data: null })
        : undefined,
    ),
  );
}

/** As if the network were down for one operation; what was sent into it is kept. */
export function cutOff(operation: string): Asked {
  const lost: Asked = [];
  network.use(
    graphql.operation(({ operationName, variables }) => {
      if (operationName !== operation) return undefined;
      lost.push({ operation, variables });
      return HttpResponse.error();
    }),
  );
  return lost;
}
