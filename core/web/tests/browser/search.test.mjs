// Search: found by two characters, opened by keyboard alone and on a phone; nothing of what one may not see.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { personOf, publishedForm } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { button, gone, seen } from "./support/steps.mjs";
import { LOCALES, own } from "./support/words.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const option = (page, name) => page.getByRole("option", { name });
const selected = (page) => page.getByRole("option", { selected: true });

async function record(person, form, title) {
  const post = await person.context.request.post(`/api/v1/forms/${form}/records`, { data: { data: { title } } });
  assert.equal(post.status(), 201, await post.text());
}

async function opened({ page, t }) {
  await seen(button(page, t("app:command.open")));
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: t("app:command.open") });
  await seen(input);
  return input;
}

for (const locale of LOCALES) {
  describe(`search, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const t = house.t;

    test("a record is found by two characters, opened by keyboard, and offered again as opened lately", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const name = ["设备台账", "Equipment"];
      const form = await publishedForm(admin, `assets-${locale.toLowerCase()}`, name, [{ key: "title", type: "text", label: { "zh-CN": "名称", en: "Name" } }]);
      for (let n = 0; n < 7; n++) await record(admin, form, `激光焊接机 ${n}`);
      await page.goto("/");
      const input = await opened(admin);
      await picture(page, `search-empty-${locale}`);
      await input.pressSequentially("焊接", { delay: 20 });
      const records = page.getByRole("group", { name: t("palette:kind.record") });
      await seen(records.getByRole("option", { name: /激光焊接机 6/ }));
      assert.equal(await records.getByRole("option").count(), 6, "five of them, and the way to more");
      assert.equal(await records.locator("mark").first().textContent(), "焊接");
      await picture(page, `search-${locale}`);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id }) => id), []);
      // The way to more is the last line: one step up from the first. Then the second record.
      await page.keyboard.press("ArrowUp");
      await seen(selected(page).filter({ hasText: t("palette:more", { kind: t("palette:kind.record") }) }));
      await page.keyboard.press("Enter");
      await seen(option(page, /激光焊接机 0/));
      await page.keyboard.press("ArrowDown");
      await seen(selected(page).filter({ hasText: "激光焊接机 5" }));
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/forms\/frm_\w+\/records\/rec_/);
      await gone(input);
      await opened(admin);
      await seen(page.getByRole("group", { name: t("palette:recent") }).getByRole("option", { name: /激光焊接机 5/ }));
      await page.keyboard.press("Escape");

      // An outsider finds none of them, and is told what to try.
      const outsider = await house.person("employee");
      await outsider.page.goto("/");
      const field = await opened(outsider);
      await field.fill("激光焊接机");
      await seen(outsider.page.getByText(t("palette:none.title")));
      await picture(outsider.page, `search-nothing-${locale}`);
    });

    test("people are found by pinyin, and an answer that comes late stands under nothing newer", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const person = await personOf(admin, "employee");
      const { name } = await (await admin.context.request.get(`/api/v1/people/${person}`)).json();
      await page.goto("/");
      const input = await opened(admin);
      // The first answer is held back until the second has come.
      let letGo;
      const held = new Promise((go) => (letGo = go));
      await page.route(/\/api\/v1\/search\?q=zz/, async (route) => {
        await held;
        await route.continue().catch(() => undefined);
      });
      await input.fill("zz");
      await page.waitForRequest(/search\?q=zz/);
      await input.fill(name);
      const people = page.getByRole("group", { name: t("palette:kind.person") });
      await seen(people.getByRole("option", { name: new RegExp(name) }));
      letGo();
      await page.waitForTimeout(300);
      assert.equal(await people.getByRole("option").count() > 0, true);
      await people.getByRole("option", { name: new RegExp(name) }).click();
      await page.waitForURL(/\/admin\/people\?person=usr_/);
    });

    test("on a phone the search takes the whole screen and needs the thumb alone", async () => {
      const admin = await house.person("admin", { phone: true });
      const { page } = admin;
      await page.goto("/");
      await button(page, t("app:command.open")).tap();
      const input = page.getByRole("combobox", { name: t("app:command.open") });
      await input.fill(pick("采购", "purchase"));
      const forms = page.getByRole("group", { name: t("palette:kind.form") });
      await seen(forms.getByRole("option"));
      await picture(page, `search-phone-${locale}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(wide, false, "nothing to scroll sideways");
      await button(page, t("palette:cancel")).tap();
      await gone(input);
      await button(page, t("app:command.open")).tap();
      await input.fill(pick("采购", "purchase"));
      await forms.getByRole("option").first().tap();
      await page.waitForURL(/\/forms\/frm_\w+\/records/);
    });
  });
}
