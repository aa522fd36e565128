// Signing in: a wrong password says so, and many of them are stopped; the right one lets in, the language can change,
// signing out ends it; menus open where nothing moves.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { picture, useHouse } from "./support/house.mjs";
import { PASSWORD } from "./support/server.mjs";
import { button, field, seen } from "./support/steps.mjs";
import { LOCALES, serverWords, wordsOf } from "./support/words.mjs";

const NAMES = { "zh-CN": "中文", en: "English" };

for (const locale of LOCALES) {
  describe(`signing in, ${locale}`, () => {
    const house = useHouse(locale);

    test("a wrong password is told, the right one opens the workbench, signing out leads back", async () => {
      const { page, t, expectProblem } = await house.visitor();
      expectProblem(401, /\/(me|login)$/);
      await page.goto("/approvals/todo");
      await seen(page.getByRole("heading", { name: t("session:title") }));
      await field(page, t("session:login")).fill("manager");
      await page.getByLabel(t("session:password"), { exact: true }).fill("not-the-password");
      await button(page, t("session:submit")).click();
      await seen(page.getByRole("alert").getByText(serverWords(locale)["auth.login_failed"]));
      await picture(page, `sign-in-wrong-${locale}`);
      await page.getByLabel(t("session:password"), { exact: true }).fill(PASSWORD);
      await button(page, t("session:submit")).click();
      // Back where the link led, in the person's own language, which is the company's at first.
      await page.waitForURL(/\/approvals\/todo/);
      const company = wordsOf("zh-CN");
      await page.getByRole("button", { name: company("app:user.menu", { name: "陈立" }) }).click();
      await page.getByRole("menuitem", { name: company("app:user.language") }).hover();
      await page.getByRole("menuitem", { name: NAMES[locale], exact: true }).click();
      await seen(page.getByRole("navigation", { name: t("app:nav.main") }));
      await page.getByRole("button", { name: t("app:user.menu", { name: "陈立" }) }).click();
      await page.getByRole("menuitem", { name: t("app:user.signOut") }).click();
      await page.waitForURL(/\/login/);
      await seen(page.getByRole("heading", { name: t("session:title") }));
    });

    test("the language changes before anybody signed in, and a demo account fills itself in", async () => {
      const other = LOCALES.find((one) => one !== locale);
      const { page, t, expectProblem } = await house.visitor();
      expectProblem(401, /\/me$/);
      const words = wordsOf(other);
      await page.goto("/login");
      await seen(page.getByRole("heading", { name: t("session:title") }));
      await button(page, NAMES[other]).click();
      await seen(page.getByRole("heading", { name: words("session:title") }));
      await button(page, words("session:demo.fillAs", { login: "employee" })).click();
      await seen(page.locator("input#login[value=employee]"));
    });

    test("the person's menu opens down to its last level where nothing moves", async () => {
      const { page, t } = await house.person("employee");
      await page.goto("/");
      await page.getByRole("button", { name: t("app:user.menu", { name: "李强" }) }).click();
      await page.getByRole("menuitem", { name: t("app:user.theme") }).hover();
      await page.getByRole("menuitem", { name: t("app:user.dark"), exact: true }).click();
      await seen(page.locator("html[data-theme=dark]"));
      // What stays on this machine needs no warning about encryption.
      assert.equal(await page.getByText(t("app:insecure")).count(), 0);
    });

    test("after ten wrong passwords the account has to wait, even with the right one", async () => {
      // Nothing moves: the button's turning mark can take its time to leave, and with it the button's name.
      const { page, t, expectProblem } = await house.visitor();
      expectProblem(401, /\/(me|login)$/);
      expectProblem(429, /\/login$/);
      const login = "project-manager";
      for (let attempt = 0; attempt < 9; attempt += 1) {
        const post = await page.request.post("/api/v1/auth/login", { data: { tenant: "demo", login, password: "not-the-password" } });
        assert.equal(post.status(), 401);
      }
      await page.goto("/login");
      const attempt = async (password) => {
        await field(page, t("session:login")).fill(login);
        await page.getByLabel(t("session:password"), { exact: true }).fill(password);
        await button(page, t("session:submit")).click();
      };
      await attempt("not-the-password-either");
      await seen(page.getByRole("alert").getByText(serverWords(locale)["auth.login_failed"]));
      await attempt(PASSWORD);
      await seen(page.getByRole("alert").getByText(t("session:throttledMinutes", { count: 15 })));
      assert.equal(await button(page, t("session:submit")).isDisabled(), true);
      await picture(page, `sign-in-throttled-${locale}`);
    });
  });
}
