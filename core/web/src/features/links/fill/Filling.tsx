// The form behind a link, being filled in. It is checked here as the server will check it; what cannot be sent stays.

import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import type { Engine } from "@/engine";
import { FormFill, textOf, type FormData, type FormIssue } from "@/form";
import { problemText } from "@/ui";
import css from "./fill.module.css";
import { forget, keep, readKept, sending } from "./kept";
import { fill, type OpenLink, type Receipt } from "./queries";

interface Props {
  token: string;
  link: OpenLink;
  engine: Engine;
  onSent: (receipt: Receipt) => void;
}

export function Filling({ token, link, engine, onSent }: Props) {
  const { t, i18n } = useTranslation("links");
  const { schema, rights, initiator, initiatorDepartment } = link;
  const context = useMemo(() => ({ initiator: initiator ?? undefined, initiatorDepartment: initiatorDepartment ?? undefined }), [initiator, initiatorDepartment]);
  const [kept] = useState(() => readKept(token));
  const [data, setData] = useState<FormData>(() => kept?.data ?? engine.initialForm(schema, context));
  const [issues, setIssues] = useState<FormIssue[]>([]);
  const change = (next: FormData) => {
    setData(next);
    keep(token, { ...readKept(token), data: next });
  };
  const send = useMutation({
    mutationFn: () => {
      const out = sending(readKept(token), data);
      keep(token, out);
      return fill(token, link.audience, data, out.sent.key);
    },
    onSuccess: (receipt) => {
      forget(token);
      onSent(receipt);
    },
    onError: (error) => setIssues(isProblem(error) ? error.errors.filter(({ field }) => field) : []),
  });
  const submit = () => {
    if (send.isPending) return;
    const found = engine.validateForm(schema, data, rights, context, i18n.language);
    setIssues(found);
    if (found.length === 0) send.mutate();
    else send.reset();
  };
  // On a phone the list of what is missing stands far above the button.
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (issues.length > 0) card.current?.scrollIntoView({ block: "start" });
  }, [issues]);
  const description = textOf(schema.description, i18n.language);
  const failed = send.error && issues.length === 0;
  return (
    <div className={css.card} ref={card}>
      <h1>{textOf(schema.name, i18n.language)}</h1>
      {description && <p className={css.description}>{description}</p>}
      {kept && <p className={css.quiet}>{t("restored")}</p>}
      <div className={css.form}>
        <FormFill schema={schema} rights={rights} context={context} value={data} onChange={change} issues={issues} />
      </div>
      {failed && <Failed error={send.error} />}
      <Button type="primary" size="large" block className={css.submit} loading={send.isPending} onClick={submit}>
        {t("submit")}
      </Button>
      {link.audience === "public" && <p className={css.quiet}>{t("goesTo", { company: link.company })}</p>}
    </div>
  );
}

function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation("links");
  const offline = isProblem(error, "network");
  // What stands in between answers without a reason when the server is away.
  const silent = !isProblem(error) || error.code === "unknown";
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className={css.failed ?? ""}
      title={offline ? t("offline") : silent ? t("failed") : problemText(error, t("failed"))}
      description={t("inputKept")}
    />
  );
}
