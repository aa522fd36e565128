// What can be done with the selected items together; how it went with each is told item by item.
import { App, Button, DatePicker, Dropdown } from "antd";
import { CalendarDays, CircleDot, Shapes, Trash2, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import { PersonName, Sheet, useConfirmDanger } from "@/ui";
import { ItemStatus } from "../parts/ItemStatus";
import { TypeIcon } from "../parts/TypeIcon";
import { allStatuses } from "../parts/types";
import css from "./bulk.module.css";
import type { WorkItem } from "../queries";
import { useProject } from "../useProject";
import { BulkResults } from "./BulkResults";
import { type Deed, type Outcome, useBulk } from "./useBulk";

interface BulkBarProps {
  items: WorkItem[];
  onSelect: (ids: string[]) => void;
}

const NOBODY = "nobody";
const ICON = 14;

export function BulkBar({ items, onSelect }: BulkBarProps) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { project, types, members } = useProject();
  const { message } = App.useApp();
  const confirm = useConfirmDanger();
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const [choosingDay, setChoosingDay] = useState(false);
  const { run, running, done } = useBulk(project.id, (told) => {
    const failed = told.filter(({ result }) => !result?.ok);
    // What is left to do stays selected.
    onSelect(failed.map(({ item }) => item.id));
    if (failed.length > 0) setOutcomes(told);
    else void message.success(t("bulk.done", { count: told.length }));
  });
  const act = (deed: Deed) => {
    if (!running && items.length > 0) run({ items, deed });
  };
  const remove = async () => {
    const agreed = await confirm({
      title: t("bulk.askDelete", { count: items.length }),
      text: t("bulk.askDeleteText"),
      verb: t("items.delete"),
    });
    if (agreed) act({ delete: true });
  };

  const statuses = allStatuses(types.filter((type) => items.some((item) => item.type === type.key)));
  const workers = members.filter(({ role }) => role !== "viewer");
  return (
    <>
      {items.length > 0 && (
        <div className={css.bulk} role="group" aria-label={t("bulk.label")}>
          <span className={css.bulkCount} role="status">
            {running ? t("bulk.running", { done, total: items.length }) : t("bulk.selected", { count: items.length })}
          </span>
          <Dropdown
            trigger={["click"]}
            disabled={running}
            menu={{
              items: statuses.map(({ key, name, category }) => ({ key, label: <ItemStatus name={pick(name)} category={category} /> })),
              onClick: ({ key }) => act({ change: { status: key } }),
            }}
          >
            <Button icon={<CircleDot size={ICON} aria-hidden />}>{t("column.status")}</Button>
          </Dropdown>
          <Dropdown
            trigger={["click"]}
            disabled={running}
            menu={{
              className: css.tallMenu ?? "",
              items: [{ key: NOBODY, label: t("items.nobody") }, ...workers.map(({ user }) => ({ key: user.id, label: <PersonName person={user} /> }))],
              onClick: ({ key }) => act({ change: { assignee: key === NOBODY ? null : key } }),
            }}
          >
            <Button icon={<UserRound size={ICON} aria-hidden />}>{t("column.assignee")}</Button>
          </Dropdown>
          <Dropdown
            trigger={["click"]}
            disabled={running}
            menu={{
              items: types.map(({ key, name, icon }) => ({ key, icon: <TypeIcon name={icon} size={ICON} />, label: pick(name) })),
              onClick: ({ key }) => act({ change: { type: key } }),
            }}
          >
            <Button icon={<Shapes size={ICON} aria-hidden />}>{t("column.type")}</Button>
          </Dropdown>
          <Button icon={<CalendarDays size={ICON} aria-hidden />} disabled={running} onClick={() => setChoosingDay(true)}>
            {t("column.due")}
          </Button>
          <Button danger icon={<Trash2 size={ICON} aria-hidden />} disabled={running} onClick={() => void remove()}>
            {t("items.delete")}
          </Button>
          <Button type="text" disabled={running} onClick={() => onSelect([])}>
            {t("bulk.clear")}
          </Button>
        </div>
      )}
      {choosingDay && (
        <DaySheet
          count={items.length}
          onClose={() => setChoosingDay(false)}
          onChoose={(day) => {
            setChoosingDay(false);
            act({ change: { due: day } });
          }}
        />
      )}
      {outcomes && <BulkResults outcomes={outcomes} onClose={() => setOutcomes(undefined)} />}
    </>
  );
}

function DaySheet({ count, onChoose, onClose }: { count: number; onChoose: (day: string | null) => void; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const [day, setDay] = useState<string>();
  return (
    <Sheet
      title={t("bulk.due", { count })}
      onClose={onClose}
      width={360}
      footer={
        <>
          <Button onClick={() => onChoose(null)}>{t("bulk.noDue")}</Button>
          <Button type="primary" disabled={!day} onClick={() => day && onChoose(day)}>
            {t("bulk.setDue")}
          </Button>
        </>
      }
    >
      <DatePicker autoFocus aria-label={t("column.due")} style={{ width: "100%" }} onChange={(next) => setDay(next?.format("YYYY-MM-DD"))} />
    </Sheet>
  );
}
