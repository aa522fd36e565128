// What waits and presses alike, under its name and number.
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Entry, Group } from "./entries";
import { MentionRow } from "./MentionRow";
import { TaskItem } from "./TaskItem";
import { WorkRow } from "./WorkRow";
import css from "./workbench.module.css";

interface EntryGroupProps {
  name: Group;
  entries: Entry[];
  /** Whether the number is the whole one. */
  complete: boolean;
}

export function EntryGroup({ name, entries, complete }: EntryGroupProps) {
  const { t } = useTranslation("workbench");
  return (
    <section aria-label={t(`group.${name}`)}>
      <h2 className={css.group} data-group={name}>
        {name === "overdue" && <TriangleAlert size={14} aria-hidden />}
        {t(`group.${name}`)}
        {complete && <span>{entries.length}</span>}
      </h2>
      <ul>{entries.map(row)}</ul>
    </section>
  );
}

function row(entry: Entry) {
  if (entry.kind === "task") return <TaskItem key={entry.id} task={entry.task} />;
  if (entry.kind === "item") return <WorkRow key={entry.id} item={entry.item} />;
  return <MentionRow key={entry.id} mention={entry.mention} />;
}
