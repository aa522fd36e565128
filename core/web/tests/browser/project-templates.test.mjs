// A project that begins with a template, one that is kept as a template and begins others, and one that an approved
// initiation brings into being.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, personOf, publishedFlow, publishedForm, started } from "./support/design.mjs";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, choose, dialog, field, gone, seen, tick, visit } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

/** How long the worker may take to found a project. */
const FOUNDED_MS = 20_000;

/** Approves what somebody has to decide in an instance, without the pages. */
async function approves(house, login, instance) {
  const person = await house.person(login);
  const { items } = await call(person, "get", "/tasks?state=open&limit=100");
  const task = items.find(({ instanceId }) => instanceId === instance);
  await call(person, "post", `/tasks/${task.id}/approve`, { comment: "OK" });
}

for (const locale of LOCALES) {
  describe(`project templates, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);
    const shipped = pick("项目交付", "Project delivery");
    const consultant = pick("实施顾问", "Consultant");
    const kept = pick("客户实施（公司版）", "Delivery as we do it");
    let id = "";

    const place = (page, name, role) => page.getByRole("combobox", { name: t("projects:template.placeAs", { place: name, role: t(`projects:role.${role}`) }) });

    test("a project begins with a shipped template, on its day and with its people", async () => {
      const { page } = await house.person("project-manager");
      await page.goto("/projects");
      await button(page, t("projects:create.open")).click();
      await choose(page, page.getByRole("combobox", { name: t("projects:template.beginsWith") }), shipped);
      const types = dialog(page).getByRole("list", { name: t("projects:settings.types") });
      await seen(types.getByText(pick("交付物", "Deliverable"), { exact: true }));
      await field(dialog(page), t("projects:field.name")).fill("Acme ERP");
      await choose(page, place(page, consultant, "member"), "李强", { search: true });
      const start = field(dialog(page), t("projects:template.start"));
      await start.fill("2027-03-01");
      await page.keyboard.press("Tab");
      await picture(page, `template-new-${locale}`);
      assert.deepEqual(await findings(page), []);
      const made = await answered(page, "POST", /\/projects$/, () => button(dialog(page), t("projects:create.submit")).click());
      ({ id } = await made.json());
      await page.waitForURL(new RegExp(`/projects/${id}/board`));
      await visit(page, `/projects/${id}/items`);
      await seen(page.getByRole("link", { name: pick("项目启动", "Kick-off") }).or(page.getByText(pick("项目启动", "Kick-off"))));
      await picture(page, `template-items-${locale}`);
      const items = await page.context().request.get(`/api/v1/projects/${id}/work-items?limit=100`);
      const rows = (await items.json()).items;
      const interviews = rows.find((row) => row.title === pick("业务访谈", "Interviews"));
      assert.deepEqual([interviews.start, interviews.assignee.name], ["2027-03-08", "李强"]);
    });

    test("and is kept as a template with a place that stays filled", async () => {
      const { page } = await house.person("project-manager");
      await page.goto(`/projects/${id}/settings`);
      await button(page, t("projects:template.save")).click();
      await dialog(page).getByRole("textbox", { name: t("projects:field.name"), exact: true }).fill(kept);
      const person = { name: "李强", role: t("projects:role.member") };
      await dialog(page).getByRole("textbox", { name: t("projects:template.placeOf", person) }).fill(consultant);
      await tick(dialog(page).getByRole("checkbox", { name: t("projects:template.keepPersonOf", person) }));
      await picture(page, `template-save-${locale}`);
      assert.deepEqual(await findings(page), []);
      const saved = await answered(page, "POST", /\/templates$/, () => button(dialog(page), t("projects:template.saveVerb")).click());
      assert.equal(saved.status(), 201);
      await gone(dialog(page));

      await visit(page, "/projects/templates");
      const list = page.getByRole("list", { name: t("projects:template.title") });
      const row = list.getByRole("listitem").filter({ has: page.getByRole("heading", { name: kept }) });
      await seen(row);
      await row.getByText(t("projects:template.preview")).click();
      await seen(row.getByText(consultant, { exact: true }));
      await picture(page, `templates-${locale}`);
      assert.deepEqual(await findings(page), []);
    });

    test("it begins another one on a phone, is given another name and is deleted", async () => {
      const { page } = await house.person("project-manager", { phone: true });
      await page.goto("/projects");
      await button(page, t("projects:create.open")).click();
      await choose(page, page.getByRole("combobox", { name: t("projects:template.beginsWith") }), kept);
      await seen(dialog(page).getByText("李强"));
      await field(dialog(page), t("projects:field.name")).fill("Beta ERP");
      await picture(page, `template-phone-${locale}`);
      assert.deepEqual(await findings(page), []);
      const made = await answered(page, "POST", /\/projects$/, () => button(dialog(page), t("projects:create.submit")).click());
      const beta = (await made.json()).id;
      const members = await (await page.context().request.get(`/api/v1/projects/${beta}/members`)).json();
      assert.deepEqual(members.items.map(({ user }) => user.name).sort(), ["李强", "王敏"].sort());

      await page.goto("/projects/templates");
      await button(page, t("projects:template.renameName", { name: kept })).click();
      await field(dialog(page), t("projects:field.name")).fill(`${kept} 2`);
      await answered(page, "PATCH", /\/project-templates\//, () => button(dialog(page), t("projects:settings.save")).click());
      await picture(page, `templates-phone-${locale}`);
      await button(page, t("projects:template.removeName", { name: `${kept} 2` })).click();
      await answered(page, "DELETE", /\/project-templates\//, () => button(dialog(page), t("projects:template.remove")).click());
      await gone(page.getByRole("heading", { name: `${kept} 2` }));
    });

    test("an approved initiation brings a project into being, and each leads to the other", async () => {
      const [employee, admin] = [await house.person("employee"), await house.person("admin")];
      const owner = await personOf(admin, "project-manager");
      const title = pick("立体仓库二期", "High-bay warehouse");
      const { id: instance } = await started(employee, "project-initiation", {
        title,
        owner: [owner],
        budget: "800000.00",
        period: { start: "2027-04-01", end: "2027-09-30" },
        goal: "More room",
      });
      for (const login of ["manager", "finance-director", "project-manager"]) await approves(house, login, instance);

      const { page } = await house.person("project-manager");
      // The approval of that name stands in the list beside it; the project's link begins with its key.
      const link = page.getByRole("link", { name: new RegExp(`^[A-Z0-9-]+ ${title}$`) });
      for (const end = Date.now() + FOUNDED_MS; ; ) {
        await page.goto(`/approvals/done/${instance}`);
        await seen(page.getByRole("heading", { name: title }));
        if (await link.isVisible()) break;
        assert.ok(Date.now() < end, "the project is founded in the background");
      }
      await picture(page, `initiation-approved-${locale}`);
      assert.deepEqual(await findings(page), []);
      await link.click();
      await page.waitForURL(/\/projects\/prj_/);
      const project = new URL(page.url()).pathname.split("/")[2];
      // Loaded anew: the project's own address leads on to its board, which would come after a step within the app.
      await page.goto(`/projects/${project}/settings`);
      const origin = page.getByRole("main").getByRole("link", { name: title, exact: true });
      await seen(origin);
      await picture(page, `initiation-project-${locale}`);
      await origin.click();
      await page.waitForURL(new RegExp(instance));
      await seen(page.getByRole("heading", { name: title }));

      // Who asked for it is not in it: they learn that it is there.
      await employee.page.goto(`/approvals/started/${instance}`);
      await seen(employee.page.getByText(t("approvals:project.hidden")));
    });

    test("what keeps a project from being founded is said, with what is to be done, until it is there", async () => {
      const [admin, employee] = [await house.person("admin"), await house.person("employee", { phone: true })];
      const formId = await publishedForm(admin, "idea", ["想法", "Idea"], [
        { key: "title", label: both("标题", "Title"), type: "text", required: true },
        { key: "owner", label: both("负责人", "Owner"), type: "person" },
      ]);
      await publishedFlow(admin, { key: "idea", name: ["想法", "Idea"], formId, project: { name: "title", lead: "owner" } }, [
        { key: "check", kind: "approve", name: both("审批", "Check"), who: { kind: "user", users: [await personOf(admin, "manager")] } },
      ]);
      const lead = await personOf(admin, "feng-lin");
      const title = pick("数据看板", "Dashboards");
      const founded = async () => (await call(employee, "get", "/notifications?event=projectFounded")).items;
      const before = (await founded()).length;
      const { id: instance } = await started(employee, "idea", { title, owner: [lead] });
      const active = async (wanted) => {
        const { rev } = await call(admin, "get", `/people/${lead}`);
        await call(admin, "patch", `/people/${lead}`, { active: wanted }, { "If-Match": `"${rev}"` });
      };
      await active(false);
      await approves(house, "manager", instance);

      // Its page looks by itself, first whether it is there, then whether it was mended.
      const { page } = employee;
      await page.goto(`/approvals/started/${instance}`);
      await seen(page.getByText(t("approvals:project.failed")));
      await seen(page.getByText(beginning(`${t("approvals:project.part.lead")}${pick("：", ": ")}`)));
      await seen(page.getByText(t("approvals:project.failedNext")));
      assert.equal(await page.getByRole("link", { name: t("approvals:project.mend") }).count(), 0);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
      await picture(page, `initiation-failed-phone-${locale}`);
      assert.deepEqual(await findings(page), []);
      const told = await founded();
      assert.equal(told[0].link, `/approvals/started/${instance}`);

      await admin.page.goto(`/approvals/done/${instance}`);
      const mend = admin.page.getByRole("link", { name: t("approvals:project.mend") });
      await seen(mend);
      await picture(admin.page, `initiation-failed-${locale}`);
      await mend.click();
      await admin.page.waitForURL(/\/admin\/incidents$/);
      await active(true);
      const incident = admin.page.getByRole("listitem").filter({ has: admin.page.getByRole("link", { name: t("admin:incidents.instance") }) }).first();
      await answered(admin.page, "POST", /\/retry$/, () => button(incident, t("admin:incidents.retry")).click());
      await seen(page.getByText(t("approvals:project.hidden")));
      assert.equal((await founded()).length, before + 2, "told that it failed, and that it is there");
    });

    test("the designer says at the end what an approval brings into being", async () => {
      const { page } = await house.person("admin");
      await page.goto("/studio/flows/project-initiation");
      await page.getByRole("main").getByRole("button", { name: beginning(pick("结束", "End")) }).last().click();
      const panel = page.getByRole("complementary", { name: t("flow-designer:panel.settings", { name: pick("结束", "End") }) });
      const order = panel.getByRole("switch", { name: t("flow-designer:project.title") });
      await seen(order);
      assert.equal(await order.isChecked(), true);
      await seen(panel.getByText(pick("通用项目", "General project")));
      await choose(page, panel.getByRole("combobox", { name: t("flow-designer:project.template") }), shipped);
      await choose(page, panel.getByRole("combobox", { name: t("flow-designer:project.start") }), t("flow-designer:project.without.start"));
      await picture(page, `designer-project-${locale}`);
      assert.deepEqual(await findings(page), []);
    });
  });
}
