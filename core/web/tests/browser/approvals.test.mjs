// Deciding: several at once with a result for each, rejecting with a reason, handing over, commenting, live, on a phone.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { answered, approve, button, choose, dialog, gone, openTask, process, seen, submitted, tick } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`approvals, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);

    test("several to-dos are decided at once, and each tells its result", async () => {
      const employee = await house.person("employee");
      const titles = [pick("轴承", "Bearings"), pick("皮带", "Belts")];
      for (const title of titles) await submitted(employee, { title, amount: "1200.00" });
      const { page, t } = await house.person("manager");
      await page.goto("/approvals/todo");
      await button(page, t("approvals:batch.enter")).click();
      for (const title of titles) await tick(page.getByRole("checkbox", { name: t("approvals:batch.choose", { title }) }));
      const bar = page.getByRole("group", { name: t("approvals:batch.enter") });
      await seen(bar.getByText(t("approvals:batch.chosen", { count: 2 })));
      await button(bar, t("approvals:approve")).click();
      const response = await answered(page, "POST", /\/tasks\/batch$/, () => button(dialog(page), t("approvals:approve")).click());
      assert.deepEqual((await response.json()).results.map((result) => result.ok), [true, true]);
      const results = page.getByRole("dialog", { name: t("approvals:batch.results", { ok: 2, failed: 0 }) });
      for (const title of titles) await seen(results.getByRole("listitem").filter({ hasText: title }).getByText(t("approvals:batch.ok"), { exact: true }));
      await picture(page, `batch-${locale}`);
      await button(results, t("approvals:close")).last().click();
      for (const title of titles) await gone(page.getByRole("link", { name: beginning(title) }));
    });

    test("rejecting demands a reason, which the initiator reads", async () => {
      const title = pick("咖啡机", "Coffee machine");
      const reason = pick("不在预算内", "Not in the budget");
      const employee = await house.person("employee");
      const instance = await submitted(employee, { title, amount: "9800.00" });
      const manager = await house.person("manager");
      const { page, t } = manager;
      await openTask(manager, title);
      await button(page, beginning(t("approvals:reject"))).click();
      const reject = button(dialog(page), t("approvals:reject"));
      assert.equal(await reject.isDisabled(), true, "no rejection without a reason");
      await dialog(page).getByRole("textbox").fill(reason);
      await answered(page, "POST", /\/reject$/, () => reject.click());
      await gone(dialog(page));
      await employee.page.goto(`/approvals/started/${instance.id}`);
      await seen(process(employee).getByText(reason));
      await seen(employee.page.getByRole("article").getByText(t("ui:status.rejected"), { exact: true }));
    });

    test("a to-do is handed over, and a comment reaches everybody", async () => {
      const title = pick("数显卡尺", "Digital calipers");
      const comment = pick("请补充型号", "Please add the model");
      const employee = await house.person("employee");
      const instance = await submitted(employee, { title, amount: "640.00" });
      const manager = await house.person("manager");
      const { page, t } = manager;
      await openTask(manager, title);
      await page.getByRole("textbox", { name: t("approvals:comments.placeholder") }).fill(comment);
      await answered(page, "POST", /\/comments$/, () => button(page, t("approvals:comments.send")).click());
      await seen(page.getByRole("listitem").filter({ hasText: comment }));
      await button(page, t("approvals:transfer")).click();
      await choose(page, dialog(page).getByRole("combobox", { name: t("approvals:transferTo") }), "王敏", { search: true });
      await answered(page, "POST", /\/transfer$/, () => button(dialog(page), t("approvals:transfer")).click());
      await gone(dialog(page));
      const successor = await house.person("project-manager");
      await openTask(successor, title);
      await seen(successor.page.getByText(comment));
      await approve(successor);
      await employee.page.goto(`/approvals/started/${instance.id}`);
      await seen(process(employee).getByText(comment));
      await seen(employee.page.getByRole("article").getByText(t("ui:status.approved"), { exact: true }));
    });

    test("a new to-do appears without a reload", async () => {
      const title = pick("防护眼镜", "Safety glasses");
      const { page, t } = await house.person("manager");
      await page.goto("/");
      await seen(page.getByRole("status").filter({ hasText: t("app:live.live") }));
      await seen(page.getByRole("heading", { name: t("workbench:inbox") }));
      assert.equal(await page.getByRole("link", { name: new RegExp(title) }).count(), 0);
      const employee = await house.person("employee");
      await submitted(employee, { title, amount: "300.00" });
      await seen(page.getByRole("main").getByRole("link", { name: new RegExp(title) }));
      await picture(page, `workbench-${locale}`);
    });

    test("on a phone the queue leads to the document, which is approved at the thumb", async () => {
      const title = pick("手套", "Gloves");
      const employee = await house.person("employee");
      await submitted(employee, { title, amount: "88.00" });
      const manager = await house.person("manager", { phone: true });
      const { page, t } = manager;
      await page.goto("/");
      await page.getByRole("navigation", { name: t("app:nav.main") }).last().getByRole("link", { name: beginning(t("app:nav.approvals")) }).click();
      await picture(page, `phone-approvals-${locale}`);
      await page.getByRole("link", { name: beginning(title) }).click();
      await seen(page.getByRole("heading", { name: title }));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
      await picture(page, `phone-document-${locale}`);
      await approve(manager);
      await page.waitForURL(/\/approvals\/todo$/);
      await gone(page.getByRole("link", { name: beginning(title) }));
    });
  });
}
