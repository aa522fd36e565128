import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage } from "../../tests/render";
import type { PreviewFile } from "./kinds";
import { LockLine } from "./LockLine";
import type { FileVersions } from "./versions";

const READ_ONLY = /只能查看此文件/;
const show = (mine: boolean, change: boolean) =>
  renderPage(
    <LockLine
      file={{ id: "fil_1", name: "合同.pdf" } as PreviewFile}
      versions={{ lock: { mine, by: { name: "李强" }, until: "2026-11-22T08:00:00Z" }, can: { change, breakLock: false } } as unknown as FileVersions}
      onChanged={() => undefined}
    />,
    ["preview"],
  );

it("tells who holds the lock but may only read by now, and lets them release it", async () => {
  await show(true, false);
  expect(screen.getByText(READ_ONLY)).toBeVisible();
  expect(screen.getByRole("button", { name: "解除锁定" })).toBeVisible();
});

it.each([
  ["whoever may still change the file", true, true],
  ["whoever does not hold the lock", false, false],
])("does not tell %s", async (_, mine, change) => {
  await show(mine, change);
  expect(screen.getByRole("region", { name: "锁定" })).toBeVisible();
  expect(screen.queryByText(READ_ONLY)).toBeNull();
});
