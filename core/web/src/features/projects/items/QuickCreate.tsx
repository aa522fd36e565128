// One line for new items: a title and Enter, again and again. What was typed stays until the server has it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Input, type InputRef, Select } from "antd";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePickText } from "@/i18n/usePickText";
import { IconButton, KeyHint, useRequestKey } from "@/ui";
import { TypeIcon } from "../parts/TypeIcon";
import { useRefusal } from "../parts/useRefusal";
import shared from "../projects.module.css";
import css from "./quick.module.css";
import { createItem, ITEM_KEYS, type NewItem, type WorkItem } from "../queries";
import { useProject } from "../useProject";
import { mayStand } from "./mayStand";

const TITLE_MAX_CHARS = 190;

interface QuickCreateProps {
  /** The item that the new ones stand below. */
  parent: WorkItem | undefined;
  /** The type that the list shows alone. */
  type: string | undefined;
  hrefOf: (id: string) => string;
  onParent: (parent: undefined) => void;
  onClose: () => void;
}

export function QuickCreate({ parent, type, hrefOf, onParent, onClose }: QuickCreateProps) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { project, types } = useProject();
  const client = useQueryClient();
  const refuse = useRefusal();
  const requestKey = useRequestKey();
  const input = useRef<InputRef>(null);
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState(type);
  /** How many were created: the same title again is another item. */
  const [made, setMade] = useState<{ count: number; last?: { id: string; key: string; title: string } }>({ count: 0 });

  const fitting = types.filter((one) => mayStand(one, parent?.type));
  const current = fitting.find((one) => one.key === (chosen ?? type)) ?? fitting[0];
  useEffect(() => input.current?.focus(), [parent?.id]);

  const create = useMutation({
    mutationFn: (item: NewItem) => createItem(project.id, item, requestKey({ ...item, made: made.count })),
    onSuccess: ({ id, key, title: saved }) => {
      setMade(({ count }) => ({ count: count + 1, last: { id, key, title: saved } }));
      setTitle("");
      for (const one of ITEM_KEYS) void client.invalidateQueries({ queryKey: [one] });
    },
    onError: refuse,
    onSettled: () => input.current?.focus(),
  });
  const submit = () => {
    if (!title.trim() || !current || create.isPending) return;
    create.mutate({ title: title.trim(), type: current.key, ...(parent ? { parent: parent.id } : {}) });
  };

  return (
    <form
      className={css.quick}
      aria-label={t("quick.label")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      {parent && (
        <span className={css.quickParent}>
          {t("quick.below", { key: parent.key })}
          <IconButton icon={X} iconSize={14} size="small" label={t("quick.noParent")} onClick={() => onParent(undefined)} />
        </span>
      )}
      <Select
        className={css.quickType ?? ""}
        aria-label={t("column.type")}
        popupMatchSelectWidth={false}
        value={current?.key ?? null}
        options={fitting.map((one) => ({
          value: one.key,
          label: (
            <span className={shared.typeOption}>
              <TypeIcon name={one.icon} />
              {pick(one.name)}
            </span>
          ),
        }))}
        onChange={(next) => {
          setChosen(next);
          input.current?.focus();
        }}
      />
      <Input
        ref={input}
        autoFocus
        maxLength={TITLE_MAX_CHARS}
        aria-label={t("quick.title")}
        placeholder={current ? t("quick.placeholder") : t("quick.noType")}
        disabled={!current}
        readOnly={create.isPending}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        // A word chosen among those that an input method offers is not yet a title.
        onPressEnter={(event) => {
          if (event.nativeEvent.isComposing) event.preventDefault();
        }}
        // Always there: an input that gains its frame while one types would lose the keyboard.
        suffix={<span>{title && <KeyHint>Enter</KeyHint>}</span>}
      />
      <span className={css.quickDone} role="status">
        {made.last && (
          <>
            {t("quick.made")} <Link to={hrefOf(made.last.id)}>{made.last.key}</Link>
          </>
        )}
      </span>
      <button type="submit" hidden />
      <IconButton icon={X} label={t("quick.close")} onClick={onClose} />
    </form>
  );
}
