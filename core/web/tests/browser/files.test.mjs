// Looking at files large: pictures, PDF, text, and what means harm; and their versions. In both languages, on a phone too.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { both, call, personOf, publishedFlow, publishedForm, started } from "./support/design.mjs";
import { findings } from "./support/findings.mjs";
import { picture, useHouse } from "./support/house.mjs";
import { gbText, htmlWithScript, oldOffice, pdf, pictureBomb, png, svgWithScript } from "./support/samples.mjs";
import { answered, button, gone, seen } from "./support/steps.mjs";
import { beginning, LOCALES } from "./support/words.mjs";

for (const locale of LOCALES) {
  describe(`files, ${locale}`, () => {
    const house = useHouse(locale);
    const { t } = house;
    const preview = (page, name) => page.getByRole("dialog", { name: beginning(name) });
    const link = (page, name) => page.getByRole("link", { name, exact: true });
    let form;

    async function uploaded(person, name, buffer) {
      const answer = await person.context.request.post("/api/v1/files", { multipart: { file: { name, mimeType: "application/octet-stream", buffer } } });
      assert.equal(answer.status(), 201, await answer.text());
      return (await answer.json()).id;
    }

    /** A record with these files, its page open. */
    async function opened(person, title, { files = [], photos = [] }) {
      form ??= await publishedForm(person, `papers-${locale.toLowerCase()}`, ["资料", "Papers"], [
        { key: "title", label: { "zh-CN": "标题", en: "Title" }, type: "text", required: true },
        { key: "photos", label: { "zh-CN": "照片", en: "Photos" }, type: "image" },
        { key: "papers", label: { "zh-CN": "文件", en: "Files" }, type: "file" },
      ]);
      const ids = async (all) => Promise.all(all.map(([name, buffer]) => uploaded(person, name, buffer)));
      const data = { title, photos: await ids(photos), papers: await ids(files) };
      const record = await call(person, "post", `/forms/${form}/records`, { data });
      await person.page.goto(`/forms/${form}/records/${record.id}`);
      return record;
    }

    test("a picture, a PDF file, a text and an office file are gone through by keys", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      await opened(admin, "Lathe", { photos: [["lathe.png", png(1200, 800)]], files: [["contract.pdf", pdf()], ["list.txt", gbText()], ["offer.doc", oldOffice()]] });
      await link(page, "lathe.png").click();
      const image = preview(page, "lathe.png").getByRole("img", { name: "lathe.png" });
      await seen(image);
      const fits = (await image.boundingBox()).width;
      await page.keyboard.press("+");
      await page.waitForFunction((before) => document.querySelector("[role=dialog] [role=region] img").getBoundingClientRect().width > before * 1.4, fits);
      await page.keyboard.press("0");
      await picture(page, `preview-picture-${locale}`);
      assert.deepEqual(await findings(page), []);

      await page.keyboard.press("ArrowRight");
      const contract = preview(page, "contract.pdf");
      await contract.getByText("Weir contract").waitFor({ state: "attached" });
      await seen(contract.getByText("1 / 2"));
      await picture(page, `preview-pdf-${locale}`);
      await contract.getByRole("group", { name: t("preview:page", { number: 2 }) }).scrollIntoViewIfNeeded();
      await contract.getByText("采购合同").waitFor({ state: "attached" });
      await seen(contract.getByText("2 / 2"));
      assert.deepEqual(await findings(page), []);

      await page.keyboard.press("ArrowRight");
      await seen(preview(page, "list.txt").getByText("采购清单"));
      await picture(page, `preview-text-${locale}`);
      await page.keyboard.press("ArrowRight");
      const offer = preview(page, "offer.doc");
      await seen(offer.getByText(t("preview:unshown")));
      await picture(page, `preview-office-${locale}`);
      assert.equal(await button(offer, t("preview:next")).count(), 0, "the last one");
      const [download] = await Promise.all([page.waitForEvent("download"), offer.getByRole("link", { name: t("preview:download") }).last().click()]);
      assert.equal(download.suggestedFilename(), "offer.doc");
      await page.keyboard.press("ArrowLeft");
      await seen(preview(page, "list.txt"));
      await page.keyboard.press("Escape");
      await gone(preview(page, "list.txt"));
      await seen(page.getByRole("dialog", { name: "Lathe" }));
    });

    test("what means harm is neither run nor drawn", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      admin.expectProblem(409, /\/files\//);
      await opened(admin, "Trap", {
        photos: [["bomb.png", pictureBomb()]],
        files: [["../../etc/draw.svg", svgWithScript()], ["page.html", htmlWithScript()], ["invoice\u202efdp.png", htmlWithScript()]],
      });
      await link(page, "bomb.png").click();
      await seen(preview(page, "bomb.png").getByText(t("preview:pictureBroken")));
      await page.keyboard.press("ArrowRight");
      await seen(preview(page, "draw.svg").getByText("<svg xmlns=", { exact: false }));
      await page.keyboard.press("ArrowRight");
      await seen(preview(page, "page.html").getByText("<!doctype html>", { exact: false }));
      await page.keyboard.press("ArrowRight");
      await seen(preview(page, "invoicefdp.png").getByText("<!doctype html>", { exact: false }));
      await picture(page, `preview-source-${locale}`);
      assert.equal(await page.evaluate(() => window.ran), undefined);
    });

    test("a new version takes the place of the file, and an old one is brought back", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const record = await opened(admin, "Mill", { files: [["terms.txt", Buffer.from("first terms")]] });
      await link(page, "terms.txt").click();
      const sheet = preview(page, "terms.txt");
      await seen(sheet.getByText("first terms"));
      await button(sheet, t("preview:versions.open")).click();
      const panel = sheet.getByRole("complementary", { name: t("preview:versions.title") });
      await button(panel, t("preview:lock.take")).click();
      await seen(panel.getByRole("region", { name: t("preview:lock.title") }));
      await panel.getByLabel(t("preview:versions.upload"), { exact: true }).and(page.locator("input")).setInputFiles({ name: "terms.txt", mimeType: "text/plain", buffer: Buffer.from("second terms") });
      await panel.getByRole("textbox", { name: beginning(t("preview:versions.note")) }).fill("Prices added");
      await answered(page, "POST", /\/versions$/, () => button(panel, t("preview:versions.send", { version: 2 })).click());
      await seen(sheet.getByText("second terms"));
      await seen(panel.getByText("Prices added"));
      await gone(panel.getByRole("region", { name: t("preview:lock.title") }));
      await picture(page, `versions-${locale}`);
      assert.deepEqual(await findings(page), []);

      await panel.getByRole("button", { name: beginning(t("preview:versions.number", { version: 1 })) }).click();
      await seen(sheet.getByText("first terms"));
      await seen(sheet.getByText(t("preview:older", { version: 1, current: 2 })));
      await picture(page, `versions-older-${locale}`);
      await button(panel, t("preview:versions.restoreNumber", { version: 1 })).click();
      await answered(page, "POST", /\/restore$/, () => button(page.getByRole("dialog").filter({ hasText: t("preview:versions.askRestore", { version: 1 }) }), t("preview:versions.restore")).click());
      await seen(panel.getByText(t("preview:versions.restoredFrom", { version: 1 })));
      const [id] = record.data.papers;
      assert.equal(await (await admin.context.request.get(`/api/v1/files/${id}`)).text(), "first terms");
      assert.equal((await call(admin, "get", `/files/${id}/versions`)).version, 3);
    });

    test("whoever was slower sees who was faster and may still take their place", async () => {
      const admin = await house.person("admin");
      const { page } = admin;
      const record = await opened(admin, "Drill", { files: [["plan.txt", Buffer.from("first plan")]] });
      await link(page, "plan.txt").click();
      const sheet = preview(page, "plan.txt");
      await button(sheet, t("preview:versions.open")).click();
      const panel = sheet.getByRole("complementary", { name: t("preview:versions.title") });
      const between = await uploaded(admin, "plan.txt", Buffer.from("their plan"));
      await panel.getByLabel(t("preview:versions.upload"), { exact: true }).and(page.locator("input")).setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("my plan") });
      await call(admin, "post", `/files/${record.data.papers[0]}/versions`, { file: between }, { "If-Match": '"1"' });
      admin.expectProblem(412, /\/versions$/);
      await button(panel, t("preview:versions.send", { version: 2 })).click();
      await seen(panel.getByRole("alert"));
      await picture(page, `versions-stale-${locale}`);
      await answered(page, "POST", /\/versions$/, () => button(panel, t("preview:versions.again", { version: 3 })).click());
      await seen(sheet.getByText("my plan"));
    });

    test("whose lock was broken is told, and led to the very file", async () => {
      const admin = await house.person("admin");
      const [employee, manager] = [await house.person("employee"), await house.person("manager", { theme: "dark" })];
      const formId = await publishedForm(admin, "contract", ["合同", "Contract"], [
        { key: "title", label: both("标题", "Title"), type: "text", required: true },
        { key: "papers", label: both("文件", "Files"), type: "file" },
      ]);
      const who = { kind: "user", users: [await personOf(admin, "manager")] };
      await publishedFlow(admin, { key: "contract", name: ["合同审批", "Contract"], formId }, [
        { key: "check", kind: "approve", name: both("审批", "Check"), who, fieldRights: { papers: "edit" } },
      ]);
      const file = await uploaded(employee, "contract.txt", Buffer.from("first terms"));
      await started(employee, "contract", { title: "Lathe", papers: [file, await uploaded(employee, "annex.txt", Buffer.from("annex"))] });
      await call(manager, "post", `/files/${file}/lock`, {});
      await call(admin, "post", `/files/${file}/unlock`, { note: "Due today" });

      const { page } = manager;
      await page.goto("/");
      await button(page, beginning(t("app:notifications.title"))).click();
      const told = page.getByRole("region", { name: t("app:notifications.title") }).getByRole("button", { name: /contract\.txt/ });
      await seen(told.getByText("Due today"));
      await picture(page, `lock-broken-${locale}`);
      assert.deepEqual(await findings(page), []);
      await told.click();
      const sheet = preview(page, "contract.txt");
      await seen(sheet.getByText("first terms"));
      assert.match(page.url(), new RegExp(`/approvals/todo/.*#${file}$`));
      await button(sheet, t("preview:versions.open")).click();
      await seen(button(sheet, t("preview:lock.take")));
      await picture(page, `lock-broken-file-${locale}`);
      // It goes on to its neighbours, and once closed it stays closed.
      await page.keyboard.press("ArrowRight");
      await seen(preview(page, "annex.txt"));
      await page.keyboard.press("Escape");
      await gone(preview(page, "annex.txt"));
      await seen(page.getByRole("heading", { name: "Lathe" }));
      assert.equal(await preview(page, "contract.txt").count(), 0);
    });

    test("on a phone", async () => {
      const admin = await house.person("admin", { phone: true });
      const { page } = admin;
      await opened(admin, "Saw", { photos: [["saw.png", png(600, 900)]], files: [["contract.pdf", pdf()], ["terms.txt", Buffer.from("first terms")]] });
      await link(page, "saw.png").tap();
      await seen(preview(page, "saw.png").getByRole("img", { name: "saw.png" }));
      await picture(page, `preview-phone-picture-${locale}`);
      await button(preview(page, "saw.png"), t("preview:next")).tap();
      const contract = preview(page, "contract.pdf");
      await contract.getByText("Weir contract").waitFor({ state: "attached" });
      await picture(page, `preview-phone-pdf-${locale}`);
      assert.deepEqual(await findings(page), []);
      const { y, width, height } = await button(contract, t("preview:next")).boundingBox();
      assert.ok(width >= 44 && y + height <= 844, `${width} at ${y}`);
      await button(contract, t("preview:next")).tap();
      await seen(preview(page, "terms.txt").getByText("first terms"));
      await button(preview(page, "terms.txt"), t("preview:versions.open")).tap();
      const panel = preview(page, "terms.txt").getByRole("complementary", { name: t("preview:versions.title") });
      await seen(button(panel, t("preview:versions.upload")));
      await picture(page, `versions-phone-${locale}`);
      await button(panel, t("preview:versions.close")).tap();
      await gone(panel);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
    });
  });
}
