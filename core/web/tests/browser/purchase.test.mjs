// The purchase pack: 500,000.00 ends with the department head, 500,000.01 goes on to the finance director.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { approve, openTask, process, purchase, seen, startPurchase, field, button, gone } from "./support/steps.mjs";
import { LOCALES, beginning, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`purchase, ${locale}`, () => {
    const house = useHouse(locale, undefined, { still: false });
    const pick = own(locale);
    const status = (person, name) => seen(person.page.getByRole("article").getByText(person.t(`ui:status.${name}`), { exact: true }));

    test("500,000.00 is the department head's alone", async () => {
      const title = pick("数控车床", "CNC lathe");
      const employee = await house.person("employee");
      const instance = await startPurchase(employee, { title, amount: "500000.00" });
      const manager = await house.person("manager");
      await openTask(manager, title);
      await seen(manager.page.getByText("500,000.00"));
      await seen(manager.page.getByText(manager.t("approval:next.end.approve")));
      await picture(manager.page, `approvals-${locale}`);
      await approve(manager, pick("同意采购", "Go ahead"));
      await employee.page.goto(`/approvals/started/${instance.id}`);
      await status(employee, "approved");
      await seen(process(employee).getByText(pick("同意采购", "Go ahead")));
      assert.equal(await process(employee).getByText("周岚").count(), 0, "the finance director has no part in it");
      const director = await house.person("finance-director");
      await director.page.goto("/approvals/todo");
      await seen(director.page.getByRole("region", { name: director.t("approvals:box.todo") }).getByRole("link").last());
      assert.equal(await director.page.getByText(title).count(), 0);
    });

    test("500,000.01 goes on to the finance director, and the history says why each had it", async () => {
      const title = pick("五轴加工中心", "Five-axis machining centre");
      const employee = await house.person("employee");
      const names = purchase(locale);
      await employee.page.goto("/start");
      await employee.page.getByRole("link", { name: new RegExp(names.flow) }).first().click();
      await field(employee.page, names.title).fill(title);
      await field(employee.page, names.amount).fill("500000.00");
      assert.equal(await field(employee.page, names.comparison).count(), 0, "shown above the bound only");
      await field(employee.page, names.amount).fill("500000.01");
      await field(employee.page, names.comparison).fill(pick("三家比价", "Three offers compared"));
      // The preview names both before anything is submitted.
      const preview = employee.page.getByRole("complementary", { name: employee.t("start:preview") });
      await seen(preview.getByText("陈立"));
      await seen(preview.getByText("周岚"));
      await picture(employee.page, `start-${locale}`);
      await button(employee.page, employee.t("start:submit")).click();
      await employee.page.waitForURL(/\/approvals\/started\//);
      const manager = await house.person("manager");
      await openTask(manager, title);
      await approve(manager, pick("比价属实", "Offers are real"));
      await employee.page.reload();
      await status(employee, "running");
      const director = await house.person("finance-director");
      await openTask(director, title);
      await approve(director, pick("预算内", "Within budget"));
      await employee.page.reload();
      await status(employee, "approved");
      const steps = process(employee);
      for (const why of [pick("采购部的负责人", "Head of Purchasing"), pick("角色：财务总监", "Role: Finance director")]) await seen(steps.getByText(why));
      for (const opinion of [pick("比价属实", "Offers are real"), pick("预算内", "Within budget")]) await seen(steps.getByRole("blockquote").filter({ hasText: opinion }));
      await steps.getByText(beginning(employee.t("approvals:history"))).first().click();
      await picture(employee.page, `approved-${locale}`);
      await gone(employee.page.getByText(employee.t("approvals:withdraw"), { exact: true }));
    });
  });
}
