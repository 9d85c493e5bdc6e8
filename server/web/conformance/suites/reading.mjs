import assert from "node:assert/strict";
import { it } from "node:test";
import { maria, onPage } from "../people.mjs";

const entries = ["medications", "allergies", "immunizations", "conditions", "procedures", "visits", "documents"];
const resultFields = `id name code { system code display } takenAt releasedAt status value unit referenceRange { low high text }
  interpretation { code text } report comments`;

export default function reading(portal) {
  let page;
  const ask = async (fields, variables = {}, signature = "") => {
    page ??= await onPage(portal(), maria);
    const data = await page.get(`query($id: ID!${signature}) { patient(patientId: $id) { ${fields} } }`, { id: page.patientId, ...variables });
    return data.patient;
  };

  it("who the patient is", async () => {
    const patient = await ask(`fullName givenNames familyName clinicNumber dateOfBirth sex contact { email phone address preferredLanguage }
      coverages { id payer plan memberId groupNumber } careTeam { name role }`);
    assert.equal(patient.clinicNumber, "4-820-117");
    assert.equal(patient.contact.email, "maria@example.org");
  });

  it("results, newest first, page by page, by name and category", async () => {
    const seen = [];
    let after = null;
    let total;
    do {
      const { results } = await ask(`results(first: 50, after: $after) { edges { cursor node { ${resultFields} } } pageInfo { hasNextPage endCursor } totalCount }`,
        { after }, ", $after: String");
      seen.push(...results.edges.map((e) => e.node));
      after = results.pageInfo.hasNextPage ? results.pageInfo.endCursor : null;
      total = results.totalCount;
    } while (after);
    assert.equal(seen.length, total);
    assert.equal(new Set(seen.map((r) => r.id)).size, total);
    seen.reduce((newer, older) => (assert.ok(newer.takenAt >= older.takenAt), older));
    const ranged = seen.find((r) => r.referenceRange && r.interpretation);
    assert.ok(ranged && ranged.interpretation.text && ranged.referenceRange.text && ranged.value);

    const { results } = await ask(`results(search: $search, category: "laboratory", first: 100) { edges { node { name } } totalCount }`,
      { search: ranged.name.slice(0, 5).toUpperCase() }, ", $search: String");
    assert.ok(results.totalCount > 0 && results.totalCount < total);
    const { resultTrend } = await ask(`resultTrend(code: $code) { points { resultId takenAt value text } unit referenceRange { text } }`,
      { code: ranged.code.code }, ", $code: String!");
    assert.ok(resultTrend.points.length > 1);
    resultTrend.points.reduce((older, newer) => (assert.ok(older.takenAt <= newer.takenAt), newer));
  });

  it("the rest of the record, each with its status in words", async () => {
    const fields = entries.map((kind) => `${kind}(first: 100) { edges { node { id name status startedOn author source } } totalCount }`).join(" ");
    const patient = await ask(`${fields} vitals(first: 5) { edges { node { ${resultFields} } } totalCount }`);
    for (const kind of entries) {
      assert.equal(patient[kind].edges.length, Math.min(100, patient[kind].totalCount), kind);
      for (const { node } of patient[kind].edges) assert.ok(node.name && node.status, kind);
    }
    assert.ok(patient.medications.totalCount > 0 && patient.immunizations.totalCount > 0 && patient.vitals.totalCount > 0);
  });

  it("advice is read and done", async () => {
    const fields = `id author subject body bodyHtml publishedAt readAt state instructions { id text why from until doneAt } about { kind id name } expectedReply`;
    const { advice } = await ask(`advice(state: UNREAD, first: 5) { edges { node { ${fields} } } totalCount }`);
    assert.ok(advice.totalCount > 0);
    const { node } = advice.edges.find((e) => e.node.instructions.length > 0);
    assert.equal(node.readAt, null);
    const one = await page.get(`query($id: ID!) { advice(adviceId: $id) { ${fields} } }`, { id: node.id });
    assert.deepEqual(one.advice, node);
    const read = await page.get(`mutation($input: MarkAdviceReadInput!) { markAdviceRead(input: $input) { advice { readAt state } } }`, { input: { adviceId: node.id } });
    assert.ok(read.markAdviceRead.advice.readAt);
    assert.equal(read.markAdviceRead.advice.state, "OPEN");
    const complete = `mutation($input: CompleteInstructionInput!) { completeInstruction(input: $input) { advice { state instructions { doneAt } } } }`;
    let after;
    for (const { id } of node.instructions) after = await page.get(complete, { input: { instructionId: id } });
    assert.equal(after.completeInstruction.advice.state, "DONE");
    await page.get(complete, { input: { instructionId: node.instructions[0].id, done: false } });
    const missing = await page.refused(`{ advice(adviceId: "01890000-0000-7000-8000-000000000000") { id } }`);
    assert.equal(missing.extensions.code, "NOT_FOUND");
  });

  it("notifications and deliveries", async () => {
    page ??= await onPage(portal(), maria);
    const list = `query($unreadOnly: Boolean!) { unreadCount notifications(first: 100, unreadOnly: $unreadOnly) {
      edges { node { id kind title body link createdAt readAt } } totalCount } }`;
    const before = await page.get(list, { unreadOnly: true });
    assert.ok(before.unreadCount > 1);
    assert.equal(before.notifications.totalCount, before.unreadCount);
    const mark = `mutation($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { unreadCount } }`;
    const [first] = before.notifications.edges;
    const one = await page.get(mark, { input: { notificationIds: [first.node.id] } });
    assert.equal(one.markNotificationsRead.unreadCount, before.unreadCount - 1);
    assert.equal((await page.get(mark, { input: {} })).markNotificationsRead.unreadCount, 0);
    assert.equal((await page.get(list, { unreadOnly: true })).notifications.totalCount, 0);
    assert.ok((await page.get(list, { unreadOnly: false })).notifications.totalCount >= before.unreadCount);
    const { deliveries } = await page.get(`query($id: ID!) { deliveries(patientId: $id, first: 100) { edges { node { kind channel address dueAt sentAt state reason } } totalCount } }`, { id: page.patientId });
    assert.ok(deliveries.totalCount > 0);
    const own = await page.get("{ deliveries(first: 1) { totalCount } }");
    assert.equal(own.deliveries.totalCount, deliveries.totalCount);
    for (const { node } of deliveries.edges) assert.notEqual(node.address, "maria@example.org");
  });
}
