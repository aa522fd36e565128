// A detail table with as many rows as the product allows: it opens, every row can be reached and edited, the total stays
// exact, and what was saved is what was typed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, publishedForm } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, seen } from "./support/steps.mjs";
import { LOCALES, own } from "./support/words.mjs";

const ROWS = 500;

for (const locale of LOCALES) {
  describe(`a table of ${ROWS} rows, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);
    const parts = pick("零件", "Parts");
    const price = pick("价格", "Price");
    const cell = (page, row) => page.getByRole("textbox", { name: t("form:detail.cell", { column: price, row }), exact: true });
    let address;

    test("opens from a record, and is edited at its beginning and its end", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const formId = await publishedForm(admin, "parts", ["零件清单", "Parts list"], [
        { key: "title", type: "text", label: both("名称", "Name"), required: true },
        {
          key: "parts",
          type: "detail",
          label: both("零件", "Parts"),
          totals: ["price", "sum"],
          fields: [
            { key: "name", type: "text", label: both("品名", "Item") },
            { key: "price", type: "money", label: both("价格", "Price"), currency: "CNY", scale: 2 },
            { key: "count", type: "number", label: both("数量", "Quantity"), scale: 0 },
            { key: "sum", type: "money", label: both("小计", "Subtotal"), currency: "CNY", scale: 2, formula: { op: "math", math: "mul", left: { op: "column", table: "parts", key: "price" }, right: { op: "column", table: "parts", key: "count" } } },
          ],
        },
      ]);
      const rows = Array.from({ length: ROWS }, (_, at) => ({ name: `M${at + 1}`, price: "0.10", count: "2" }));
      const record = await call(admin, "post", `/forms/${formId}/records`, { data: { title: parts, parts: rows } }, { "Idempotency-Key": crypto.randomUUID() });
      address = `/forms/${formId}/records/${record.id}`;
      await page.goto(address);
      const table = page.getByRole("table", { name: parts });
      await seen(table.getByText("100.00", { exact: true }));
      assert.equal(await table.getByRole("row").count(), ROWS + 2);
      await button(page, t("records:edit")).click();
      await cell(page, 1).fill("5.10");
      await seen(table.getByText("110.00", { exact: true }));
      // The last row is text until it comes near.
      assert.equal(await cell(page, ROWS).count(), 0);
      await table.getByRole("cell", { name: `M${ROWS}`, exact: true }).scrollIntoViewIfNeeded();
      await cell(page, ROWS).fill("1000.05");
      await seen(table.getByText("2,109.90", { exact: true }));
      await cell(page, ROWS).press("Tab");
      assert.equal(await page.getByRole("textbox", { name: t("form:detail.cell", { column: pick("数量", "Quantity"), row: ROWS }), exact: true }).evaluate((element) => element === document.activeElement), true);
      await picture(page, `long-table-${locale}`);
      await answered(page, "PATCH", /\/records\//, () => button(page, t("records:save")).click());
      await page.reload();
      await seen(table.getByText("2,109.90", { exact: true }));
      const saved = (await call(admin, "get", `/records/${record.id}`)).data.parts;
      assert.deepEqual([saved.length, saved[0].price, saved[1].price, saved[ROWS - 1].price], [ROWS, "5.10", "0.10", "1000.05"]);
    });

    test("and on a phone by its cards", async () => {
      const { page } = await house.person("admin", { phone: true });
      await page.goto(address);
      await button(page, t("records:edit")).click();
      await button(page, t("form:detail.editRow", { row: ROWS - 1 })).click();
      await page.getByRole("dialog").last().getByRole("textbox", { name: price, exact: true }).fill("1.10");
      await button(page, t("form:done")).click();
      await seen(page.getByText("2,111.90", { exact: true }));
      await picture(page, `long-table-phone-${locale}`);
    });
  });
}
