// What the file looks like as it is read now: encoding or sheet to choose, the first rows to see whether it is right.

import { Select } from "antd";
import { useTranslation } from "react-i18next";
import css from "./exchange.module.css";
import type { Encoding, Import } from "./queries";
import type { ImportChange } from "./useImportChange";

const ENCODINGS: Encoding[] = ["utf8", "gb18030"];
/** Enough to see whether it reads right. */
const ROWS = 5;
/** A wider table says nothing more about that. */
const COLUMNS = 40;

interface ReadingSectionProps {
  found: Import;
  onChange: (change: ImportChange) => void;
}

export function ReadingSection({ found, onChange }: ReadingSectionProps) {
  const { t } = useTranslation("exchange");
  const head = found.columns.slice(0, COLUMNS);
  return (
    <section className={css.section} aria-labelledby="reading">
      <div className={css.sectionHead}>
        <h2 id="reading">{t("reading.title")}</h2>
        {found.encoding && (
          <Select<Encoding>
            aria-label={t("reading.encoding")}
            className={css.reading ?? ""}
            value={found.encoding}
            options={ENCODINGS.map((value) => ({ value, label: t(`reading.encodings.${value}`) }))}
            onChange={(encoding) => onChange({ encoding })}
          />
        )}
        {found.sheets.length > 1 && (
          <Select
            aria-label={t("reading.sheet")}
            className={css.reading ?? ""}
            value={found.sheet ?? null}
            options={found.sheets.map((value) => ({ value, label: value }))}
            onChange={(sheet) => sheet && onChange({ sheet })}
          />
        )}
      </div>
      <p className={css.hint}>{t(found.encoding ? "reading.encodingHint" : "reading.sheetHint")}</p>
      <div className={css.preview} tabIndex={0} role="region" aria-label={t("reading.preview")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("reading.row")}</th>
              {head.map(({ column, header }) => (
                <th key={column} scope="col">
                  {header || t("mapping.unnamed", { n: column + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.preview.slice(0, ROWS).map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {head.map(({ column }) => (
                  <td key={column}>{cells[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.preview.length === 0 && <p className={css.hint}>{t("reading.noRows")}</p>}
    </section>
  );
}
