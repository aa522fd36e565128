// The head of a column: its name, how many cards it holds of how many it may, and, while a card is in the air, why that card
// may not come here.
import { Ban, ListPlus, Plus, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import { IconButton, StatusTag } from "@/ui";
import css from "./grid.module.css";
import type { Column } from "./verdict";

interface Props {
  column: Column;
  /** Why the card in the air may not come here, or what it needs on the way. */
  why: string | undefined;
  closed: boolean;
  /** Opens the line for a new item; nobody may create one where absent. */
  onCreate: (() => void) | undefined;
}

export const ColumnHead = memo(function ColumnHead({ column, why, closed, onCreate }: Props) {
  const { t } = useTranslation("projects");
  const name = column.key == null ? t("board.noValue") : pickText(column.name);
  return (
    <div className={css.head} data-closed={closed || undefined}>
      <h2 className="ellipsis" title={name}>
        {name}
      </h2>
      {why ? (
        <span className={css.why} data-closed={closed || undefined} title={why}>
          {closed ? <Ban size={14} aria-hidden /> : <ListPlus size={14} aria-hidden />}
          <span>{why}</span>
        </span>
      ) : (
        <>
          <Count column={column} />
          {onCreate && (
            <IconButton
              className={css.headCreate ?? ""}
              size="small"
              icon={Plus}
              label={t("board.createIn", { column: name })}
              onClick={onCreate}
            />
          )}
        </>
      )}
    </div>
  );
});

export function Count({ column }: { column: Column }) {
  const { t } = useTranslation("projects");
  const { count, countCapped, wip } = column;
  const shown = countCapped ? `${count}+` : String(count);
  if (wip == null) return <span className={css.count}>{shown}</span>;
  return (
    <>
      <span className={css.count}>
        <span aria-hidden>
          {shown} / {wip}
        </span>
        <span className="visually-hidden">{t("board.ofLimit", { count, wip })}</span>
      </span>
      {count > wip ? (
        <StatusTag tone="failed" icon={TriangleAlert} plain>
          {t("board.overLimit", { count: count - wip })}
        </StatusTag>
      ) : (
        count === wip && <span className={css.full}>{t("board.atLimit")}</span>
      )}
    </>
  );
}
