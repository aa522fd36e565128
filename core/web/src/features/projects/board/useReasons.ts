// Verdicts as sentences.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import { textOf } from "@/form";
import { statusOf, typeOf } from "../parts/types";
import { useProject } from "../useProject";
import type { Card, Column, Verdict } from "./verdict";

export function useReasons() {
  const { t, i18n } = useTranslation("projects");
  const { types } = useProject();

  const fieldNames = useCallback(
    (card: Card, keys: string[]) => {
      const fields = typeOf(types, card.type)?.schema.fields ?? [];
      const own: Record<string, string> = { $assignee: t("item.assignee"), $start: t("item.start"), $due: t("item.due") };
      return keys
        .map((key) => own[key] ?? textOf(fields.find((f) => f.key === key)?.label, i18n.language, key))
        .join(t("board.listSeparator"));
    },
    [types, t, i18n.language],
  );

  /** Why a card may not go to a column, or what it needs on the way; nothing when it may go. */
  const reason = useCallback(
    (verdict: Verdict, card: Card, column: Column): string | undefined => {
      const to = column.key == null ? t("board.noValue") : pickText(column.name);
      const from = pickText(statusOf(types, card.type, card.status)?.name) || card.status;
      switch (verdict.kind) {
        case "open":
          return undefined;
        case "asks":
          return t("board.reason.asks", { fields: fieldNames(card, verdict.fields) });
        case "noWay":
          return t("board.reason.noWay", { from, to });
        case "people":
          return t("board.reason.people", {
            people: verdict.who.map((who) => t(`board.mover.${who}`)).join(t("board.listSeparator")),
          });
        case "full":
          return t("board.reason.full", { max: verdict.max });
        case "notOfType":
          return t("board.reason.notOfType", { type: pickText(typeOf(types, card.type)?.name), to });
      }
    },
    [types, t, fieldNames],
  );

  return reason;
}
