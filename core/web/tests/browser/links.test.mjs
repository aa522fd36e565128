// Links by which others fill in a form: made by who designs it, opened by a visitor on a phone, found among the records.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, personOf, publishedForm } from "./support/design.mjs";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, dialog, field, gone, seen } from "./support/steps.mjs";
import { LOCALES, own } from "./support/words.mjs";

const FIELDS = [
  { key: "name", type: "text", label: both("姓名", "Name"), required: true },
  { key: "phone", type: "phone", label: both("电话", "Phone") },
  { key: "guests", type: "number", label: both("人数", "Guests"), min: "1", max: "9", default: "1" },
  { key: "total", type: "formula", label: both("费用", "Fee"), result: "number", scale: 0, formula: { op: "math", math: "mul", left: { op: "field", key: "guests" }, right: { op: "lit", value: { number: "30" } } } },
  { key: "host", type: "person", label: both("接待人", "Host") },
  { key: "number", type: "serial", label: both("编号", "Number"), prefix: "V-", reset: "never" },
];

for (const locale of LOCALES) {
  describe(`links to a form, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);
    const [visit, guest] = [pick("访客登记", "Visitors"), pick("吴敏", "Wu Min")];
    const fair = pick("展会现场", "At the fair");
    let form;
    let path;

    const row = (page) => page.getByRole("listitem").filter({ hasText: fair });
    const noSidewaysScroll = async (page) => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);

    test("a link is made, opened by a visitor on a phone and filled in; the record is there", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      form = await publishedForm(admin, "visitors", ["访客登记", "Visitors"], FIELDS);
      await page.goto(`/forms/${form}/records`);
      await button(page, t("records:links")).click();
      await seen(page.getByText(t("links:none")));
      await button(page, t("links:create")).click();
      await dialog(page).getByRole("textbox", { name: t("links:name") }).fill(fair);
      await dialog(page).getByText(t("links:audience.public")).click();
      await dialog(page).getByRole("spinbutton", { name: t("links:max") }).fill("2");
      await picture(page, `link-sheet-${locale}`);
      await answered(page, "POST", /\/links$/, () => button(dialog(page), t("links:createVerb")).click());
      await seen(row(page).getByText(t("links:state.open")));
      await picture(page, `links-${locale}`);
      assert.deepEqual(await findings(page), []);
      await button(page, t("links:qr.one", { name: fair })).click();
      await seen(dialog(page).getByRole("img", { name: t("links:qr.picture", { name: fair }) }));
      await picture(page, `link-qr-${locale}`);
      assert.deepEqual(await findings(page), []);
      const [saved] = await Promise.all([page.waitForEvent("download"), button(dialog(page), t("links:qr.save")).click()]);
      assert.equal(saved.suggestedFilename(), `${fair}.png`);
      await page.keyboard.press("Escape");
      await gone(dialog(page));
      const [link] = (await call(admin, "get", `/forms/${form}/links`)).items;
      path = new URL(link.address).pathname;
      assert.match(path, /^\/f\/weirf_/);

      const visitor = await house.visitor({ phone: true });
      visitor.expectProblem(401, /\/me$/);
      await visitor.page.goto(path);
      await seen(visitor.page.getByRole("heading", { name: visit }));
      await noSidewaysScroll(visitor.page);
      assert.equal(await visitor.page.getByText(pick("接待人", "Host")).count(), 0);
      await picture(visitor.page, `fill-phone-${locale}`);
      assert.deepEqual(await findings(visitor.page), []);
      await button(visitor.page, t("links:submit")).click();
      await seen(visitor.page.getByRole("alert"));
      await field(visitor.page, pick("人数", "Guests")).fill("3");
      await field(visitor.page, pick("姓名", "Name")).fill(guest);
      await seen(visitor.page.getByText("90", { exact: true }));
      // What was typed survives a reload and a server that is out of reach.
      await visitor.page.reload();
      await seen(visitor.page.getByText(t("links:restored")));
      assert.equal(await field(visitor.page, pick("姓名", "Name")).inputValue(), guest);
      await visitor.page.route("**/form-links/fill", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" }));
      visitor.expectProblem(503, /fill$/);
      await button(visitor.page, t("links:submit")).click();
      await seen(visitor.page.getByText(t("links:inputKept")));
      await picture(visitor.page, `fill-failed-${locale}`);
      await visitor.page.unroute("**/form-links/fill");
      await answered(visitor.page, "POST", /\/form-links\/fill$/, () => button(visitor.page, t("links:submit")).click());
      await seen(visitor.page.getByRole("heading", { name: t("links:sent.title") }));
      await seen(visitor.page.getByText("V-0001"));
      await picture(visitor.page, `sent-${locale}`);
      assert.deepEqual(await findings(visitor.page), []);
      await button(visitor.page, t("links:sent.again")).click();
      assert.equal(await field(visitor.page, pick("姓名", "Name")).inputValue(), "");

      await page.goto(`/forms/${form}/records`);
      const record = page.getByRole("row").filter({ hasText: guest });
      await seen(record.getByText(fair));
      await picture(page, `link-records-${locale}`);
      await record.getByRole("link").first().click();
      await seen(dialog(page).getByText(t("records:history")));
      await picture(page, `link-record-${locale}`);
    });

    test("a colleague signs in first and is brought back; a link that is off, full or unknown says so", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const inside = await call(admin, "post", `/forms/${form}/links`, { name: "Inside", audience: "internal" });
      const outsider = await house.visitor({ theme: "dark" });
      outsider.expectProblem(401, /\/(me|look)$/);
      await outsider.page.goto(new URL(inside.address).pathname);
      await outsider.page.waitForURL(/\/login\?next=/);
      const colleague = await house.person("employee", { theme: "dark" });
      colleague.expectProblem(401, /public\/form-links\/look$/);
      await colleague.page.goto(new URL(inside.address).pathname);
      await field(colleague.page, pick("姓名", "Name")).fill(pick("员工", "Colleague"));
      await seen(colleague.page.getByText(pick("接待人", "Host")));
      await picture(colleague.page, `fill-desktop-dark-${locale}`);
      assert.deepEqual(await findings(colleague.page), []);
      await answered(colleague.page, "POST", /\/form-links\/fill$/, () => button(colleague.page, t("links:submit")).click());
      await seen(colleague.page.getByText("V-0002"));

      await page.goto(`/forms/${form}/links`);
      await answered(page, "PATCH", /\/form-links\//, () => row(page).getByRole("switch").click());
      await seen(row(page).getByText(t("links:state.off")));
      const visitor = await house.visitor({ phone: true });
      visitor.expectProblem(401, /\/me$/);
      visitor.expectProblem(409, /\/look$/);
      visitor.expectProblem(404, /\/look$/);
      await visitor.page.goto(path);
      await seen(visitor.page.getByRole("heading", { name: t("links:closed.title") }));
      await picture(visitor.page, `closed-${locale}`);
      assert.deepEqual(await findings(visitor.page), []);
      await button(row(page), t("links:deleteOne", { name: fair })).click();
      await answered(page, "DELETE", /\/form-links\//, () => button(dialog(page), t("links:delete")).click());
      await gone(row(page));
      await visitor.page.reload();
      await seen(visitor.page.getByRole("heading", { name: t("links:unknown.title") }));
    });

    test("whoever takes a link over lends their rights in place of somebody who lost them, at the same address", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const grants = [{ permission: "forms.design" }, { permission: "records.create", formId: form }];
      const { id: role } = await call(admin, "post", "/roles", { key: "collectors", name: both("收集人", "Collectors"), grants });
      const lender = await personOf(admin, "manager");
      await call(admin, "post", `/roles/${role}/holders`, { userIds: [lender] });
      const manager = await house.person("manager");
      const wall = pick("前台海报", "Poster at the desk");
      const made = await call(manager, "post", `/forms/${form}/links`, { name: wall, audience: "public" });
      await call(admin, "delete", `/roles/${role}/holders/${lender}`);

      await page.goto(`/admin/people?person=${lender}`);
      await seen(page.getByRole("region", { name: t("admin:handOver.links") }).getByRole("link", { name: wall }));
      await picture(page, `links-lent-${locale}`);
      assert.deepEqual(await findings(page), []);
      await page.getByRole("region", { name: t("admin:handOver.links") }).getByRole("link", { name: wall }).click();
      const taken = page.getByRole("listitem").filter({ hasText: wall });
      await seen(taken.getByText(t("links:state.ownerWithoutRight")));
      await picture(page, `link-closed-${locale}`);
      assert.deepEqual(await findings(page), []);
      await button(taken, t("links:takeOver.verb")).click();
      await seen(button(dialog(page), t("links:takeOver.verb")));
      await picture(page, `link-take-over-${locale}`);
      await answered(page, "POST", /\/take-over$/, () => button(dialog(page), t("links:takeOver.verb")).click());
      await seen(taken.getByText(t("links:state.open")));
      await gone(button(taken, t("links:takeOver.one", { name: wall })));
      const visitor = await house.visitor({ phone: true });
      visitor.expectProblem(401, /\/me$/);
      await visitor.page.goto(new URL(made.address).pathname);
      await seen(visitor.page.getByRole("heading", { name: visit }));
    });
  });
}
