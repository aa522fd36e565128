// Words to look for. What is typed is asked for once the typing pauses; an address without words empties the box.

import { Input } from "antd";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "@/list/list.module.css";
import { useDebounced } from "@/ui";

const TYPING_PAUSE_MS = 300;

export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation("records");
  const [typed, setTyped] = useState(q);
  const settled = useDebounced(typed.trim(), TYPING_PAUSE_MS);
  useEffect(() => {
    if (settled !== q) onSearch(settled);
    // Only what was typed is carried into the address; going back in history must not be undone by it.
  }, [settled]);
  useEffect(() => {
    if (q === "") setTyped("");
  }, [q]);
  return (
    <Input
      className={css.search}
      prefix={<Search size={14} aria-hidden />}
      placeholder={t("search")}
      aria-label={t("search")}
      allowClear
      value={typed}
      onChange={(e) => setTyped(e.target.value)}
    />
  );
}
