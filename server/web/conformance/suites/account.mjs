import assert from "node:assert/strict";
import { it } from "node:test";
import { agree, arrive, Asker, desk, maria, onPage, onPhone, signInDocument } from "../people.mjs";
import { follow } from "../sockets.mjs";
import { totp } from "../totp.mjs";

const viewerDocument = `{ viewer { account { id username email emailVerified role sessions { id device ipAddress createdAt lastSeenAt current } }
  patients { id fullName clinicNumber dateOfBirth } practitioner { name } } }`;
const refreshDocument = `mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken refreshToken expiresAt } }`;

const verifyDocument = `mutation($input: VerifySecondFactorInput!) { verifySecondFactor(input: $input) {
  __typename ... on SignedIn { accessToken refreshToken deviceToken viewer { account { username secondFactor { totp recoveryCodesLeft } } } } } }`;

/** The front desk sets an authenticator app up, and does what is given with its secret and codes; then it is taken off again. */
async function withApp(portal, use) {
  const page = await onPage(portal, desk);
  const { startTotpEnrollment } = await page.get(`mutation { startTotpEnrollment { secret otpauthUri qrCodeSvg } }`);
  const { secret, otpauthUri } = startTotpEnrollment;
  assert.equal(new URL(otpauthUri).searchParams.get("secret"), secret);
  const { confirmTotpEnrollment } = await page.get(`mutation($input: ConfirmTotpEnrollmentInput!) { confirmTotpEnrollment(input: $input) { recoveryCodes } }`, { input: { code: totp(secret, -1) } });
  const codes = confirmTotpEnrollment.recoveryCodes;
  await use(secret, codes);
  await page.get(`mutation($input: StepUpInput!) { stepUp(input: $input) { expiresAt } }`, { input: { code: codes.at(-1) } });
  await page.get(`mutation { disableTotp { account { secondFactor { totp } } } }`);
}

