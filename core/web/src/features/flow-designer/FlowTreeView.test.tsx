import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import type { Schemas } from "@/api";
import { startI18n } from "@/i18n";
import { FlowTreeView } from "./FlowTreeView";
import { purchase } from "./model/sample";

beforeAll(() => startI18n("en"));

const manager = { id: "usr_1", login: "manager", name: "Chen Jing" };
const step = (node: string, status: Schemas["StepStatus"]) =>
  ({ node, name: {}, kind: "approve", status, actors: [manager], decisions: [], reason: "", enteredAt: "2026-11-21T02:00:00Z" }) as unknown as Schemas["Step"];

function show(steps?: Schemas["Step"][]) {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  return render(
    <QueryClientProvider client={client}>
      <Suspense>
        <FlowTreeView definition={purchase()} {...(steps ? { steps } : {})} />
      </Suspense>
    </QueryClientProvider>,
  );
}

describe("a flow as a picture", () => {
  it("names every node and branch, and offers nothing to add", async () => {
    show();
    expect(await screen.findByRole("button", { name: /Approval: Manager/, hidden: true })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /Branch: Large ?, Priority 1/, hidden: true })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Add here", hidden: true })).toBeNull();
  });

  it("says of a run who did what, and where it has not come to", async () => {
    show([step("start", "taken"), step("manager", "approved")]);
    expect(await screen.findByRole("button", { name: /Manager ?, Approved · Chen Jing/, hidden: true })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /Finance ?, Not reached yet/, hidden: true })).toBeInTheDocument();
  });
});
