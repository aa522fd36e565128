// What was counted, as a row of figures; what does not happen in an import is left out.

import { useTranslation } from "react-i18next";
import { groupDigits } from "@/ui";
import css from "./exchange.module.css";
import type { Import } from "./queries";

type Counted = "created" | "updated" | "unchanged" | "bad" | "reverted" | "kept";

interface FiguresProps {
  found: Import;
  /** `would`: nothing has happened yet. */
  tense: "would" | "did" | "undone";
}

const SHOWN: Record<FiguresProps["tense"], Counted[]> = {
  would: ["created", "updated", "unchanged", "bad"],
  did: ["created", "updated", "unchanged", "bad", "reverted", "kept"],
  undone: ["created", "updated", "reverted", "kept"],
};

export function Figures({ found, tense }: FiguresProps) {
  const { t } = useTranslation("exchange");
  const always: Counted[] = tense === "undone" ? ["reverted"] : found.matchBy ? ["created", "updated", "unchanged", "bad"] : ["created", "bad"];
  const shown = SHOWN[tense].filter((one) => always.includes(one) || found.counts[one] > 0);
  return (
    <dl className={css.figures} aria-label={t("figures.title")}>
      {shown.map((one) => (
        <div key={one} data-bad={(one === "bad" || one === "kept") && found.counts[one] > 0 ? true : undefined}>
          <dt>{t(`figures.${tense}.${one}`)}</dt>
          <dd>{groupDigits(String(found.counts[one]))}</dd>
        </div>
      ))}
    </dl>
  );
}
