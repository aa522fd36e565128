// axe finds nothing serious on the main pages, in light and dark, and in the other language, whose words are longer. Nothing moves:
// a colour that is still fading in is not the one that people read.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { button, dialog, seen, submitted } from "./support/steps.mjs";
import { beginning } from "./support/words.mjs";

const LOOKS = [
  ["zh-CN", "light"],
  ["zh-CN", "dark"],
  ["en", "light"],
];

for (const [locale, theme] of LOOKS) {
  describe(`accessibility, ${locale}, ${theme}`, () => {
    const house = useHouse(locale);
    const { t } = house;

    test("sign-in", async () => {
      const { page, expectProblem } = await house.visitor({ theme });
      expectProblem(401, /\/me$/);
      await page.goto("/login");
      await seen(button(page, t("session:demo.fillAs", { login: "employee" })));
      await picture(page, `sign-in-${locale}-${theme}`);
      assert.deepEqual(await findings(page), []);
    });

    const PAGES = [
      ["workbench", "manager", () => "/", (page) => page.getByRole("button", { name: t("workbench:quick.approve") })],
      ["approvals", "manager", () => "/approvals/todo", (page) => page.getByRole("group", { name: t("approvals:decide") })],
      ["no-access", "finance-director", () => "/studio", (page) => page.getByText(t("app:noAccess.title"))],
      ["start", "employee", () => "/start/purchase", (page) => button(page, t("start:submit"))],
      ["form-designer", "admin", (ids) => `/studio/forms/${ids.form}`, (page) => page.getByRole("region", { name: t("form-designer:palette.common") })],
      ["flow-designer", "admin", () => "/studio/flows/purchase", (page) => page.getByRole("button", { name: t("flow-designer:palette.add") })],
      ["records", "admin", (ids) => `/forms/${ids.form}/records`, (page) => page.getByRole("row").filter({ has: page.getByRole("link") })],
      ["import", "admin", (ids) => `/imports/new?kind=records&form=${ids.form}`, (page) => button(page, t("exchange:import.template"))],
      ["background-tasks", "admin", () => "/background-tasks", (page) => page.getByText(t("exchange:tasks.noneText"))],
      ["projects", "project-manager", () => "/projects", (page) => page.getByRole("link", { name: /LINE2/ })],
      ["work-items", "project-manager", (ids) => `/projects/${ids.project}/items`, (page) => page.getByRole("row").filter({ hasText: "LINE2-20" })],
      ["work-item-types", "project-manager", (ids) => `/projects/${ids.project}/settings/types?type=bug`, (page) => button(page, t("projects:types.addWay"))],
      ["people", "admin", () => "/admin/people", (page) => page.getByRole("row").filter({ hasText: "employee" })],
    ];
    for (const [name, login, path, ready] of PAGES) {
      test(name, async () => {
        const person = await house.person(login, { theme });
        const forms = await (await person.context.request.get("/api/v1/forms")).json();
        const projects = await (await person.context.request.get("/api/v1/projects?q=LINE2")).json();
        const ids = { form: forms.items.find((form) => form.key === "purchase")?.id, project: projects.items[0]?.id };
        await person.page.goto(path(ids));
        await seen(ready(person.page));
        await picture(person.page, `${name}-${locale}-${theme}`);
        assert.deepEqual(await findings(person.page), []);
      });
    }

    test("an approval on a phone", async () => {
      const employee = await house.person("employee");
      const { id } = await submitted(employee, { title: "测温枪", amount: "260.00" });
      const { page } = await house.person("manager", { theme, phone: true });
      await page.goto(`/approvals/todo/${id}`);
      await seen(page.getByRole("group", { name: t("approvals:decide") }));
      await picture(page, `phone-approval-${locale}-${theme}`);
      assert.deepEqual(await findings(page), []);
      await button(page.getByRole("group", { name: t("approvals:decide") }), beginning(t("approvals:approve"))).click();
      await seen(dialog(page).getByText(t("approvals:sheet.attach"), { exact: true }));
      assert.deepEqual(await findings(page), []);
    });
  });
}
