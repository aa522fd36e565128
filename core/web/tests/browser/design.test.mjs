// Drawn from nothing: a form with a required text, an amount and a table with a total; a flow with a condition on the
// amount; then an employee submits on both sides of the bound and the right people have it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { answered, approve, button, choose, dialog, field, gone, openTask, process, seen, submit } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`designing, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const name = pick("设备采购", "Equipment purchase");
    const subject = pick("事由", "Subject");
    const budget = pick("预算金额", "Planned sum");
    const items = pick("设备清单", "Equipment list");

    test("an administrator draws the form and publishes it", async () => {
      const { page, t } = await house.person("admin");
      const panel = page.getByRole("complementary", { name: t("form-designer:prop.panel") });
      const rename = (text) => panel.getByRole("textbox", { name: beginning(`${t("form-designer:prop.label")} `) }).first().fill(text);
      const add = (type) => button(page.getByRole("region", { name: t(`form-designer:palette.${type === "detail" ? "structure" : "common"}`) }), t(`form:type.${type}`)).click();
      const column = async (type) => {
        await button(panel, t("form-designer:columns.add")).click();
        await page.getByRole("menuitem", { name: t(`form:type.${type}`), exact: true }).click();
        await seen(panel.getByRole("heading", { name: t(`form:type.${type}`), level: 2 }));
        await button(panel, items).click();
      };
      await page.goto("/studio");
      await button(page, t("studio:newForm")).click();
      await field(dialog(page), t("studio:name.zh")).fill("设备采购");
      await field(dialog(page), t("studio:name.en")).fill("Equipment purchase");
      await field(dialog(page), t("studio:name.key")).fill("equipment");
      await button(dialog(page), t("studio:createForm")).click();
      await page.waitForURL(/\/studio\/forms\//);
      await add("text");
      await rename(subject);
      await panel.getByRole("switch", { name: t("form-designer:checks.required") }).click();
      await add("money");
      await rename(budget);
      await panel.getByRole("switch", { name: t("form-designer:checks.required") }).click();
      await add("detail");
      await rename(items);
      await column("text");
      await column("money");
      await button(panel, t("form-designer:columns.sumOf", { name: t("form:type.money") })).click();
      await picture(page, `form-designer-${locale}`);
      await button(page, t("form-designer:publish.action")).click();
      await seen(dialog(page).getByText(t("form-designer:publish.first")));
      const published = await answered(page, "POST", /\/publish$/, () => button(dialog(page), t("form-designer:publish.action")).click());
      assert.equal((await published.json()).version, 1);
      await gone(dialog(page));
      // One bar: the designer's own. It tells whether the draft is what was published, and shows what that was.
      assert.equal(await page.getByRole("banner").count(), 0);
      await seen(button(page, t("form-designer:version.isPublished", { version: 1 })));
      await panel.getByRole("textbox", { name: beginning(`${t("form-designer:prop.label")} `) }).first().fill(pick("清单", "List"));
      const versions = button(page, t("form-designer:version.draft", { version: 2 }));
      await versions.click();
      await button(page, t("form-designer:version.view", { version: 1 })).click();
      await seen(page.getByText(t("form-designer:version.viewing", { version: 1 })));
      await seen(page.getByRole("table", { name: items }));
      await picture(page, `form-version-${locale}`);
      await button(page, t("form-designer:version.backToDraft")).click();
      await button(page, t("form-designer:undo")).click();
      await seen(button(page, t("form-designer:version.isPublished", { version: 1 })));
    });

    test("and the flow: the department's head, above 500,000 the finance director too", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/studio/flows/equipment");
      const canvas = page.getByRole("main");
      const plus = (edge) => page.locator(`button[data-plus="${edge}"]`);
      const insert = (kind) => button(page.getByRole("group", { name: t("flow-designer:palette.title") }), t(`flow-designer:kind.${kind}`)).click();
      const panel = page.getByRole("complementary");
      await seen(canvas.getByRole("button", { name: t("flow-designer:palette.add") }));
      const approvals = canvas.getByRole("button", { name: beginning(`${t("flow-designer:kind.approve")}${t("flow-designer:summary.colon")}`) });
      if ((await approvals.count()) === 0) {
        await canvas.getByRole("button", { name: t("flow-designer:palette.add") }).first().click();
        await insert("approve");
      } else await approvals.first().click();
      await choose(page, panel.getByRole("combobox", { name: t("flow-designer:who.kind") }), t("flow-designer:who.departmentHead"));
      await canvas.getByRole("button", { name: t("flow-designer:palette.add") }).last().click();
      await insert("condition");
      const branch = canvas.getByRole("button", { name: new RegExp(t("flow-designer:branch.priority", { number: 1 })) });
      await branch.click();
      await button(panel, t("form:expr.addCondition")).click();
      await choose(page, panel.getByRole("combobox", { name: t("form:expr.field") }), budget);
      await choose(page, panel.getByRole("combobox", { name: t("form:expr.operator") }), t("form:expr.compare.gt"));
      await panel.getByRole("textbox", { name: t("form:expr.value") }).fill("500000");
      await plus(await branch.getAttribute("data-key")).click();
      await insert("approve");
      await choose(page, panel.getByRole("combobox", { name: t("flow-designer:who.kind") }), t("flow-designer:who.role"));
      await choose(page, panel.getByRole("combobox", { name: t("flow-designer:who.pickRole") }), pick("财务总监", "Finance director"));
      await seen(panel.getByText("周岚"));
      await picture(page, `flow-designer-${locale}`);
      await button(page, t("flow-designer:publish.action")).click();
      await seen(dialog(page).getByText(t("flow-designer:publish.first")));
      const published = await answered(page, "POST", /\/publish$/, () => button(dialog(page), t("flow-designer:publish.action")).click());
      assert.equal((await published.json()).version, 1);
      await gone(dialog(page));
      await seen(button(page, t("flow-designer:version.isPublished", { version: 1 })));
    });

    test("an employee submits both amounts, and each goes to the right people", async () => {
      const employee = await house.person("employee");
      const { page, t } = employee;
      for (const [title, amount] of [[pick("打磨机", "Grinder"), "500000.00"], [pick("冲压机", "Press"), "500000.01"]]) {
        await page.goto("/start");
        await page.getByRole("link", { name: beginning(name) }).first().click();
        await field(page, subject).fill(title);
        await field(page, budget).fill(amount);
        await button(page, t("form:detail.add")).click();
        const cell = (type) => page.getByRole("textbox", { name: t("form:detail.cell", { column: t(`form:type.${type}`), row: 1 }) });
        if ((await cell("text").count()) === 0) throw new Error(await page.getByRole("main").ariaSnapshot());
        await cell("text").fill(title);
        await cell("money").fill(amount);
        await seen(page.getByRole("table", { name: items }).getByRole("strong").or(page.getByRole("table", { name: items }).getByText(amount === "500000.00" ? "500,000.00" : "500,000.01")));
        await submit(employee);
      }
      const manager = await house.person("manager");
      for (const title of [pick("打磨机", "Grinder"), pick("冲压机", "Press")]) {
        await openTask(manager, title);
        await approve(manager);
      }
      const director = await house.person("finance-director");
      await openTask(director, pick("冲压机", "Press"));
      assert.equal(await director.page.getByText(pick("打磨机", "Grinder")).count(), 0);
      await approve(director, pick("同意", "Agreed"));
      await page.reload();
      await seen(process(employee).getByText(pick("同意", "Agreed"), { exact: true }));
      await seen(page.getByRole("article").getByText(t("ui:status.approved"), { exact: true }));
    });
  });
}
