// The title, changed where it stands: Enter keeps it, Esc leaves it as it was.
import { Input } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkItemDetail } from "../queries";
import css from "./head.module.css";

export function Title({ item, onSave }: { item: WorkItemDetail; onSave: (title: string) => void }) {
  const { t } = useTranslation("projects");
  const [typed, setTyped] = useState<string>();
  const left = useRef(false);
  if (!item.can.update) return <h2 className={css.title}>{item.title}</h2>;
  if (typed === undefined) {
    return (
      <h2 className={css.title}>
        <button
          type="button"
          className={css.titleButton}
          title={t("item.editTitle")}
          onClick={() => {
            left.current = false;
            setTyped(item.title);
          }}
        >
          {item.title}
        </button>
      </h2>
    );
  }
  const keep = () => {
    if (left.current) return;
    left.current = true;
    const title = typed.trim();
    setTyped(undefined);
    if (title && title !== item.title) onSave(title);
  };
  return (
    <Input.TextArea
      className={css.titleInput ?? ""}
      autoFocus
      autoSize
      maxLength={500}
      aria-label={t("item.title")}
      value={typed}
      onChange={(event) => setTyped(event.target.value.replace(/\n/g, " "))}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") {
          event.preventDefault();
          keep();
        } else if (event.key === "Escape") {
          event.stopPropagation();
          left.current = true;
          setTyped(undefined);
        }
      }}
    />
  );
}
