// Files of many kinds, made here: pictures, documents, and some that mean harm.
import { crc32, deflateSync } from "node:zlib";

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(8 + data.length + 4);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 8 + data.length);
  return out;
}

function header(width, height) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  // Eight bits, true colour.
  data.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", data)]);
}

/** A picture whose colours run from one corner to the other. */
export function png(width, height) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set([20 + (200 * x) / width, 120, 40 + (180 * y) / height], y * (width * 3 + 1) + 1 + x * 3);
  }
  return Buffer.concat([header(width, height), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** A picture of a few bytes that claims nine hundred million pixels. */
export const pictureBomb = () => Buffer.concat([header(30_000, 30_000), chunk("IDAT", deflateSync(Buffer.alloc(1_000_000))), chunk("IEND", Buffer.alloc(0))]);

/** Two pages: Latin text, and Chinese in a font that the file does not bring. A script runs where a viewer runs scripts. */
export function pdf() {
  const page = (number, contents, font) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`;
  const stream = (text) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const hex = [..."采购合同"].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.ran = 1;) >> >>",
    "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
    page(1, 5, 7),
    page(2, 6, 8),
    stream("BT /F1 32 Tf 72 720 Td (Weir contract) Tj ET"),
    stream(`BT /F1 32 Tf 72 720 Td <${hex}> Tj ET`),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [9 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 10 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** "采购清单" and two lines, in GB 2312. */
export const gbText = () => Buffer.from("b2c9b9bac7e5b5a50d0a3120b3b5b4b20d0a", "hex");

/** The head of an office document of before 2007. */
export const oldOffice = () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2_000)]);

export const svgWithScript = () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran=1'><script>window.ran=1</script><text>drawn</text></svg>");
export const htmlWithScript = () => Buffer.from("<!doctype html><img src=x onerror='window.ran=1'><script>window.ran=1</script>");
