// Who an item is assigned to, chosen in place among the members that work in the project.
import { useTranslation } from "react-i18next";
import { PersonName } from "@/ui";
import { MemberSelect } from "../parts/MemberSelect";
import { useChangeItem } from "../parts/useChangeItem";
import css from "../projects.module.css";
import type { WorkItem } from "../queries";
import { useProject } from "../useProject";
import { InPlace } from "./InPlace";

export function AssigneeCell({ item }: { item: WorkItem }) {
  const { t } = useTranslation("projects");
  const { project, members } = useProject();
  const change = useChangeItem();
  const shown = item.assignee ? <PersonName person={item.assignee} /> : <span className={css.nothing}>{t("items.nobody")}</span>;
  if (!project.can.work) return item.assignee ? shown : null;
  return (
    <InPlace
      label={t("items.changeAssignee", { key: item.key })}
      editor={(leave) => (
        <MemberSelect
          members={members}
          value={item.assignee}
          label={t("column.assignee")}
          defaultOpen
          onClosed={leave}
          onChange={(person) => {
            leave();
            if (person?.id !== item.assignee?.id) change.mutate({ item, change: { assignee: person?.id ?? null }, shown: { assignee: person } });
          }}
        />
      )}
    >
      {shown}
    </InPlace>
  );
}
