// A company's own settings: its picture in the frame and on paper, its working days, and whether its mails arrive.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { startMailServer } from "./support/mail.mjs";
import { answered, button, dialog, gone, seen, submitted } from "./support/steps.mjs";
import { LOCALES, own, serverWords } from "./support/words.mjs";

/** A PNG of one colour. */
function png(width, height) {
  const table = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n));
  const crc = (bytes) => (bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const number = (n) => Buffer.from([n >>> 24, n >>> 16, n >>> 8, n].map((byte) => byte & 255));
  const chunk = (name, bytes) => {
    const content = Buffer.concat([Buffer.from(name), bytes]);
    return Buffer.concat([number(bytes.length), content, number(crc([...content]))]);
  };
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [200, 60, 40]).flat())]);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", Buffer.concat([number(width), number(height), Buffer.from([8, 2, 0, 0, 0])])),
    chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The page opens at the year that it is. */
const YEAR = new Date().getFullYear();
const on = (day) => `${YEAR}-${day}`;
const LOGO = { name: "logo.png", mimeType: "image/png", buffer: png(120, 60) };

for (const locale of LOCALES) {
  describe(`a company's settings, ${locale}`, () => {
    let mail;
    const house = useHouse(locale, async () => {
      mail = await startMailServer();
      return { WEIR_MAIL_URL: mail.url, WEIR_MAIL_FROM: "Weir <weir@example.com>" };
    });
    after(() => mail?.stop());
    const pick = own(locale);
    const day = (page, date) => page.locator(`[data-day="${date}"]`);

    test("the logo stands beside the company's name and on paper, until it is removed", async () => {
      const { page, t, context } = await house.person("admin");
      await page.goto("/admin/settings");
      const { tenant } = await (await context.request.get("/api/v1/me")).json();
      const frame = page.getByRole("link", { name: tenant.name }).first();
      await seen(button(page, t("admin:settings.logo.choose")));
      await answered(page, "PATCH", /\/settings$/, () => page.locator("input[type=file]").setInputFiles(LOGO));
      await seen(frame.locator("img"));
      assert.equal(await frame.locator("img").evaluate((image) => image.naturalWidth), 120);
      await seen(button(page, t("admin:settings.logo.replace")));
      await picture(page, `settings-${locale}`);
      assert.deepEqual(await findings(page), []);

      const { id } = await submitted({ context }, { title: pick("游标卡尺", "Caliper"), amount: "80.00" });
      await page.goto(`/print/instances/${id}`);
      const printed = page.locator("main header img");
      await seen(printed);
      assert.equal(await printed.evaluate((image) => image.complete && image.naturalWidth), 120);

      await page.goto("/admin/settings");
      await button(page, t("admin:settings.logo.remove")).click();
      await answered(page, "PATCH", /\/settings$/, () => button(dialog(page), t("admin:remove")).click());
      await gone(frame.locator("img"));
    });

    test("a picture that could run something is refused with a reason", async () => {
      const { page, t, expectProblem } = await house.person("admin");
      expectProblem(422, /\/settings$/);
      await page.goto("/admin/settings");
      await seen(button(page, t("admin:settings.logo.choose")));
      const svg = { name: "logo.png", mimeType: "image/png", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>") };
      await page.locator("input[type=file]").setInputFiles(svg);
      await seen(page.getByText(serverWords(locale)["settings.logo_kind"]));
    });

    test("a test mail tells what the mail server said", async () => {
      const { page, t, context } = await house.person("admin");
      const to = "he.jing@example.com";
      assert.equal((await context.request.patch("/api/v1/me", { data: { email: to } })).status(), 200);
      await page.goto("/admin/settings");
      const send = button(page, t("admin:settings.mail.send"));
      await answered(page, "POST", /\/test-mail$/, () => send.click());
      await seen(page.getByText(t("admin:settings.mail.outcome.accepted", { to })));
      assert.deepEqual(mail.recipients, [to]);
      mail.answer = "550 5.1.1 no such user here";
      await answered(page, "POST", /\/test-mail$/, () => send.click());
      await seen(page.getByText(t("admin:settings.mail.outcome.refused", { to })));
      await seen(page.getByText("no such user here"));
      mail.answer = "250 2.1.5 ok";
      await page.getByText("no such user here").scrollIntoViewIfNeeded();
      await picture(page, `test-mail-${locale}`);
      assert.deepEqual(await findings(page), []);
    });

    test("what somebody else saved meanwhile is not overwritten", async () => {
      const { page, t, context, expectProblem } = await house.person("admin");
      await page.goto("/admin/settings");
      const nameField = page.getByLabel(t("admin:settings.name"));
      const zone = (await (await context.request.get("/api/v1/settings")).json()).timeZone;
      assert.equal(zone, "Asia/Shanghai");
      const before = await nameField.inputValue();
      await nameField.fill("Weir & Co");
      // Elsewhere, before the page has heard of it.
      expectProblem(412, /\/settings$/);
      const { rev } = await (await context.request.get("/api/v1/settings")).json();
      const elsewhere = await context.request.patch("/api/v1/settings", { headers: { "If-Match": `"${rev}"` }, data: { locale: "en" } });
      assert.equal(elsewhere.status(), 200);
      await page.waitForFunction((text) => [...document.querySelectorAll(".ant-select")].some((one) => one.textContent?.includes(text)), "English");
      await answered(page, "PATCH", /\/settings$/, () => button(page, t("admin:save")).click());
      const after = await (await context.request.get("/api/v1/settings")).json();
      assert.deepEqual([after.name, after.locale], ["Weir & Co", "en"]);
      await context.request.patch("/api/v1/settings", { headers: { "If-Match": `"${after.rev}"` }, data: { locale: "zh-CN", name: before } });
    });

    test("holidays are dragged over, named, undone and saved", async () => {
      const { page, t, context } = await house.person("admin");
      // The demo company's calendar has the holidays of its year.
      const { rev, days } = await (await context.request.get("/api/v1/work-calendar")).json();
      assert.ok(days.some(({ date, kind, name }) => date === "2026-10-10" && kind === "working" && name === "国庆调休"));
      await context.request.put("/api/v1/work-calendar", { headers: { "If-Match": `"${rev}"` }, data: { weekdays: [1, 2, 3, 4, 5], days: [] } });
      await page.goto("/admin/work-calendar");
      const bar = page.getByRole("region", { name: t("admin:calendar.selected") });
      await seen(day(page, on("10-01")));
      await day(page, on("10-01")).hover();
      await page.mouse.down();
      for (const date of [on("10-02"), on("10-03"), on("10-06"), on("10-07")]) await day(page, date).hover();
      await page.mouse.up();
      await bar.getByRole("textbox", { name: t("admin:calendar.name") }).fill(pick("国庆节", "National Day"));
      await bar.getByText(t("admin:calendar.kind.holiday"), { exact: true }).click();
      await seen(page.getByRole("button", { name: new RegExp(`7.*${t("admin:calendar.kind.holiday")} ${pick("国庆节", "National Day")}`) }));
      assert.equal(await page.locator(`[data-day^='${YEAR}-10-0'][data-kind=holiday]`).count(), 7);

      // By keyboard: a Saturday that is worked, and taken back, and done again.
      await day(page, on("10-09")).focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await bar.getByText(t("admin:calendar.kind.working"), { exact: true }).click();
      await seen(page.locator(`[data-day='${on("10-10")}'][data-kind=working]`));
      await day(page, on("10-10")).focus();
      await page.keyboard.press("Control+z");
      await gone(page.locator(`[data-day='${on("10-10")}'][data-kind=working]`));
      await button(page, t("admin:calendar.redo")).click();
      await seen(page.locator(`[data-day='${on("10-10")}'][data-kind=working]`));
      await picture(page, `work-calendar-${locale}`);
      assert.deepEqual(await findings(page), []);

      await answered(page, "PUT", /\/work-calendar$/, () => button(page, t("admin:save")).click());
      await page.reload();
      await seen(page.locator(`[data-day='${on("10-07")}'][data-kind=holiday]`));
      await seen(page.getByRole("region", { name: t("admin:calendar.specialIn", { year: YEAR }) }).getByText(pick("国庆节", "National Day")));
    });

    test("a pasted list tells what cannot be by its line, and what it replaces", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/admin/work-calendar");
      await button(page, t("admin:calendar.paste.open")).click();
      const sheet = dialog(page);
      const text = sheet.getByRole("textbox", { name: t("admin:calendar.paste.label") });
      await text.fill(`${on("10-07")},X\n${on("02-30")},Y,off`);
      await seen(sheet.getByText(t("admin:calendar.paste.at", { line: 2, what: t("admin:calendar.paste.fault.date", { text: on("02-30") }) })));
      await text.fill(`${on("10-07")},X\n${on("12-31")},Y,off`);
      const take = button(sheet, t("admin:calendar.paste.takeOver", { count: 2, replaced: 1 }));
      await seen(take);
      await picture(page, `paste-days-${locale}`);
      assert.deepEqual(await findings(page), []);
      await take.click();
      await gone(sheet);
      await seen(page.locator(`[data-day='${on("12-31")}'][data-kind=holiday]`));
      // Nothing of it is saved, so leaving asks.
      await page.getByRole("navigation", { name: t("admin:title") }).getByRole("link", { name: t("admin:section.settings") }).click();
      await button(dialog(page), t("admin:calendar.leave")).click();
      await page.waitForURL(/\/admin\/settings$/);
    });

    test("on a phone a day is tapped and marked, and every target is large enough", async () => {
      const { page, t } = await house.person("admin", { phone: true });
      await page.goto("/admin/work-calendar");
      await seen(day(page, on("05-01")));
      await day(page, on("05-01")).tap();
      const bar = page.getByRole("region", { name: t("admin:calendar.selected") });
      await bar.getByText(t("admin:calendar.kind.holiday"), { exact: true }).tap();
      await seen(page.locator(`[data-day='${on("05-01")}'][data-kind=holiday]`));
      const box = await day(page, on("05-01")).boundingBox();
      assert.ok(box.height >= 44 && box.width >= 44, JSON.stringify(box));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `the page is ${width} wide`);
      await picture(page, `phone-work-calendar-${locale}`);
      assert.deepEqual(await findings(page), []);
      await answered(page, "PUT", /\/work-calendar$/, () => button(page, t("admin:save")).click());
      await page.goto("/admin/settings");
      await seen(button(page, t("admin:settings.mail.send")));
      await picture(page, `phone-settings-${locale}`);
      assert.deepEqual(await findings(page), []);
    });
  });
}
