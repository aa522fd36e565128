// Ctrl K: go to a page, start a flow, change language or theme. A combobox over a list, all by keyboard.
import { useQuery } from "@tanstack/react-query";
import { Modal } from "antd";
import { Languages, LogOut, type LucideIcon, Moon, Play, Search, Settings, Sun } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { useSignOut, useUpdateMe } from "../account";
import { commands } from "../features";
import { useCan } from "../me";
import { useDark, usePreferences } from "../preferences";
import css from "./CommandPalette.module.css";
import { matches } from "./matches";
import { useNav } from "./useNav";

interface Item {
  id: string;
  group: string;
  label: string;
  /** Found by these too: a key, the other language. */
  also: string;
  icon: LucideIcon;
  run: () => void;
}

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("app");
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const items = useItems().filter((item) => matches(text, `${item.label} ${item.also}`));
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const current = items[Math.min(active, items.length - 1)];

  const run = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const move = (step: number) => {
    const next = (Math.min(active, items.length - 1) + step + items.length) % Math.max(items.length, 1);
    setActive(next);
    listRef.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: "nearest" });
  };
  const groups = [...new Set(items.map((item) => item.group))];

  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={560} style={{ top: 96 }} styles={{ container: { padding: 0 } }} title={null} aria-label={t("command.open")}>
      <div className={css.field}>
        <Search size={16} aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          aria-label={t("command.open")}
          placeholder={t("command.placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              move(event.key === "ArrowDown" ? 1 : -1);
            }
            if (event.key === "Enter") run(current);
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label={t("command.open")} className={css.list} ref={listRef}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <div className={css.group} aria-hidden>
              {group}
            </div>
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <div
                  key={item.id}
                  id={`${listId}-${item.id}`}
                  role="option"
                  aria-selected={item === current}
                  className={css.option}
                  onMouseMove={() => setActive(items.indexOf(item))}
                  onClick={() => run(item)}
                >
                  <item.icon size={16} aria-hidden />
                  {item.label}
                </div>
              ))}
          </div>
        ))}
        {items.length === 0 && <p className={css.none}>{t("command.none")}</p>}
      </div>
      <p className={css.hint}>{t("command.hint")}</p>
    </Modal>
  );
}

function useItems(): Item[] {
  const { t } = useTranslation("app");
  const pick = usePickText();
  const navigate = useNavigate();
  const nav = useNav();
  const can = useCan();
  const dark = useDark();
  const { locale } = usePreferences();
  const updateMe = useUpdateMe();
  const signOut = useSignOut();
  const flows = useQuery({ queryKey: ["flows", "startable"], queryFn: () => ok(api.GET("/flows")), enabled: can("flows.start") });

  return useMemo(() => {
    const go = (path: string) => () => void navigate(path);
    return [
      ...nav.map((item) => ({ id: `nav${item.path}`, group: t("command.pages"), label: item.label, also: item.path, icon: item.icon, run: go(item.path) })),
      ...commands
        .filter((command) => !command.permissions || can(...command.permissions))
        .map((command) => ({ id: command.id, group: t("command.pages"), label: t(`command.${command.label}`), also: command.path, icon: command.icon, run: go(command.path) })),
      ...(flows.data?.items ?? []).map((flow) => ({
        id: `flow-${flow.key}`,
        group: t("command.flows"),
        label: `${t("command.start")} ${pick(flow.name)}`,
        also: `${flow.key} ${flow.name["zh-CN"] ?? ""} ${flow.name.en ?? ""}`,
        icon: Play,
        run: go(`/start/${flow.key}`),
      })),
      { id: "settings", group: t("command.actions"), label: t("command.settings"), also: "settings", icon: Settings, run: go("/settings") },
      {
        id: "theme",
        group: t("command.actions"),
        label: dark ? t("command.themeLight") : t("command.themeDark"),
        also: "theme 主题 dark light",
        icon: dark ? Sun : Moon,
        run: () => updateMe.mutate({ theme: dark ? "light" : "dark" }),
      },
      {
        id: "language",
        group: t("command.actions"),
        label: t("command.language"),
        also: "language 语言 中文 English",
        icon: Languages,
        run: () => updateMe.mutate({ locale: locale === "en" ? "zh-CN" : "en" }),
      },
      { id: "signOut", group: t("command.actions"), label: t("command.signOut"), also: "sign out logout 退出", icon: LogOut, run: () => void signOut() },
    ];
    // The mutation object is new at each render; what it does is not.
  }, [t, pick, nav, flows.data, dark, locale, navigate, signOut]);
}
