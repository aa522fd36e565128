// One's own account: a second factor set up and asked for at the door, recovery codes, a company that demands it of its
// administrators, and an invitation that is opened once. The codes are computed here as an authenticator app does.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Authenticator } from "./support/authenticator.mjs";
import { call } from "./support/design.mjs";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { PASSWORD } from "./support/server.mjs";
import { answered, button, dialog, field, gone, seen, tick } from "./support/steps.mjs";
import { LOCALES, serverWords } from "./support/words.mjs";

const CHOSEN = "chosen by the newcomer";

for (const locale of LOCALES) {
  describe(`one's own account, ${locale}`, () => {
    const house = useHouse(locale);
    const said = serverWords(locale);
    const phone = {};

    const atTheDoor = async (options) => {
      const visitor = await house.visitor(options);
      visitor.expectProblem(401, /\/(me|login)$/);
      await visitor.page.goto("/login");
      return visitor;
    };
    const giveName = async ({ page, t }, login, password = PASSWORD) => {
      await field(page, t("session:login")).fill(login);
      await page.getByLabel(t("session:password"), { exact: true }).fill(password);
      await button(page, t("session:submit")).click();
    };
    const codeField = ({ page, t }) => page.getByRole("textbox", { name: t("account:code.label", { count: 6 }) });
    const inside = (page) => seen(page.getByRole("navigation").first());
    /** Reads the secret off the page and types the code that an app would show. */
    const enrol = async ({ page, t }) => {
      await seen(page.getByRole("img", { name: t("account:factor.qr") }));
      const app = new Authenticator((await page.getByRole("form", { name: t("account:factor.title") }).locator("code").textContent()).replaceAll(" ", ""));
      await page.getByRole("textbox", { name: t("account:factor.enter") }).fill(await app.next());
      const list = page.getByRole("list", { name: t("account:recovery.title") });
      await seen(list);
      return { app, codes: await list.getByRole("listitem").allTextContents() };
    };
    const keepCodes = async ({ page, t }, done) => {
      await tick(page.getByRole("checkbox", { name: t("account:recovery.kept") }));
      await button(page, done).click();
    };

    test("a second factor is set up in one's settings; a wrong code and a wrong password say so", async () => {
      const person = await house.person("employee");
      const { page, t, expectProblem } = person;
      expectProblem(422, /\/second-factor/);
      await page.goto("/settings#second-factor");
      await button(page, t("settings:factor.setUp")).click();
      const password = page.getByRole("region", { name: t("settings:factor.title") }).getByLabel(t("account:password.own"));
      await password.fill("not-the-password");
      await button(page, t("account:factor.begin")).click();
      await seen(page.getByText(said["auth.password_wrong"]));
      await password.fill(PASSWORD);
      await button(page, t("account:factor.begin")).click();
      const code = page.getByRole("textbox", { name: t("account:factor.enter") });
      await code.fill("12");
      await button(page, t("account:factor.confirm")).click();
      await seen(page.getByRole("alert").getByText(t("account:factor.codeMissing", { count: 6 })));
      await picture(page, `factor-set-up-${locale}`);
      assert.deepEqual(await findings(page), []);
      Object.assign(phone, await enrol(person));
      assert.equal(phone.codes.length, 10);
      await picture(page, `factor-codes-${locale}`);
      assert.deepEqual(await findings(page), []);
      const [file] = await Promise.all([page.waitForEvent("download"), button(page, t("account:recovery.download")).click()]);
      assert.equal(file.suggestedFilename(), "weir-recovery-codes.txt");
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.getByText(phone.codes[9]).isVisible(), true, "paper has the codes");
      assert.equal(await page.getByText(t("account:recovery.kept")).isVisible(), false, "and nothing else");
      await page.emulateMedia({ media: "screen" });
      await button(page, t("settings:factor.finish")).click();
      await seen(page.getByRole("alert").getByText(t("account:recovery.keepFirst")));
      await keepCodes(person, t("settings:factor.finish"));
      await seen(page.getByText(t("settings:factor.left", { count: 10 })));
      assert.equal(await page.getByText(phone.codes[0]).count(), 0);
      await picture(page, `factor-on-${locale}`);
    });

    test("on the phone the door asks for the code: wrong, used before, then right as it is pasted", async () => {
      const visitor = await atTheDoor({ phone: true });
      const { page, t } = visitor;
      await giveName(visitor, "employee");
      const code = codeField(visitor);
      await seen(code);
      assert.equal(await code.evaluate((input) => `${document.activeElement === input} ${input.autocomplete} ${input.inputMode}`), "true one-time-code numeric");
      await code.fill(phone.app.wrong());
      await seen(page.getByRole("alert").getByText(said["auth.code_wrong"]));
      await picture(page, `code-wrong-phone-${locale}`);
      assert.deepEqual(await findings(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      const good = await phone.app.next();
      // With the space that apps show, and sent with the last digit.
      await answered(page, "POST", /\/auth\/login$/, () => code.fill(`${good.slice(0, 3)} ${good.slice(3)}`));
      await inside(page);
    });

    test("a recovery code opens once, is counted, and all are replaced; then the second factor is turned off", async () => {
      const visitor = await atTheDoor();
      const { page, t, expectProblem } = visitor;
      await giveName(visitor, "employee");
      await button(page, t("account:code.useRecovery")).click();
      const recovery = page.getByRole("textbox", { name: t("account:code.recovery"), exact: true });
      await recovery.fill(phone.codes[0]);
      await picture(page, `recovery-${locale}`);
      await button(page, t("session:submit")).click();
      await inside(page);
      await visitor.context.request.patch("/api/v1/me", { data: { locale } });
      await page.goto("/settings#second-factor");
      await seen(page.getByText(t("settings:factor.left", { count: 9 })));
      await button(page, t("settings:factor.renew")).click();
      await dialog(page).getByLabel(t("account:password.own")).fill(PASSWORD);
      await button(dialog(page), t("settings:factor.renewVerb")).click();
      const list = page.getByRole("list", { name: t("account:recovery.title") });
      await seen(list);
      assert.equal((await list.getByRole("listitem").allTextContents()).some((one) => phone.codes.includes(one)), false);
      await keepCodes(visitor, t("settings:factor.finish"));
      await button(page, t("settings:factor.remove")).click();
      expectProblem(422, /\/remove$/);
      await dialog(page).getByLabel(t("account:password.own")).fill("not-the-password");
      await button(dialog(page), t("settings:factor.removeVerb")).click();
      await seen(dialog(page).getByText(said["auth.password_wrong"]));
      await dialog(page).getByLabel(t("account:password.own")).fill(PASSWORD);
      await button(dialog(page), t("settings:factor.removeVerb")).click();
      await seen(button(page, t("settings:factor.setUp")));
    });

    test("an invitation opens for the person alone, once, and its token leaves the address", async () => {
      const admin = await house.person("admin");
      const { items: departments } = await (await admin.context.request.get("/api/v1/departments")).json();
      const login = "lin-ping";
      const made = await call(admin, "post", "/invitations", { login, name: "林平", memberships: [{ departmentId: departments[0].id, main: true }], roleIds: [] });
      const path = `/invitation#${made.invitation.link.split("#")[1]}`;
      const visitor = await house.visitor();
      const { page, t, expectProblem } = visitor;
      expectProblem(422, /\/accept$/);
      await page.goto(path);
      await seen(page.getByRole("heading", { name: t("account:invitation.title", { company: "澜江装备" }) }));
      assert.equal(new URL(page.url()).hash, "");
      const password = page.getByLabel(t("account:invitation.password"), { exact: true });
      const again = page.getByLabel(t("account:password.again"), { exact: true });
      await password.fill(login);
      await seen(page.getByText(t("account:password.now", { count: login.length })));
      await picture(page, `invitation-${locale}`);
      assert.deepEqual(await findings(page), []);
      await password.fill("Password1234");
      await again.fill("Password1234");
      await button(page, t("account:invitation.submit")).click();
      await seen(page.getByText(said["auth.password_common"]));
      await password.fill(CHOSEN);
      await again.fill(CHOSEN);
      await button(page, t("account:invitation.submit")).click();
      await inside(page);
      const late = await house.visitor();
      late.expectProblem(409, /\/look$/);
      await late.page.goto(path);
      await seen(late.page.getByRole("heading", { name: t("account:invitation.overTitle") }));
      await picture(late.page, `invitation-over-${locale}`);
      await late.page.reload();
      await seen(late.page.getByRole("heading", { name: t("account:invitation.noneTitle") }));
    });

    test("whoever was invited is told as such until they come; all other devices are signed out at once", async () => {
      const admin = await house.person("admin");
      const { page, t } = admin;
      const { items: departments } = await call(admin, "get", "/departments");
      await call(admin, "post", "/invitations", { login: "su-he", name: "苏荷", memberships: [{ departmentId: departments[0].id, main: true }], roleIds: [] });
      await page.goto("/admin/people");
      await seen(page.getByRole("row").filter({ hasText: "苏荷" }).getByText(t("admin:people.stateInvited"), { exact: true }));
      await picture(page, `people-invited-${locale}`);
      assert.deepEqual(await findings(page), []);

      const [other, third] = [await house.person("employee"), await house.person("employee")];
      const here = await house.person("employee");
      await here.page.goto("/settings#sessions");
      await button(here.page, t("settings:sessions.endOthers")).click();
      await picture(here.page, `sessions-end-${locale}`);
      await answered(here.page, "DELETE", /\/me\/sessions$/, () => button(dialog(here.page), t("settings:sessions.endOthers")).click());
      await gone(button(here.page, t("settings:sessions.endOthers")));
      assert.equal((await here.context.request.get("/api/v1/me")).status(), 200);
      for (const ended of [other, third]) assert.equal((await ended.context.request.get("/api/v1/me")).status(), 401);
    });

    test("a company demands it of its administrators: whoever has none sets it up before anything else", async () => {
      const admin = await house.person("admin");
      const { page, t, expectProblem } = admin;
      expectProblem(403, /./);
      await page.goto("/admin/settings");
      await page.getByRole("spinbutton", { name: t("admin:settings.passwordMin") }).fill("9");
      await tick(page.getByRole("radio", { name: t("admin:settings.factor.administrators") }));
      await button(page, t("admin:save")).click();
      await seen(page.getByText(t("admin:settings.passwordMinRange", { min: 10, max: 64 })));
      await page.getByRole("spinbutton", { name: t("admin:settings.passwordMin") }).fill("12");
      await picture(page, `settings-sign-in-${locale}`);
      await button(page, t("admin:save")).click();
      await answered(page, "PATCH", /\/settings$/, () => button(dialog(page), t("admin:settings.factorConfirmVerb")).click());
      await page.waitForURL(/\/login\?due=factor/);
      // Another day, at the door: the password alone leads nowhere else.
      const visitor = await atTheDoor();
      await giveName(visitor, "admin");
      await seen(visitor.page.getByRole("heading", { name: t("account:entry.title") }));
      await button(visitor.page, t("account:factor.begin")).click();
      const { app } = await enrol(visitor);
      await picture(visitor.page, `factor-due-${locale}`);
      await keepCodes(visitor, t("account:entry.enter"));
      await inside(visitor.page);
      await visitor.page.goto("/settings#second-factor");
      await seen(visitor.page.getByText(t("settings:factor.required")));
      assert.equal(await button(visitor.page, t("settings:factor.remove")).count(), 0);
      const next = await atTheDoor();
      await giveName(next, "admin");
      await codeField(next).fill(await app.next());
      await inside(next.page);
      await gone(next.page.getByRole("heading", { name: t("account:code.title") }));
    });
  });
}
