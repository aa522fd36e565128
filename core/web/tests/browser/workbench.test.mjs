// The workbench: what is mine to do over all projects, where I was named, what is due; done with it on a phone. And when
// mails go out.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { personOf } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, gone, seen } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

/** A day of the company, so many days from today. */
function day(offset) {
  return new Date(Date.now() + offset * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
}

async function sent(person, path, data) {
  const response = await person.context.request.post(`/api/v1${path}`, { data });
  assert.ok(response.ok(), await response.text());
  return response.json();
}

/** A project of the admin's with work for somebody: what is late, what is due today, what has time. */
async function workFor(admin, login, key, titles) {
  const user = await personOf(admin, login);
  const project = await sent(admin, "/projects", { key, name: `Line ${key}`, members: [{ user, role: "member" }] });
  const dues = [day(-2), day(0), null];
  const items = [];
  for (const [n, title] of titles.entries()) {
    items.push(await sent(admin, `/projects/${project.id}/work-items`, { title, assignee: user, due: dues[n] }));
  }
  return { user, project, items };
}

const number = async (locator) => Number((await locator.textContent()).match(/(\d+)\s*$/)?.[1]);

for (const locale of LOCALES) {
  describe(`workbench, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);
    const t = house.t;
    const [late, today, some] = [pick("更换夹具", "Replace the fixture"), pick("校准传感器", "Calibrate sensors"), pick("整理图纸", "Tidy drawings")];

    test("work of all projects by urgency; each number is what its list shows, and a mention opens at the comment", async () => {
      const admin = await house.person("admin");
      const { user, items } = await workFor(admin, "employee", "WBA", [late, today, some]);
      const said = pick("请看附图", "see the drawing");
      const comment = await sent(admin, `/work-items/${items[0].id}/comments`, { text: `@employee ${said}`, mentions: [user] });
      const { page } = await house.person("employee");
      await page.goto("/");
      const kinds = page.getByRole("group", { name: t("workbench:kinds") });
      const tab = (kind) => kinds.getByRole("button", { name: beginning(t(`workbench:kind.${kind}`)) });
      await seen(page.getByRole("link", { name: beginning(late) }));
      await picture(page, `workbench-${locale}`);
      const numbers = {};
      for (const kind of ["all", "tasks", "items", "mentions"]) numbers[kind] = await number(tab(kind));
      assert.equal(numbers.all, numbers.tasks + numbers.items + numbers.mentions);
      await tab("items").click();
      await page.waitForURL(/kind=items/);
      const rows = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: beginning(t("workbench:act.finish")) }) });
      await seen(rows);
      assert.equal(await rows.count(), numbers.items);
      const presses = page.getByRole("group", { name: t("workbench:presses") });
      const overdue = presses.getByRole("button", { name: beginning(t("workbench:group.overdue")) });
      const count = await number(overdue);
      await overdue.click();
      await page.waitForURL(/press=overdue/);
      await gone(page.getByRole("button", { name: t("workbench:act.finishTitle", { title: today }) }));
      await seen(page.getByRole("button", { name: t("workbench:act.finishTitle", { title: late }) }));
      assert.equal(await rows.count(), count);

      const due = page.getByRole("region", { name: t("workbench:due.title") });
      await seen(due.getByRole("link", { name: today }));
      await tab("mentions").click();
      await answered(page, "POST", /\/notifications\/.+\/read$/, () => page.getByRole("link", { name: new RegExp(said) }).click());
      await page.waitForURL(new RegExp(`#${comment.id}$`));
      await seen(page.locator(`#${comment.id}`).filter({ hasText: said }));
      await picture(page, `workbench-mention-${locale}`);
      await page.goto("/");
      await seen(tab("items"));
      assert.equal(await number(tab("mentions")), numbers.mentions - 1);
      await seen(page.getByRole("region", { name: t("workbench:recent.title") }).getByRole("link", { name: late }));
    });

    test("on a phone an item is finished from the list, and the numbers follow", async () => {
      const admin = await house.person("admin");
      await workFor(admin, "finance-director", "WBP", [late, today, some]);
      const { page } = await house.person("finance-director", { phone: true, theme: "dark" });
      await page.goto("/?kind=items");
      const tab = page.getByRole("group", { name: t("workbench:kinds") }).getByRole("button", { name: beginning(t("workbench:kind.items")) });
      const finish = button(page, t("workbench:act.finishTitle", { title: today }));
      await seen(finish);
      const before = await number(tab);
      await picture(page, `workbench-phone-${locale}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `nothing stands out to the side: ${width}`);
      const done = await answered(page, "PATCH", /\/work-items\//, () => finish.click());
      assert.equal(done.status(), 200);
      await gone(finish);
      await page.getByRole("group", { name: t("workbench:kinds") }).getByText(String(before - 1), { exact: true }).first().waitFor();
    });

    test("mail times are chosen and said in a sentence", async () => {
      const { page } = await house.person("manager");
      await page.goto("/settings#mail-times");
      const section = page.getByRole("region", { name: t("settings:mail.title") });
      await section.getByText(t("settings:mail.daily"), { exact: true }).click();
      await seen(section.getByText(t("settings:mail.preview.daily", { at: "09:00" }).trim()));
      const time = section.getByRole("combobox", { name: t("settings:mail.dailyAt") });
      await time.fill("08:30");
      await time.press("Enter");
      await seen(section.getByText(t("settings:mail.preview.daily", { at: "08:30" }).trim()));
      await section.getByRole("switch", { name: t("settings:mail.quiet") }).click();
      await seen(section.getByText(t("settings:mail.preview.quietNight", { from: "22:00", until: "07:00" }).trim()));
      await picture(page, `mail-times-${locale}`);
      await page.reload();
      await seen(section.getByText(t("settings:mail.preview.daily", { at: "08:30" }).trim()));
    });
  });
}
