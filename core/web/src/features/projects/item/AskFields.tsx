// What a status demands before an item goes there: asked for in a small dialog, sent together with the move.
import { useMutation } from "@tanstack/react-query";
import { } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, type PersonRef } from "@/api";
import { DatePart, FormFill, type FormData, type FormIssue, type FormSchema, isEmptyValue, type Refs } from "@/form";
import { Sheet } from "@/ui";
import { DialogFoot } from "../parts/DialogFoot";
import { useRefusal } from "../parts/useRefusal";
import type { ItemChange, ProjectMember } from "../queries";
import askCss from "./ask.module.css";
import css from "./item.module.css";
import { MemberSelect } from "../parts/MemberSelect";

export interface Asked {
  title: string;
  /** The name of the status. */
  status: string;
  /** Keys of fields, `$assignee`, `$start`, `$due`. */
  fields: string[];
  schema: FormSchema;
  data: FormData;
  refs?: Refs | undefined;
}

interface Props {
  asked: Asked;
  members: ProjectMember[];
  onClose: () => void;
  /** Sends what was filled in together with the move. */
  onSubmit: (change: ItemChange) => Promise<unknown>;
}

const STALE = 412;
const OWN = ["$assignee", "$start", "$due"] as const;

export function AskFields({ asked, members, onClose, onSubmit }: Props) {
  const { t } = useTranslation("projects");
  const refuse = useRefusal();
  const [assignee, setAssignee] = useState<PersonRef | null>(null);
  const [days, setDays] = useState<{ start?: string | null; due?: string | null }>({});
  const schema = useMemo<FormSchema>(
    () => ({
      name: asked.schema.name,
      fields: asked.schema.fields.filter((f) => asked.fields.includes(f.key)).map((f) => ({ ...f, required: true })),
    }),
    [asked],
  );
  const [data, setData] = useState<FormData>(() => Object.fromEntries(schema.fields.map((f) => [f.key, asked.data[f.key]])));
  const [issues, setIssues] = useState<FormIssue[]>([]);
  const asks = (key: (typeof OWN)[number]) => asked.fields.includes(key);
  const complete =
    (!asks("$assignee") || assignee) &&
    (!asks("$start") || days.start) &&
    (!asks("$due") || days.due) &&
    schema.fields.every((f) => !isEmptyValue(data[f.key]));
  const submit = useMutation({
    mutationFn: () => {
      const change: ItemChange = {};
      if (asks("$assignee")) change.assignee = assignee?.id ?? null;
      if (asks("$start")) change.start = days.start ?? null;
      if (asks("$due")) change.due = days.due ?? null;
      if (schema.fields.length > 0) change.fields = data;
      return onSubmit(change);
    },
    onSuccess: onClose,
    onError: (error) => {
      const own = isProblem(error) ? error.errors.filter((e) => e.field.startsWith("fields.")) : [];
      if (own.length > 0) setIssues(own.map((e) => ({ ...e, field: e.field.slice("fields.".length) })) as FormIssue[]);
      else if (isProblem(error) && error.status === STALE) onClose();
      else refuse(error);
    },
  });
  const day = (key: "start" | "due") => (
    <label className={css.ask}>
      <span>{t(`item.${key}`)}</span>
      <DatePart
        aria-label={t(`item.${key}`)}
        value={days[key]}
        onChange={(value) => setDays((old) => ({ ...old, [key]: value }))}
      />
    </label>
  );
  return (
    <Sheet
      title={t("item.ask.title", { status: asked.status })}
      onClose={onClose}
      footer={<DialogFoot onClose={onClose} verb={t("item.ask.move")} onSubmit={() => submit.mutate()} busy={submit.isPending} disabled={!complete} />}
    >
      <p className={askCss.askText}>{t("item.ask.text", { title: asked.title, status: asked.status })}</p>
      <div className={askCss.asks}>
        {asks("$assignee") && (
          <div className={css.ask}>
            <span>{t("item.assignee")}</span>
            <MemberSelect required members={members} value={assignee} onChange={setAssignee} label={t("item.assignee")} />
          </div>
        )}
        {asks("$start") && day("start")}
        {asks("$due") && day("due")}
        {schema.fields.length > 0 && (
          <FormFill schema={schema} value={data} onChange={setData} refs={asked.refs} issues={issues} summary={false} />
        )}
      </div>
    </Sheet>
  );
}
