import { expect, it } from "vitest";
import { refuse, serve } from "../../../tests/server";
import { accept } from "./invitation";

const WHO = { tenant: "demo", login: "lin", password: "a fine password" };
const REPLY = { token: "t", user: {}, mustChangePassword: false, mustSetSecondFactor: false };
const OVER = refuse(409, { code: "auth.invitation_over" });

it("sets the password, then signs in with it", async () => {
  const asked = serve({ "POST /public/invitations/accept": () => undefined, "POST /auth/login": () => REPLY });
  expect(await accept("tok", WHO, false)).toEqual({ kind: "signedIn", reply: REPLY });
  expect(asked.map(({ body }) => body)).toEqual([{ token: "tok", password: WHO.password }, WHO]);
});

it("takes a link that is over for its own doing only after an answer was lost and the password opens", async () => {
  const asked = serve({ "POST /public/invitations/accept": () => OVER, "POST /auth/login": () => REPLY });
  await expect(accept("tok", WHO, false)).rejects.toMatchObject({ code: "auth.invitation_over" });
  expect(asked).toHaveLength(1);
  expect((await accept("tok", WHO, true)).kind).toBe("signedIn");
  serve({ "POST /public/invitations/accept": () => OVER, "POST /auth/login": () => refuse(401, { code: "auth.login_failed" }) });
  await expect(accept("tok", WHO, true)).rejects.toMatchObject({ code: "auth.invitation_over" });
});

it("goes on to the code of somebody who was here before", async () => {
  serve({ "POST /public/invitations/accept": () => undefined, "POST /auth/login": () => refuse(401, { code: "auth.code_required" }) });
  expect((await accept("tok", WHO, false)).kind).toBe("code");
});

it("says that the password is set when only signing in did not work", async () => {
  serve({ "POST /public/invitations/accept": () => undefined, "POST /auth/login": () => refuse(503, { code: "unavailable" }) });
  expect((await accept("tok", WHO, false)).kind).toBe("signInYourself");
});
