// Every column of the file with what stands in it, and the field that it fills.

import { Button, Input, Select } from "antd";
import { ArrowRight, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import css from "./exchange.module.css";
import { assigned, matchAfter, samples } from "./mapping";
import type { Import } from "./queries";
import type { ImportChange } from "./useImportChange";

/** As many as anybody looks through at once; a table may have some hundreds. */
const SHOWN_AT_FIRST = 60;
/** Below this many columns a search box is only in the way. */
const SEARCH_FROM = 20;

interface MappingListProps {
  found: Import;
  onChange: (change: ImportChange) => void;
}

export function MappingList({ found, onChange }: MappingListProps) {
  const { t } = useTranslation("exchange");
  const pick = usePickText();
  const [all, setAll] = useState(false);
  const [sought, setSought] = useState("");
  const nameOf = (header: string, column: number) => header || t("mapping.unnamed", { n: column + 1 });
  const wanted = sought.trim().toLowerCase();
  const matching = found.columns.filter(({ header, column }) => nameOf(header, column).toLowerCase().includes(wanted));
  const shown = all ? matching : matching.slice(0, SHOWN_AT_FIRST);
  const options = found.fields.map(({ key, label, required }) => {
    const by = found.columns.find(({ field }) => field === key);
    return { value: key, label: `${pick(label) || key}${required ? " *" : ""}`, by: by && nameOf(by.header, by.column) };
  });
  const assign = (column: number, field: string | undefined) => {
    const columns = assigned(found.columns, column, field);
    const matchBy = matchAfter(columns, found.matchBy);
    // What rows were found by goes with its column.
    onChange({ columns, ...(found.matchBy && matchBy === null ? { matchBy } : {}) });
  };
  return (
    <>
      {found.columns.length >= SEARCH_FROM && (
        <Input
          allowClear
          className={css.seek ?? ""}
          prefix={<Search size={14} aria-hidden />}
          aria-label={t("mapping.seek")}
          placeholder={t("mapping.seek")}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {matching.length === 0 && <p className={css.hint}>{t("mapping.noMatch")}</p>}
      <ul className={css.mapping}>
        {shown.map(({ column, header, field }) => {
          const name = nameOf(header, column);
          return (
            <li key={column} data-left={field ? undefined : true}>
              <span className={css.column}>
                <strong className="ellipsis">{name}</strong>
                <span className={`${css.hint} ellipsis`}>{samples(found.preview, column).join(" · ") || t("mapping.emptyColumn")}</span>
              </span>
              <ArrowRight size={16} aria-hidden />
              <Select
                aria-label={t("mapping.fieldOf", { column: name })}
                placeholder={t("mapping.leftOut")}
                allowClear
                showSearch={{ optionFilterProp: "label" }}
                value={field ?? null}
                options={options}
                optionRender={({ data }) => (
                  <span className={css.option}>
                    <span className="ellipsis">{data.label}</span>
                    {data.by && <span className={`${css.hint} ellipsis`}>{data.by}</span>}
                  </span>
                )}
                onChange={(next: string | null | undefined) => assign(column, next ?? undefined)}
              />
            </li>
          );
        })}
      </ul>
      {shown.length < matching.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {t("mapping.more", { count: matching.length - shown.length })}
        </Button>
      )}
    </>
  );
}
