// A working day without a mouse: sign in, approve, fill in a form, move a card, look something up, open a drawer and close
// it. Every step is a key, and after each one the focus is somewhere that can be seen.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PASSWORD } from "./support/server.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, dialog, gone, purchase, seen, submitted } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

/** As many stops as the longest page has before what is looked for. */
const STOPS_MAX = 80;

const focused = (page) => page.locator(":focus");

/** Goes on by `Tab` until the focus is on what `wanted` finds. */
async function tabTo(page, wanted, key = "Tab") {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if ((await wanted.and(focused(page)).count()) > 0) return wellPlaced(page);
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${STOPS_MAX} presses of ${key}: ${wanted}`);
}

/** What has the focus is on the screen, shows it, and is not covered. */
async function wellPlaced(page) {
  const found = await focused(page).evaluate((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const related = top !== null && (one.contains(top) || top.contains(one) || one.parentElement.contains(top));
    // A field shows it by the frame around it, which may be a parent's.
    const rings = [one, one.parentElement, one.parentElement?.parentElement, one.closest("[data-card]"), one.nextElementSibling].filter(Boolean);
    const shown = rings.some((ring) => {
      const style = getComputedStyle(ring);
      const after = getComputedStyle(ring, "::after");
      return [style, after].some((look) => look.outlineStyle !== "none" || look.boxShadow !== "none");
    });
    return { seen: related, ring: shown, what: one.getAttribute("aria-label") ?? one.textContent };
  });
  assert.deepEqual({ seen: found.seen, ring: found.ring }, { seen: true, ring: true }, `the focus on ${found.what}`);
}

/** The focus was not lost: it is within this place. */
const within = (scope) => seen(scope.locator(":focus"));

for (const locale of LOCALES) {
  describe(`by keyboard alone, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);

    test("signing in leads to the workbench, and its first to-do is approved", async () => {
      const title = "测温枪";
      await submitted(await house.person("employee"), { title, amount: "260.00" });
      // They have come before, and chosen this language.
      await house.person("manager");
      const { page, expectProblem } = await house.visitor();
      expectProblem(401, /\/me$/);
      await page.goto("/login");
      await seen(button(page, t("session:submit")));
      await tabTo(page, page.getByRole("textbox", { name: t("session:login") }));
      await page.keyboard.type("manager");
      await page.keyboard.press("Tab");
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press("Enter");
      const link = page.getByRole("link", { name: new RegExp(title) });
      await seen(link);
      await tabTo(page, link);
      await picture(page, `keyboard-workbench-${locale}`);
      await page.keyboard.press("Enter");
      await seen(page.getByRole("heading", { name: title }));
      // Where the page that had the focus is gone, it is in the content, and the keys of the page work.
      await seen(page.getByRole("group", { name: t("approvals:decide") }));
      await seen(page.locator("main:focus, main :focus"));
      await page.keyboard.press("a");
      const approve = button(dialog(page), t("approvals:approve"));
      await seen(approve.and(focused(page)));
      await tabTo(page, dialog(page).getByRole("textbox", { name: beginning(t("approvals:opinion.label")) }));
      await page.keyboard.type("ok");
      await tabTo(page, approve);
      await answered(page, "POST", /\/approve$/, () => page.keyboard.press("Enter"));
      await gone(dialog(page));
      await seen(page.locator("main:focus, main :focus"));
    });

    test("a form is filled in and submitted, with a row added and left again", async () => {
      const { page } = await house.person("employee");
      const names = purchase(locale);
      await page.goto("/");
      const start = page.getByRole("link", { name: t("workbench:start"), exact: true }).last();
      await seen(start);
      await tabTo(page, start);
      await page.keyboard.press("Enter");
      const flow = page.getByRole("link", { name: beginning(names.flow) });
      await seen(flow);
      await tabTo(page, flow);
      await page.keyboard.press("Enter");
      const title = page.getByRole("textbox", { name: beginning(names.title) });
      await seen(title);
      await tabTo(page, title);
      await page.keyboard.type("Keyboard");
      await tabTo(page, page.getByRole("textbox", { name: beginning(names.amount) }));
      await page.keyboard.type("120");
      await tabTo(page, button(page, t("form:detail.add")));
      await page.keyboard.press("Enter");
      // Whoever adds a row goes on in it.
      await within(page.getByRole("row").nth(1));
      await tabTo(page, button(page, t("form:detail.removeRow", { row: 1 })));
      await page.keyboard.press("Enter");
      await gone(button(page, t("form:detail.removeRow", { row: 1 })));
      await tabTo(page, page.locator("input[type=file]"));
      await picture(page, `keyboard-form-${locale}`);
      await tabTo(page, button(page, t("start:submit")));
      await answered(page, "POST", /\/instances$/, () => page.keyboard.press("Enter"));
      await seen(page.getByRole("heading", { name: "Keyboard" }));
    });

    test("a card is moved by its menu, its drawer is opened and closed, and the focus comes back to it", async () => {
      const { page, context } = await house.person("project-manager");
      const { items } = await (await context.request.get("/api/v1/projects?q=LINE2")).json();
      await page.goto(`/projects/${items[0].id}/board`);
      const todo = page.getByRole("list", { name: pick("待处理", "To do"), exact: true });
      const card = todo.getByRole("link").first();
      await seen(card);
      const name = await card.innerText();
      await tabTo(page, card);
      await page.keyboard.press("Enter");
      await seen(dialog(page));
      await seen(page.locator(".ant-drawer:focus, .ant-drawer :focus"));
      await page.keyboard.press("Escape");
      await gone(dialog(page));
      await seen(card.and(focused(page)));
      await wellPlaced(page);

      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const menu = page.getByRole("menu");
      await seen(menu);
      await tabTo(page, menu.getByRole("menuitem", { name: beginning(pick("进行中", "In progress")) }), "ArrowDown");
      await answered(page, "PATCH", /\/work-items\//, () => page.keyboard.press("Enter"));
      await seen(page.getByRole("list", { name: pick("进行中", "In progress"), exact: true }).getByRole("link", { name, exact: true }));
    });

    test("Ctrl K finds a page and goes there, and Escape gives the focus back", async () => {
      const { page } = await house.person("admin");
      await page.goto("/projects");
      const open = page.getByRole("link", { name: /LINE2/ });
      await seen(open);
      await tabTo(page, open);
      await page.keyboard.press("Control+k");
      await seen(page.getByRole("combobox").and(focused(page)));
      await page.keyboard.press("Escape");
      await seen(open.and(focused(page)));
      await page.keyboard.press("Control+k");
      await seen(page.getByRole("combobox").and(focused(page)));
      await page.keyboard.type(t("app:command.backgroundTasks"));
      await seen(page.getByRole("option", { name: t("app:command.backgroundTasks") }));
      await page.keyboard.press("Enter");
      await page.waitForURL(/background-tasks/);
      await seen(page.locator("main:focus, main :focus"));
    });
  });
}
