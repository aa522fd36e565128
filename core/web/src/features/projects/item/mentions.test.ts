import { describe, expect, it } from "vitest";
import { handleOf, namedIn, partsOf } from "./mentions";

const person = (id: string, name: string) => ({ id, login: id, name });
const wang = person("w1", "王敏");
const other = person("w2", "王敏");
const long = person("l", "Ann Lee");
const short = person("s", "Ann");

describe("names in a comment", () => {
  it("are told apart by the login where two are called alike", () => {
    expect(handleOf(wang, [wang, long])).toBe("王敏");
    expect(handleOf(wang, [wang, other])).toBe("王敏(w1)");
    expect(namedIn("@王敏(w2) 请看", [wang, other])).toEqual(["w2"]);
    expect(namedIn("@王敏 请看", [wang, other])).toEqual([]);
  });

  it("are the longest that fit, each once", () => {
    expect(namedIn("@Ann Lee and @Ann, @Ann", [short, long])).toEqual(["l", "s"]);
    expect(namedIn("mail@example.org", [wang])).toEqual([]);
  });

  it("cut the text and lose nothing of it", () => {
    const text = "请 @王敏 看一下 a@b";
    const parts = partsOf(text, [wang]);
    expect(parts.map((p) => p.text).join("")).toBe(text);
    expect(parts.filter((p) => p.person).map((p) => p.text)).toEqual(["@王敏"]);
  });
});
