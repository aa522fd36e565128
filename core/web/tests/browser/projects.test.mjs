// A project from its founding to its archive: members, work items in a list, changed in place and together, the
// recycle bin, a workflow that the server checks. Who only looks is offered nothing to change.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { call, personOf } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, choose, dialog, field, gone, seen, settledBox, tick, visit } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

const row = (page, text) => page.getByRole("row").filter({ hasText: text });
const menuItem = (page, name) => page.getByRole("menuitem", { name: beginning(name) });

const assignee = (t, page, item) => page.getByRole("button", { name: beginning(t("projects:items.changeAssignee", { key: item }).trim()) });

/** The id of a project of the demo company, by its key. */
async function projectId(person, key) {
  const page = await person.context.request.get(`/api/v1/projects?q=${key}`);
  return (await page.json()).items.find((project) => project.key === key).id;
}

for (const locale of LOCALES) {
  describe(`projects, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const name = pick("Robot 焊接单元", "Robot welding cell");
    const key = pick("ROBO", "RWC");
    const [todo, doing] = [pick("待处理", "To do"), pick("进行中", "In progress")];
    const status = (t, item, now) => t("projects:items.changeStatus", { key: item, status: now });
    let id = "";

    test("a project is founded with the key that its name suggests, and a member is taken in and let go", async () => {
      const { page, t, expectProblem } = await house.person("project-manager");
      await page.goto("/projects");
      await seen(page.getByRole("link", { name: /LINE2/ }));
      await picture(page, `projects-${locale}`);
      await button(page, t("projects:create.open")).click();
      await field(dialog(page), t("projects:field.name")).fill(name);
      assert.equal(await field(dialog(page), t("projects:field.key")).inputValue(), key);
      await field(dialog(page), t("projects:field.key")).fill("LINE2");
      expectProblem(422, /\/projects$/);
      const taken = await answered(page, "POST", /\/projects$/, () => button(dialog(page), t("projects:create.submit")).click());
      await seen(dialog(page).getByText((await taken.json()).errors[0].message));
      await field(dialog(page), t("projects:field.key")).fill(key);
      await picture(page, `project-new-${locale}`);
      const made = await answered(page, "POST", /\/projects$/, () => button(dialog(page), t("projects:create.submit")).click());
      ({ id } = await made.json());
      await page.waitForURL(new RegExp(`/projects/${id}/board`));

      await visit(page, `/projects/${id}/settings/members`);
      await choose(page, page.getByRole("combobox", { name: t("projects:settings.addPeople") }), "李强", { search: true });
      await page.keyboard.press("Escape");
      await answered(page, "PUT", /\/members\//, () => button(page, t("projects:settings.add")).click());
      const members = page.getByRole("list", { name: t("projects:settings.members") });
      await seen(members.getByText("李强", { exact: true }));
      const put = page.waitForRequest((request) => request.method() === "PUT" && request.postData()?.includes("viewer"));
      await choose(page, page.getByRole("combobox", { name: t("projects:settings.roleOf", { name: "李强" }) }), t("projects:role.viewer"));
      await put;
      await picture(page, `project-members-${locale}`);
      await button(members, t("projects:settings.removeName", { name: "李强" })).click();
      await answered(page, "DELETE", /\/members\//, () => button(dialog(page), t("projects:settings.remove")).click());
      await gone(members.getByText("李强", { exact: true }));
    });

    test("items are written down one after the other, one below another, and changed in the list", async () => {
      const { page, t } = await house.person("project-manager");
      await page.goto(`/projects/${id}/items`);
      await seen(page.getByText(t("projects:items.none")));
      await page.keyboard.press("c");
      const title = page.getByRole("textbox", { name: t("projects:quick.title") });
      for (const [number, text] of [[1, "夹具选型"], [2, "夹具选型"], [3, "安全围栏"]]) {
        await title.fill(text);
        await answered(page, "POST", /\/work-items$/, () => page.keyboard.press("Enter"));
        await seen(page.getByRole("status").getByRole("link", { name: `${key}-${number}` }));
      }
      await row(page, `${key}-3`).getByRole("button", { name: t("projects:items.actions", { key: `${key}-3` }) }).click();
      await menuItem(page, t("projects:items.addChild")).click();
      await seen(page.getByText(t("projects:quick.below", { key: `${key}-3` })));
      await title.fill("光栅接线");
      await answered(page, "POST", /\/work-items$/, () => page.keyboard.press("Enter"));
      await seen(row(page, `${key}-4`));
      await button(page, t("projects:items.below", { key: `${key}-3`, count: 1 })).click();
      await gone(row(page, `${key}-4`));
      await button(page, t("projects:items.below", { key: `${key}-3`, count: 1 })).click();
      await seen(row(page, `${key}-4`));
      await button(page, t("projects:quick.close")).click();

      await button(page, status(t, `${key}-1`, todo)).click();
      await answered(page, "PATCH", /\/work-items\/wki_/, () => menuItem(page, doing).click());
      await seen(button(page, status(t, `${key}-1`, doing)));
      await assignee(t, page, `${key}-1`).click();
      await page.keyboard.type("王敏");
      await answered(page, "PATCH", /\/work-items\/wki_/, () => page.keyboard.press("Enter"));
      const assigned = assignee(t, page, `${key}-1`).filter({ hasText: "王敏" });
      await seen(assigned);
      assert.equal(await assigned.evaluate((element) => element === document.activeElement), true, "the keyboard stays where it was");
      await picture(page, `items-${locale}`);
    });

    test("a refused change is taken back and told; many are changed together, each answered for itself", async () => {
      const { page, t, expectProblem } = await house.person("project-manager");
      await page.goto(`/projects/${id}/items`);
      // The menu was read before the column was full.
      await button(page, status(t, `${key}-2`, todo)).click();
      await seen(menuItem(page, doing));
      const project = await (await page.request.get(`/api/v1/projects/${id}`)).json();
      const limited = await page.request.patch(`/api/v1/projects/${id}`, { headers: { "If-Match": `"${project.rev}"` }, data: { board: { wip: { doing: 1 } } } });
      assert.equal(limited.status(), 200);
      expectProblem(422, /\/work-items\/wki_/);
      const refused = await answered(page, "PATCH", /\/work-items\/wki_/, () => menuItem(page, doing).click());
      assert.equal(refused.status(), 422);
      await seen(page.getByText((await refused.json()).errors[0].message));
      await seen(button(page, status(t, `${key}-2`, todo)));

      for (const item of ["安全围栏", "光栅接线"]) await tick(row(page, item).getByRole("checkbox"));
      const bar = page.getByRole("group", { name: t("projects:bulk.label") });
      await button(bar, t("projects:column.status")).click();
      await answered(page, "POST", /\/bulk$/, () => menuItem(page, doing).click());
      await seen(dialog(page).getByText(t("projects:bulk.results", { ok: 0, failed: 2 })));
      await picture(page, `items-results-${locale}`);
      await button(dialog(page), t("projects:close")).last().click();
      await button(bar, t("projects:items.delete")).click();
      await answered(page, "POST", /\/bulk$/, () => button(dialog(page), t("projects:items.delete")).click());
      await gone(row(page, "安全围栏"));

      await button(page, t("projects:bin.title")).click();
      const restore = button(page, t("projects:bin.restoreKey", { key: `${key}-3` }));
      await seen(restore);
      await picture(page, `items-bin-${locale}`);
      await answered(page, "POST", /\/restore$/, () => restore.click());
      await button(page, t("projects:bin.back")).click();
      await seen(row(page, "光栅接线"));
    });

    test("a workflow without a way in or out is told where it stands, and nothing typed is lost", async () => {
      const { page, t, expectProblem } = await house.person("project-manager");
      const saved = () => answered(page, "PATCH", /\/types\/bug$/, () => button(page, t("projects:settings.save")).click());
      const added = page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: t("projects:types.statusZh", { name: "挂起" }) }) });
      await page.goto(`/projects/${id}/settings/types`);
      await page.getByRole("link", { name: beginning(pick("缺陷", "Bug")) }).click();
      await button(page, t("projects:types.addStatus")).click();
      await page.getByRole("textbox", { name: t("projects:types.statusZh", { name: "status-1" }) }).fill("挂起");
      expectProblem(422, /\/types\/bug$/);
      const [unreached] = (await (await saved()).json()).errors;
      assert.equal(unreached.code, "work.status_unreachable");
      await seen(page.getByRole("alert").getByText(t("projects:types.found", { count: 1 })));
      await seen(added.getByText(unreached.message));
      await picture(page, `type-findings-${locale}`);

      await button(page, t("projects:types.addWay")).click();
      const [stuck] = (await (await saved()).json()).errors;
      assert.equal(stuck.code, "work.status_dead_end");
      await seen(added.getByText(stuck.message));

      await button(page, t("projects:types.addWay")).click();
      await choose(page, page.getByRole("combobox", { name: t("projects:types.from"), exact: true }), "挂起");
      await page.keyboard.press("Escape");
      assert.equal((await saved()).status(), 200);
      await gone(page.getByRole("alert"));
      await page.reload();
      await seen(added);
    });

    test("a view keeps groups that the server counts; the calendar moves what is due, by dragging and by its menu", async () => {
      const lead = await house.person("project-manager");
      const { page, t } = lead;
      const { items } = await call(lead, "get", `/projects/${id}/work-items?limit=50`);
      const due = (day) => `${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 8)}${day}`;
      const [first] = items.filter((item) => item.key === `${key}-1`);
      await call(lead, "patch", `/work-items/${first.id}`, { due: due(14) }, { "If-Match": `"${first.rev}"` });
      const layout = (now) => button(page, t("list:layout.button", { layout: t(`list:layout.${now}`) }));
      const group = (label) => page.getByRole("button", { name: beginning(label), expanded: true });
      await page.goto(`/projects/${id}/items`);
      await layout("table").click();
      await choose(page, page.getByRole("combobox", { name: t("list:layout.groupRows") }), t("projects:column.status"));
      await page.keyboard.press("Escape");
      const waiting = items.filter((item) => item.status === "todo").length;
      await seen(group(`${todo}${waiting}`).or(group(`${todo} ${waiting}`)));
      await group(todo).click();
      await gone(row(page, `${key}-2`));
      await seen(row(page, `${key}-1`));
      await picture(page, `items-groups-${locale}`);
      await button(page, t("list:views.saveAsView")).click();
      await dialog(page).getByRole("textbox", { name: t("list:views.name") }).fill("现场");
      await dialog(page).getByText(t("list:views.forAll.project")).click();
      const kept = await answered(page, "POST", /\/views$/, () => button(dialog(page), t("list:views.keep")).click());
      assert.deepEqual([(await kept.json()).settings.groupBy, (await kept.json()).shared], ["$status", true]);
      await page.waitForURL(/view=svw_/);

      await visit(page, `/projects/${id}/items?layout=calendar`);
      const day = (number) => page.getByRole("cell").filter({ has: page.locator(`time[datetime="${due(number)}"]`) });
      const chip = (number) => day(number).getByRole("link", { name: first.title });
      await seen(chip(14));
      // What has no day stands beside the month, which is narrower once it is there.
      const tray = page.getByRole("complementary", { name: t("projects:calendar.undated") });
      await seen(tray.getByRole("link", { name: beginning("安全围栏") }));
      const from = await settledBox(chip(14));
      await page.mouse.move(from.x + 12, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(from.x + 30, from.y + 20, { steps: 3 });
      const to = await settledBox(day(16));
      await page.mouse.move(to.x + 40, to.y + 60, { steps: 5 });
      assert.equal((await (await answered(page, "PATCH", /\/work-items\/wki_/, () => page.mouse.up())).json()).due, due(16));
      await seen(chip(16));
      await picture(page, `items-calendar-${locale}`);
      await answered(page, "PATCH", /\/work-items\/wki_/, () => button(page, t("projects:items.undo")).click());
      await seen(chip(14));
      await button(page, t("list:calendar.move", { title: first.title })).first().press("Enter");
      await answered(page, "PATCH", /\/work-items\/wki_/, () => menuItem(page, t("list:calendar.later")).click());
      await seen(chip(15));
      await visit(page, `/projects/${id}/items?layout=calendar&month=2026-10`);
      const holiday = page.getByRole("cell").filter({ has: page.locator('time[datetime="2026-10-01"]') });
      await seen(holiday.getByText("国庆节"));
      await picture(page, `items-calendar-holidays-${locale}`);
      await visit(page, `/projects/${id}/items?layout=calendar`);
      await seen(chip(15));
      await seen(tray.getByRole("link", { name: beginning("安全围栏") }));
      // An open item knows its neighbours.
      await chip(15).click();
      await seen(page.getByRole("heading", { name: first.title }));
      await page.keyboard.press("j");
      await page.waitForURL((url) => !url.pathname.endsWith(first.id) && /items\/wki_/.test(url.pathname));
    });

    test("on a phone: who only looks finds the shared view and moves nothing; who works selects several", async () => {
      const lead = await house.person("project-manager", { phone: true, theme: "dark" });
      await call(lead, "put", `/projects/${id}/members/${await personOf(lead, "manager")}`, { role: "viewer" });
      await lead.page.goto(`/projects/${id}/items`);
      await button(lead.page, lead.t("projects:bulk.start")).click();
      await tick(lead.page.getByRole("checkbox", { name: lead.t("list:select", { name: "安全围栏" }) }));
      const bar = lead.page.getByRole("group", { name: lead.t("projects:bulk.label") });
      await seen(bar.getByText(lead.t("projects:bulk.selected", { count: 1 })));
      await picture(lead.page, `phone-items-select-${locale}`);
      const { page, t } = await house.person("manager", { phone: true });
      await page.goto(`/projects/${id}/items?layout=calendar`);
      await seen(page.getByRole("navigation", { name: t("list:views.label") }).getByRole("link", { name: /现场/ }));
      await seen(page.getByRole("link", { name: /夹具选型/ }));
      assert.equal(await button(page, t("list:calendar.move", { title: "夹具选型" })).count(), 0);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "no sideways scrolling");
      await picture(page, `phone-items-calendar-${locale}`);
    });

    test("who only looks changes nothing, on a phone as well; an archived project says so", async () => {
      const viewer = await house.person("manager", { phone: true });
      const line = await projectId(viewer, "LINE2");
      const { page, t } = viewer;
      await page.goto(`/projects/${line}/items`);
      await seen(page.getByRole("link", { name: /节拍达到 60 秒/ }));
      assert.equal(await button(page, t("projects:items.create")).count(), 0);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "no sideways scrolling");
      await picture(page, `phone-items-${locale}`);
      await page.getByRole("link", { name: t("projects:view.settings") }).click();
      await seen(page.getByText(t("projects:settings.readOnly", { name: "王敏" })));
      assert.equal(await button(page, t("projects:settings.save")).count(), 0);

      const lead = await house.person("project-manager");
      await lead.page.goto(`/projects/${id}/settings`);
      await button(lead.page, t("projects:archived.archive")).click();
      await answered(lead.page, "POST", /\/archive$/, () => button(dialog(lead.page), t("projects:archived.archive")).click());
      await seen(lead.page.getByText(t("projects:archived.banner")));
      await visit(lead.page, "/projects?archived=true");
      await lead.page.getByRole("link", { name: beginning(name) }).click();
      await answered(lead.page, "POST", /\/unarchive$/, () => button(lead.page, t("projects:archived.unarchive")).click());
      await gone(lead.page.getByText(t("projects:archived.banner")));
    });
  });
}
