/** Days pasted as lines of date, name and kind: what cannot be is told by its line, what would be replaced before it goes. */
import { Alert, Button, Input } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "@/ui";
import css from "./calendar.module.css";
import { type Draft, NAME_MAX_CHARS, type Special, SPECIAL_MAX } from "./days";
import { FAULTS_TOLD, readPasted, replacedBy } from "./paste";

interface Props {
  draft: Draft;
  onClose: () => void;
  onTake: (days: ReadonlyMap<string, Special>) => void;
}

export function PasteSheet({ draft, onClose, onTake }: Props) {
  const { t } = useTranslation("admin");
  const [text, setText] = useState("");
  const { days, faults } = useMemo(() => readPasted(text), [text]);
  const replaced = useMemo(() => replacedBy(draft, days), [draft, days]);
  const brimming = new Set([...draft.special.keys(), ...days.keys()]).size > SPECIAL_MAX;
  const ready = days.size > 0 && faults.length === 0 && !brimming;
  return (
    <Sheet
      title={t("calendar.paste.title")}
      width={600}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" danger={replaced.length > 0} disabled={!ready} onClick={() => onTake(days)}>
            {replaced.length > 0 ? t("calendar.paste.takeOver", { count: days.size, replaced: replaced.length }) : t("calendar.paste.take", { count: days.size })}
          </Button>
        </>
      }
    >
      <div className={css.paste}>
        <p>{t("calendar.paste.help")}</p>
        <pre className={css.example}>{t("calendar.paste.example")}</pre>
        <Input.TextArea
          aria-label={t("calendar.paste.label")}
          autoFocus
          rows={8}
          value={text}
          status={faults.length > 0 ? "error" : ""}
          placeholder={t("calendar.paste.placeholder")}
          onChange={(event) => setText(event.target.value)}
        />
        {faults.length > 0 && (
          <Alert
            type="error"
            role="alert"
            title={t("calendar.paste.faults", { count: faults.length })}
            description={
              <ul className={css.faults}>
                {faults.slice(0, FAULTS_TOLD).map(({ line, why, text: told }) => (
                  <li key={`${line}-${why}`}>{t("calendar.paste.at", { line, what: t(`calendar.paste.fault.${why}`, { text: told, max: why === "tooMany" ? SPECIAL_MAX : NAME_MAX_CHARS }) })}</li>
                ))}
                {faults.length > FAULTS_TOLD && <li>{t("calendar.paste.more", { count: faults.length - FAULTS_TOLD })}</li>}
              </ul>
            }
          />
        )}
        {brimming && faults.length === 0 && <Alert type="error" role="alert" title={t("calendar.paste.fault.tooMany", { text: "", max: SPECIAL_MAX })} />}
        {faults.length === 0 && replaced.length > 0 && (
          <Alert
            type="warning"
            title={t("calendar.paste.replaced", { count: replaced.length })}
            description={
              <ul className={css.faults}>
                {replaced.slice(0, FAULTS_TOLD).map(([day, was]) => (
                  <li key={day}>{[day, t(`calendar.kind.${was.kind}`), was.name].filter(Boolean).join(" · ")}</li>
                ))}
                {replaced.length > FAULTS_TOLD && <li>{t("calendar.paste.more", { count: replaced.length - FAULTS_TOLD })}</li>}
              </ul>
            }
          />
        )}
      </div>
    </Sheet>
  );
}
