// The form of a new instance: filled in, saved as it goes, with the people it will pass beside it.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { api, isProblem, ok, once, type ProblemItem, type Schemas } from "@/api";
import { NextPeople } from "@/approval";
import { Process } from "@/approval/steps";
import { useMe } from "@/app/me";
import { type FormData, FormFill, PersonPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { nowInZone, useConfirmDanger, useDebounced, useProblemToast, useRequestKey } from "@/ui";
import { defaultsOf } from "./defaults";
import { SaveNote } from "./SaveNote";
import css from "./start.module.css";
import { useAutosave } from "./useAutosave";

const PREVIEW_REST_MS = 500;

/** `items[2].price` → `items`. */
const rootOf = (path: string) => path.split(/[.[]/)[0] ?? path;

interface StartFormProps {
  flow: Schemas["Flow"];
  draft: Schemas["Draft"] | undefined;
}

export function StartForm({ flow, draft }: StartFormProps) {
  const { t } = useTranslation("start");
  const pick = usePickText();
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const confirmDanger = useConfirmDanger();
  const [, setParams] = useSearchParams();
  const { schema, rights, chooses } = flow.start;

  const main = me.departments.find((membership) => membership.main) ?? me.departments[0];
  const [data, setData] = useState<FormData>(() => draft?.data ?? defaultsOf(schema));
  const [departmentId, setDepartmentId] = useState(draft?.departmentId ?? main?.department.id);
  const [chosen, setChosen] = useState<Record<string, string[]>>(draft?.chosen ?? {});
  const [dirty, setDirty] = useState(false);
  const [issues, setIssues] = useState<ProblemItem[]>([]);
  const top = useRef<HTMLDivElement>(null);
  const requestKey = useRequestKey();

  const content = { data, chosen, ...(departmentId && { departmentId }) };
  const autosave = useAutosave({ flowKey: flow.key, ...content }, dirty, draft);
  const { draftId } = autosave;
  useEffect(() => {
    if (draftId) setParams({ draft: draftId }, { replace: true });
  }, [draftId, setParams]);

  const asked = useDebounced(content, PREVIEW_REST_MS);
  const preview = useQuery({
    queryKey: ["flowPreview", flow.key, asked],
    queryFn: () => ok(api.POST("/flows/{key}/preview", { params: { path: { key: flow.key } }, body: asked })),
    placeholderData: keepPreviousData,
  });
  const upcoming = preview.data?.upcoming ?? flow.start.upcoming;
  const context = useMemo(() => ({ initiator: me.user.id, initiatorDepartment: departmentId, today: nowInZone().format("YYYY-MM-DD") }), [me.user.id, departmentId]);

  const submit = useMutation({
    mutationFn: async () => {
      const saved = await autosave.stop();
      const body = { ...content, ...(saved && { draftId: saved }) };
      return ok(api.POST("/flows/{key}/instances", { params: { path: { key: flow.key }, header: once(requestKey(body)) }, body }));
    },
    onSuccess: (instance) => {
      void message.success(t("submitted"));
      for (const key of ["instances", "tasks", "drafts", "counts", "records"]) void client.invalidateQueries({ queryKey: [key] });
      void navigate(`/approvals/started/${instance.id}`, { replace: true });
    },
    onError: (error) => {
      autosave.resume();
      if (!isProblem(error) || error.errors.length === 0) return toast(error);
      setIssues(error.errors);
      top.current?.scrollIntoView({ block: "start" });
    },
  });

  const missing = chooses.filter((node) => !chosen[node.node]?.length);
  const trySubmit = () => {
    if (missing.length > 0) {
      setIssues([]);
      void message.warning(t("chooseFirst", { name: pick(missing[0]?.name) }));
      document.getElementById(`choose-${missing[0]?.node}`)?.focus();
      return;
    }
    submit.mutate();
  };
  const discard = async () => {
    if (dirty || draftId) {
      if (!(await confirmDanger({ title: t("discard.title"), text: t("discard.text"), verb: t("discard.verb") }))) return;
    }
    const saved = await autosave.stop();
    if (saved) {
      await api.DELETE("/drafts/{id}", { params: { path: { id: saved } } }).catch(toast);
      for (const key of ["drafts", "counts"]) void client.invalidateQueries({ queryKey: [key] });
    }
    void navigate("/start", { replace: true });
  };
  /** A finding goes away as soon as its field is touched; the next submission tells anew. */
  const changeData = (next: FormData) => {
    setIssues((old) => old.filter((issue) => next[rootOf(issue.field)] === data[rootOf(issue.field)]));
    setData(next);
  };
  const edited = <T,>(set: (value: T) => void) => (value: T) => {
    setDirty(true);
    set(value);
  };

  return (
    <div className={css.page} data-own-bottom-bar>
      <div className={css.form}>
        <div ref={top} className={css.column}>
          <h1>{pick(flow.name)}</h1>
          {pick(flow.description) && <p className={css.description}>{pick(flow.description)}</p>}
          {draft && draft.adjusted.length > 0 && (
            <Alert
              type="warning"
              showIcon
              closable
              title={t("adjusted", { version: draft.currentFormVersion })}
              description={
                <ul>
                  {draft.adjusted.map((item) => (
                    <li key={item.field + item.code}>{item.message}</li>
                  ))}
                </ul>
              }
            />
          )}
          {autosave.state === "conflict" && (
            <Alert type="error" showIcon title={t("conflict.title")} description={t("conflict.text")} action={<Button onClick={() => window.location.reload()}>{t("conflict.reload")}</Button>} />
          )}
          {me.departments.length > 1 && (
            <div className={css.choice}>
              <label htmlFor="start-department">{t("department")}</label>
              <Select
                id="start-department"
                value={departmentId ?? null}
                onChange={edited(setDepartmentId)}
                options={me.departments.map((membership) => ({
                  value: membership.department.id,
                  label: [pick(membership.department.name), pick(membership.post?.name)].filter(Boolean).join(" · "),
                }))}
              />
            </div>
          )}
          <FormFill schema={schema} rights={rights} value={data} onChange={edited(changeData)} context={context} issues={issues} />
          {chooses.length > 0 && (
            <section className={css.chooses} aria-label={t("chooses")}>
              <h2>{t("chooses")}</h2>
              {chooses.map((node) => (
                <div key={node.node} className={css.choice}>
                  <label htmlFor={`choose-${node.node}`}>
                    {pick(node.name)} <span className={css.required}>*</span>
                  </label>
                  <PersonPicker
                    id={`choose-${node.node}`}
                    style={{ width: "100%" }}
                    multiple={node.multiple}
                    value={chosen[node.node] ?? []}
                    onChange={(ids) => edited(setChosen)({ ...chosen, [node.node]: ids })}
                  />
                </div>
              ))}
            </section>
          )}
        </div>
      </div>
      <aside className={css.side} aria-label={t("preview")}>
        <h2>{t("preview")}</h2>
        <p className={css.faint}>{t("previewHint")}</p>
        {preview.isError ? <p className={css.faint}>{t("previewFailed")}</p> : <Process steps={[]} upcoming={upcoming} schema={schema} />}
      </aside>
      <div className={css.bar}>
        <span className={css.next}>
          <NextPeople next={upcoming} after="submit" />
        </span>
        <span className={css.space} />
        <SaveNote state={autosave.state} at={autosave.savedAt} />
        <Button type="text" onClick={() => void discard()}>
          {draftId ? t("discard.verb") : t("leave")}
        </Button>
        <Button type="primary" className={css.submit} loading={submit.isPending} onClick={trySubmit}>
          {t("submit")}
        </Button>
      </div>
    </div>
  );
}
