// What happens with rows that are there already, and with rows that cannot be brought in.

import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import css from "./exchange.module.css";
import type { Import } from "./queries";
import type { ImportChange } from "./useImportChange";

const MODES = ["skipBad", "allOrNothing"] as const;
/** Stands for no field: a field's key is never empty. */
const NONE = "";

interface RowsSectionProps {
  found: Import;
  mayUpdate: boolean;
  onChange: (change: ImportChange) => void;
}

export function RowsSection({ found, mayUpdate, onChange }: RowsSectionProps) {
  const { t } = useTranslation("exchange");
  const pick = usePickText();
  const { kind } = found;
  const matchable = found.fields.filter((field) => field.matchable);
  const filled = (key: string) => found.columns.some(({ field }) => field === key);
  return (
    <>
      <section className={css.section} aria-labelledby="match">
        <h2 id="match">{t(`match.title.${kind}`)}</h2>
        {matchable.length === 0 || !mayUpdate ? (
          <p className={css.hint}>{t(mayUpdate ? "match.noUnique" : "match.mayNotChange")}</p>
        ) : (
          <Radio.Group
            vertical
            aria-labelledby="match"
            value={found.matchBy ?? NONE}
            onChange={(event) => onChange({ matchBy: (event.target.value as string) || null })}
            options={[
              { value: NONE, label: t(`match.none.${kind}`) },
              ...matchable.map(({ key, label }) => ({
                value: key,
                disabled: !filled(key),
                label: `${t(`match.by.${kind}`, { field: pick(label) || key })}${filled(key) ? "" : t("match.unmapped")}`,
              })),
            ]}
          />
        )}
      </section>
      <section className={css.section} aria-labelledby="mode">
        <h2 id="mode">{t("mode.title")}</h2>
        <Radio.Group
          vertical
          aria-labelledby="mode"
          value={found.mode}
          onChange={(event) => onChange({ mode: event.target.value as Import["mode"] })}
          options={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
        />
      </section>
    </>
  );
}
