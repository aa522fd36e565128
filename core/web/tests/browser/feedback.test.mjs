// Feedback from anywhere: said over the page where somebody is, answered by who handles it, followed by who said it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, dialog, gone, seen } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`feedback, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const words = pick("打印时缺少页码", "The page number is missing in print");
    const reply = pick("下个版本会加上", "It comes with the next version");
    const shot = { name: "shot.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64") };

    test("it is said over the page, with where that is", async () => {
      const { page, t, name } = await house.person("employee");
      await page.goto("/approvals/started");
      await button(page, t("app:user.menu", { name })).click();
      await page.getByRole("menuitem", { name: t("app:user.feedback") }).click();
      const sheet = dialog(page);
      await seen(sheet.getByText("/approvals/started"));
      await button(sheet, t("feedback:send")).click();
      await seen(sheet.getByText(t("feedback:textNeeded")));
      await sheet.getByRole("textbox", { name: t("feedback:text") }).fill(words);
      await answered(page, "POST", /\/files$/, () => sheet.locator("input[type=file]").setInputFiles(shot));
      await seen(sheet.getByText("shot.png"));
      await picture(page, `feedback-sheet-${locale}`);
      assert.deepEqual(await findings(page), []);
      const response = await answered(page, "POST", /\/feedback$/, () => button(sheet, t("feedback:send")).click());
      const said = await response.json();
      assert.deepEqual([said.page, said.viewport, said.language, said.files.length], ["/approvals/started", "1440x900", locale, 1]);
      assert.match(said.browser, /Chrome/);
      await gone(sheet);
      assert.match(page.url(), /\/approvals\/started$/);
    });

    test("what is half written is asked about before it goes", async () => {
      const { page, t } = await house.person("employee");
      await page.goto("/feedback");
      await button(page, t("feedback:new")).click();
      await dialog(page).getByRole("textbox", { name: t("feedback:text") }).fill("x");
      await button(dialog(page), t("feedback:cancel")).click();
      await button(page, t("feedback:leave")).click();
      await gone(page.getByText(t("feedback:text"), { exact: true }));
    });

    test("who handles it sees it, answers, and declines only with a reason", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/feedback/all");
      await page.getByText(t("feedback:status.new"), { exact: true }).first().click();
      await seen(page.getByRole("link", { name: new RegExp(words) }));
      await picture(page, `feedback-all-${locale}`);
      assert.deepEqual(await findings(page), []);
      await page.getByRole("link", { name: new RegExp(words) }).click();
      await seen(page.getByRole("img", { name: "shot.png" }));
      await page.getByRole("radiogroup").getByText(t("feedback:status.declined"), { exact: true }).click();
      await button(page, t("feedback:sendAnswer")).click();
      await seen(page.getByText(t("feedback:reasonNeeded")));
      await page.getByRole("radiogroup").getByText(t("feedback:status.inProgress"), { exact: true }).click();
      await page.getByRole("textbox", { name: t("feedback:answer") }).fill(reply);
      await answered(page, "POST", /\/replies$/, () => button(page, t("feedback:sendAnswer")).click());
      await seen(page.getByRole("listitem").getByText(reply));
      await picture(page, `feedback-answered-${locale}`);
      assert.deepEqual(await findings(page), []);
    });

    test("who said it is told, and follows it on a phone", async () => {
      const { page, t, context } = await house.person("employee", { phone: true });
      const told = await (await context.request.get("/api/v1/notifications?event=feedbackAnswered")).json();
      assert.equal(told.items.length, 1);
      await page.goto("/feedback");
      await page.getByRole("link", { name: new RegExp(words) }).click();
      await seen(page.getByText(reply));
      await seen(page.getByText(t("feedback:status.inProgress"), { exact: true }));
      assert.equal(await page.getByRole("radiogroup").count(), 0);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `the page is ${width} wide`);
      await page.getByRole("textbox", { name: beginning(t("feedback:add")) }).fill(pick("谢谢", "Thank you"));
      await answered(page, "POST", /\/replies$/, () => button(page, t("feedback:sendMore")).click());
      await seen(page.getByRole("listitem").getByText(pick("谢谢", "Thank you")));
      await picture(page, `phone-feedback-${locale}`);
      assert.deepEqual(await findings(page), []);
      await page.goto("/feedback");
      await button(page, t("feedback:new")).click();
      await seen(dialog(page).getByRole("textbox", { name: t("feedback:text") }));
      await picture(page, `phone-feedback-sheet-${locale}`);
      assert.deepEqual(await findings(page), []);
    });

    test("who does not handle feedback sees their own only", async () => {
      const { page, t } = await house.person("manager");
      await page.goto("/feedback");
      await seen(page.getByText(t("feedback:none")));
      assert.equal(await page.getByText(t("feedback:all"), { exact: true }).count(), 0);
      await page.goto("/feedback/all");
      await seen(page.getByText(t("app:noAccess.title")));
    });
  });
}
