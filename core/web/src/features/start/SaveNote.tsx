// Whether what was typed is safe.
import { Check, CloudOff, Loader } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./start.module.css";
import { inZone } from "@/ui";
import type { SaveState } from "./useAutosave";

export function SaveNote({ state, at }: { state: SaveState; at: string | undefined }) {
  const { t } = useTranslation("start");
  if (state === "clean" && !at) return null;
  const Icon = state === "failed" || state === "conflict" ? CloudOff : state === "saved" || state === "clean" ? Check : Loader;
  const text = state === "clean" || state === "saved" ? t("save.saved", { time: at ? inZone(at).format("HH:mm") : "" }) : t(`save.${state}`);
  return (
    <span className={css.save} data-state={state} role="status">
      <Icon size={14} aria-hidden />
      {text}
    </span>
  );
}
