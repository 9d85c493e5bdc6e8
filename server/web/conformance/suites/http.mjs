import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { it } from "node:test";
import { buildSchema } from "graphql";
import { Asker, clinicDocument } from "../people.mjs";

export default function http(portal) {
  it("passes the audits of graphql-http", () => {
    const script = path.join(import.meta.dirname, "../graphql-http.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, portal().graphql], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^61 audits: \d+ passed, 0 failed/m);
    console.log(stdout.trim());
  });

  it("serves the contract, every field and argument of it described", async () => {
    const response = await fetch(`${portal().url}/schema.graphql`);
    assert.equal(response.status, 200);
    const schema = buildSchema(await response.text());
    const undescribed = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith("__") || ["Int", "Float", "String", "Boolean", "ID"].includes(type.name)) continue;
      if (!type.description) undescribed.push(type.name);
      for (const field of type.getFields ? Object.values(type.getFields()) : []) {
        if (!field.description) undescribed.push(`${type.name}.${field.name}`);
        for (const arg of field.args ?? []) if (!arg.description) undescribed.push(`${type.name}.${field.name}(${arg.name})`);
      }
    }
    assert.deepEqual(undescribed, []);
  });

  it("tells everybody about the clinic", async () => {
    const { clinic } = await new Asker(portal()).get(clinicDocument);
    assert.equal(clinic.locations.length, 2);
    assert.equal(clinic.departments.length, 4);
    assert.equal(clinic.practitioners.length, 12);
    assert.equal(clinic.services.length, 10);
    assert.equal(new Set(clinic.locations.map((l) => l.timeZone)).size, 2);
    const [department] = clinic.departments;
    const narrowed = await new Asker(portal()).get(
      `query($d: ID!, $l: ID!) { clinic { services(departmentId: $d) { id } practitioners(departmentId: $d, locationId: $l) { id } } }`,
      { d: department.id, l: clinic.locations[0].id },
    );
    assert.ok(narrowed.clinic.services.length > 0 && narrowed.clinic.services.length < clinic.services.length);
    assert.ok(narrowed.clinic.practitioners.length > 0 && narrowed.clinic.practitioners.length < clinic.practitioners.length);
  });

  it("names the field of each bad value", async () => {
    const { errors } = await new Asker(portal()).ask(
      `mutation($input: SignInInput!) { signIn(input: $input) { __typename } }`,
      { input: { username: "", password: "", client: "BROWSER" } },
    );
    assert.deepEqual(errors.map((e) => e.extensions.code), ["INVALID_INPUT", "INVALID_INPUT"]);
    assert.deepEqual(errors.map((e) => e.extensions.field).sort(), ["password", "username"]);
    for (const e of errors) assert.ok(e.extensions.messageId && e.message);
  });

  it("says nothing of what was sent when it is no JSON", async () => {
    const response = await fetch(portal().graphql, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"query": "mutation", "variables": {"password": "Quiet-Harbor-72!"`,
    });
    assert.equal(response.status, 400);
    assert.doesNotMatch(await response.text(), /Quiet/);
  });

  it("refuses more than 64 kB", async () => {
    const response = await fetch(portal().graphql, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: `{ viewer { __typename } } #${"x".repeat(70_000)}` }),
    });
    assert.equal(response.status, 413);
  });
}
