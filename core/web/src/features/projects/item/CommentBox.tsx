// Writing a comment: an @ offers the members of the project, who are the ones that may see it. Ctrl Enter sends.
import { Button, Mentions } from "antd";
import { Paperclip } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AttachmentList, useAttachments } from "@/form";
import { PersonAvatar } from "@/ui";
import { useProject } from "../useProject";
import familyCss from "./family.module.css";
import itemCss from "./item.module.css";
import css from "./talk.module.css";
import { handleOf } from "./mentions";

interface Props {
  label: string;
  /** On the button. */
  verb: string;
  start?: string;
  withFiles?: boolean;
  /** What was written stays when it fails. */
  onSubmit: (text: string, files: string[]) => Promise<unknown>;
  onCancel?: () => void;
}

export function CommentBox({ label, verb, start = "", withFiles = false, onSubmit, onCancel }: Props) {
  const { t } = useTranslation("projects");
  const { members } = useProject();
  const fileInput = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(start);
  const [busy, setBusy] = useState(false);
  const attachments = useAttachments();
  const people = useMemo(() => members.map((m) => m.user), [members]);
  const options = useMemo(
    () =>
      people.map((person) => ({
        key: person.id,
        value: handleOf(person, people),
        search: `${person.name} ${person.login}`.toLowerCase(),
        label: (
          <span className={css.person}>
            <PersonAvatar person={person} size="small" />
            <span>{person.name}</span>
            <span className={itemCss.quiet}>{person.login}</span>
          </span>
        ),
      })),
    [people],
  );
  const ready = text.trim() !== "" && attachments.settled && !busy;
  const submit = async () => {
    if (!ready) return;
    setBusy(true);
    try {
      await onSubmit(text.trim(), attachments.files.map((file) => file.id));
      setText("");
      attachments.clear();
    } catch {
      // Whoever sends it says why; the text stays.
    } finally {
      setBusy(false);
    }
  };
  return (
    <div
      className={css.box}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
        else if (event.key === "Escape" && onCancel && !event.defaultPrevented) {
          event.stopPropagation();
          onCancel();
        }
      }}
    >
      <Mentions
        autoSize={{ minRows: 1, maxRows: 8 }}
        autoFocus={onCancel !== undefined}
        placement="top"
        value={text}
        maxLength={10_000}
        placeholder={label}
        aria-label={label}
        options={options}
        filterOption={(typed, option) => String((option as { search?: string }).search ?? "").includes(typed.toLowerCase())}
        notFoundContent={t("item.noMember")}
        onChange={setText}
        onPaste={(event) => withFiles && attachments.add([...event.clipboardData.files])}
      />
      {withFiles && <AttachmentList attachments={attachments} label={t("item.files")} />}
      {(text || onCancel || attachments.files.length + attachments.uploads.length > 0) && (
        <div className={css.boxTools}>
          {withFiles && (
            <>
              <input
                ref={fileInput}
                type="file"
                multiple
                hidden
                aria-label={t("item.attach")}
                onChange={(event) => {
                  attachments.add([...(event.target.files ?? [])]);
                  event.target.value = "";
                }}
              />
              <Button size="small" type="text" icon={<Paperclip size={14} aria-hidden />} onClick={() => fileInput.current?.click()}>
                {t("item.attach")}
              </Button>
            </>
          )}
          <span className={familyCss.grow} />
          {onCancel && (
            <Button size="small" type="text" onClick={onCancel}>
              {t("item.cancel")}
            </Button>
          )}
          <Button size="small" disabled={!ready} loading={busy} onClick={() => void submit()}>
            {verb}
          </Button>
        </div>
      )}
    </div>
  );
}
