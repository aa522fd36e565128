// The statuses of a type in the order of the board's columns: what they are called and what they mean.
import { Button, Input, Radio, Select } from "antd";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ProblemItem } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { IconButton } from "@/ui";
import { ItemStatus } from "../parts/ItemStatus";
import type { Category, Workflow } from "../queries";
import { Findings } from "./Findings";
import { findingsAt, findingsWithin } from "./findings";
import { TYPE_NAME_MAX_CHARS } from "./NewTypeDialog";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { shifted, type Status, withoutStatus, withStatus } from "./workflow";

const CATEGORIES: Category[] = ["todo", "doing", "done"];

interface PartProps {
  workflow: Workflow;
  found: ProblemItem[];
  onChange: (workflow: Workflow) => void;
}

export function StatusesPart({ workflow, found, onChange }: PartProps) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { statuses } = workflow;
  const put = (index: number, part: Partial<Status>) =>
    onChange({ ...workflow, statuses: statuses.map((status, at) => (at === index ? { ...status, ...part } : status)) });
  return (
    <div className={css.block}>
      <SectionHead title={t("types.statuses")} hint={t("types.statusesHint")} />
      <Findings found={[...findingsAt(found, "workflow.statuses"), ...findingsAt(found, "workflow.initial")]} />
      <ol className={css.statuses}>
        {statuses.map((status, index) => {
          const name = pick(status.name) || status.key;
          const wrong = findingsWithin(found, `workflow.statuses[${index}]`);
          return (
            <li key={status.key} className={wrong.length > 0 ? css.flawed : undefined}>
              <div className={css.status}>
                <Select<Category>
                  aria-label={t("types.categoryOf", { name })}
                  className={css.category ?? ""}
                  popupMatchSelectWidth={false}
                  value={status.category}
                  options={CATEGORIES.map((category) => ({ value: category, label: <ItemStatus name={t(`category.${category}`)} category={category} /> }))}
                  onChange={(category) => put(index, { category })}
                />
                {(["zh-CN", "en"] as const).map((language) => (
                  <Input
                    key={language}
                    aria-label={t(language === "en" ? "types.statusEn" : "types.statusZh", { name })}
                    placeholder={t(language === "en" ? "types.nameEn" : "types.nameZh")}
                    maxLength={TYPE_NAME_MAX_CHARS}
                    value={status.name[language] ?? ""}
                    onChange={(event) => put(index, { name: { ...status.name, [language]: event.target.value } })}
                  />
                ))}
                <Radio
                  checked={workflow.initial === status.key}
                  aria-label={t("types.initialOf", { name })}
                  onChange={() => onChange({ ...workflow, initial: status.key })}
                >
                  {t("types.initial")}
                </Radio>
                <span className={css.rowTools}>
                  <IconButton icon={ArrowUp} label={t("types.up", { name })} disabled={index === 0} onClick={() => onChange({ ...workflow, statuses: shifted(statuses, index, -1) })} />
                  <IconButton icon={ArrowDown} label={t("types.down", { name })} disabled={index === statuses.length - 1} onClick={() => onChange({ ...workflow, statuses: shifted(statuses, index, 1) })} />
                  <IconButton icon={Trash2} label={t("types.removeStatus", { name })} onClick={() => onChange(withoutStatus(workflow, status.key))} />
                </span>
              </div>
              <Findings found={wrong} />
            </li>
          );
        })}
      </ol>
      <Button icon={<Plus size={14} aria-hidden />} onClick={() => onChange(withStatus(workflow, {}))}>
        {t("types.addStatus")}
      </Button>
    </div>
  );
}
