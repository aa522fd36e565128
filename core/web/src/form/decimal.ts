// Exact decimals as strings. No value ever passes through a binary float; sums are done in big integers.

const SHAPE = /^(-?)(\d+)(?:\.(\d+))?$/;

/** What a person typed or pasted (`￥1,234.50`, full-width digits) as a plain decimal; `null` for blank, `undefined` when it is no number. */
export function parseDecimal(input: string): string | null | undefined {
  const text = input
    .normalize("NFKC")
    .replace(/[\s,_'’¥$€£%]/g, "")
    .replace(/。/g, ".")
    .replace(/^[−–—]/, "-")
    .replace(/元$/, "");
  if (text === "") return null;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || (!match[2] && !match[3])) return undefined;
  const whole = (match[2] || "0").replace(/^0+(?=\d)/, "");
  const fraction = match[3] ?? "";
  const zero = /^0*$/.test(whole + fraction);
  return `${match[1] === "-" && !zero ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

/** With thousands separators and at least `scale` digits after the point; what is no decimal stays as it is. */
export function formatDecimal(value: unknown, scale = 0): string {
  const match = SHAPE.exec(String(value ?? ""));
  if (!match) return String(value ?? "");
  const [, sign, whole = "", fraction = ""] = match;
  const digits = fraction.replace(/0+$/, "").padEnd(scale, "0");
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${digits ? `.${digits}` : ""}`;
}

interface Scaled {
  units: bigint;
  scale: number;
}

function scaled(value: string): Scaled | undefined {
  const match = SHAPE.exec(value);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

function atScale(value: Scaled, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

function unscaled(units: bigint, scale: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The exact sum; blanks and what is no decimal count for nothing. */
export function sumDecimals(values: readonly unknown[]): string {
  const parts = values.map((v) => scaled(String(v ?? ""))).filter((v) => v !== undefined);
  const scale = Math.max(0, ...parts.map((p) => p.scale));
  return unscaled(
    parts.reduce((sum, p) => sum + atScale(p, scale), 0n),
    scale,
  );
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: string, b: string): number {
  const [x, y] = [scaled(a), scaled(b)];
  if (!x || !y) return 0;
  const scale = Math.max(x.scale, y.scale);
  const difference = atScale(x, scale) - atScale(y, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
