// Setting up a company: a department, a person whose first password is shown once, a role that they get. Who may do
// none of it is told so.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, choose, dialog, field, gone, seen } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`administration, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const department = pick("热处理车间", "Heat treatment");
    let password = "";

    test("a department is added below another", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/admin/departments");
      await button(page, t("admin:add")).click();
      await field(dialog(page), t("admin:field.nameZh")).fill("热处理车间");
      await field(dialog(page), t("admin:field.nameEn")).fill("Heat treatment");
      await answered(page, "POST", /\/departments$/, () => button(dialog(page), t("admin:save")).click());
      await gone(dialog(page));
      await seen(page.getByRole("main").getByText(department));
      await picture(page, `departments-${locale}`);
    });

    test("a person is added, and the first password is shown once", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/admin/people");
      await button(page, t("admin:people.add")).click();
      const drawer = dialog(page);
      await field(drawer, t("admin:people.name")).fill("郑好");
      await field(drawer, t("admin:people.login")).fill("zheng-hao");
      await choose(page, drawer.getByRole("combobox", { name: t("admin:people.department") }), department, { search: true });
      const response = await answered(page, "POST", /\/people$/, () => button(drawer, t("admin:save")).click());
      password = (await response.json()).initialPassword;
      const shown = page.getByRole("dialog").filter({ hasText: t("admin:people.passwordOnce") });
      await seen(shown.getByText(password));
      await button(shown, t("admin:people.noted")).click();
      await gone(shown);
      await seen(page.getByRole("row").filter({ hasText: "zheng-hao" }));
      assert.equal(await page.getByText(password).count(), 0);
      await picture(page, `people-${locale}`);
    });

    test("the person holds a role from now on, and chooses a password at the first sign-in", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/admin/roles");
      await button(page, beginning(pick("财务总监", "Finance director"))).click();
      await page.getByRole("radiogroup").getByText(beginning(t("admin:roles.holders"))).click();
      await choose(page, page.getByRole("combobox", { name: t("admin:roles.addHolders") }), "郑好", { search: true });
      await page.keyboard.press("Escape");
      await answered(page, "POST", /\/holders$/, () => button(page, t("admin:add")).click());
      await seen(page.getByRole("list", { name: t("admin:roles.holders") }).getByText("郑好", { exact: true }));
      await picture(page, `roles-${locale}`);

      const person = await house.visitor();
      person.expectProblem(401, /\/me$/);
      await person.page.goto("/login");
      await field(person.page, t("session:login")).fill("zheng-hao");
      await person.page.getByLabel(t("session:password"), { exact: true }).fill(password);
      await button(person.page, t("session:submit")).click();
      await person.page.getByLabel(t("session:newPassword.next"), { exact: true }).fill("a-long-new-password-1");
      await person.page.getByLabel(t("session:newPassword.again"), { exact: true }).fill("a-long-new-password-1");
      await button(person.page, t("session:newPassword.submit")).click();
      await seen(person.page.getByRole("navigation").first());
    });

    test("who may neither design nor administer is told so at the address, and nothing is asked in vain", async () => {
      const { page, t } = await house.person("finance-director");
      for (const path of ["/studio", "/studio/templates", "/studio/flows/purchase", "/admin", "/admin/people", "/admin/settings"]) {
        await page.goto(path);
        await seen(page.getByText(t("app:noAccess.title")));
      }
      await picture(page, `no-access-${locale}`);
      await page.getByRole("main").getByRole("link", { name: t("app:notFound.home") }).click();
      await seen(page.getByRole("heading", { name: t("workbench:inbox") }));
    });
  });
}
