// Somebody else changed the same meanwhile: what one wanted is kept until one has chosen.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import type { ItemChange, WorkItemDetail } from "../queries";
import css from "./head.module.css";

interface Props {
  item: WorkItemDetail;
  change: ItemChange;
  onMine: () => Promise<void>;
  onTheirs: () => void;
}

const PARTS = ["title", "status", "assignee", "start", "due", "parent", "type"] as const;

export function StaleNotice({ item, change, onMine, onTheirs }: Props) {
  const { t, i18n } = useTranslation("projects");
  const [busy, setBusy] = useState(false);
  const own = PARTS.filter((part) => part in change).map((part) => t(`item.${part}`));
  const fields = Object.keys(change.fields ?? {}).map((key) =>
    textOf(item.schema.fields.find((f) => f.key === key)?.label, i18n.language, key),
  );
  return (
    <div className={css.stale} role="alert">
      <span>{t("item.stale.text", { what: [...own, ...fields].join(t("board.listSeparator")) })}</span>
      <Button
        size="small"
        loading={busy}
        onClick={() => {
          setBusy(true);
          void onMine().finally(() => setBusy(false));
        }}
      >
        {t(change.fields ? "item.stale.rebase" : "item.stale.mine")}
      </Button>
      <Button size="small" onClick={onTheirs}>
        {t("item.stale.theirs")}
      </Button>
    </div>
  );
}
