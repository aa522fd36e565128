import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { FileInfo, Instance, TaskDetail } from "@/api";
import { type FormServices, FormServicesContext } from "@/form";
import { me, renderPage } from "../../../tests/render";
import { refuse, serve } from "../../../tests/server";
import { DecisionBar } from "./DecisionBar";

const buyer = { id: `usr_${"2".repeat(32)}`, login: "zhao", name: "赵宁" };

const task = {
  id: "task_1",
  nodeKind: "approve",
  actor: me.user,
  buttons: { transfer: true },
  demands: { commentOnApprove: false, commentOnReject: true, signature: false },
  next: [{ node: "buy", name: { "zh-CN": "采购执行" }, kind: "handle", actors: [buyer], reason: "" }],
  rejectTo: "流程结束",
} as unknown as TaskDetail;

const instance = { id: "inst_1", title: "装配线机器人单元", data: { amount: "1.00", center: "C-1" }, refs: { files: {} } } as unknown as Instance;

async function show(handlers: Parameters<typeof serve>[0], change: { task?: Partial<TaskDetail>; data?: Record<string, unknown>; upload?: FormServices["upload"] } = {}) {
  const asked = serve(handlers);
  const onDecided = vi.fn();
  const onIssues = vi.fn();
  await renderPage(
    <FormServicesContext value={{ upload: change.upload, fileUrl: (id: string) => `/files/${id}` } as FormServices}>
      <DecisionBar instance={instance} task={{ ...task, ...change.task }} data={{ ...instance.data, ...change.data }} onIssues={onIssues} onDecided={onDecided} />
    </FormServicesContext>,
    ["approvals"],
  );
  return { asked, onDecided, onIssues };
}

const sheet = () => within(screen.getByRole("dialog"));

describe("the decision bar", () => {
  it("shows who has it next, and approves by A and Enter with what was changed", async () => {
    const { asked, onDecided } = await show({ "POST /tasks/task_1/approve": () => task }, { data: { center: "C-2" } });
    expect(screen.getByText("赵宁")).toBeVisible();

    await userEvent.keyboard("a");
    await userEvent.click(sheet().getByRole("button", { name: "同意" }));

    await vi.waitFor(() => expect(onDecided).toHaveBeenCalled());
    expect(asked[0]?.body).toMatchObject({ data: { center: "C-2" } });
    expect((asked[0]?.body as { commandId: string }).commandId).toMatch(/^[0-9a-f]{32}$/);
  });

  it("rejects only with an opinion where one is demanded (R10), and sends no data", async () => {
    const { asked, onDecided } = await show({ "POST /tasks/task_1/reject": () => task }, { data: { center: "C-2" } });
    await userEvent.keyboard("r");
    expect(sheet().getByText("驳回后：流程结束")).toBeInTheDocument();
    const button = sheet().getByRole("button", { name: "驳回" });
    expect(button).toBeDisabled();

    await userEvent.type(sheet().getByLabelText(/意见/), "依据不足");
    await userEvent.click(button);

    await vi.waitFor(() => expect(onDecided).toHaveBeenCalled());
    expect(asked[0]?.body).toEqual({ comment: "依据不足", commandId: expect.any(String) });
  });

  it("uses the node's own button names", async () => {
    await show({}, { task: { buttons: { approve: { "zh-CN": "核准" }, reject: { "zh-CN": "不予核准" }, transfer: false } } });
    expect(screen.getByRole("button", { name: /^核准/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /^不予核准/ })).toBeVisible();
    expect(screen.queryByRole("button", { name: "转交" })).toBeNull();
  });

  it("offers a handler one button: done", async () => {
    const { asked } = await show({ "POST /tasks/task_1/complete": () => task }, { task: { nodeKind: "handle" } });
    expect(screen.queryByRole("button", { name: /驳回/ })).toBeNull();
    await userEvent.keyboard("a");
    await userEvent.click(sheet().getByRole("button", { name: "办理完成" }));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });

  it("sends the files that go with the opinion, and waits for one that failed", async () => {
    const upload = vi.fn((_: Blob, name: string) => Promise.resolve({ id: `fil_${name}`, name, size: 9 } as FileInfo));
    upload.mockImplementationOnce(() => Promise.reject(new Error("存储已满")));
    const { asked } = await show({ "POST /tasks/task_1/reject": () => task }, { upload });
    await userEvent.keyboard("r");
    await userEvent.type(sheet().getByLabelText(/意见/), "依据不足");
    await userEvent.upload(sheet().getByLabelText("附件", { selector: "input" }), [new File(["a"], "报价.pdf"), new File(["b"], "合同.pdf")]);
    expect(await sheet().findByText("存储已满")).toBeVisible();
    expect(sheet().getByRole("link", { name: "合同.pdf" })).toHaveAttribute("href", "/files/fil_合同.pdf");
    const button = sheet().getByRole("button", { name: "驳回" });
    expect(button).toBeDisabled();

    await userEvent.click(sheet().getByRole("button", { name: "重新上传 报价.pdf" }));
    await vi.waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    await vi.waitFor(() => expect(asked[0]?.body).toMatchObject({ comment: "依据不足", files: ["fil_合同.pdf", "fil_报价.pdf"] }));
  });

  it("keeps uploaded files when the sheet is closed, and drops those taken out", async () => {
    const upload = (_: Blob, name: string) => Promise.resolve({ id: `fil_${name}`, name, size: 9 } as FileInfo);
    const { asked } = await show({ "POST /tasks/task_1/approve": () => task }, { upload });
    await userEvent.keyboard("a");
    await userEvent.upload(sheet().getByLabelText("附件", { selector: "input" }), [new File(["a"], "a.pdf"), new File(["b"], "b.pdf")]);
    await userEvent.click(await sheet().findByRole("button", { name: "移除 a.pdf" }));
    await userEvent.click(sheet().getByRole("button", { name: "取消" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.keyboard("a");
    await userEvent.click(sheet().getByRole("button", { name: "同意" }));
    await vi.waitFor(() => expect(asked[0]?.body).toMatchObject({ files: ["fil_b.pdf"] }));
  });

  it("takes findings per field back to the form", async () => {
    const errors = [{ field: "center", code: "form.field_required", message: "请填写此项。", params: {} }];
    const { onIssues, onDecided } = await show({ "POST /tasks/task_1/approve": () => refuse(422, { code: "form.invalid", errors }) });
    await userEvent.keyboard("a");
    await userEvent.click(sheet().getByRole("button", { name: "同意" }));
    await vi.waitFor(() => expect(onIssues).toHaveBeenCalledWith(errors));
    expect(onDecided).not.toHaveBeenCalled();
  });
});
