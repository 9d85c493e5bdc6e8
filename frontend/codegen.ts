import type { CodegenConfig } from "@graphql-codegen/cli";
import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from "graphql";

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

function withTypename(set: SelectionSetNode): SelectionSetNode {
  const has = set.selections.some((one) => one.kind === Kind.FIELD && one.name.value === "__typename");
  return has ? set : { ...set, selections: [typename, ...set.selections] };
}

/**
 * The cache needs every object's type. The root needs none: a subscription may
 * have one root field only, and the server lets a mutation have one.
 */
function addTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave: (set, _key, parent) => {
        const atRoot = parent && "kind" in parent && parent.kind === Kind.OPERATION_DEFINITION;
        return atRoot ? undefined : withTypename(set);
      },
    },
  });
}

/**
 * Types and documents for the operations written beside the pages.
 * The documents' texts go to src/gql/persisted-documents.json, keyed by the
 * hash the production build sends instead of the text.
 */
const config: CodegenConfig = {
  schema: ["../schema.graphql", "../graph/schema/*.graphql"],
  documents: ["src/**/*.graphql"],
  ignoreNoDocuments: true,
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { hashPropertyName: "documentId" },
      },
      documentTransforms: [{ transform: ({ documents }) => documents.map((file) => ({ ...file, document: file.document && addTypenames(file.document) })) }],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { DateTime: "string", Date: "string", PartialDate: "string", EmailAddress: "string", URL: "string" },
      },
    },
    "src/gql/cacheTypes.ts": { plugins: ["./scripts/cache-types.cjs"] },
  },
};

export default config;
