// What people do on the pages, by role and label, in whichever language they read.
import { beginning, own } from "./words.mjs";

/** Between two looks at something that may still move. */
const SETTLING_MS = 150;

export const seen = (locator) => locator.first().waitFor({ state: "visible" });
export const gone = (locator) => locator.first().waitFor({ state: "hidden" });
/** Where something stands once it has stopped moving: what is measured while a page still settles is missed by the mouse. */
export async function settledBox(locator) {
  for (let last; ; ) {
    const box = await locator.boundingBox();
    if (box && last && Object.keys(box).every((side) => box[side] === last[side])) return box;
    last = box;
    await locator.page().waitForTimeout(SETTLING_MS);
  }
}
export const button = (scope, name) => scope.getByRole("button", { name, exact: typeof name === "string" });
export const field = (scope, name) => scope.getByRole("textbox", { name: beginning(name) });
export const dialog = (page) => page.getByRole("dialog");

/** The buttons in a place that reach beyond the screen's edges, by what they say. */
export async function beyond(page, scope) {
  const { width } = page.viewportSize();
  const found = [];
  for (const one of await scope.getByRole("button").all()) {
    const box = await one.boundingBox();
    if (box.x < 0 || box.x + box.width > width) found.push(await one.innerText());
  }
  return found;
}

/** Goes to another address of the app that is already loaded, as its back button does: loading it anew takes seconds. */
export async function visit(page, path) {
  await page.evaluate((to) => {
    const state = { usr: null, key: "visited", idx: (window.history.state?.idx ?? 0) + 1 };
    window.history.pushState(state, "", to);
    window.dispatchEvent(new PopStateEvent("popstate", { state }));
  }, path);
}

/** How long a list may take to show an entry before it is opened again. */
const LIST_MS = 4_000;

/**
 * Opens a list and takes the entry with this text, typing it first where the list can be searched. A list that was
 * opened while its drawer still slid in may have closed again; it is opened once more, as people do.
 */
export async function choose(page, combobox, text, { search = false } = {}) {
  const list = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").last();
  const entry = list.getByText(text, { exact: !search }).first();
  const open = async () => {
    await combobox.click();
    if (search) await combobox.fill(text);
  };
  await open();
  if (!(await entry.waitFor({ state: "visible", timeout: LIST_MS }).then(() => true, () => false))) {
    await page.keyboard.press("Tab");
    await open();
  }
  await entry.click();
}

/**
 * Chooses a radio or ticks a box. What it shows follows the page's state, which may come one tick after the click, so
 * it is waited for instead of asked for at once.
 */
export async function tick(box) {
  if (await box.isChecked()) return;
  await box.click();
  await box.and(box.page().locator(":checked")).waitFor({ state: "attached" });
}

/** What a press sends, awaited together with the press. */
export async function answered(page, method, path, press) {
  const [response] = await Promise.all([page.waitForResponse((one) => one.request().method() === method && path.test(new URL(one.url()).pathname)), press()]);
  return response;
}

export const purchase = (locale) => {
  const pick = own(locale);
  return { flow: pick("采购申请", "Purchase request"), title: pick("采购标题", "Title"), amount: pick("预算", "Budget"), comparison: pick("比价说明", "Price comparison") };
};

/** Fills in the purchase form; nothing is submitted. */
export async function fillPurchase({ page, locale }, { title, amount }) {
  const names = purchase(locale);
  await page.goto("/start/purchase");
  await field(page, names.title).fill(title);
  await field(page, names.amount).fill(amount);
}

/** Submits what stands in the form and waits until its page shows it; the answer is the new instance. */
export async function submit({ page, t }) {
  const response = await answered(page, "POST", /\/instances$/, () => button(page, t("start:submit")).click());
  await page.waitForURL(/\/approvals\/started\//);
  return response.json();
}

export async function startPurchase(person, request) {
  await fillPurchase(person, request);
  const instance = await submit(person);
  await seen(person.page.getByRole("heading", { name: request.title }));
  return instance;
}

/** Opens the to-do with this title from the list of to-dos. */
export async function openTask({ page }, title) {
  await page.goto("/approvals/todo");
  await page.getByRole("link", { name: beginning(title) }).click();
  await seen(page.getByRole("heading", { name: title }));
}

/** Approves what is open, with an opinion. */
export async function approve({ page, t }, opinion) {
  await button(page.getByRole("group", { name: t("approvals:decide") }), beginning(t("approvals:approve"))).click();
  if (opinion) await dialog(page).getByRole("textbox", { name: beginning(t("approvals:opinion.label")) }).fill(opinion);
  await answered(page, "POST", /\/approve$/, () => button(dialog(page), t("approvals:approve")).click());
  await gone(dialog(page));
}

export const process = ({ page, t }) => page.getByRole("complementary", { name: t("approvals:process") });

/** Submits a purchase without the pages, for tests that begin with what it brings to somebody else. */
export async function submitted(person, { title, amount }) {
  const answer = await person.context.request.post("/api/v1/flows/purchase/instances", {
    headers: { "Idempotency-Key": crypto.randomUUID() },
    data: { data: { title, amount } },
  });
  if (answer.status() !== 201) throw new Error(await answer.text());
  return answer.json();
}
