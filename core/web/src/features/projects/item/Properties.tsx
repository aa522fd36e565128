// Who does it, below what it stands, from when to when: each changed where it stands.
import { useTranslation } from "react-i18next";
import { DatePart } from "@/form";
import { DateTime, PersonName, useDateWords } from "@/ui";
import { dayText, dayUrgency } from "../parts/day";
import { DueDay } from "../parts/DueDay";
import { typeOf } from "../parts/types";
import type { ItemChange, WorkItemDetail } from "../queries";
import { useProject } from "../useProject";
import css from "./head.module.css";
import itemCss from "./item.module.css";
import { ItemSelect } from "./ItemSelect";
import { MemberSelect } from "../parts/MemberSelect";

interface Props {
  item: WorkItemDetail;
  onChange: (change: ItemChange, shows?: Partial<WorkItemDetail>) => void;
}

export function Properties({ item, onChange }: Props) {
  const { t } = useTranslation("projects");
  const { types, members } = useProject();
  const words = useDateWords();
  const nothing = <span className={itemCss.quiet}>{t("item.none")}</span>;
  const may = item.can.update;
  const day = (key: "start" | "due") => {
    const value = item[key];
    if (!may) return value ? key === "due" ? <DueDay day={value} done={item.category === "done"} /> : dayText(value, words) : nothing;
    return (
      <>
        <DatePart
          variant="borderless"
          className={css.inPlace ?? ""}
          aria-label={t(`item.${key}`)}
          placeholder={t("item.none")}
          value={value}
          onChange={(next) => onChange({ [key]: next }, { [key]: next })}
        />
        {key === "due" && value && item.category !== "done" && dayUrgency(value) !== "later" && <DueDay day={value} />}
      </>
    );
  };
  return (
    <dl className={css.properties}>
      <dt>{t("item.assignee")}</dt>
      <dd>
        {may ? (
          <MemberSelect
            variant="borderless"
            className={css.inPlace ?? ""}
            members={members}
            value={item.assignee}
            label={t("item.assignee")}
            onChange={(assignee) => onChange({ assignee: assignee?.id ?? null }, { assignee })}
          />
        ) : item.assignee ? (
          <PersonName person={item.assignee} />
        ) : (
          nothing
        )}
      </dd>
      <dt>{t("item.start")}</dt>
      <dd>{day("start")}</dd>
      <dt>{t("item.due")}</dt>
      <dd>{day("due")}</dd>
      <dt>{t("item.parent")}</dt>
      <dd>
        {may ? (
          <ItemSelect
            variant="borderless"
            className={css.inPlace ?? ""}
            allowClear
            projectId={item.projectId}
            value={item.parent}
            label={t("item.parent")}
            placeholder={t("item.none")}
            without={[item.id]}
            types={typeOf(types, item.type)?.parents}
            onChange={(parent) => onChange({ parent: parent?.id ?? null }, { parent })}
          />
        ) : item.parent ? (
          <span className="ellipsis">
            <span className={itemCss.key}>{item.parent.key}</span> {item.parent.title}
          </span>
        ) : (
          nothing
        )}
      </dd>
      <dt>{t("item.createdBy")}</dt>
      <dd className={css.made}>
        <PersonName person={item.createdBy} /> <DateTime value={item.createdAt} className={itemCss.quiet ?? ""} />
      </dd>
    </dl>
  );
}
