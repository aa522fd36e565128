// Who looks after the server: signs in on a page of their own, founds a company, suspends one and lets it go on.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Authenticator } from "./support/authenticator.mjs";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { PASSWORD } from "./support/server.mjs";
import { answered, button, dialog, field, gone, seen } from "./support/steps.mjs";
import { LOCALES, serverWords } from "./support/words.mjs";

/** Somebody at the door of the platform, who signs in. */
async function caretaker(house, options) {
  const visitor = await house.visitor(options);
  const { page, t, expectProblem } = visitor;
  expectProblem(401, /\/platform\/(me|login)$/);
  await page.goto("/platform");
  await field(page, t("platform:door.login")).fill("platform");
  await page.getByLabel(t("platform:door.password"), { exact: true }).fill(PASSWORD);
  return visitor;
}

for (const locale of LOCALES) {
  describe(`the platform, ${locale}`, () => {
    const house = useHouse(locale, undefined, { still: false });
    const { t } = house;
    const row = (page, name) => page.getByRole("listitem").filter({ hasText: name });

    test("a company is founded, and its first administrator comes in with what is told once", async () => {
      const { page } = await caretaker(house);
      await picture(page, `platform-door-${locale}`);
      assert.deepEqual(await findings(page), []);
      await button(page, t("platform:door.submit")).click();
      await seen(row(page, "demo"));
      await picture(page, `platform-companies-${locale}`);
      await button(page, t("platform:companies.found")).click();
      const sheet = dialog(page);
      await field(sheet, t("platform:found.name")).fill("海纳实业");
      await field(sheet, t("platform:found.key")).fill("Not a key");
      await field(sheet, t("platform:found.person")).fill("周海");
      const [refused] = [page.waitForResponse((answer) => answer.status() === 422)];
      house.people.at(-1).expectProblem(422, /\/platform\/companies$/);
      await button(sheet, t("platform:found.verb")).click();
      await refused;
      await seen(sheet.getByText(serverWords(locale)["request.key_malformed"]));
      await field(sheet, t("platform:found.key")).fill("haina");
      await picture(page, `platform-found-${locale}`);
      await button(sheet, t("platform:found.verb")).click();
      await seen(dialog(page).getByText(t("platform:told.once")));
      await picture(page, `platform-told-${locale}`);
      const password = await dialog(page).locator("dd").last().innerText();
      await button(dialog(page), t("platform:told.noted")).click();
      await seen(row(page, "haina"));
      assert.equal(await page.getByText(password).count(), 0, "told once");

      const newcomer = await house.visitor();
      const door = await newcomer.context.request.post("/api/v1/auth/login", { data: { tenant: "haina", login: "admin", password } });
      assert.equal((await door.json()).mustChangePassword, true);
    });

    test("on a phone a company is suspended with a reason, its people are told at the door, and it goes on", async () => {
      const employee = await house.person("employee");
      // Whatever the page asks once the company is suspended, its stream of events first.
      employee.expectProblem(401, /./);
      await employee.page.goto("/approvals/todo");
      const { page } = await caretaker(house, { phone: true });
      await button(page, t("platform:door.submit")).click();
      await row(page, "demo").getByRole("button", { name: t("platform:suspend.verb") }).click();
      await button(dialog(page), t("platform:suspend.verb")).click();
      await seen(dialog(page).getByText(t("platform:suspend.reasonMissing")));
      await field(dialog(page), t("platform:suspend.reason")).fill("合同到期");
      await dialog(page).getByLabel(t("platform:suspend.password"), { exact: true }).fill(PASSWORD);
      await picture(page, `phone-platform-suspend-${locale}`);
      await answered(page, "POST", /\/suspend$/, () => button(dialog(page), t("platform:suspend.verb")).click());
      await gone(dialog(page));
      await seen(row(page, "demo").getByText(t("platform:companies.suspended")));
      await picture(page, `phone-platform-companies-${locale}`);
      assert.deepEqual(await findings(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no scrolling sideways");

      await employee.page.reload();
      await employee.page.waitForURL(/\/login/);
      await field(employee.page, t("session:login")).fill("employee");
      const tenant = field(employee.page, t("session:tenant"));
      if (await tenant.isVisible()) await tenant.fill("demo");
      await employee.page.getByLabel(t("session:password"), { exact: true }).fill(PASSWORD);
      await button(employee.page, t("session:submit")).click();
      await seen(employee.page.getByRole("alert").getByText(serverWords(locale)["auth.company_suspended"]));
      await picture(employee.page, `sign-in-suspended-${locale}`);

      await answered(page, "POST", /\/resume$/, () => row(page, "demo").getByRole("button", { name: t("platform:resume.verb") }).click());
      await answered(employee.page, "POST", /\/auth\/login$/, () => button(employee.page, t("session:submit")).click());
      await employee.page.waitForURL(/\/approvals\/todo/);

      await page.getByRole("link", { name: t("platform:events.title") }).click();
      await seen(row(page, "合同到期"));
      await picture(page, `phone-platform-events-${locale}`);
      await button(page, t("platform:leave")).click();
      await seen(page.getByRole("heading", { name: t("platform:title") }));
      await seen(field(page, t("platform:door.login")));
    });

    test("a second factor is set up on a phone, asked for at the door, and taken away with the password", async () => {
      const { page, expectProblem } = await caretaker(house, { phone: true });
      await button(page, t("platform:door.submit")).click();
      await button(page, t("platform:factor.name")).click();
      await dialog(page).getByLabel(t("account:password.own"), { exact: true }).fill(PASSWORD);
      await button(dialog(page), t("account:factor.begin")).click();
      await seen(page.getByRole("img", { name: t("account:factor.qr") }));
      await picture(page, `phone-platform-factor-${locale}`);
      assert.deepEqual(await findings(page), []);
      const app = new Authenticator((await page.getByRole("form", { name: t("account:factor.title") }).locator("code").textContent()).replaceAll(" ", ""));
      expectProblem(422, /\/second-factor\/confirm$/);
      const code = field(dialog(page), t("account:factor.enter"));
      await answered(page, "POST", /\/confirm$/, async () => code.fill(app.wrong()));
      await seen(dialog(page).getByText(serverWords(locale)["platform.code_wrong"]));
      const right = await app.next();
      await answered(page, "POST", /\/confirm$/, async () => code.fill(right));
      await gone(dialog(page));
      await button(page, t("platform:leave")).click();

      await field(page, t("platform:door.login")).fill("platform");
      await page.getByLabel(t("platform:door.password"), { exact: true }).fill(PASSWORD);
      await button(page, t("platform:door.submit")).click();
      const asked = field(page, t("platform:code.label", { count: 6 }));
      await asked.fill(app.wrong());
      await seen(page.getByRole("alert").getByText(serverWords(locale)["platform.code_wrong"]));
      await picture(page, `phone-platform-code-${locale}`);
      assert.deepEqual(await findings(page), []);
      await asked.fill(await app.next());
      await button(page, t("platform:factor.name")).click();
      await dialog(page).getByLabel(t("account:password.own"), { exact: true }).fill(PASSWORD);
      await answered(page, "POST", /\/remove$/, () => button(dialog(page), t("platform:factor.remove")).click());
      await gone(dialog(page));
    });
  });
}
