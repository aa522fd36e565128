import { describe, expect, it } from "vitest";
import type { Permission } from "@/api";
import { queryOf, readQuestion, withForm, writeQuestion } from "./question";

const KNOWN: Permission[] = ["records.read", "records.create", "records.update", "audit.read"];
const read = (search: string) => readQuestion(new URLSearchParams(search), KNOWN);

describe("a question about a right", () => {
  it("is about seeing records unless the address says otherwise", () => {
    expect(read("person=usr_1&permission=root")).toMatchObject({ person: "usr_1", permission: "records.read" });
    expect(read("permission=audit.read").permission).toBe("audit.read");
  });

  it("goes to the address and back", () => {
    const question = read("person=usr_1&permission=records.update&form=frm_1&record=rec_1");
    expect(readQuestion(new URLSearchParams(writeQuestion(question)), KNOWN)).toEqual(question);
    expect(writeQuestion(read("person=usr_1"))).toEqual({ person: "usr_1" });
  });

  it("names a form and a record only where the permission is about them", () => {
    expect(queryOf(read("person=usr_1&permission=audit.read&form=frm_1&record=rec_1"))).toEqual({ permission: "audit.read", userId: "usr_1" });
    expect(queryOf(read("person=usr_1&permission=records.create&form=frm_1&record=rec_1"))).toEqual({ permission: "records.create", userId: "usr_1", formId: "frm_1" });
  });

  it("loses the record with its form", () => {
    expect(queryOf({ ...read("person=usr_1&form=frm_1&record=rec_1"), ...withForm("frm_2") })).toEqual({ permission: "records.read", userId: "usr_1", formId: "frm_2" });
  });
});