export default function account(portal) {
  it("a page signs in by cookie and gets no tokens", async () => {
    const page = new Asker(portal());
    const { headers, data } = await page.ask(signInDocument, { input: { ...maria, client: "BROWSER" } });
    assert.equal(data.signIn.accessToken, null);
    assert.equal(data.signIn.refreshToken, null);
    const [cookie, ...more] = headers.getSetCookie();
    assert.deepEqual(more, []);
    for (const attribute of ["HttpOnly", "SameSite=Lax", "Path=/"]) assert.ok(cookie.includes(attribute), cookie);
    await agree(page);
    const { viewer } = await page.get(viewerDocument);
    assert.equal(viewer.account.role, "PATIENT");
    assert.equal(viewer.patients[0].fullName, "Maria Alvarez");
    assert.equal(viewer.patients[0].clinicNumber, "4-820-117");
    assert.equal(viewer.patients[0].dateOfBirth, "1984-03-09");
    assert.equal(viewer.account.sessions.filter((s) => s.current).length, 1);
  });

  it("nobody is nobody", async () => {
    const { viewer } = await new Asker(portal()).get(`{ viewer { account { id } } }`);
    assert.equal(viewer, null);
    const error = await new Asker(portal()).refused(`{ unreadCount }`);
    assert.equal(error.extensions.code, "UNAUTHENTICATED");
    assert.ok(error.extensions.messageId);
  });

  it("a cookie without the client's header does nothing", async () => {
    const page = await onPage(portal(), maria);
    const { status, data } = await page.ask(`{ viewer { account { id } } }`, {}, {});
    assert.equal(status, 403);
    assert.equal(data, undefined);
  });

  it("a cookie from another site's page does nothing", async () => {
    const page = await onPage(portal(), maria);
    const { status } = await page.ask(`{ unreadCount }`, {}, { "x-portal-client": "x", origin: "https://evil.example", "sec-fetch-site": "cross-site" });
    assert.equal(status, 403);
  });

  it("an unknown name and a wrong password get one answer", async () => {
    const nobody = new Asker(portal());
    const answers = [];
    for (const username of [desk.username, "no.such.person"]) {
      answers.push(await nobody.refused(signInDocument, { input: { username, password: "Wrong-Password-11!", client: "BROWSER" } }));
    }
    assert.equal(answers[0].extensions.code, "UNAUTHENTICATED");
    assert.deepEqual(answers[0], answers[1]);
    assert.equal(nobody.cookie, "");
  });

  it("a refresh token works once; a second use ends the family", async () => {
    const phone = await onPhone(portal(), maria);
    const anyone = new Asker(portal());
    const { refreshSession } = await anyone.get(refreshDocument, { input: { refreshToken: phone.signedIn.refreshToken } });
    const next = new Asker(portal(), { authorization: `Bearer ${refreshSession.accessToken}` });
    assert.equal((await next.get(viewerDocument)).viewer.account.username, maria.username);
    assert.notEqual(refreshSession.refreshToken, phone.signedIn.refreshToken);

    const listener = await follow(portal(), { authorization: `Bearer ${refreshSession.accessToken}` });
    const error = await anyone.refused(refreshDocument, { input: { refreshToken: phone.signedIn.refreshToken } });
    assert.equal(error.extensions.code, "UNAUTHENTICATED");
    assert.equal((await next.get(`{ viewer { account { id } } }`)).viewer, null);
    assert.equal((await anyone.refused(refreshDocument, { input: { refreshToken: refreshSession.refreshToken } })).extensions.code, "UNAUTHENTICATED");
    assert.equal((await listener.closed).code, 4401);
  });

  it("a device is signed out from another, and its socket closes within a second", async () => {
    const [page, phone] = [await onPage(portal(), maria), await onPhone(portal(), maria)];
    const listener = await follow(portal(), { authorization: `Bearer ${phone.signedIn.accessToken}` });
    const other = (await phone.get(viewerDocument)).viewer.account.sessions.find((s) => s.current);
    assert.equal(other.device, "Contract phone");
    const start = Date.now();
    await page.get(`mutation($input: RevokeSessionInput!) { revokeSession(input: $input) { account { sessions { id } } } }`, { input: { sessionId: other.id } });
    assert.equal((await listener.closed).code, 4401);
    assert.ok(Date.now() - start < 1000, `closed after ${Date.now() - start} ms`);
    assert.equal((await phone.refused(`{ unreadCount }`)).extensions.code, "UNAUTHENTICATED");
    assert.ok((await page.get(`{ unreadCount }`)).unreadCount >= 0);
  });

  it("signing out takes the cookie back and closes the socket", async () => {
    const page = await onPage(portal(), maria);
    const before = page.cookie;
    const listener = await follow(portal(), {}, { cookie: before, origin: portal().url });
    assert.equal((await page.get(`mutation { signOut { signedOut } }`)).signOut.signedOut, true);
    assert.equal(page.cookie, "");
    assert.equal((await listener.closed).code, 4401);
    const thief = new Asker(portal(), { cookie: before });
    assert.equal((await thief.get(`{ viewer { account { id } } }`)).viewer, null);
  });

  it("a session of another person cannot be ended", async () => {
    const [page, other] = [await onPage(portal(), maria), await onPage(portal(), desk)];
    const { id } = (await other.get(viewerDocument)).viewer.account.sessions.find((s) => s.current);
    const end = (sessionId) => page.refused(`mutation($input: RevokeSessionInput!) { revokeSession(input: $input) { account { id } } }`, { input: { sessionId } });
    const [foreign, missing] = [await end(id), await end("01890000-0000-7000-8000-000000000000")];
    assert.equal(foreign.extensions.code, "NOT_FOUND");
    assert.deepEqual(foreign, missing);
    assert.ok((await other.get(viewerDocument)).viewer);
  });

  it("signing out everywhere ends every session", async () => {
    const [page, phone] = [await onPage(portal(), maria), await onPhone(portal(), maria)];
    await page.get(`mutation { signOutEverywhere { signedOut } }`);
    assert.equal((await phone.get(`{ viewer { account { id } } }`)).viewer, null);
  });

  it("a second factor stands between the password and the session", () =>
    withApp(portal(), async (secret, codes) => {
      const asked = async () => {
        const page = new Asker(portal());
        const { signIn } = await page.get(signInDocument, { input: { ...desk, client: "BROWSER" } });
        assert.equal(signIn.__typename, "SecondFactorRequired");
        assert.deepEqual(signIn.methods, ["TOTP", "RECOVERY_CODE"]);
        assert.ok(Date.parse(signIn.expiresAt) > Date.now());
        assert.equal(page.cookie, "");
        return { page, challengeId: signIn.challengeId };
      };
      const first = await asked();
      const wrong = await first.page.refused(verifyDocument, { input: { challengeId: first.challengeId, method: "TOTP", code: "000000" } });
      assert.equal(wrong.extensions.code, "UNAUTHENTICATED");
      assert.equal(first.page.cookie, "");
      const proof = { method: "TOTP", code: totp(secret) };
      const { verifySecondFactor } = await first.page.get(verifyDocument, { input: { challengeId: first.challengeId, ...proof } });
      assert.equal(verifySecondFactor.__typename, "SignedIn");
      assert.equal(verifySecondFactor.accessToken, null);
      assert.deepEqual(verifySecondFactor.viewer.account, { username: desk.username, secondFactor: { totp: true, recoveryCodesLeft: 10 } });
      assert.ok(first.page.cookie);

      // The same code opens nothing again; a recovery code does, once; a challenge that was met is over.
      const second = await asked();
      const again = await second.page.refused(verifyDocument, { input: { challengeId: second.challengeId, ...proof } });
      assert.deepEqual(again, wrong);
      const recovery = { challengeId: second.challengeId, method: "RECOVERY_CODE", code: codes[0].toLowerCase().replaceAll("-", " ") };
      const left = await second.page.get(verifyDocument, { input: recovery });
      assert.equal(left.verifySecondFactor.viewer.account.secondFactor.recoveryCodesLeft, 9);
      assert.equal((await second.page.refused(verifyDocument, { input: recovery })).extensions.code, "EXPIRED");
      const third = await asked();
      assert.deepEqual(await third.page.refused(verifyDocument, { input: { ...recovery, challengeId: third.challengeId } }), wrong);
    }));

  it("a remembered phone signs in by its password alone", () =>
    withApp(portal(), async (_secret, codes) => {
      const input = { ...desk, client: "MOBILE", deviceName: "Contract phone" };
      const { signIn } = await new Asker(portal()).get(signInDocument, { input });
      const proof = { challengeId: signIn.challengeId, method: "RECOVERY_CODE", code: codes[0], rememberDevice: true };
      const { verifySecondFactor } = await new Asker(portal()).get(verifyDocument, { input: proof });
      assert.ok(verifySecondFactor.accessToken && verifySecondFactor.refreshToken);
      const { signIn: next } = await new Asker(portal()).get(signInDocument, { input: { ...input, deviceToken: verifySecondFactor.deviceToken } });
      assert.equal(next.__typename, "SignedIn");
    }));

  it("a hundred sign-ins in one document are refused", async () => {
    const right = JSON.stringify(maria.password);
    const signIns = Array.from({ length: 100 }, (_, i) => `a${i}: signIn(input: {username: "maria.alvarez", password: ${i < 99 ? '"Wrong-Password-11!"' : right}}) { __typename }`);
    const page = new Asker(portal());
    assert.equal((await page.refused(`mutation { ${signIns.join(" ")} }`)).extensions.code, "INVALID_INPUT");
    assert.equal(page.cookie, "");
    await arrive(page, maria, "BROWSER");
  });
}
