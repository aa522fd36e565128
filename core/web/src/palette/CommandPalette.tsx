// Ctrl K: find anything that one may see, go to a page, start a flow, change language or theme. A combobox over a
// list, all by keyboard; on a phone the whole screen.
import { Drawer, Modal } from "antd";
import i18next from "i18next";
import { ChevronRight, Search, X } from "lucide-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "@/app/me";
import { useFocusBack, useIsPhone } from "@/ui";
import { addressOf, type FoundKind, type Hit, ICONS, pieces } from "./hits";
import { matches } from "./matches";
import css from "./palette.module.css";
import { keepOpened, type Opened, recentOf } from "./recent";
import { type Line, useCommands } from "./useCommands";
import { takeTyped } from "./typedAhead";
import { useFound } from "./useFound";

/** As many as the server reads. */
const QUERY_MAX_CHARS = 200;

// The texts come with the script, not only once the palette is opened.
void i18next.loadNamespaces("palette");

/** The dialog's name is said, not shown: the field says the same. */
const UNSEEN = { display: "none" } as const;

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("palette");
  const phone = useIsPhone();
  const field = useRef<HTMLInputElement>(null);
  useFocusBack();
  // A dialog takes the focus for itself while it opens.
  const begin = (open: boolean) => open && field.current?.focus();
  if (phone) {
    return (
      <Drawer open placement="top" size="100dvh" closable={false} onClose={onClose} afterOpenChange={begin} title={t("app:command.open")} styles={{ header: UNSEEN, body: { padding: 0 } }}>
        <Palette inputRef={field} onClose={onClose} phone />
      </Drawer>
    );
  }
  return (
    <Modal open onCancel={onClose} afterOpenChange={begin} footer={null} closable={false} width={640} style={{ top: 96 }} title={t("app:command.open")} styles={{ header: UNSEEN, container: { padding: 0 } }}>
      <Palette inputRef={field} onClose={onClose} />
    </Modal>
  );
}

interface PaletteProps {
  inputRef: RefObject<HTMLInputElement | null>;
  onClose: () => void;
  phone?: boolean;
}

function Palette({ inputRef, onClose, phone = false }: PaletteProps) {
  const { t } = useTranslation("palette");
  const [text, setText] = useState("");
  const [only, setOnly] = useState<FoundKind | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const { lines, stale, failed } = useLines(text, only, (kind) => {
    setOnly(kind);
    setActive(0);
    inputRef.current?.focus();
  });
  const current = lines[Math.min(active, lines.length - 1)];
  const groups = [...new Set(lines.map((line) => line.group))];

  useEffect(() => inputRef.current?.focus(), []);
  const run = (line: Line | undefined) => {
    if (!line) return;
    if (!line.id.startsWith("more-")) onClose();
    line.run();
  };
  const goTo = (next: number) => {
    setActive(next);
    listRef.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: "nearest" });
  };
  const move = (step: number) => goTo((Math.min(active, lines.length - 1) + step + lines.length) % Math.max(lines.length, 1));

  return (
    <div className={phone ? css.screen : undefined}>
      <div className={css.field}>
        <Search size={16} aria-hidden />
        {only && (
          <button type="button" className={css.only} onClick={() => setOnly(null)} aria-label={t("allKinds", { kind: t(`kind.${only}`) })}>
            {t(`kind.${only}`)}
            <X size={14} aria-hidden />
          </button>
        )}
        <input
          ref={inputRef}
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          aria-label={t("app:command.open")}
          placeholder={t("placeholder")}
          maxLength={QUERY_MAX_CHARS}
          enterKeyHint="go"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onFocus={() => {
            const ahead = takeTyped();
            if (ahead) setText((old) => (ahead + old).slice(0, QUERY_MAX_CHARS));
          }}
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
            if (event.key === "Backspace" && text === "") setOnly(null);
          }}
        />
        {phone && (
          <button type="button" className={css.cancel} onClick={onClose}>
            {t("cancel")}
          </button>
        )}
      </div>
      <div id={listId} role="listbox" aria-label={t("app:command.open")} aria-busy={stale} className={css.list} ref={listRef}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <div className={css.group} aria-hidden>
              {group}
            </div>
            {lines
              .filter((line) => line.group === group)
              .map((line) => (
                <div
                  key={line.id}
                  id={`${listId}-${line.id}`}
                  role="option"
                  aria-selected={line === current}
                  className={css.option}
                  onMouseMove={() => setActive(lines.indexOf(line))}
                  onClick={() => run(line)}
                >
                  <line.icon size={16} aria-hidden />
                  <span className={css.label}>
                    <Marked text={line.label} typed={text} />
                  </span>
                  {line.aside && (
                    <span className={css.aside}>
                      <Marked text={line.aside} typed={text} />
                    </span>
                  )}
                </div>
              ))}
          </div>
        ))}
      </div>
      <div role="status" className={css.state}>
        {failed ? t("failed") : stale && lines.length === 0 ? t("searching") : lines.length === 0 ? <Nothing /> : null}
      </div>
      {!phone && <p className={css.hint}>{t("hint")}</p>}
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation("palette");
  return (
    <>
      <strong>{t("none.title")}</strong>
      <span>{t("none.text")}</span>
    </>
  );
}

function Marked({ text, typed }: { text: string; typed: string }) {
  return pieces(text, typed).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text));
}

/** Everything that the field finds, in the order of the list. Commands stand first: they are there at once. */
function useLines(typed: string, only: FoundKind | null, more: (kind: FoundKind) => void): { lines: Line[]; stale: boolean; failed: boolean } {
  const { t } = useTranslation("palette");
  const navigate = useNavigate();
  const me = useMe();
  const commands = useCommands();
  const found = useFound(typed, only);
  const open = (one: Opened) => () => {
    keepOpened(me.user.id, one);
    if (one.kind === "file") window.open(one.address, "_blank", "noopener");
    else void navigate(one.address);
  };
  const lineOf = (group: string, one: Opened): Line => ({ id: one.id, group, label: one.title || t("untitled"), aside: one.subtitle, icon: ICONS[one.kind], run: open(one) });

  const recent = typed.trim() === "" && !only ? recentOf(me.user.id).map((one) => lineOf(t("recent"), one)) : [];
  const named: Line[] = only ? [] : commands.filter((line) => matches(typed, `${line.label} ${line.also}`));
  const hits = found.groups.flatMap((group) => {
    const name = t(`kind.${group.kind}`);
    const lines = group.items.map((hit) => lineOf(name, { kind: group.kind, id: hit.id, title: hit.title, subtitle: aside(hit), address: addressOf(group.kind, hit) }));
    const rest: Line[] = group.more && !only ? [{ id: `more-${group.kind}`, group: name, label: t("more", { kind: name }), icon: ChevronRight, run: () => more(group.kind) }] : [];
    return [...lines, ...rest];
  });
  return { lines: [...recent, ...named, ...hits], stale: found.stale, failed: found.failed };
}

function aside(hit: Hit): string {
  return [hit.subtitle, hit.key].filter((part, at, all) => part && all.indexOf(part) === at).join(" · ");
}
