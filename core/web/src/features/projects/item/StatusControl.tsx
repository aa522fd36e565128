// How far an item is, and where it may go from here. What it may not is shown too, with the server's reasons.
import { Button, Dropdown } from "antd";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { pickText } from "@/i18n";
import { ItemStatus } from "../parts/ItemStatus";
import { statusOf, typeOf } from "../parts/types";
import type { ItemChange, WorkItemDetail } from "../queries";
import { useProject } from "../useProject";
import { AskFields, type Asked } from "./AskFields";
import css from "./head.module.css";

type Move = Schemas["StatusMove"];

const MISSING = "work.field_required";

interface Props {
  item: WorkItemDetail;
  onMove: (status: string, extra?: ItemChange) => Promise<unknown>;
}

/** The keys of what is missing for a move; undefined when something else stands in the way. */
export function missingFor(move: Move): string[] | undefined {
  const reasons = move.reasons ?? [];
  if (reasons.length === 0 || reasons.some((r) => r.code !== MISSING)) return undefined;
  return reasons.map((r) => (r.field.startsWith("fields.") ? r.field.slice("fields.".length) : `$${r.field}`));
}

export function StatusControl({ item, onMove }: Props) {
  const { t } = useTranslation("projects");
  const { types, members } = useProject();
  const [asking, setAsking] = useState<{ to: string; asked: Asked }>();
  const name = pickText(statusOf(types, item.type, item.status)?.name) || item.status;
  const status = <ItemStatus name={name} category={item.category} />;
  const statuses = typeOf(types, item.type)?.workflow.statuses ?? [];
  const rank = (key: string) => statuses.findIndex((one) => one.key === key);
  const goes = (move: Move) => move.allowed || (item.can.update && missingFor(move) !== undefined);
  // The step forward, as a button of its own.
  const onward = item.moves.filter((move) => goes(move) && rank(move.to) > rank(item.status)).sort((a, b) => rank(a.to) - rank(b.to))[0];

  const go = (move: Move) => {
    const fields = move.allowed ? undefined : missingFor(move);
    if (!fields) return void onMove(move.to).catch(() => undefined);
    const asked = { title: item.title, status: pickText(statusOf(types, item.type, move.to)?.name), fields };
    return setAsking({ to: move.to, asked: { ...asked, schema: item.schema, data: item.fields, refs: item.refs } });
  };
  if (!item.can.update) return <div className={css.status}>{status}</div>;
  return (
    <div className={css.status}>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: item.moves.map((move) => ({
            key: move.to,
            disabled: !goes(move),
            label: (
              <span className={css.move}>
                <span>{pickText(move.name)}</span>
                <span className={css.moveTo}>
                  <ItemStatus
                    name={pickText(statusOf(types, item.type, move.to)?.name)}
                    category={statusOf(types, item.type, move.to)?.category ?? "todo"}
                  />
                </span>
                {(move.reasons ?? []).map((one) => (
                  <small key={one.field + one.code}>{one.message}</small>
                ))}
              </span>
            ),
          })),
          onClick: ({ key }) => {
            const move = item.moves.find((one) => one.to === key);
            if (move) go(move);
          },
        }}
      >
        <Button disabled={item.moves.length === 0} aria-label={t("item.statusIs", { status: name })}>
          {status}
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Dropdown>
      {onward && (
        <Button icon={<ChevronRight size={14} aria-hidden />} onClick={() => go(onward)}>
          {pickText(onward.name)}
        </Button>
      )}
      {asking && (
        <AskFields
          asked={asking.asked}
          members={members}
          onClose={() => setAsking(undefined)}
          onSubmit={(extra) => onMove(asking.to, extra)}
        />
      )}
    </div>
  );
}
