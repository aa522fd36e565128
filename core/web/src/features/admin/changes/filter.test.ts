import { afterEach, describe, expect, it } from "vitest";
import { setZone } from "@/ui";
import { queryOf, readFilter, writeFilter } from "./filter";

const read = (search: string) => readFilter(new URLSearchParams(search));

describe("the filter of the change log", () => {
  afterEach(() => setZone(undefined));

  it("goes to the address and back", () => {
    const search = "subject=role&id=rol_1&verb=granted&actor=usr_1&channel=token&from=2026-11-01&to=2026-11-02&q=pay";
    expect(new URLSearchParams(writeFilter(read(search))).toString()).toBe(search);
  });

  it("lets go what is not one of the known words", () => {
    expect(read("subject=cat&verb=flown&channel=pigeon&from=yesterday&x=1")).toEqual({});
  });

  it("takes whole days of the company, wherever the reader is", () => {
    setZone("Asia/Shanghai");
    expect(queryOf(read("from=2026-11-01&to=2026-11-02"))).toEqual({ from: "2026-10-31T16:00:00.000Z", to: "2026-11-02T16:00:00.000Z" });
  });

  it("keeps the search in what is loaded to itself", () => {
    expect(queryOf(read("q=pay&subject=user"))).toEqual({ subject: "user" });
  });
});
