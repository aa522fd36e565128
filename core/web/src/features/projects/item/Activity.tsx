// What was said about an item and what happened to it, one beside the other.
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkItemDetail } from "../queries";
import { Comments } from "./Comments";
import { History } from "./History";
import css from "./item.module.css";
import talkCss from "./talk.module.css";

export function Activity({ item }: { item: WorkItemDetail }) {
  const { t } = useTranslation("projects");
  const [which, setWhich] = useState<"comments" | "history">("comments");
  return (
    <section className={css.section} aria-label={t("item.activity")}>
      <div className={css.sectionHead}>
        <h3>{t("item.activity")}</h3>
        <Segmented
          size="small"
          className={talkCss.activityTabs ?? ""}
          aria-label={t("item.activity")}
          value={which}
          options={(["comments", "history"] as const).map((value) => ({ value, label: t(`item.${value}`) }))}
          onChange={setWhich}
        />
      </div>
      {which === "comments" ? <Comments item={item} /> : <History itemId={item.id} />}
    </section>
  );
}
