// Small tables that the browser itself makes: CSV as spreadsheet programs open it, in which no cell runs as a formula.

/** So that spreadsheet programs read it as UTF-8. */
const MARK = "\uFEFF";
const FORMULA = /^[=+\-@\t\r]/;

export function csvOf(rows: string[][]): string {
  return `${MARK}${rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("")}`;
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text over as a file. */
export function saveText(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replace(/[\\/:*?"<>|]/g, "-");
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}
