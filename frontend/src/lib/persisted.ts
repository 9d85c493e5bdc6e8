import { type Exchange, makeOperation, type Operation, type TypedDocumentNode } from "@urql/core";
import type { DocumentNode } from "graphql";
import { map, pipe } from "wonka";

type Known = DocumentNode & { __meta__?: { documentId?: string } };

/** The hash under which the server knows a document of ours. */
export function documentIdOf(document: DocumentNode | TypedDocumentNode): string | undefined {
  return (document as Known).__meta__?.documentId;
}

/**
 * Sends a document's id in place of its text, which the server of a built app
 * requires. The cache above keeps the document itself: it needs the text to
 * read the answer.
 */
export const sendDocumentIds: Exchange = ({ forward }) => {
  const sent = new Map<number, Operation>();
  return (operations$) =>
    pipe(
      operations$,
      map((operation) => {
        const documentId = documentIdOf(operation.query as DocumentNode);
        if (operation.kind === "teardown" || !documentId) return operation;
        sent.set(operation.key, operation);
        const query = { kind: "Document", definitions: [], documentId } as unknown as DocumentNode;
        return makeOperation(operation.kind, { ...operation, query } as Operation);
      }),
      forward,
      map((result) => ({ ...result, operation: sent.get(result.operation.key) ?? result.operation })),
    );
};
