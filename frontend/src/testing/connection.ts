/** A page of a list, or its last one. */
export function connection<Node>(nodes: Node[], more = false) {
  return {
    totalCount: more ? nodes.length * 2 : nodes.length,
    pageInfo: { hasNextPage: more, hasPreviousPage: false, startCursor: "a", endCursor: nodes.length ? `after-${nodes.length}` : null },
    edges: nodes.map((node, index) => ({ node, cursor: `${index}` })),
  };
}
