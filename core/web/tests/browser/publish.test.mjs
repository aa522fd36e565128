// Publishing what is not saved yet: a press waits for slow saves, says that it does, and then publishes; it tells why not
// when saving fails; and it is sent even when the browser takes itself for offline.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, dialog, gone, seen } from "./support/steps.mjs";
import { LOCALES } from "./support/words.mjs";

const SLOW_MS = 1_500;

/** Every save of a draft takes its time. */
async function slowSaves(page) {
  await page.route(/\/draft$/, async (route) => {
    if (route.request().method() === "PUT") await new Promise((done) => setTimeout(done, SLOW_MS));
    await route.continue();
  });
}
const savesBegin = (page) => page.waitForRequest((one) => one.method() === "PUT" && one.url().endsWith("/draft"));

for (const locale of LOCALES) {
  describe(`publishing, ${locale}`, () => {
    const house = useHouse(locale);

    test("a flow, right after an edit and during the save of another", async () => {
      const { page, t } = await house.person("admin");
      await slowSaves(page);
      await page.goto("/studio/flows/purchase?tab=settings");
      const description = page.getByRole("textbox", { name: t("flow-designer:settings.description") }).first();
      await Promise.all([savesBegin(page), description.fill("first")]);
      await description.fill("second");
      // By keyboard: the button, then the dialog's.
      await button(page, t("flow-designer:publish.action")).press("Enter");
      await seen(dialog(page).getByText(t("flow-designer:publish.saving")));
      await picture(page, `publish-saving-${locale}`);
      const published = await answered(page, "POST", /\/flows\/purchase\/publish$/, () => button(dialog(page), t("flow-designer:publish.action")).press("Enter"));
      const { version } = await published.json();
      await gone(dialog(page));
      await seen(button(page, t("flow-designer:version.isPublished", { version })));
      assert.equal(await description.inputValue(), "second");
    });

    test("a flow that cannot be saved says so, and is published once it can", async () => {
      const { page, t, expectProblem } = await house.person("admin");
      expectProblem(503, /\/draft$/);
      await page.goto("/studio/flows/purchase?tab=settings");
      const description = page.getByRole("textbox", { name: t("flow-designer:settings.description") }).first();
      let broken = true;
      await page.route(/\/draft$/, (route) => (broken && route.request().method() === "PUT" ? route.fulfill({ status: 503, json: { code: "unavailable", status: 503, title: "", detail: "" } }) : route.continue()));
      await description.fill("third");
      await button(page, t("flow-designer:publish.action")).click();
      await seen(dialog(page).getByText(t("flow-designer:publish.notSaved")));
      await picture(page, `publish-not-saved-${locale}`);
      broken = false;
      // What the browser takes for the state of the network does not hold the press back.
      await page.evaluate(() => window.dispatchEvent(new Event("offline")));
      await answered(page, "POST", /\/flows\/purchase\/publish$/, () => button(dialog(page), t("flow-designer:publish.action")).click());
      await gone(dialog(page));
    });

    test("a form, right after an edit and during the save of another", async () => {
      const person = await house.person("admin");
      const { page, t } = person;
      const { items } = await (await person.context.request.get("/api/v1/forms?design=true")).json();
      await slowSaves(page);
      await page.goto(`/studio/forms/${items.find((form) => form.key === "purchase").id}`);
      const add = () => button(page.getByRole("region", { name: t("form-designer:palette.common") }), t("form:type.text")).click();
      await Promise.all([savesBegin(page), add()]);
      await add();
      await button(page, t("form-designer:publish.action")).click();
      await answered(page, "POST", /\/forms\/[^/]+\/publish$/, () => button(dialog(page), t("form-designer:publish.action")).click());
      await gone(dialog(page));
    });
  });
}
