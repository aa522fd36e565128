import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FormView } from "../FormView";
import type { FormSchema, Refs } from "../schema";
import { show } from "../testing";

const schema: FormSchema = { name: { "zh-CN": "验收" }, fields: [{ key: "sign", type: "signature", label: { "zh-CN": "验收人签名" } }] };
const info = { id: "fil_1", name: "sign.png", size: 10, mime: "image/png", sha256: "", createdAt: "" };
const refs: Refs = { people: {}, departments: {}, records: {}, files: { fil_1: info } };

it("opens a signature large as any other file, and says whose field it is", async () => {
  show(<FormView schema={schema} value={{ sign: "fil_1" }} refs={refs} />);
  const link = await screen.findByRole("link", { name: "验收人签名" });
  expect(link).toHaveAttribute("href", "/files/fil_1");
  expect(link).toHaveAttribute("aria-haspopup", "dialog");
  expect(screen.getByRole("img", { name: "验收人签名" })).toBeInTheDocument();
});
