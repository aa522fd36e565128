// Giving an entry another day without dragging it: a day earlier or later, a week later, any day, or none.

import { Button, DatePicker, Dropdown, type MenuProps } from "antd";
import dayjs from "dayjs";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, Sheet } from "@/ui";
import { DAY, daysBefore } from "./days";
import type { Moving } from "./entry";

const WEEK = 7;

interface Props {
  id: string;
  title: string;
  /** Its day, the last one of a span; absent for what has none. */
  day: string | undefined;
  moving: Moving;
  className?: string | undefined;
}

export function MoveMenu({ id, title, day, moving, className }: Props) {
  const { t } = useTranslation("list");
  const [choosing, setChoosing] = useState(false);
  const by = (days: number) => day && moving.move(id, day, daysBefore(day, -days));
  const { clear } = moving;
  const items: MenuProps["items"] = [
    ...(day
      ? [
          { key: "earlier", label: t("calendar.earlier"), onClick: () => by(-1) },
          { key: "later", label: t("calendar.later"), onClick: () => by(1) },
          { key: "week", label: t("calendar.weekLater"), onClick: () => by(WEEK) },
        ]
      : []),
    { key: "choose", label: t("calendar.choose"), onClick: () => setChoosing(true) },
    ...(day && clear ? [{ type: "divider" as const }, { key: "clear", label: t("calendar.remove"), onClick: () => clear(id) }] : []),
  ];
  return (
    <>
      <Dropdown trigger={["click"]} autoFocus menu={{ items }}>
        <span className={className}>
          <IconButton icon={Ellipsis} iconSize={14} size="small" label={t("calendar.move", { title })} />
        </span>
      </Dropdown>
      {choosing && (
        <DaySheet
          title={t("calendar.move", { title })}
          day={day}
          onClose={() => setChoosing(false)}
          onChoose={(to) => {
            setChoosing(false);
            if (to !== day) moving.move(id, day, to);
          }}
        />
      )}
    </>
  );
}

function DaySheet({ title, day, onChoose, onClose }: { title: string; day: string | undefined; onChoose: (day: string) => void; onClose: () => void }) {
  const { t } = useTranslation("list");
  const [wished, setWished] = useState(day);
  return (
    <Sheet
      title={title}
      width={360}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("calendar.cancel")}</Button>
          <Button type="primary" disabled={!wished} onClick={() => wished && onChoose(wished)}>
            {t("calendar.set")}
          </Button>
        </>
      }
    >
      <DatePicker
        autoFocus
        allowClear={false}
        aria-label={t("calendar.choose")}
        style={{ width: "100%" }}
        value={wished ? dayjs(wished) : null}
        onChange={(next) => setWished(next?.format(DAY))}
      />
    </Sheet>
  );
}
