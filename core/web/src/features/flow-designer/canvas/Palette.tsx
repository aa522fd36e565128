/** What can be put on an edge: found by typing, chosen by click or Enter. */
import { Button, Input, type InputRef } from "antd";
import { ClipboardPaste, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { KIND_ICONS, PALETTE } from "../kinds";
import type { InsertKind } from "../model/definition";
import css from "./canvas.module.css";

interface PaletteProps {
  onInsert: (kind: InsertKind) => void;
  /** Absent when nothing is copied. */
  paste?: { name: string; run: () => void } | undefined;
}

export function Palette({ onInsert, paste }: PaletteProps) {
  const { t } = useTranslation("flow-designer");
  const [query, setQuery] = useState("");
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);

  const wanted = query.trim().toLowerCase();
  const groups = PALETTE.map(({ group, kinds }) => ({ group, kinds: kinds.filter((kind) => `${t(`kind.${kind}`)} ${kind}`.toLowerCase().includes(wanted)) })).filter(({ kinds }) => kinds.length > 0);
  const first = groups[0]?.kinds[0];

  return (
    <div className={css.palette} role="group" aria-label={t("palette.title")}>
      <Input
        ref={input}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onPressEnter={() => first && onInsert(first)}
        prefix={<Search size={14} aria-hidden />}
        placeholder={t("palette.search")}
        aria-label={t("palette.search")}
        allowClear
      />
      {groups.map(({ group, kinds }) => (
        <section key={group} aria-label={t(`palette.${group}`)}>
          <h3 className={css.group}>{t(`palette.${group}`)}</h3>
          <div className={css.kinds}>
            {kinds.map((kind) => {
              const Icon = KIND_ICONS[kind];
              return (
                <button key={kind} type="button" className={css.kind} title={t(`palette.hint.${kind}`)} onClick={() => onInsert(kind)}>
                  <Icon size={16} aria-hidden />
                  {t(`kind.${kind}`)}
                </button>
              );
            })}
          </div>
        </section>
      ))}
      {groups.length === 0 && <p className={css.none}>{t("palette.none")}</p>}
      {paste && (
        <Button className={css.paste} size="small" icon={<ClipboardPaste size={14} aria-hidden />} onClick={paste.run}>
          <span className="ellipsis">{t("palette.paste", { name: paste.name })}</span>
        </Button>
      )}
    </div>
  );
}
