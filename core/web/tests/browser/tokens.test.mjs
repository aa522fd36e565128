// API tokens in one's own settings: made with what it may do, shown once, used by a program, revoked.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, dialog, field, gone, seen, tick } from "./support/steps.mjs";
import { LOCALES, own } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`API tokens, ${locale}`, () => {
    const house = useHouse(locale);
    const name = own(locale)("夜间同步", "Nightly copy");

    test("one is made, shown once, works as far as it was allowed, and ends at once", async () => {
      const { page, t } = await house.person("employee", { phone: locale === "en" });
      await page.goto("/settings#tokens");
      await seen(page.getByText(t("settings:tokens.none")));
      await button(page, t("settings:tokens.create")).click();
      await button(dialog(page), t("settings:tokens.createVerb")).click();
      await seen(dialog(page).getByText(t("settings:tokens.scopesNeeded")));
      await field(dialog(page), t("settings:tokens.name")).fill(name);
      await tick(dialog(page).getByRole("checkbox", { name: t("settings:tokens.scope.records.read"), exact: true }));
      await picture(page, `token-new-${locale}`);
      assert.deepEqual(await findings(page), []);
      const made = await (await answered(page, "POST", /\/api-tokens$/, () => button(dialog(page), t("settings:tokens.createVerb")).click())).json();
      await seen(page.getByText(made.token, { exact: true }));
      await gone(dialog(page));
      await picture(page, `token-made-${locale}`);
      assert.deepEqual(await findings(page), []);

      const withToken = (path) => fetch(new URL(`/api/v1${path}`, house.server.url), { headers: { authorization: `Bearer ${made.token}` } });
      assert.equal((await withToken("/forms")).status, 200);
      await button(page, t("settings:tokens.done")).click();
      const row = page.getByRole("listitem").filter({ hasText: name });
      await seen(row);
      await gone(page.getByText(made.token));
      await button(page, t("settings:tokens.revokeOne", { name })).click();
      await answered(page, "DELETE", /\/api-tokens\//, () => button(dialog(page), t("settings:tokens.revoke")).click());
      await gone(row);
      assert.equal((await withToken("/forms")).status, 401);
    });
  });
}
