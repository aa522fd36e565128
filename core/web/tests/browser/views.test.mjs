// A list of records for daily work: views that are kept and shared, layouts, several records at once, the recycle bin,
// and the work of somebody who leaves.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, personOf, publishedForm } from "./support/design.mjs";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { png } from "./support/samples.mjs";
import { answered, button, choose, dialog, gone, seen, tick, visit } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

const FIELDS = [
  { key: "title", type: "text", label: both("名称", "Name"), required: true },
  { key: "code", type: "text", label: both("编号", "Code"), unique: true },
  { key: "kind", type: "singleSelect", label: both("种类", "Kind"), options: [{ key: "hand", label: both("手动", "Hand") }, { key: "power", label: both("电动", "Power") }] },
  { key: "bought", type: "date", label: both("购买日期", "Bought") },
  { key: "keeper", type: "person", label: both("保管人", "Keeper") },
  { key: "photo", type: "image", label: both("照片", "Photo") },
  { key: "price", type: "money", label: both("价格", "Price"), currency: "CNY", scale: 2 },
];

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const noSidewaysScroll = async (page) => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);

for (const locale of LOCALES) {
  describe(`records for daily work, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);
    const [hand, power, kind] = [pick("手动", "Hand"), pick("电动", "Power"), pick("种类", "Kind")];
    const dear = pick("贵重工具", "Dear tools");
    const name = (n) => `${pick("工具", "Tool")} ${n}`;
    let form;

    const tab = (page, label) => page.getByRole("navigation", { name: t("list:views.label") }).getByRole("link", { name: label });
    const column = (page, label) => page.getByRole("region", { name: label, exact: true });
    const rows = (page) => page.getByRole("row").filter({ has: page.getByRole("link") });
    const layout = async (page, from, to) => {
      await button(page, t("list:layout.button", { layout: t(`list:layout.${from}`) })).click();
      await page.getByRole("radiogroup", { name: t("list:layout.title") }).getByText(t(`list:layout.${to}`), { exact: true }).click();
      await page.keyboard.press("Escape");
    };

    test("a view is kept, changed, saved, shared and seen by others; deleting is asked about", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      form = await publishedForm(admin, "tools", ["工具", "Tools"], FIELDS);
      const keeper = await personOf(admin, "employee");
      for (let n = 1; n <= 6; n += 1)
        await call(admin, "post", `/forms/${form}/records`, { data: { title: name(n), code: `T-${n}`, kind: n % 2 ? "hand" : "power", bought: today(), price: `${n}00`, ...(n > 4 ? { keeper: [keeper] } : {}) } }, { "Idempotency-Key": crypto.randomUUID() });
      const filter = encodeURIComponent(JSON.stringify({ and: [{ field: "price", op: "gt", value: "250" }] }));
      await page.goto(`/forms/${form}/records?filter=${filter}`);
      await seen(rows(page));
      assert.equal(await rows(page).count(), 4);
      await button(page, t("list:views.saveAsView")).click();
      await dialog(page).getByRole("textbox", { name: t("list:views.name") }).fill(dear);
      await answered(page, "POST", /\/views$/, () => button(dialog(page), t("list:views.keep")).click());
      await page.waitForURL(/view=svw_/);
      await seen(tab(page, dear).and(page.locator('[aria-current="page"]')));
      assert.equal(await rows(page).count(), 4);
      // What is changed is said, reverted, changed again and saved.
      const changed = page.getByRole("group", { name: t("list:views.changed") });
      await gone(changed);
      await button(page, t("list:filter.remove", { name: pick("价格", "Price") })).click();
      await seen(changed);
      await seen(rows(page).filter({ hasText: name(1) }));
      await button(changed, t("list:views.revert")).click();
      await gone(rows(page).filter({ hasText: name(1) }));
      await page.getByRole("columnheader", { name: pick("编号", "Code") }).click();
      await seen(changed);
      await answered(page, "PATCH", /\/views\//, () => button(changed, t("list:views.save")).click());
      await gone(changed);
      await picture(page, `views-${locale}`);
      await button(page, t("list:views.menu", { name: dear })).click();
      await answered(page, "PATCH", /\/views\//, () => page.getByRole("menuitem", { name: t("list:views.share") }).click());
      await seen(tab(page, t("list:views.shared")));
      // Its address alone brings filter and order.
      await page.reload();
      await seen(rows(page));
      assert.deepEqual(await rows(page).getByRole("link").allTextContents(), [3, 4, 5, 6].map(name));
      await button(page, t("list:views.menu", { name: dear })).click();
      await page.getByRole("menuitem", { name: t("list:views.delete") }).click();
      await seen(dialog(page).getByText(t("list:views.deleteShared")));
      await button(dialog(page), t("ui:action.cancel")).click();
    });

    test("several are edited and deleted at once; what fails says why; deleted ones come back", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      await page.goto(`/forms/${form}/records`);
      const bar = page.getByRole("region", { name: t("records:bulk.label") });
      const select = (n) => tick(page.getByRole("checkbox", { name: t("list:select", { name: name(n) }) }));
      await seen(rows(page));
      await select(1);
      await select(3);
      await button(bar, t("records:bulk.edit")).click();
      await choose(page, dialog(page).getByRole("combobox", { name: t("records:bulk.field") }), kind);
      await choose(page, dialog(page).getByRole("combobox", { name: kind }), power);
      await picture(page, `bulk-${locale}`);
      await answered(page, "POST", /\/bulk$/, () => button(dialog(page), t("records:bulk.editVerb", { count: 2 })).click());
      await seen(rows(page).filter({ hasText: name(1) }).getByText(power));
      // One of two is gone meanwhile.
      await select(2);
      await select(4);
      const { items } = await call(admin, "get", `/forms/${form}/records?limit=50`);
      const [lost] = items.filter((row) => row.title === name(4));
      await page.route(
        "**/records/bulk",
        async (route) => {
          await admin.context.request.delete(`/api/v1/records/${lost.id}`);
          await route.continue();
        },
        { times: 1 },
      );
      await button(bar, t("records:delete")).click();
      await button(dialog(page), t("records:bulk.deleteVerb", { count: 2 })).click();
      const result = dialog(page).filter({ hasText: t("records:bulk.resultTitle", { count: 1 }) });
      await seen(result.getByText(name(4)));
      await picture(page, `bulk-failed-${locale}`);
      // In English the cross above bears the same name.
      await button(result, t("records:bulk.close")).filter({ hasText: t("records:bulk.close") }).click();
      await gone(rows(page).filter({ hasText: name(2) }));
      await answered(page, "POST", /\/restore$/, () => button(page, t("records:undo")).click());
      await seen(rows(page).filter({ hasText: name(2) }));
      // Its code was taken by another, so that it cannot come back as it was.
      const thief = await call(admin, "post", `/forms/${form}/records`, { data: { title: name(9), code: "T-4" } }, { "Idempotency-Key": crypto.randomUUID() });
      await button(page, t("records:bin.title")).click();
      admin.expectProblem(422, /\/restore$/);
      await button(page, t("records:bin.restoreOne", { title: name(4) })).click();
      await seen(dialog(page).getByText(t("records:bin.refusedHelp")));
      await picture(page, `bin-${locale}`);
      await button(dialog(page), t("records:bulk.close")).click();
      await admin.context.request.delete(`/api/v1/records/${thief.id}`);
      await answered(page, "POST", /\/restore$/, () => button(page, t("records:bin.restoreOne", { title: name(4) })).click());
      await gone(button(page, t("records:bin.restoreOne", { title: name(4) })));
    });

    /** Gives a record a picture. */
    async function photographed(admin, title, file) {
      const sent = await admin.context.request.post("/api/v1/files", { multipart: { file: { name: file, mimeType: "image/png", buffer: png(600, 400) } } });
      const { id: photo } = await sent.json();
      const { items } = await call(admin, "get", `/forms/${form}/records?limit=50`);
      const record = items.find((one) => one.title === title);
      await call(admin, "patch", `/records/${record.id}`, { data: { ...record.data, photo: [photo] } }, { "If-Match": `"${record.rev}"` });
    }

    test("a board moves a card by its menu and by dragging, and takes it back when refused; calendar and gallery show the same records", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      await page.goto(`/forms/${form}/records`);
      await layout(page, "table", "board");
      const card = (scope, n) => scope.getByRole("listitem").filter({ has: page.getByRole("link", { name: name(n), exact: true }) });
      await seen(card(column(page, power), 1));
      await button(page, t("records:board.menu", { title: name(1) })).click();
      await answered(page, "PATCH", /\/records\//, () => page.getByRole("menuitem", { name: hand, exact: true }).click());
      await seen(card(column(page, hand), 1));
      await picture(page, `board-${locale}`);
      const drag = async (n, to) => {
        const from = await card(page, n).boundingBox();
        const target = await column(page, to).boundingBox();
        await page.mouse.move(from.x + 20, from.y + from.height - 6);
        await page.mouse.down();
        await page.mouse.move(from.x + 60, from.y + 30, { steps: 3 });
        await page.mouse.move(target.x + 80, target.y + 80, { steps: 6 });
        await page.mouse.up();
      };
      assert.equal((await answered(page, "PATCH", /\/records\//, () => drag(5, power))).status(), 200);
      await seen(card(column(page, power), 5));
      // Somebody else was faster.
      admin.expectProblem(412, /\/records\//);
      await page.route("**/records/rec_*", (route) => (route.request().method() === "PATCH" ? route.continue({ headers: { ...route.request().headers(), "if-match": '"999"' } }) : route.continue()));
      await drag(5, hand);
      await seen(page.getByText(t("records:board.stale")));
      await seen(card(column(page, power), 5));
      await page.unroute("**/records/rec_*");
      await layout(page, "board", "calendar");
      await seen(page.locator("td").filter({ has: page.locator('[aria-current="date"]') }).getByRole("link"));
      await picture(page, `calendar-${locale}`);
      // A holiday has its name, the days after it 休, and a Saturday that is worked instead 班; all are read out.
      await visit(page, `/forms/${form}/records?layout=calendar&date=bought&month=2026-10`);
      const day = (date) => page.getByRole("cell").filter({ has: page.locator(`time[datetime="${date}"]`) });
      await seen(day("2026-10-01").getByText("国庆节"));
      await seen(day("2026-10-02").getByText(t("list:calendar.off"), { exact: true }));
      await seen(day("2026-10-10").getByText(t("list:calendar.work"), { exact: true }));
      const said = (date) => day(date).locator("time").getAttribute("aria-label");
      assert.match(await said("2026-10-02"), new RegExp(`${t("list:calendar.offSaid")}.*国庆节`));
      assert.match(await said("2026-10-10"), new RegExp(t("list:calendar.workSaid")));
      assert.match(await said("2026-10-11"), new RegExp(t("list:calendar.offSaid")));
      assert.doesNotMatch(await said("2026-10-09"), new RegExp(t("list:calendar.offSaid")));
      await picture(page, `calendar-holidays-${locale}`);
      assert.deepEqual(await findings(page), []);

      await photographed(admin, name(1), "one.png");
      await photographed(admin, name(2), "two.png");
      await visit(page, `/forms/${form}/records?layout=gallery`);
      const gallery = page.getByRole("list", { name: t("list:layout.gallery") });
      await seen(gallery.getByText(name(1)));
      // Pictures open large by keyboard and go on to those of the other cards; the rest of a card leads to its record.
      await seen(gallery.getByRole("img", { name: "one.png" }));
      const [first, second] = await gallery.getByRole("img").evaluateAll((images) => images.map((image) => image.alt));
      assert.deepEqual([first, second].sort(), ["one.png", "two.png"]);
      await gallery.getByRole("link", { name: first, exact: true }).focus();
      await page.keyboard.press("Enter");
      const large = (file) => page.getByRole("dialog", { name: beginning(file) });
      await seen(large(first).getByRole("img", { name: first }));
      await page.keyboard.press("ArrowRight");
      await seen(large(second).getByRole("img", { name: second }));
      await page.keyboard.press("Escape");
      await gone(large(second));
      await picture(page, `gallery-${locale}`);
      assert.deepEqual(await findings(page), []);
    });

    test("on a phone: tabs, one column at a time and a menu that moves, the days of a month", async () => {
      const admin = await house.person("admin", { phone: true, ...(locale === "en" ? { theme: "dark" } : {}) });
      const { page } = admin;
      await page.goto(`/forms/${form}/records`);
      await tab(page, dear).click();
      await page.waitForURL(/view=svw_/);
      await gone(page.getByRole("link", { name: name(1) }));
      await seen(page.getByRole("link", { name: name(6) }));
      await noSidewaysScroll(page);
      // One row: what does not fit stands in the menu at its end.
      const tools = [page.getByRole("textbox", { name: t("records:search") }), button(page, t("records:more")), button(page, t("records:create"))];
      const middles = await Promise.all(tools.map(async (one) => one.boundingBox().then((box) => Math.round(box.y + box.height / 2))));
      assert.ok(Math.max(...middles) - Math.min(...middles) <= 1, `the tools stand at ${middles}`);
      await button(page, t("records:more")).click();
      await seen(page.getByRole("menuitem", { name: t("records:bin.title") }));
      await page.keyboard.press("Escape");
      await picture(page, `views-phone-${locale}`);
      await visit(page, `/forms/${form}/records?layout=board&group=kind`);
      await choose(page, page.getByRole("combobox", { name: t("records:board.column") }), hand);
      await button(page, t("records:board.menu", { title: name(3) })).waitFor({ state: "hidden" });
      await button(page, t("records:board.menu", { title: name(1) })).click();
      await answered(page, "PATCH", /\/records\//, () => page.getByRole("menuitem", { name: power, exact: true }).click());
      await gone(column(page, hand).getByRole("link", { name: name(1) }));
      await noSidewaysScroll(page);
      await picture(page, `board-phone-${locale}`);
      await visit(page, `/forms/${form}/records?layout=calendar&date=bought`);
      await seen(page.getByRole("link", { name: name(6) }));
      await noSidewaysScroll(page);
      await picture(page, `calendar-phone-${locale}`);
      for (const [n, bought] of [[7, "2026-10-01"], [8, "2026-10-10"], [9, "2026-10-11"]])
        await call(admin, "post", `/forms/${form}/records`, { data: { title: name(n), code: `T-${n}`, kind: "hand", bought } }, { "Idempotency-Key": crypto.randomUUID() });
      await visit(page, `/forms/${form}/records?layout=calendar&date=bought&month=2026-10`);
      await seen(page.getByRole("listitem").filter({ has: page.locator('time[datetime="2026-10-01"]') }).getByText("国庆节"));
      await seen(page.getByRole("listitem").filter({ has: page.locator('time[datetime="2026-10-10"]') }).getByText(t("list:calendar.work"), { exact: true }));
      await noSidewaysScroll(page);
      await picture(page, `calendar-holidays-phone-${locale}`);
      assert.deepEqual(await findings(page), []);
      await visit(page, `/forms/${form}/records?view=svw_00000000000000000000000000`);
      await seen(page.getByText(t("list:views.gone")));
    });

    test("the work of who leaves is told and handed over", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const leaver = await personOf(admin, "manager");
      await page.goto(`/admin/people?person=${leaver}`);
      await button(page, t("admin:handOver.verb")).click();
      const sheet = dialog(page).filter({ hasText: t("admin:handOver.what") });
      await choose(page, sheet.getByRole("combobox", { name: t("admin:handOver.to") }), "admin", { search: true });
      await picture(page, `hand-over-${locale}`);
      await answered(page, "POST", /\/hand-over$/, () => button(sheet, t("admin:handOver.verb")).click());
      await seen(page.getByRole("dialog").getByRole("status"));
      await picture(page, `handed-over-${locale}`);
      const left = await call(admin, "get", `/people/${leaver}/hand-over`);
      assert.equal(left.tasks, 0);
    });
  });
}
