// What comes in from files and what leaves as one: a GB18030 file with good and bad rows is matched, checked, brought in
// and taken back; a filtered list leaves as CSV; people come in and get their first passwords once.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { both, call, publishedForm } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, choose, dialog, field, gone, seen, tick, visit } from "./support/steps.mjs";
import { beginning, LOCALES, own, serverWords } from "./support/words.mjs";

const FIELDS = [
  { key: "title", type: "text", label: both("名称", "Name"), required: true },
  { key: "code", type: "text", label: both("编号", "Code"), unique: true },
  { key: "price", type: "money", label: both("价格", "Price"), currency: "CNY", scale: 2 },
];
const TABLE = "名称,资产编号,价格,备注\n桌子,T-1,\"1,234.50\",新\n椅子,T-2,abc,\n,T-3,5,\n柜子,T-4,300,旧\n台灯,T-5,20,\n";
const PEOPLE = "登录名,姓名,部门\nzhou-yi,周一,采购部\nwu-er,吴二,没有这个部门\nzheng-san,郑三,\n";

/** The bytes of a text in GB18030, for which the platform has a decoder only. */
function gb18030(text) {
  const decoder = new TextDecoder("gb18030");
  const known = new Map();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) known.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  }
  return Buffer.from([...text].flatMap((char) => (char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : known.get(char))));
}

/** Gives a file to the page that waits for one, and comes to the import's own page. */
async function give(page, name, buffer) {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.waitForURL(/\/imports\/imp_/);
}

const figure = (page, name) => page.locator("dl > div").filter({ hasText: name }).locator("dd");

