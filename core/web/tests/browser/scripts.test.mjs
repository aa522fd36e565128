// A condition by script: drawn in the designer with completion, located errors and a live result, published, and asked
// when somebody's form comes there.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, personOf, publishedForm, started } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, approve, button, dialog, field, gone, openTask, seen } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

/** A flow on the form: the manager where the condition's first branch is taken, else nobody. */
async function drawn(admin, formId) {
  const manager = await personOf(admin, "manager");
  const name = both("用车申请", "Car request");
  await call(admin, "post", "/flows", { key: "car", name, formId });
  const { rev } = await call(admin, "get", "/flows/car/draft");
  const definition = {
    name,
    nodes: [
      { key: "start", kind: "start", name: both("发起", "Start") },
      { key: "far", kind: "condition", name: both("路程", "Distance") },
      { key: "manager", kind: "approve", name: both("经理", "Manager"), who: { kind: "user", users: [manager] } },
      { key: "join", kind: "join", of: "far", name: both("汇合", "Join") },
      { key: "end", kind: "end", name: both("结束", "End") },
    ],
    edges: [
      { key: "e0", from: "start", to: "far" },
      { key: "long", from: "far", to: "manager", name: both("远途", "Long way"), script: "" },
      { key: "e1", from: "manager", to: "join" },
      { key: "short", from: "far", to: "join", name: both("近途", "Short way") },
      { key: "e2", from: "join", to: "end" },
    ],
  };
  await call(admin, "put", "/flows/car/draft", { definition }, { "If-Match": `"${rev}"` });
}

/** How long an entry of the list may take to stand in the text. */
const LIST_MS = 4_000;
/** How long a job may take to be taken up on a busy machine. */
const JOB_MS = 30_000;
const LOOK_MS = 250;

/** The instance, as soon as it is as it should be. */
async function until(person, { id }, is) {
  for (let waited = 0; waited < JOB_MS; waited += LOOK_MS) {
    const instance = await call(person, "get", `/instances/${id}`);
    if (is(instance)) return instance;
    await person.page.waitForTimeout(LOOK_MS);
  }
  throw new Error(`${id} did not go on within ${JOB_MS} ms`);
}

for (const locale of LOCALES) {
  describe(`conditions by script, ${locale}`, () => {
    const house = useHouse(locale);
    const pick = own(locale);

    test("an administrator writes one with completion, located errors and a live result, and publishes it", async () => {
      const admin = await house.person("admin");
      const { page, t } = admin;
      const formId = await publishedForm(admin, "car", ["用车申请", "Car request"], [
        { key: "subject", label: both("事由", "Subject"), type: "text" },
        { key: "distance", label: both("公里数", "Kilometres"), type: "number" },
      ]);
      await drawn(admin, formId);
      await page.goto("/studio/flows/car");
      await page.getByRole("main").getByRole("button", { name: new RegExp(pick("远途", "Long way")) }).first().click();
      const panel = page.getByRole("complementary");
      const editor = panel.getByRole("textbox", { name: t("flow-designer:branch.scriptLabel") });
      // By its label, as people know it; what is put in is its key.
      const completed = async () => {
        await editor.click();
        await page.keyboard.press("Control+a");
        await page.keyboard.type(pick("公里", "Kilo"));
        await page.getByRole("option", { name: beginning(pick("公里数", "Kilometres")) }).click();
        return editor.getByText("form.distance").waitFor({ timeout: LIST_MS }).then(() => true, () => false);
      };
      // A list that is drawn anew under the pointer takes no click; people click again.
      assert.ok((await completed()) || (await completed()), "the field is completed");
      await page.keyboard.type(" > 100");
      await seen(panel.getByText(t("form:script.fails")));
      await button(panel, t("form:script.showSample")).click();
      await field(panel.getByRole("region", { name: t("form:script.sample") }), pick("公里数", "Kilometres")).fill("101");
      await seen(panel.getByText(t("form:script.holds")));
      await picture(page, `flow-script-${locale}`);

      await page.keyboard.press("Tab");
      await editor.click();
      await page.keyboard.press("Control+End");
      await page.keyboard.type("\n  && form.distanse < 900");
      const wrong = pick("第 2 行第 11 列：表单里没有字段“distanse”，请从列表中选择。", "Line 2, column 11: the form has no field “distanse”; choose one from the list.");
      await seen(panel.getByText(wrong));
      await page.keyboard.press("Control+a");
      await page.keyboard.type("form.distance > 100");
      await gone(panel.getByText(wrong));
      await seen(panel.getByText(t("form:script.holds")));

      await button(page, t("flow-designer:publish.action")).click();
      const published = await answered(page, "POST", /\/publish$/, () => button(dialog(page), t("flow-designer:publish.action")).click());
      assert.equal((await published.json()).version, 1);
    });

    test("the way is taken that the script says", async () => {
      const employee = await house.person("employee");
      const near = await started(employee, "car", { subject: pick("近处的车站", "The station nearby"), distance: "100" });
      const far = await started(employee, "car", { subject: pick("远处的港口", "The harbour far away"), distance: "101" });
      const manager = await house.person("manager");
      // The flow goes on a moment after the form was submitted.
      const short = await until(employee, near, ({ status }) => status !== "running");
      assert.deepEqual([short.status, short.steps.some((step) => step.node === "manager")], ["approved", false]);
      await until(employee, far, ({ steps }) => steps.some((step) => step.node === "manager"));
      await openTask(manager, pick("远处的港口", "The harbour far away"));
      await approve(manager);
      await employee.page.goto(`/approvals/started/${far.id}`);
      const t = employee.t;
      await seen(employee.page.getByRole("article").getByText(t("ui:status.approved"), { exact: true }));
    });

    test("rules and script change places, and the change can be undone", async () => {
      const { page, t } = await house.person("admin");
      await page.goto("/studio/flows/car");
      await page.getByRole("main").getByRole("button", { name: new RegExp(pick("远途", "Long way")) }).first().click();
      const panel = page.getByRole("complementary");
      const ways = panel.getByRole("radiogroup", { name: t("flow-designer:branch.way") });
      await ways.getByText(t("flow-designer:branch.rules")).click();
      await seen(button(panel, t("form:expr.addCondition")));
      await button(page, t("flow-designer:undo")).click();
      await seen(panel.getByRole("textbox", { name: t("flow-designer:branch.scriptLabel") }));
    });
  });
}
