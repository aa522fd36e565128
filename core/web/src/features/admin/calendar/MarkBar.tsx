/** What becomes of the selected days: which they are, what they are, what they are called. Each choice takes hold at once. */
import { DatePicker, Input, Radio } from "antd";
import dayjs from "dayjs";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui";
import css from "./calendar.module.css";
import { daysBetween, type Draft, FIRST_YEAR, type Kind, LAST_YEAR, NAME_MAX_CHARS, type Special } from "./days";
import type { Selection } from "./Year";

const KINDS = ["holiday", "working", "normal"] as const;
const DAY = "YYYY-MM-DD";
/** A stretch that is marked at once: a company's longest holiday, not years by a slip of the hand. */
const STRETCH_MAX_DAYS = 366;

interface Props {
  draft: Draft;
  selection: Selection;
  onSelect: (selection: Selection | undefined) => void;
  /** `goesOn`: the step before, letter by letter. */
  onMark: (days: string[], to: Special | undefined, goesOn?: boolean) => void;
}

export function MarkBar({ draft, selection, onSelect, onMark }: Props) {
  const { t } = useTranslation("admin");
  const [from, to] = [selection.from, selection.to].sort() as [string, string];
  const days = daysBetween(from, to);
  const kinds = new Set(days.map((day): Kind | "normal" => draft.special.get(day)?.kind ?? "normal"));
  const names = new Set(days.map((day) => draft.special.get(day)?.name ?? ""));
  const kind = kinds.size === 1 ? [...kinds][0] : undefined;
  const known = names.size === 1 ? ([...names][0] ?? "") : "";
  // Days like any other have no name yet: what is typed waits for what they become.
  const [waiting, setWaiting] = useState("");
  const named = kind !== undefined && kind !== "normal";
  const name = named ? known : waiting;
  const typing = useRef(false);
  useEffect(() => {
    typing.current = false;
    setWaiting("");
  }, [from, to]);
  const tooMany = days.length > STRETCH_MAX_DAYS;
  const call = (text: string) => {
    if (named) onMark(days, { kind, name: text }, typing.current);
    else setWaiting(text);
    typing.current = named;
  };
  return (
    <section className={css.markBar} aria-label={t("calendar.selected")}>
      <DatePicker.RangePicker
        aria-label={t("calendar.selected")}
        className={css.range ?? ""}
        value={[dayjs(from), dayjs(to)]}
        allowClear={false}
        minDate={dayjs(`${FIRST_YEAR}-01-01`)}
        maxDate={dayjs(`${LAST_YEAR}-12-31`)}
        onChange={(range) => range?.[0] && range[1] && onSelect({ from: range[0].format(DAY), to: range[1].format(DAY) })}
      />
      <span className={css.howMany}>{t("calendar.days", { count: days.length })}</span>
      <Radio.Group
        aria-label={t("calendar.makeThem")}
        optionType="button"
        buttonStyle="solid"
        disabled={tooMany}
        value={kind}
        onChange={(event) => {
          const chosen = event.target.value as Kind | "normal";
          onMark(days, chosen === "normal" ? undefined : { kind: chosen, name });
        }}
        options={KINDS.map((one) => ({ value: one, label: t(`calendar.kind.${one}`) }))}
      />
      <Input
        className={css.name ?? ""}
        aria-label={t("calendar.name")}
        placeholder={t("calendar.namePlaceholder")}
        maxLength={NAME_MAX_CHARS}
        value={name}
        disabled={tooMany}
        onChange={(event) => call(event.target.value)}
        onBlur={() => {
          typing.current = false;
        }}
      />
      <IconButton icon={X} label={t("calendar.unselect")} onClick={() => onSelect(undefined)} />
    </section>
  );
}

