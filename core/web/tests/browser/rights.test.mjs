// Who may see what, and who saw to it: a field that a role hides, why somebody may, a look through their eyes, the
// change log, an invitation. What is hidden is gone from the answers of the server too, not only from the page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { call, personOf } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, choose, dialog, field, gone, purchase, seen, submitted, visit } from "./support/steps.mjs";
import { LOCALES, own, serverWords } from "./support/words.mjs";
import { PASSWORD } from "./support/server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AMOUNT = "31,415.92";

async function grave(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`);
}

/** No sideways scrolling. */
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
const banner = ({ page, t }) => page.getByRole("region", { name: t("app:viewing.label") });
const itemOf = async (list, key) => list.find((one) => one.key === key).id;

for (const locale of LOCALES) {
  describe(`rights, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const title = pick("探伤仪", "Flaw detector");
    const { amount } = purchase(locale);
    let form, member, employee, record;

    test("a field that a role hides is gone for its holder, from the table and the record", async () => {
      const buyer = await house.person("employee");
      await submitted(buyer, { title, amount: "31415.92" });
      const admin = await house.person("admin");
      const { page, t } = admin;
      form = await itemOf((await call(admin, "get", "/forms")).items, "purchase");
      const roles = (await call(admin, "get", "/roles")).items;
      member = await itemOf(roles, "member");
      employee = await personOf(admin, "employee");
      record = (await call(buyer, "get", `/forms/${form}/records`)).items.find((row) => row.title === title).id;
      const address = `/forms/${form}/records`;
      await buyer.page.goto(address);
      const row = buyer.page.getByRole("row").filter({ hasText: title });
      await seen(row.getByText(AMOUNT));

      await page.goto(`/admin/roles?id=${member}&part=fields`);
      await choose(page, page.getByRole("combobox", { name: t("admin:fields.chooseForm") }), pick("采购申请", "Purchase request"), { search: true });
      const right = page.getByRole("radiogroup", { name: t("admin:fields.right", { field: amount }), exact: true });
      await right.getByText(t("admin:fields.hidden")).click();
      // Somebody else changes the role meanwhile: what was chosen stays, and is saved over the latest.
      const now = await call(admin, "get", `/roles/${member}`);
      await call(admin, "patch", `/roles/${member}`, { name: now.name }, { "If-Match": `"${now.rev}"` });
      admin.expectProblem(412, /\/field-rules\//);
      const saved = page.getByText(t("admin:fields.saved", { role: pick("员工", "Member") }));
      await button(page, t("admin:save")).click();
      const beaten = page.getByText(t("admin:fields.beaten"));
      await seen(saved.or(beaten));
      if (await beaten.isVisible()) await answered(page, "PUT", /\/field-rules\//, () => button(page, t("admin:save")).click());
      await seen(saved);
      await picture(page, `field-rights-${locale}`);
      const rules = (await call(admin, "get", `/roles/${member}/field-rules`)).items;
      assert.deepEqual(rules[0].rules, [{ field: "amount", right: "hidden" }]);
      // A buyer holds other roles too: the widest counts, so each of them has the rule.
      for (const role of roles.filter((one) => !["administrator", "member"].includes(one.key))) {
        const { rev } = await call(admin, "get", `/roles/${role.id}/field-rules/${form}`);
        await call(admin, "put", `/roles/${role.id}/field-rules/${form}`, { rules: [{ field: "amount", right: "hidden" }] }, { "If-Match": `"${rev}"` });
      }

      await buyer.page.reload();
      await seen(row);
      assert.equal(await buyer.page.getByText(AMOUNT).count(), 0);
      assert.equal(await buyer.page.getByRole("columnheader", { name: amount }).count(), 0);
      await visit(buyer.page, `${address}/${record}`);
      await seen(dialog(buyer.page).getByText(purchase(locale).title, { exact: true }));
      assert.equal(await dialog(buyer.page).getByText(amount, { exact: true }).count(), 0);
      assert.equal("amount" in (await call(buyer, "get", `/records/${record}`)).data, false);
    });

    test("it is explained why somebody sees a record, and what is kept from them", async () => {
      const { page, t } = await house.person("admin");
      await page.goto(`/forms/${form}/records/${record}`);
      await button(dialog(page), t("records:moreActions")).click();
      await page.getByRole("menuitem", { name: t("records:whoSees") }).click();
      await choose(page, page.getByRole("combobox", { name: t("admin:access.person") }), pick("李强", "李强"), { search: true });
      const answer = page.getByRole("region", { name: t("admin:access.answer") });
      const told = serverWords(locale);
      const verdict = (code, person) => told[code].replace("{person}", person).replace("{permission}", told["permission.records.read"]);
      await seen(answer.getByRole("heading", { name: verdict("explain.allowed", "李强") }));
      await seen(answer.getByRole("list", { name: t("admin:access.why") }).getByRole("link", { name: t("admin:access.openRole", { role: pick("员工", "Member") }) }));
      await seen(answer.getByRole("list", { name: t("admin:access.fields", { form: pick("采购申请", "Purchase request") }) }).getByText(amount));
      await picture(page, `explain-${locale}`);
      assert.deepEqual(await grave(page), []);
      await choose(page, page.getByRole("combobox", { name: t("admin:access.person") }), pick("贺苗", "贺苗"), { search: true });
      await seen(answer.getByRole("heading", { name: verdict("explain.refused", "贺苗") }));
      await seen(answer.getByRole("list", { name: t("admin:access.needed") }));
    });

    test("an administrator looks through somebody's eyes, changes nothing, and stops", async () => {
      const admin = await house.person("admin");
      const { page, t } = admin;
      const second = await admin.context.newPage();
      await second.goto("/admin/people");
      await seen(second.getByRole("row").filter({ hasText: "employee" }));
      await page.bringToFront();
      await page.goto(`/admin/people?person=${employee}`);
      await button(dialog(page), t("admin:people.more")).click();
      await page.getByRole("menuitem", { name: t("admin:viewAs.verb") }).click();
      const sheet = dialog(page).filter({ hasText: t("admin:viewAs.recorded") });
      admin.expectProblem(422, /\/view-as$/);
      await sheet.getByLabel(t("admin:viewAs.password"), { exact: true }).fill("not the password");
      await button(sheet, t("admin:viewAs.begin")).click();
      await seen(sheet.getByText(serverWords(locale)["auth.password_wrong"]));
      await sheet.getByLabel(t("admin:viewAs.password"), { exact: true }).fill(PASSWORD);
      await button(sheet, t("admin:viewAs.begin")).click();
      await seen(banner(admin).getByText(t("app:viewing.as", { name: "李强" })));
      await seen(page.getByRole("heading", { name: t("workbench:inbox") }));
      await seen(second.getByRole("region", { name: t("app:viewing.label") }));
      await picture(page, `view-as-${locale}`);
      assert.equal(await page.getByRole("link", { name: t("app:nav.admin") }).count(), 0);

      admin.expectProblem(403, /\/(drafts|instances|preview)/);
      await visit(page, "/start/purchase");
      await field(page, purchase(locale).title).fill("x");
      await field(page, amount).fill("1");
      await answered(page, "POST", /\/instances$/, () => button(page, t("start:submit")).click());
      await seen(page.getByText(serverWords(locale)["auth.view_only"]));
      await seen(banner(admin));
      await second.close();

      // What was typed is not kept: the page asks before it goes.
      page.on("dialog", (question) => void question.accept());
      await button(banner(admin), t("app:viewing.stop")).click();
      await seen(dialog(page).getByRole("tab", { name: t("admin:people.profile") }));
      assert.equal(await banner(admin).count(), 0);
      assert.equal((await call(admin, "get", "/me")).user.login, "admin");
    });

    test("the change log is narrowed, opened and exported", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/admin/change-log");
      await choose(page, page.getByRole("combobox", { name: t("admin:changes.by_subject") }), t("admin:changes.subject.role"), { search: true });
      await choose(page, page.getByRole("combobox", { name: t("admin:changes.by_verb") }), t("admin:changes.verb.updated"));
      const rows = page.getByRole("row").filter({ hasText: t("admin:changes.subject.role") });
      await field(page, t("admin:changes.search")).fill("amount");
      await page.waitForURL(/q=amount/);
      const one = rows.filter({ hasText: pick("员工", "Member") });
      await seen(one);
      await one.nth(1).waitFor({ state: "hidden" });
      assert.match(page.url(), /subject=role&verb=updated&q=amount/);
      await one.click();
      await seen(page.getByText(`${t("admin:changes.properties.fields")} › amount`));
      await picture(page, `change-log-${locale}`);
      const [file] = await Promise.all([page.waitForEvent("download"), button(page, t("admin:changes.export")).click()]);
      assert.match(file.suggestedFilename(), /^change-log-.+\.csv$/);
      const lines = readFileSync(await file.path(), "utf8").trim().split("\r\n");
      assert.ok(lines.length > 2 && lines.slice(1).every((line) => line.includes("role") && line.includes("updated")), lines.slice(0, 3).join("\n"));
      assert.deepEqual(await grave(page), []);
    });

    test("somebody is invited by a link that is shown once, and the invitation is withdrawn", async () => {
      const admin = await house.person("admin");
      const { page, t } = admin;
      await page.goto("/admin/invitations");
      await button(page, t("admin:invitations.invite")).click();
      const drawer = dialog(page);
      await field(drawer, t("admin:people.name")).fill("柳青");
      await field(drawer, t("admin:people.login")).fill("liu-qing");
      await choose(page, drawer.getByRole("combobox", { name: t("admin:people.department") }), pick("采购部", "Purchasing"), { search: true });
      const answer = await answered(page, "POST", /\/invitations$/, () => button(drawer, t("admin:invitations.make")).click());
      const { link } = (await answer.json()).invitation;
      const shown = dialog(page).filter({ hasText: link });
      await seen(shown);
      await picture(page, `invited-${locale}`);
      await button(shown, t("admin:people.noted")).click();
      await gone(shown);
      const look = () => admin.context.request.post("/api/v1/public/invitations/look", { data: { token: link.split("#")[1] } });
      assert.equal((await look()).status(), 200);
      const row = page.getByRole("listitem").filter({ hasText: "liu-qing" });
      await button(row, t("admin:invitations.withdraw")).click();
      await answered(page, "DELETE", /\/invitations\//, () => button(dialog(page), t("admin:invitations.withdraw")).click());
      await seen(page.getByText(t("admin:invitations.none")));
      assert.equal((await look()).status(), 409);
    });

    test("on a phone the banner and the change log keep within the screen", async () => {
      const admin = await house.person("admin", { phone: true, theme: locale === "en" ? "dark" : "light" });
      const { page, t } = admin;
      await page.goto("/admin/change-log");
      await button(page, t("admin:changes.filter")).click();
      await choose(page, page.getByRole("combobox", { name: t("admin:changes.by_verb") }), t("admin:changes.verb.viewBegan"));
      await page.getByRole("row").filter({ hasText: t("admin:changes.verb.viewBegan") }).first().click();
      await seen(page.getByText(t("admin:changes.onlyThis")));
      await picture(page, `phone-change-log-${locale}`);
      assert.ok(await fits(page));
      assert.deepEqual(await grave(page), []);
      await call(admin, "post", "/view-as", { userId: employee, password: PASSWORD });
      await page.goto("/");
      await seen(banner(admin));
      await picture(page, `phone-view-as-${locale}`);
      assert.ok(await fits(page));
      assert.ok((await button(banner(admin), t("app:viewing.stop")).boundingBox()).height >= 40);
      assert.deepEqual(await grave(page), []);
      await button(banner(admin), t("app:viewing.stop")).click();
      await gone(banner(admin));
    });

    test("who may not administer finds none of it", async () => {
      const { page, t } = await house.person("employee");
      for (const path of ["/admin/access", "/admin/invitations", "/admin/change-log"]) {
        await page.goto(path);
        await seen(page.getByText(t("app:noAccess.title")));
      }
      await visit(page, `/forms/${form}/records/${record}`);
      await seen(dialog(page).getByText(purchase(locale).title, { exact: true }));
      assert.equal(await page.getByRole("menuitem", { name: t("records:whoSees") }).count(), 0);
      assert.equal(await button(dialog(page), t("records:moreActions")).count(), 0);
    });
  });
}
