import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { DecimalInput } from "./DecimalInput";

function Amount({ start = null }: { start?: string | null }) {
  const [value, setValue] = useState<string | null>(start);
  return (
    <>
      <DecimalInput aria-label="amount" value={value} scale={2} onChange={setValue} />
      <output>{value === null ? "null" : value}</output>
    </>
  );
}

const input = () => screen.getByLabelText<HTMLInputElement>("amount");
const value = () => screen.getByRole("status").textContent;

describe("an input for decimals", () => {
  it("groups at rest, is plain while typing, and gives exact text", async () => {
    render(<Amount start="500000.01" />);
    expect(input().value).toBe("500,000.01");
    await userEvent.click(input());
    expect(input().value).toBe("500000.01");
    await userEvent.clear(input());
    await userEvent.type(input(), "99999999999999999999.99");
    expect(value()).toBe("99999999999999999999.99");
    await userEvent.tab();
    expect(input().value).toBe("99,999,999,999,999,999,999.99");
  });

  it("is replaced by what is typed after Tab", async () => {
    render(<Amount start="500000.01" />);
    await userEvent.tab();
    expect(input()).toHaveFocus();
    await userEvent.keyboard("12.5");
    expect(value()).toBe("12.5");
  });

  it("takes pasted amounts with currency and separators", async () => {
    render(<Amount />);
    await userEvent.click(input());
    await userEvent.paste("￥1,234.5");
    expect(value()).toBe("1234.5");
    await userEvent.tab();
    expect(input().value).toBe("1,234.50");
  });

  it("keeps the last readable amount when the text is none, and empties to null", async () => {
    render(<Amount start="12" />);
    await userEvent.click(input());
    await userEvent.type(input(), "abc");
    expect(value()).toBe("12");
    await userEvent.clear(input());
    expect(value()).toBe("null");
  });

  it("never rounds", async () => {
    render(<Amount />);
    await userEvent.type(input(), "1.005");
    await userEvent.tab();
    expect(value()).toBe("1.005");
    expect(input().value).toBe("1.005");
  });
});
