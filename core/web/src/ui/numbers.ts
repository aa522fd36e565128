// Decimal strings for reading. Exact: digits are grouped as text and never become a binary number.

const SYMBOLS: Record<string, string> = { CNY: "¥", USD: "$", EUR: "€", GBP: "£", JPY: "¥", HKD: "HK$" };

/** `"500000.01"` → `"500,000.01"`; with a scale, padded or (never silently rounded) left longer. */
export function groupDigits(value: string, scale?: number): string {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(value.trim());
  if (!match) return value;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = scale === undefined ? fraction : fraction.padEnd(scale, "0");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${sign}${grouped}${digits ? `.${digits}` : ""}`;
}

export function currencySymbol(currency: string): string {
  return SYMBOLS[currency] ?? `${currency} `;
}

/** `CNY` as people write it after an amount: 元 in Chinese, the code elsewhere. */
export function currencyUnit(currency: string, language: string): string {
  return currency === "CNY" && language.startsWith("zh") ? "元" : currency;
}

/** `("500000.01", "CNY")` → `"¥500,000.01"`. */
export function formatMoney(value: string, currency: string, scale = 2): string {
  const text = groupDigits(value, scale);
  return text.startsWith("-") ? `-${currencySymbol(currency)}${text.slice(1)}` : `${currencySymbol(currency)}${text}`;
}

/** `1536` → `"1.5 KB"`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
