// Beyond yes and no: a document comes back and goes out again changed, an approver fills in a field, somebody signs by
// hand, an ended document begins anew, an administrator ends one, and a batch meets a colleague who was faster.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, personOf, publishedFlow, publishedForm, started } from "./support/design.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { answered, button, dialog, field, gone, openTask, process, seen, startPurchase, submitted, tick } from "./support/steps.mjs";
import { beginning, LOCALES, own } from "./support/words.mjs";

const PDF = { mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };

for (const locale of LOCALES) {
  describe(`decisions, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const pick = own(locale);
    const amount = pick("金额", "Amount");
    const centre = pick("成本中心", "Cost centre");
    const title = pick("叉车", "Forklift");
    let instance;
    let peopleIds;

    const status = (person, name) => seen(person.page.getByRole("article").getByText(t(`ui:status.${name}`), { exact: true }));
    const bar = ({ page }) => page.getByRole("group", { name: t("approvals:decide") });

    test("two flows are published for what follows", async () => {
      const admin = await house.person("admin");
      peopleIds = Object.fromEntries(await Promise.all(["manager", "finance-director", "project-manager"].map(async (login) => [login, await personOf(admin, login)])));
      const formId = await publishedForm(admin, "vehicle", ["车辆", "Vehicle"], [
        { key: "title", type: "text", label: both("事由", "Subject"), required: true },
        { key: "amount", type: "money", label: both("金额", "Amount"), currency: "CNY", scale: 2, required: true },
        { key: "centre", type: "text", label: both("成本中心", "Cost centre") },
      ]);
      const one = (login) => ({ kind: "user", users: [peopleIds[login]] });
      await publishedFlow(admin, { key: "vehicle", name: ["车辆申请", "Vehicle request"], formId }, [
        { key: "check", kind: "approve", name: both("主管审批", "Head"), who: one("manager"), onReject: { kind: "initiator" }, fieldRights: { centre: "edit" } },
        { key: "sign", kind: "approve", name: both("总监签批", "Director"), who: one("finance-director"), demands: { signature: true } },
      ]);
      await publishedFlow(admin, { key: "either", name: ["任一同意", "Either of two"], formId }, [
        { key: "check", kind: "approve", name: both("任一审批", "Either"), who: { kind: "user", users: [peopleIds.manager, peopleIds["project-manager"]] } },
      ]);
    });

    test("a rejection with a file sends it back, and it goes out again with a changed field", async () => {
      const employee = await house.person("employee");
      instance = await started(employee, "vehicle", { title, amount: "180000.00" });
      const manager = await house.person("manager");
      const { page } = manager;
      await openTask(manager, title);
      await button(page, beginning(t("approvals:reject"))).click();
      await field(dialog(page), t("approvals:opinion.label")).fill(pick("请按报价改金额", "Use the offered price"));
      const attach = dialog(page).getByLabel(t("approvals:sheet.attach"), { exact: true }).and(page.locator("input"));
      manager.expectProblem(422, /\/files$/);
      await attach.setInputFiles([{ ...PDF, name: "offer.pdf" }, { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) }]);
      // The one that was refused holds the decision back until it is taken out.
      await seen(dialog(page).getByRole("link", { name: "offer.pdf" }));
      await seen(dialog(page).getByRole("alert"));
      const reject = button(dialog(page), t("approvals:reject"));
      assert.equal(await reject.isDisabled(), true);
      await picture(page, `decide-files-${locale}`);
      await button(dialog(page), t("form:file.cancel", { name: "empty.txt" })).click();
      await answered(page, "POST", /\/reject$/, () => reject.click());
      await gone(dialog(page));

      await openTask(employee, title);
      await seen(employee.page.getByText(t("approvals:mine.resubmit"), { exact: true }));
      await process(employee).getByRole("link", { name: beginning("offer.pdf") }).click();
      const save = dialog(employee.page).getByRole("link", { name: t("preview:download") }).first();
      const [download] = await Promise.all([employee.page.waitForEvent("download"), save.click()]);
      assert.equal(download.suggestedFilename(), "offer.pdf");
      await employee.page.keyboard.press("Escape");
      await gone(dialog(employee.page));
      await field(employee.page, amount).fill("165000.5");
      await answered(employee.page, "POST", /\/resubmit$/, () => button(employee.page, t("approvals:resubmit")).click());
      await openTask(manager, title);
      await seen(page.getByRole("article").getByText("165,000.50"));
      await seen(process(manager).getByText(pick("请按报价改金额", "Use the offered price")));
    });

    test("the approver fills in a field with the decision, and the history tells before and after", async () => {
      const manager = await house.person("manager", { phone: true });
      const { page } = manager;
      await openTask(manager, title);
      const mine = page.getByRole("region", { name: t("approvals:yourFields") });
      await field(mine, centre).fill("C-2107");
      await bar(manager).getByRole("button", { name: beginning(t("approvals:approve")) }).click();
      await picture(page, `decide-phone-${locale}`);
      const request = await answered(page, "POST", /\/approve$/, () => button(dialog(page), t("approvals:approve")).click());
      assert.deepEqual(request.request().postDataJSON().data, { centre: "C-2107" });
      const employee = await house.person("employee");
      await employee.page.goto(`/approvals/started/${instance.id}`);
      await seen(employee.page.getByRole("article").getByText("C-2107"));
      await process(employee).getByText(beginning(t("approvals:history"))).first().click();
      await seen(process(employee).getByRole("insertion").filter({ hasText: "C-2107" }));
    });

    test("a signature drawn with the pointer goes with the decision and stands on paper", async () => {
      const director = await house.person("finance-director");
      const { page } = director;
      await openTask(director, title);
      await bar(director).getByRole("button", { name: beginning(t("approvals:approve")) }).click();
      const approve = button(dialog(page), t("approvals:approve"));
      assert.equal(await approve.isDisabled(), true, "no approval without the signature");
      const pad = dialog(page).getByRole("img", { name: t("form:signature.area", { label: t("approvals:sheet.signature") }) });
      await pad.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await pad.boundingBox();
      await page.mouse.move(x + width * 0.2, y + height * 0.7);
      await page.mouse.down();
      for (const [right, down] of [[0.35, 0.2], [0.5, 0.75], [0.65, 0.25], [0.8, 0.6]]) await page.mouse.move(x + width * right, y + height * down, { steps: 6 });
      await page.mouse.up();
      await answered(page, "POST", /\/files$/, () => button(dialog(page), t("form:signature.use")).click());
      await seen(dialog(page).getByRole("img", { name: t("approvals:sheet.signature"), exact: true }));
      await picture(page, `signature-${locale}`);
      await answered(page, "POST", /\/approve$/, () => approve.click());
      await gone(dialog(page));
      await page.goto(`/approvals/done/${instance.id}`);
      const signed = t("approval:process.signatureOf", { name: director.name });
      await process(director).getByRole("link", { name: signed }).press("Enter");
      await seen(dialog(page).getByRole("region").getByRole("img"));
      await picture(page, `signature-large-${locale}`);
      await page.keyboard.press("Escape");
      await gone(dialog(page));
      await page.goto(`/print/instances/${instance.id}`);
      const signature = page.getByRole("img", { name: t("print:signatureOf", { name: director.name }) });
      await seen(signature);
      await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await signature.elementHandle());
      const inked = await signature.evaluate((image) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
        const paint = canvas.getContext("2d");
        paint.drawImage(image, 0, 0);
        return paint.getImageData(0, 0, canvas.width, canvas.height).data.filter((value, at) => at % 4 === 3 && value > 0).length;
      });
      assert.ok(inked > 100, `${inked} points of ink`);
      await seen(page.getByText(t("print:files", { names: "offer.pdf" })));
      await picture(page, `print-${locale}`);
    });

    test("after a final rejection and after a withdrawal one starts again with what was filled in", async () => {
      const employee = await house.person("employee");
      const { page } = employee;
      const names = { title: pick("采购标题", "Title"), amount: pick("预算", "Budget") };
      for (const how of ["rejected", "withdrawn"]) {
        const old = `${pick("投影仪", "Projector")} ${how}`;
        const { id } = await startPurchase(employee, { title: old, amount: "7200.00" });
        if (how === "withdrawn") {
          await button(page, t("approvals:withdraw")).click();
          await answered(page, "POST", /\/withdraw$/, () => button(dialog(page), t("approvals:withdraw")).click());
        } else {
          const manager = await house.person("manager");
          const task = (await call(manager, "get", "/tasks?state=open&limit=50")).items.find((one) => one.instanceId === id);
          await call(manager, "post", `/tasks/${task.id}/reject`, { comment: "-" });
          await page.reload();
        }
        await status(employee, how);
        await button(page, t("approvals:again.action")).click();
        await page.waitForURL(/\/start\/purchase\?draft=/);
        await seen(field(page, names.title));
        assert.equal(await field(page, names.title).inputValue(), old);
        assert.equal(await field(page, names.amount).inputValue(), "7,200.00");
        await field(page, names.amount).fill("6900");
        const response = await answered(page, "POST", /\/instances$/, () => button(page, t("start:submit")).click());
        assert.equal(response.status(), 201);
        await page.waitForURL(/\/approvals\/started\//);
        await seen(page.getByRole("article").getByText("6,900.00"));
        assert.notEqual((await response.json()).id, id);
      }
    });

    test("an administrator ends a running document with a reason, and the to-do is gone", async () => {
      const subject = pick("多余的申请", "A superfluous request");
      const employee = await house.person("employee");
      const { id } = await submitted(employee, { title: subject, amount: "10.00" });
      const admin = await house.person("admin");
      const { page } = admin;
      await page.goto(`/approvals/started/${id}`);
      await button(page, t("approvals:terminate")).click();
      const end = button(dialog(page), t("approvals:terminate"));
      assert.equal(await end.isDisabled(), true, "no end without a reason");
      await dialog(page).getByRole("textbox", { name: t("approvals:reason.label") }).fill(pick("重复提交", "Submitted twice"));
      await answered(page, "POST", /\/terminate$/, () => end.click());
      await status(admin, "terminated");
      await employee.page.goto(`/approvals/started/${id}`);
      await status(employee, "terminated");
      await process(employee).getByText(beginning(t("approvals:history"))).first().click();
      await seen(process(employee).getByText(new RegExp(pick("重复提交", "Submitted twice"))));
      const manager = await house.person("manager");
      assert.equal((await call(manager, "get", "/tasks?state=open&limit=50")).items.filter((task) => task.instanceId === id).length, 0);
    });

    test("in a batch, what a colleague decided a moment before is told row by row", async () => {
      const employee = await house.person("employee");
      const titles = [pick("量块", "Gauge blocks"), pick("砂轮", "Grinding wheels")];
      const instances = [];
      for (const one of titles) instances.push(await started(employee, "either", { title: one, amount: "900.00" }));
      const colleague = await house.person("project-manager");
      const theirs = (await call(colleague, "get", "/tasks?state=open&limit=50")).items.find((task) => task.instanceId === instances[1].id);
      const { page } = await house.person("manager");
      await page.goto("/approvals/todo");
      await button(page, t("approvals:batch.enter")).click();
      for (const one of titles) await tick(page.getByRole("checkbox", { name: t("approvals:batch.choose", { title: one }) }));
      // Between the press and the server.
      await page.route("**/tasks/batch", async (route) => {
        await call(colleague, "post", `/tasks/${theirs.id}/approve`, {});
        await route.continue();
      });
      await button(page.getByRole("group", { name: t("approvals:batch.enter") }), t("approvals:approve")).click();
      const response = await answered(page, "POST", /\/tasks\/batch$/, () => button(dialog(page), t("approvals:approve")).click());
      const { results } = await response.json();
      assert.deepEqual(results.map((result) => result.ok).sort(), [false, true]);
      const told = page.getByRole("dialog", { name: t("approvals:batch.results", { ok: 1, failed: 1 }) });
      await seen(told.getByRole("listitem").filter({ hasText: titles[0] }).getByText(t("approvals:batch.ok"), { exact: true }));
      const failed = told.getByRole("listitem").filter({ hasText: titles[1] });
      await seen(failed.getByText(t("approvals:batch.failed"), { exact: true }));
      await seen(failed.getByText(results.find((result) => !result.ok).problem.detail));
      await picture(page, `batch-failed-${locale}`);
      await button(told, t("approvals:close")).last().click();
      for (const one of titles) await gone(page.getByRole("link", { name: beginning(one) }));
    });
  });
}