for (const locale of LOCALES) {
  describe(`files in and out, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);
    const row = (page, text) => page.getByRole("row").filter({ hasText: text });
    let formId;

    test("a GB18030 file with bad rows is matched, checked, imported and reverted", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      formId = await publishedForm(admin, "assets", ["资产台账", "Assets"], FIELDS);
      await page.goto(`/forms/${formId}/records`);
      await button(page, t("exchange:menu.both")).click();
      await page.getByRole("menuitem", { name: t("exchange:menu.import") }).click();
      await seen(button(page, t("exchange:import.template")));
      await picture(page, `import-upload-${locale}`);

      await page.locator("input[type=file]").setInputFiles({ name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") });
      await seen(page.getByRole("alert").filter({ hasText: t("exchange:import.file.kind", { name: "scan.pdf" }) }));
      await give(page, "资产.csv", gb18030(TABLE));

      await seen(page.getByText(t("exchange:reading.encodings.gb18030")));
      await seen(page.getByRole("region", { name: t("exchange:reading.preview") }).getByRole("cell", { name: "桌子", exact: true }));
      await seen(page.getByText(t("exchange:mapping.facts", { mapped: 2, left: 2 })));
      const code = page.getByRole("combobox", { name: t("exchange:mapping.fieldOf", { column: "资产编号" }) });
      await choose(page, code, pick("编号", "Code"));
      await seen(page.getByText(t("exchange:mapping.facts", { mapped: 3, left: 1 })));
      await tick(page.getByRole("radio", { name: t("exchange:match.by.records", { field: pick("编号", "Code") }) }));
      await tick(page.getByRole("radio", { name: t("exchange:mode.allOrNothing") }));
      await seen(page.getByText(t("exchange:check.hint")));
      await picture(page, `import-columns-${locale}`);
      await page.reload();
      assert.ok(await page.getByRole("radio", { name: t("exchange:mode.allOrNothing") }).isChecked(), "what was chosen is kept");

      await button(page, t("exchange:check.start")).click();
      await seen(row(page, serverWords(locale)["form.field_required"]));
      assert.equal(await figure(page, t("exchange:figures.would.created")).innerText(), "3");
      assert.equal(await figure(page, t("exchange:figures.would.bad")).innerText(), "2");
      assert.ok(await button(page, t("exchange:run.start.records", { count: 3, n: "3" })).isDisabled(), "all or nothing, and two rows are bad");
      await picture(page, `import-check-${locale}`);
      const report = await page.request.get(await button(page, t("exchange:report.download")).or(page.getByRole("link", { name: t("exchange:report.download") })).getAttribute("href"));
      assert.match(await report.text(), /3,价格,/);

      await button(page, t("exchange:check.back")).click();
      await answered(page, "PATCH", /\/imports\//, () => tick(page.getByRole("radio", { name: t("exchange:mode.skipBad") })));
      await button(page, t("exchange:check.start")).click();
      await answered(page, "POST", /\/run$/, () => button(page, t("exchange:run.start.records", { count: 3, n: "3" })).click());
      await seen(page.getByRole("heading", { name: t("exchange:result.imported") }));
      assert.equal(await figure(page, t("exchange:figures.did.created")).innerText(), "3");
      await picture(page, `import-result-${locale}`);
      const address = page.url();

      await page.getByRole("link", { name: t("exchange:result.see.records") }).click();
      await seen(row(page, "柜子").filter({ hasText: "300.00" }));
      assert.equal(await row(page, "椅子").count(), 0);

      await visit(page, address);
      await button(page, t("exchange:revert.button")).click();
      await seen(dialog(page).getByText(t("exchange:revert.created.records", { n: "3" })));
      await picture(page, `import-revert-${locale}`);
      await button(dialog(page), t("exchange:revert.verb")).click();
      await seen(page.getByRole("heading", { name: t("exchange:result.reverted") }));
      assert.equal(await figure(page, t("exchange:figures.undone.reverted")).innerText(), "3");
      const left = await call(admin, "get", `/forms/${formId}/records?total=true`);
      assert.equal(left.total, 0);
    });

    test("a filtered list leaves as CSV, in the columns of the screen", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      for (const [title, price] of [["水泵", "10"], ["阀门", "20"], ["=1+1", "30"]]) await call(admin, "post", `/forms/${formId}/records`, { data: { title, price } });
      const filter = JSON.stringify({ and: [{ field: "price", op: "gt", value: "15" }] });
      await page.goto(`/forms/${formId}/records?${new URLSearchParams({ filter, sort: "price" })}`);
      await seen(row(page, "阀门"));
      await button(page, t("exchange:menu.both")).click();
      await page.getByRole("menuitem", { name: t("exchange:menu.export") }).click();
      await seen(dialog(page).getByText(t("exchange:export.records.matching", { count: 2, n: "2" })));
      await dialog(page).getByText(t("exchange:export.formats.csv")).click();
      await picture(page, `export-${locale}`);
      await button(dialog(page), t("exchange:export.start")).click();
      const link = dialog(page).getByRole("link", { name: /\.csv$/ });
      await seen(link);
      await picture(page, `export-done-${locale}`);
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n").map((line) => line.split(","));
      const head = lines[0].map((cell) => cell.replace("\uFEFF", ""));
      const [name, price] = [pick("名称", "Name"), pick("价格", "Price")].map((label) => head.indexOf(label));
      assert.deepEqual(lines.slice(1).map((cells) => [cells[name], cells[price]]), [["阀门", "20.00"], ["'=1+1", "30.00"]]);
    });

    test("on a phone an export is left, told when it ends, and found among the background tasks", async () => {
      const { page } = await house.person("admin", { phone: true });
      await page.goto(`/forms/${formId}/records`);
      await button(page, t("records:more")).click();
      await page.getByRole("menuitem", { name: t("exchange:menu.export") }).click();
      await picture(page, `phone-export-${locale}`);
      // The answers about the task wait until the person has left.
      let release;
      const left = new Promise((done) => (release = done));
      await page.route(/\/background-tasks\/btk_|\/background-tasks\/[a-z]+_/, async (route) => {
        await left;
        await route.continue();
      });
      await button(dialog(page), t("exchange:export.start")).click();
      await button(dialog(page), t("exchange:task.leave")).click();
      await gone(dialog(page));
      release();
      await seen(page.getByText(t("exchange:follow.done")));
      await visit(page, "/background-tasks");
      const list = page.getByRole("list", { name: t("exchange:tasks.title") });
      await seen(list.getByRole("link", { name: /\.xlsx$/ }));
      await seen(list.getByRole("link", { name: t("exchange:task.kind.importRevert"), exact: true }));
      await seen(list.getByText(t("exchange:tasks.figure", { what: t("exchange:figures.undone.reverted"), n: "3" })));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no scrolling sideways");
      await picture(page, `phone-tasks-${locale}`);
    });

    test("people come in, and their first passwords are shown once", async () => {
      const { page } = await house.person("admin");
      await page.goto("/admin/people");
      await button(page, t("exchange:menu.both")).click();
      await page.getByRole("menuitem", { name: t("exchange:menu.import") }).click();
      await give(page, "people.csv", Buffer.from(PEOPLE));
      await button(page, t("exchange:check.start")).click();
      await seen(row(page, serverWords(locale)["import.department_unknown"].replace("{value}", "没有这个部门")));
      await button(page, t("exchange:run.start.people", { count: 2, n: "2" })).click();
      await seen(page.getByText(t("exchange:passwords.left", { count: 2, n: "2" })));
      await button(page, t("exchange:passwords.button")).click();
      await button(dialog(page), t("exchange:passwords.verb")).click();
      const table = page.getByRole("table", { name: t("exchange:passwords.title") });
      await seen(table.getByRole("row").filter({ hasText: "zheng-san" }));
      await picture(page, `passwords-${locale}`);
      await page.getByRole("link", { name: t("exchange:result.see.people") }).click();
      await button(dialog(page), t("exchange:passwords.stay")).click();
      const [download] = await Promise.all([page.waitForEvent("download"), button(page, t("exchange:passwords.download")).click()]);
      const password = (await readFile(await download.path(), "utf8")).split("\r\n").map((line) => line.split(",")).find((cells) => cells[1] === "zhou-yi")[2];
      await page.reload();
      await seen(page.getByRole("heading", { name: t("exchange:result.imported") }));
      assert.equal(await page.getByText(password).count(), 0);
      assert.equal(await button(page, t("exchange:passwords.button")).count(), 0);
      const visitor = await house.visitor();
      const signIn = await visitor.context.request.post("/api/v1/auth/login", { data: { tenant: "demo", login: "zhou-yi", password } });
      assert.equal(signIn.status(), 200, await signIn.text());
      await visit(page, "/background-tasks");
      const told = (tense, counted, n) => t("exchange:tasks.figure", { what: t(`exchange:figures.${tense}.${counted}`), n });
      const run = row(page, "people.csv").filter({ hasText: told("did", "created", "2") });
      await seen(run);
      await picture(page, `tasks-${locale}`);
      await run.getByRole("link", { name: t("exchange:tasks.report") }).click();
      await seen(page.getByRole("heading", { name: t("exchange:result.imported") }));
    });

    test("who may not import is told so at the address", async () => {
      const { page } = await house.person("employee");
      await page.goto("/imports/new?kind=people");
      await seen(page.getByText(t("app:noAccess.title")));
    });
  });
}
