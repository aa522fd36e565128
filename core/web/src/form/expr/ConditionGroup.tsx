// One group of a condition: its rows, the word between them, and what can be added. Groups nest twice at most in the
// builder; deeper ones are read and kept, but nobody should have to build them by clicking.

import { Button, Segmented, Tooltip } from "antd";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Refs } from "../schema";
import styles from "../form.module.css";
import { isGroup, newComparison, replaceAt, type Comparison, type Group } from "./condition";
import { ComparisonRow } from "./ComparisonRow";
import type { Subject } from "./subject";

const NESTING_MAX = 2;

interface Props {
  group: Group;
  subjects: Subject[];
  refs: Refs | undefined;
  disabled: boolean;
  depth: number;
  onChange: (group: Group | undefined) => void;
}

export function ConditionGroup({ group, subjects, refs, disabled, depth, onChange }: Props) {
  const { t } = useTranslation("form");
  const first = subjects[0];
  const add = (part: Group | Comparison) => onChange({ ...group, args: [...group.args, part] });
  return (
    <div
      className={depth === 0 ? styles.group : `${styles.group} ${styles.nested}`}
      role="group"
      aria-label={t("expr.condition")}
    >
      {(group.args.length > 1 || depth > 0) && (
        <div className={styles.groupHead}>
          <span>{t("expr.when")}</span>
          <Segmented<Group["op"]>
            size="small"
            disabled={disabled}
            aria-label={t("expr.joinLabel")}
            value={group.op}
            onChange={(op: Group["op"]) => onChange({ ...group, op })}
            options={[
              { value: "all", label: t("expr.all") },
              { value: "any", label: t("expr.any") },
            ]}
          />
          <span>{t("expr.hold")}</span>
          {depth > 0 && !disabled && (
            <Tooltip title={t("expr.removeGroup")}>
              <Button
                className={styles.push}
                type="text"
                size="small"
                icon={<Trash2 size={14} />}
                aria-label={t("expr.removeGroup")}
                onClick={() => onChange(undefined)}
              />
            </Tooltip>
          )}
        </div>
      )}
      {group.args.map((part, index) =>
        isGroup(part) ? (
          <ConditionGroup
            key={index}
            group={part}
            subjects={subjects}
            refs={refs}
            disabled={disabled}
            depth={depth + 1}
            onChange={(next) => onChange(replaceAt(group, index, next))}
          />
        ) : (
          <ComparisonRow
            key={index}
            row={part as Comparison}
            subjects={subjects}
            refs={refs}
            disabled={disabled}
            onChange={(next) => onChange(replaceAt(group, index, next))}
          />
        ),
      )}
      {!disabled && first && (
        <div className={styles.groupFoot}>
          <Button type="link" size="small" icon={<Plus size={14} />} onClick={() => add(newComparison(first))}>
            {t("expr.addCondition")}
          </Button>
          {depth < NESTING_MAX && group.args.length > 0 && (
            <Button
              type="link"
              size="small"
              icon={<Plus size={14} />}
              onClick={() => add({ op: group.op === "all" ? "any" : "all", args: [newComparison(first)] })}
            >
              {t("expr.addGroup")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
