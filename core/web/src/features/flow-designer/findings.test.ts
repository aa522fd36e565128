import { describe, expect, it } from "vitest";
import { mergeFindings } from "./findings";
import { changeNode } from "./model/edit";
import { purchase } from "./model/sample";

const say = (issue: { code: string }) => issue.code;
const issue = (field: string) => ({ field, code: "flow.who_missing", message: `server: ${field}`, params: {} });

describe("findings of the server and of the browser", () => {
  const definition = purchase();

  it("lets the server speak of what it has seen", () => {
    const found = mergeFindings(definition, { definition, issues: [issue("legal")] }, [{ at: "legal", code: "whoMissing" }], say);
    expect(found).toEqual([{ at: "legal", text: "server: legal" }]);
  });

  it("lets the browser speak of what changed since", () => {
    const changed = changeNode(definition, "legal", { name: { en: "Lawyers" } });
    expect(mergeFindings(changed, { definition, issues: [issue("legal")] }, [{ at: "legal", code: "whoMissing" }], say)).toEqual([{ at: "legal", text: "whoMissing" }]);
    expect(mergeFindings(changed, { definition, issues: [issue("legal")] }, [], say)).toEqual([]);
  });

  it("finds the node in a path, and keeps what concerns the whole flow", () => {
    const found = mergeFindings(definition, { definition, issues: [issue("nodes[manager].who"), issue("")] }, [], say);
    expect(found.map(({ at }) => at)).toEqual(["manager", undefined]);
  });
});
