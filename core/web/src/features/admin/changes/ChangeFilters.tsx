/** What narrows the change log. On a phone the fields open on demand, so that the entries keep their place. */
import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Input, Select, Tag } from "antd";
import dayjs from "dayjs";
import { ListFilter, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok, type PersonRef } from "@/api";
import { PersonPicker } from "@/form";
import { useIsPhone } from "@/ui";
import css from "./changes.module.css";
import { CHANNELS, type ChangeFilter, SUBJECTS, VERBS } from "./filter";

const DAY = "YYYY-MM-DD";

interface ChangeFiltersProps {
  filter: ChangeFilter;
  /** People that the entries name already. */
  people: Record<string, PersonRef>;
  onChange: (change: ChangeFilter) => void;
}

export function ChangeFilters({ filter, people, onChange }: ChangeFiltersProps) {
  const { t } = useTranslation("admin");
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const { q, ...narrowing } = filter;
  const [typed, setTyped] = useState(q ?? "");
  const count = Object.keys(narrowing).length;
  return (
    <>
      <Input
        allowClear
        className={css.seek ?? ""}
        prefix={<Search size={14} aria-hidden />}
        aria-label={t("changes.search")}
        placeholder={t("changes.search")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange({ q: event.target.value });
        }}
      />
      {phone && (
        <Button icon={<ListFilter size={14} aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {count > 0 ? t("changes.filterCount", { count }) : t("changes.filter")}
        </Button>
      )}
      {(!phone || open) && <Fields filter={filter} people={people} onChange={onChange} />}
      {filter.id && (
        <Tag closable closeIcon aria-label={t("changes.onlyOne", { id: filter.id })} onClose={() => onChange({ id: "" })}>
          {t("changes.onlyOne", { id: filter.id })}
        </Tag>
      )}
      {count > 0 && (
        <Button type="link" style={{ paddingInline: 4 }} onClick={() => onChange({ subject: "", id: "", verb: "", actor: "", channel: "", from: "", to: "" })}>
          {t("changes.clear")}
        </Button>
      )}
    </>
  );
}

function Fields({ filter, people, onChange }: ChangeFiltersProps) {
  const { t } = useTranslation("admin");
  const { subject, verb, actor, channel, from, to } = filter;
  const refs = usePerson(actor, people);
  const words = (part: "subject" | "verb" | "channel", values: readonly string[]) => ({
    className: css.tool ?? "",
    allowClear: true,
    "aria-label": t(`changes.by_${part}`),
    placeholder: t(`changes.by_${part}`),
    popupMatchSelectWidth: false,
    options: values.map((value) => ({ value, label: t(`changes.${part}.${value}`) })),
    onChange: (value: string | null | undefined) => onChange({ [part]: value ?? "" }),
  });
  return (
    <>
      <PersonPicker className={css.tool ?? ""} aria-label={t("changes.by")} placeholder={t("changes.by")} value={actor ? [actor] : []} refs={refs} onChange={([id]) => onChange({ actor: id ?? "" })} />
      <Select<string | null> {...words("subject", SUBJECTS)} showSearch={{ optionFilterProp: "label" }} value={subject ?? null} />
      <Select<string | null> {...words("verb", VERBS)} value={verb ?? null} />
      <Select<string | null> {...words("channel", CHANNELS)} value={channel ?? null} />
      <DatePicker
        className={css.day ?? ""}
        aria-label={t("changes.from")}
        placeholder={t("changes.from")}
        value={from ? dayjs(from) : null}
        disabledDate={(day) => Boolean(to && day.isAfter(to, "day"))}
        onChange={(day) => onChange({ from: day?.format(DAY) ?? "" })}
      />
      <DatePicker
        className={css.day ?? ""}
        aria-label={t("changes.to")}
        placeholder={t("changes.to")}
        value={to ? dayjs(to) : null}
        disabledDate={(day) => Boolean(from && day.isBefore(from, "day"))}
        onChange={(day) => onChange({ to: day?.format(DAY) ?? "" })}
      />
    </>
  );
}

/** Who is filtered by: a link names them by their id alone, and no entry of theirs need be there. */
function usePerson(id: string | undefined, people: Record<string, PersonRef>) {
  const asked = useQuery({
    queryKey: ["people", "ref", id],
    queryFn: async () => {
      const { id: key, login, name } = await ok(api.GET("/people/{id}", { params: { path: { id: id ?? "" } } }));
      return { id: key, login, name };
    },
    enabled: id !== undefined && !people[id],
  }).data;
  return { people: asked ? { ...people, [asked.id]: asked } : people, departments: {}, records: {}, files: {} };
}
