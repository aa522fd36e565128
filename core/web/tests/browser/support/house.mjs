// One server and one browser for a file of tests, and people in it. Every person watches their own page: what its
// console reports and which requests fail is held against the test, unless the test said that it expects it.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";
import { PASSWORD, startServer } from "./server.mjs";
import { wordsOf } from "./words.mjs";

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
const WAIT_MS = 30_000;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * Starts before the tests of the enclosing `describe` and ends after them; `env` is asked for what the server is told
 * besides. Motion is off unless `still` is false: a click then meets what is there, not what is still on its way.
 */
export function useHouse(locale, env = () => ({}), { still = true } = {}) {
  const house = { locale, still, t: wordsOf(locale), people: [] };
  before(async () => {
    house.server = await startServer(await env());
    house.browser = await chromium.launch({ executablePath: process.env.WEIR_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });
  });
  afterEach(async () => {
    const people = house.people.splice(0);
    const problems = people.flatMap((person) => person.problems);
    for (const person of people) await person.context.close();
    assert.deepEqual(problems, [], "console errors and failed requests");
  });
  after(async () => {
    await house.browser?.close();
    await house.server?.stop();
  });
  house.visitor = (options) => visitor(house, options);
  house.person = (login, options) => signedIn(house, login, options);
  return house;
}

async function visitor(house, { phone = false, theme = "light", locale = house.locale, still = house.still } = {}) {
  const context = await house.browser.newContext({
    baseURL: house.server.url,
    locale: locale === "en" ? "en-GB" : locale,
    timezoneId: "Asia/Shanghai",
    colorScheme: theme,
    reducedMotion: still ? "reduce" : "no-preference",
    viewport: phone ? PHONE : DESKTOP,
    ...(phone && { hasTouch: true, isMobile: true }),
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const person = { context, page, t: wordsOf(locale), locale, problems: [] };
  watch(person);
  house.people.push(person);
  return person;
}

/** Signs in without the page, which has tests of its own, and asks for the language and theme of the test. */
async function signedIn(house, login, { password = PASSWORD, theme = "light", ...options } = {}) {
  const person = await visitor(house, { theme, ...options });
  const post = await person.context.request.post("/api/v1/auth/login", { data: { tenant: "demo", login, password } });
  assert.equal(post.status(), 200, await post.text());
  const patch = await person.context.request.patch("/api/v1/me", { data: { locale: person.locale, theme } });
  assert.equal(patch.status(), 200, await patch.text());
  person.name = (await patch.json()).user.name;
  return person;
}

function watch(person) {
  const { page, problems } = person;
  let expected = [];
  /** What answers with `status` at a path that `path` matches is part of the test. */
  person.expectProblem = (status, path) => expected.push({ status, path });
  page.on("pageerror", (error) => problems.push(`page error: ${error.stack ?? error}`));
  page.on("console", (message) => {
    // A failed response is reported below, with its status and address.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) problems.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() < 400 || expected.some((one) => one.status === response.status() && one.path.test(path))) return;
    problems.push(`${response.request().method()} ${path} answered ${response.status()}`);
  });
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it was still reading.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") problems.push(`${request.method()} ${request.url()} failed: ${reason}`);
  });
}

/** Keeps a picture of the page where WEIR_SHOTS names a folder for them. */
export async function picture(page, name) {
  const folder = process.env.WEIR_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
