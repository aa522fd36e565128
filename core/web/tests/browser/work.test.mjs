// A draft survives a reload; records are filtered, sorted and opened at an address of their own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { button, choose, field, fillPurchase, purchase, seen, submit } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`drafts and records, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const names = purchase(locale);

    test("what was typed is kept on the server, survives a reload, and is gone once submitted", async () => {
      const title = pick("激光测距仪", "Laser meter");
      const employee = await house.person("employee");
      const { page, t } = employee;
      await fillPurchase(employee, { title, amount: "3600.50" });
      await seen(page.getByRole("status").filter({ hasText: t("start:save.saved", { time: "" }).trim() }));
      await page.waitForURL(/draft=/);
      await page.reload();
      await seen(field(page, names.title));
      assert.equal(await field(page, names.title).inputValue(), title);
      assert.equal(await field(page, names.amount).inputValue(), "3,600.50");
      await page.goto("/approvals/drafts");
      await page.getByRole("link", { name: beginning(title) }).click();
      await seen(field(page, names.title));
      // Its own saving is told to every open page, this one too: nothing may be taken from under the hands.
      const [told] = await Promise.all([page.waitForResponse((response) => response.url().endsWith("/counts")), field(page, names.amount).fill("3700")]);
      assert.equal(told.status(), 200);
      await page.keyboard.type("5");
      assert.equal(await field(page, names.amount).inputValue(), "37005");
      await submit(employee);
      await seen(page.getByRole("article").getByText("37,005.00"));
      const drafts = await page.request.get("/api/v1/drafts");
      assert.deepEqual((await drafts.json()).items, []);
    });

    test("records show through a filter, in an order, and open in a drawer with its own address", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/forms");
      await page.getByRole("link", { name: beginning(names.flow) }).click();
      await page.waitForURL(/\/records/);
      await button(page, t("list:filter.add")).click();
      await choose(page, page.getByRole("combobox", { name: t("list:filter.column") }), names.amount);
      await choose(page, page.getByRole("combobox", { name: t("list:filter.operator") }), t("form:expr.compare.gt"));
      await page.getByRole("textbox", { name: t("list:filter.value") }).fill("100000");
      await button(page, t("list:filter.apply")).click();
      const chips = page.getByRole("group", { name: t("list:filter.label") });
      await seen(button(chips, t("list:filter.remove", { name: names.amount })));
      await page.waitForURL(/filter=/);
      await page.getByRole("columnheader", { name: beginning(names.amount) }).click();
      await page.waitForURL(/sort=/);
      const rows = page.getByRole("row").filter({ has: page.getByRole("link") });
      await seen(rows.filter({ hasText: "办公电脑更新" }));
      await rows.first().getByRole("link").filter({ hasText: "办公电脑更新" }).waitFor();
      assert.equal(await rows.filter({ hasText: "检测夹具" }).count(), 0, "below the bound of the filter");
      await picture(page, `records-${locale}`);
      await rows.first().getByRole("link").click();
      await page.waitForURL(/\/records\/rec_/);
      await seen(page.getByRole("dialog").getByText("128,400.00"));
      await page.reload();
      await seen(page.getByRole("dialog").getByText("128,400.00"));
      await button(chips, t("list:filter.remove", { name: names.amount })).click();
      await seen(rows.filter({ hasText: "检测夹具" }));
    });
  });
}
