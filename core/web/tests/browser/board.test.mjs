// The board: cards go where they are dragged, by mouse and by keys; where they may not go it says why, before and after; on a
// phone they go by their menu. Beside it the item, with what people say about it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { call, personOf } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, beyond, button, dialog, field, gone, seen, visit } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

let projects = 0;

/** A project of its own, with these items in the first column unless they say otherwise. */
async function project(house, items, { wip } = {}) {
  const admin = await house.person("admin");
  const ids = { employee: await personOf(admin, "employee"), viewer: await personOf(admin, "manager") };
  const key = `B${(projects += 1)}`;
  const made = await call(admin, "post", "/projects", { key, name: `Board ${key}`, members: [{ user: ids.employee, role: "member" }, { user: ids.viewer, role: "viewer" }] });
  if (wip) await call(admin, "patch", `/projects/${made.id}`, { board: { wip } }, { "If-Match": `"${made.rev}"` });
  const found = {};
  for (const item of items) found[item.title] = await call(admin, "post", `/projects/${made.id}/work-items`, item);
  return { id: made.id, key, items: found, path: `/projects/${made.id}/board` };
}

const column = (page, name) => page.getByRole("list", { name, exact: true });
const card = (page, title) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name: title, exact: true }) });
const titles = (page, name) => column(page, name).getByRole("link").allTextContents();

/** Takes a card by the mouse and holds it over a column, below its cards. */
async function hold(page, title, over) {
  const from = await card(page, title).boundingBox();
  const to = await column(page, over).boundingBox();
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 20, { steps: 3 });
  await page.mouse.move(to.x + 60, to.y + to.height + 30, { steps: 8 });
}

