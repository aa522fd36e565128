// What a card says: its number, type and priority, its title, when it is due, what stands below it and who does it.
import { GitBranch } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import { PersonAvatar } from "@/ui";
import { DueDay } from "../parts/DueDay";
import { ItemStatus } from "../parts/ItemStatus";
import { TypeIcon } from "../parts/TypeIcon";
import { statusOf, typeOf } from "../parts/types";
import type { WorkItemType } from "../queries";
import css from "./card.module.css";
import { PriorityMark } from "./PriorityMark";
import type { Card } from "./verdict";

interface Props {
  card: Card;
  types: WorkItemType[];
  /** The title, as the link that it is. */
  title: ReactNode;
}

export const CardFace = memo(function CardFace({ card, types, title }: Props) {
  const { t } = useTranslation("projects");
  const type = typeOf(types, card.type);
  const done = card.category === "done";
  return (
    <>
      <div className={css.cardLine}>
        <span className={css.typeIcon} title={pickText(type?.name)}>
          <TypeIcon name={type?.icon} size={14} />
          <span className="visually-hidden">{pickText(type?.name)}</span>
        </span>
        <span className={css.cardKey}>{card.key}</span>
        <PriorityMark card={card} type={type} />
      </div>
      {title}
      <div className={css.cardLine}>
        {done ? (
          <ItemStatus name={pickText(statusOf(types, card.type, card.status)?.name)} category={card.category} />
        ) : (
          card.due && <DueDay day={card.due} />
        )}
        {card.children > 0 && (
          <span className={css.cardFact} title={t("board.children", { count: card.children })}>
            <GitBranch size={12} aria-hidden />
            <span aria-hidden>{card.children}</span>
            <span className="visually-hidden">{t("board.children", { count: card.children })}</span>
          </span>
        )}
        {card.assignee && (
          <span className={css.cardWho} title={card.assignee.name}>
            <PersonAvatar person={card.assignee} size="small" />
            <span className="visually-hidden">{card.assignee.name}</span>
          </span>
        )}
      </div>
    </>
  );
});
