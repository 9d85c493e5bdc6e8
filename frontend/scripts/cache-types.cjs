// A code generation plugin: what the app's cache has to know of the contract.
const { isObjectType, isUnionType } = require("graphql");

/** Object types without an id of their own, and which types a union may be. */
function plugin(schema) {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const embedded = types
    .filter((type) => isObjectType(type) && !roots.includes(type) && !type.getFields().id)
    .map((type) => type.name);
  const unions = types
    .filter(isUnionType)
    .map((union) => [union.name, schema.getPossibleTypes(union).map((type) => type.name)]);
  return [
    `export const embeddedTypes: string[] = ${JSON.stringify(embedded)};`,
    `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(unions))};`,
  ].join("\n");
}

module.exports = { plugin };