for (const locale of LOCALES) {
  describe(`board, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const names = { todo: pick("待处理", "To do"), doing: pick("进行中", "In progress"), checking: pick("待验证", "To verify"), done: pick("已完成", "Done") };
    const { t } = house;

    test("a card goes where it is dragged, by mouse and by keys, and is still there after a reload", async () => {
      const { path, items } = await project(house, [{ title: "Alpha" }, { title: "Beta" }, { title: "Gamma" }, { title: "Delta", status: "doing" }], { wip: { doing: 2 } });
      const { page } = await house.person("employee");
      await page.goto(path);
      await hold(page, "Alpha", names.doing);
      await answered(page, "PATCH", /\/work-items\//, () => page.mouse.up());
      assert.deepEqual(await titles(page, names.doing), ["Delta", "Alpha"]);
      await seen(page.getByText(t("projects:board.atLimit"), { exact: true }));

      // Down within the column, by keys alone; the link keeps the focus.
      const beta = page.getByRole("link", { name: "Beta", exact: true });
      await beta.focus();
      await page.keyboard.press("Space");
      await seen(page.getByText(t("projects:board.say.lifted", { key: items.Beta.key, column: names.todo, place: 1 })));
      await page.keyboard.press("ArrowDown");
      await answered(page, "PATCH", /\/work-items\//, () => page.keyboard.press("Space"));
      assert.deepEqual(await titles(page, names.todo), ["Gamma", "Beta"]);
      // Across, over the column that is full: it says so, and the next one takes the card.
      await page.getByRole("link", { name: "Beta", exact: true }).focus();
      await page.keyboard.press("Space");
      await seen(page.getByText(t("projects:board.say.lifted", { key: items.Beta.key, column: names.todo, place: 2 })));
      await page.keyboard.press("ArrowRight");
      await seen(page.getByRole("status").filter({ hasText: t("projects:board.reason.full", { max: 2 }) }));
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await answered(page, "PATCH", /\/work-items\//, () => page.keyboard.press("Space"));
      await page.reload();
      await seen(card(page, "Beta"));
      assert.deepEqual(await titles(page, names.todo), ["Gamma"]);
      assert.deepEqual(await titles(page, names.doing), ["Delta", "Alpha"]);
      assert.deepEqual(await titles(page, names.done), ["Beta"]);
      await picture(page, `board-${locale}`);
    });

    test("a card that may not go there is told so, and one that the server refuses comes back with the reason", async () => {
      const { path, items, id } = await project(house, [{ title: "Leak", type: "bug" }, { title: "Cable" }]);
      const { page, expectProblem, context } = await house.person("employee");
      await page.goto(path);
      await seen(card(page, "Leak"));
      const why = t("projects:board.reason.noWay", { from: names.todo, to: names.done });
      await hold(page, "Leak", names.done);
      await seen(page.getByText(why, { exact: true }));
      await page.mouse.up();
      await seen(page.getByText(t("projects:board.refused", { key: items.Leak.key, why })));
      assert.ok((await titles(page, names.todo)).includes("Leak"));

      // The board has not heard yet that the item was taken away: the way looks open.
      await page.route("**/board*", (route) => route.abort("aborted"));
      await call({ context }, "patch", `/work-items/${items.Cable.id}`, { status: "cancelled" }, { "If-Match": `"${items.Cable.rev}"` });
      expectProblem(412, /\/work-items\//);
      await hold(page, "Cable", names.doing);
      await Promise.all([page.waitForResponse((one) => one.status() === 412), page.mouse.up()]);
      await seen(page.getByText(t("projects:board.refused", { key: items.Cable.key, why: t("projects:board.stale") })));
      await page.unroute("**/board*");
      assert.ok(id);
    });

    test("beside the board an item is changed and talked about; who only looks on changes nothing", async () => {
      const { path, items, id } = await project(house, [{ title: "Gripper", fields: { description: "Two jaws" } }]);
      const employee = await house.person("employee");
      const { page } = employee;
      await page.goto(path);
      await page.getByRole("link", { name: "Gripper", exact: true }).click();
      await page.waitForURL(new RegExp(items.Gripper.id));
      const drawer = dialog(page);
      await seen(drawer.getByText("Two jaws"));
      await answered(page, "PATCH", /\/work-items\//, () => button(drawer, pick("开始", "Start")).click());
      await seen(column(page, names.doing).getByRole("link", { name: "Gripper" }));

      const box = field(drawer, t("projects:item.say"));
      await box.pressSequentially("@");
      const offered = page.locator(".ant-mentions-dropdown");
      await seen(offered.getByText("manager", { exact: true }));
      assert.equal(await offered.getByText("finance-director").count(), 0, "no member of the project");
      await box.pressSequentially("manager");
      await page.keyboard.press("Enter");
      await box.pressSequentially("looks at the jaws");
      const said = await answered(page, "POST", /\/comments$/, () => button(drawer, t("projects:item.send")).click());
      assert.deepEqual((await said.json()).mentions.map((one) => one.login), ["manager"]);
      await seen(drawer.getByText("looks at the jaws"));
      await button(drawer, t("projects:item.react")).click();
      await answered(page, "PUT", /\/reactions$/, () => button(page, "👍").click());
      await seen(drawer.getByRole("button", { name: t("projects:item.reaction", { emoji: "👍", names: employee.name }) }));
      await drawer.getByText(t("projects:item.history"), { exact: true }).click();
      await seen(drawer.getByText(names.todo, { exact: true }));
      await picture(page, `item-${locale}`);
      await page.keyboard.press("Escape");
      await gone(drawer);

      const viewer = await house.person("manager");
      await viewer.page.goto(`/projects/${id}/board/${items.Gripper.id}`);
      await seen(dialog(viewer.page).getByText("looks at the jaws"));
      for (const name of [t("projects:item.edit"), t("projects:item.more"), t("projects:item.addChild")]) {
        assert.equal(await button(viewer.page, name).count(), 0, name);
      }
      assert.equal(await viewer.page.getByRole("button", { name: t("projects:board.create"), exact: true }).count(), 0);
    });

    test("on a phone, one column at a time, and a card goes by its menu", async () => {
      const { path, items } = await project(house, [{ title: "Belt" }, { title: "Leak", type: "bug" }]);
      const { page } = await house.person("employee", { phone: true });
      await page.goto(path);
      await page.getByRole("tab", { name: beginning(names.todo) }).click();
      await seen(card(page, "Leak"));
      await picture(page, `board-phone-${locale}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      // What narrows it wraps instead of leaving the screen; the columns and lanes stand behind a button.
      const filter = { and: [{ field: "$type", op: "in", value: ["task", "bug"] }, { field: "$due", op: "empty" }, { field: "$assignee", op: "empty" }] };
      await visit(page, `${path}?filter=${encodeURIComponent(JSON.stringify(filter))}`);
      const sentence = page.getByRole("group", { name: t("list:filter.label") });
      await seen(button(sentence, t("list:filter.clear")));
      assert.deepEqual(await beyond(page, sentence), []);
      await picture(page, `board-phone-filter-${locale}`);
      await button(page, t("projects:board.arrange")).click();
      await seen(page.getByRole("combobox", { name: t("projects:board.lanesBy") }));
      await page.keyboard.press("Escape");
      await button(page, t("projects:board.moveMenu", { key: items.Leak.key })).click();
      const menu = page.getByRole("menu", { name: t("projects:board.moveMenu", { key: items.Leak.key }) });
      const closed = menu.getByRole("menuitem", { name: beginning(names.done) });
      await seen(closed.getByText(t("projects:board.reason.noWay", { from: names.todo, to: names.done })));
      assert.equal(await closed.getAttribute("aria-disabled"), "true");
      await answered(page, "PATCH", /\/work-items\//, () => menu.getByRole("menuitem", { name: beginning(names.doing) }).click());
      await page.getByRole("tab", { name: beginning(names.doing) }).click();
      await seen(column(page, names.doing).getByRole("link", { name: "Leak" }));
    });
  });
}
