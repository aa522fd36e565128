// The ways between statuses, each a sentence: from where to where, who may go it, what must be filled in.
import { Button, Input, Select } from "antd";
import { ArrowRight, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemItem, Schemas } from "@/api";
import { type Field, isLayout, textOf } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { IconButton } from "@/ui";
import { ItemStatus } from "../parts/ItemStatus";
import type { Workflow } from "../queries";
import { Findings } from "./Findings";
import { findingsAt, findingsWithin } from "./findings";
import { TYPE_NAME_MAX_CHARS } from "./NewTypeDialog";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { newTransition, type Transition } from "./workflow";

type Mover = Schemas["Mover"];
const MOVERS: Mover[] = ["assignee", "creator", "admin"];
/** What can be asked for besides the type's own fields. */
const COMMON = ["$assignee", "$start", "$due"];

interface PartProps {
  workflow: Workflow;
  fields: Field[];
  found: ProblemItem[];
  onChange: (workflow: Workflow) => void;
}

export function TransitionsPart({ workflow, fields, found, onChange }: PartProps) {
  const { t, i18n } = useTranslation("projects");
  const [open, setOpen] = useState<number>();
  const { transitions } = workflow;
  const askable = [
    ...COMMON.map((key) => ({ value: key, label: t(`column.${key.slice(1)}`) })),
    ...fields.filter((field) => !isLayout(field)).map((field) => ({ value: field.key, label: textOf(field.label, i18n.language, field.key) })),
  ];
  const put = (index: number, part: Partial<Transition>) =>
    onChange({ ...workflow, transitions: transitions.map((way, at) => (at === index ? { ...way, ...part } : way)) });
  return (
    <div className={css.block}>
      <SectionHead title={t("types.ways")} hint={t("types.waysHint")} />
      <Findings found={findingsAt(found, "workflow.transitions")} />
      <ol className={css.ways}>
        {transitions.map((way, index) => {
          const wrong = findingsWithin(found, `workflow.transitions[${index}]`);
          return (
            <li key={index} className={wrong.length > 0 ? css.flawed : undefined}>
              <div className={css.way}>
                <Sentence way={way} workflow={workflow} askable={askable} />
                <span className={css.rowTools}>
                  <IconButton
                    icon={Pencil}
                    label={t("types.editWay", { number: index + 1 })}
                    aria-expanded={open === index}
                    onClick={() => setOpen(open === index ? undefined : index)}
                  />
                  <IconButton
                    icon={Trash2}
                    label={t("types.removeWay", { number: index + 1 })}
                    onClick={() => {
                      setOpen(undefined);
                      onChange({ ...workflow, transitions: transitions.toSpliced(index, 1) });
                    }}
                  />
                </span>
              </div>
              {open === index && <WayForm way={way} workflow={workflow} askable={askable} onChange={(part) => put(index, part)} />}
              <Findings found={wrong} />
            </li>
          );
        })}
      </ol>
      <Button
        icon={<Plus size={14} aria-hidden />}
        disabled={workflow.statuses.length === 0}
        onClick={() => {
          onChange({ ...workflow, transitions: [...transitions, newTransition(workflow)] });
          setOpen(transitions.length);
        }}
      >
        {t("types.addWay")}
      </Button>
    </div>
  );
}

interface WayProps {
  way: Transition;
  workflow: Workflow;
  askable: { value: string; label: string }[];
}

function Sentence({ way, workflow, askable }: WayProps) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const status = (key: string) => {
    const found = workflow.statuses.find((one) => one.key === key);
    return <ItemStatus key={key} name={pick(found?.name ?? {}) || key} category={found?.category ?? "todo"} />;
  };
  const who = way.who?.filter((one) => one !== "anyMember") ?? [];
  const required = way.required ?? [];
  const name = pick(way.name);
  return (
    <span className={css.sentence}>
      {way.from && way.from.length > 0 ? way.from.map(status) : <span>{t("types.fromAny")}</span>}
      <ArrowRight size={14} aria-hidden />
      <span className="visually-hidden">{t("types.to")}</span>
      {status(way.to)}
      <span className={css.quiet}>
        {[
          name && t("types.button", { name }),
          who.length > 0 && t("types.onlyBy", { who: who.map((one) => t(`types.mover.${one}`)).join(t("types.comma")) }),
          required.length > 0 && t("types.needs", { fields: required.map((key) => askable.find(({ value }) => value === key)?.label ?? key).join(t("types.comma")) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </span>
  );
}

function WayForm({ way, workflow, askable, onChange }: WayProps & { onChange: (part: Partial<Transition>) => void }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const statuses = workflow.statuses.map((one) => ({ value: one.key, label: pick(one.name) || one.key }));
  return (
    <div className={css.wayForm}>
      <label className={css.labelled}>
        <span>{t("types.from")}</span>
        <Select<string[]> aria-label={t("types.from")} mode="multiple" placeholder={t("types.fromAny")} value={way.from ?? []} options={statuses.filter(({ value }) => value !== way.to)} onChange={(from) => onChange({ from })} />
      </label>
      <label className={css.labelled}>
        <span>{t("types.to")}</span>
        <Select<string> aria-label={t("types.to")} value={way.to} options={statuses} onChange={(to) => onChange({ to, from: (way.from ?? []).filter((key) => key !== to) })} />
      </label>
      <label className={css.labelled}>
        <span>{t("types.who")}</span>
        <Select<Mover[]>
          aria-label={t("types.who")}
          mode="multiple"
          placeholder={t("types.mover.anyMember")}
          value={(way.who ?? []).filter((one) => one !== "anyMember")}
          options={MOVERS.map((one) => ({ value: one, label: t(`types.mover.${one}`) }))}
          onChange={(who) => onChange({ who })}
        />
      </label>
      <label className={css.labelled}>
        <span>{t("types.requires")}</span>
        <Select<string[]> aria-label={t("types.requires")} mode="multiple" placeholder={t("types.nothing")} value={way.required ?? []} options={askable} showSearch={{ optionFilterProp: "label" }} onChange={(required) => onChange({ required })} />
      </label>
      {(["zh-CN", "en"] as const).map((language) => (
        <label key={language} className={css.labelled}>
          <span>{t(language === "en" ? "types.buttonEn" : "types.buttonZh")}</span>
          <Input
            maxLength={TYPE_NAME_MAX_CHARS}
            placeholder={statuses.find(({ value }) => value === way.to)?.label}
            value={way.name?.[language] ?? ""}
            onChange={(event) => onChange({ name: { ...way.name, [language]: event.target.value } })}
          />
        </label>
      ))}
    </div>
  );
}
