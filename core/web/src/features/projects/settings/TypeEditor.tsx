// One type of work items: what it is called, where it may stand, its statuses and the ways between them.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input, Select } from "antd";
import { ArrowLeft, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ifMatch, isProblem, ok, type ProblemItem, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { IconButton, useConfirmDanger } from "@/ui";
import { otherAddress, useLeaveAsked } from "@/ui/useLeaveAsked";
import { TypeIcon } from "../parts/TypeIcon";
import { useRefusal } from "../parts/useRefusal";
import { typesQuery, type WorkItemType } from "../queries";
import { useProject } from "../useProject";
import { FieldsPart } from "./FieldsPart";
import { Findings } from "./Findings";
import { findingsAt, findingsWithin } from "./findings";
import { IconPicker } from "./IconPicker";
import { TYPE_NAME_MAX_CHARS } from "./NewTypeDialog";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { StatusesPart } from "./StatusesPart";
import { TransitionsPart } from "./TransitionsPart";
import { useSetting } from "./useSetting";
import { trimmedText, trimmedWorkflow } from "./workflow";

export type Draft = Pick<WorkItemType, "name" | "icon" | "parents" | "root" | "workflow">;

const STALE = 412;
const draftOf = ({ name, icon, parents, root, workflow }: WorkItemType): Draft => ({
  name,
  icon: icon ?? null,
  parents: parents ?? null,
  root,
  workflow,
});

export function TypeEditor({ type }: { type: WorkItemType }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const confirm = useConfirmDanger();
  const refuse = useRefusal();
  const { project, types } = useProject();
  /** The type as the changes began. */
  const [base, setBase] = useState(type);
  const [draft, setDraft] = useState<Draft>(() => draftOf(type));
  const [found, setFound] = useState<ProblemItem[]>([]);
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base));
  // What others change shows at once, as long as nothing of one's own would be lost.
  if (!dirty && type.rev !== base.rev) {
    setBase(type);
    setDraft(draftOf(type));
  }
  const stale = dirty && type.rev !== base.rev;
  const gone = useLeaveAsked(
    dirty,
    { title: t("types.leave"), text: t("types.leaveText"), leave: t("types.leaveVerb"), stay: t("types.stay") },
    otherAddress,
  );

  const change = (part: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...part }));
    // Places are told by number: they mean something else once the lists have changed.
    if (part.workflow && (part.workflow.statuses.length !== draft.workflow.statuses.length || part.workflow.transitions.length !== draft.workflow.transitions.length)) {
      setFound([]);
    }
  };
  const save = useSetting({
    run: (rev: number) => {
      const body = { ...draft, name: trimmedText(draft.name), workflow: trimmedWorkflow(draft.workflow) } as Schemas["UpdateWorkItemType"];
      return ok(api.PATCH("/projects/{id}/types/{type}", { params: { path: { id: project.id, type: type.key }, header: ifMatch(rev) }, body }));
    },
    onDone: (saved) => {
      const next = saved as WorkItemType;
      setBase(next);
      setDraft(draftOf(next));
      setFound([]);
    },
    onError: (error) => {
      if (isProblem(error) && error.status === STALE) void client.invalidateQueries({ queryKey: typesQuery(project.id).queryKey });
      else if (isProblem(error) && error.errors.length > 0) setFound(error.errors);
      else refuse(error);
    },
  });
  const remove = useSetting({
    run: () => api.DELETE("/projects/{id}/types/{type}", { params: { path: { id: project.id, type: type.key } } }),
    onDone: () => void navigate("."),
    said: t("types.removed"),
  });
  const askRemove = async () => {
    if (await confirm({ title: t("types.askRemove", { name: pick(type.name) }), text: t("types.askRemoveText"), verb: t("types.remove") })) {
      gone();
      remove.mutate(undefined);
    }
  };

  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found.length > 0) head.current?.scrollIntoView({ block: "nearest" });
  }, [found]);
  const name = (language: "zh-CN" | "en", label: string) => (
    <label className={css.labelled}>
      <span>{label}</span>
      <Input maxLength={TYPE_NAME_MAX_CHARS} value={draft.name[language] ?? ""} onChange={(event) => change({ name: { ...draft.name, [language]: event.target.value } })} />
    </label>
  );

  return (
    <section className={css.editor}>
      <div ref={head} className={css.editorHead}>
        <IconButton icon={ArrowLeft} label={t("types.back")} onClick={() => void navigate(".")} />
        <TypeIcon name={draft.icon} />
        <h2>{pick(draft.name) || type.key}</h2>
        <span className={css.quiet}>{type.key}</span>
        <span className={css.headActions}>
          <IconButton icon={Trash2} label={t("types.remove")} loading={remove.isPending} onClick={() => void askRemove()} />
        </span>
      </div>
      {found.length > 0 && (
        <Alert type="error" role="alert" title={t("types.found", { count: found.length })} description={<Findings found={found} />} />
      )}
      {stale && (
        <Alert
          type="warning"
          role="alert"
          title={t("types.stale")}
          action={
            <span className={css.choice}>
              <Button size="small" onClick={() => { setBase(type); setDraft(draftOf(type)); setFound([]); }}>
                {t("types.takeTheirs")}
              </Button>
              <Button size="small" danger onClick={() => save.mutate(type.rev)}>
                {t("types.keepMine")}
              </Button>
            </span>
          }
        />
      )}
      <div className={css.block}>
        <div className={css.pair}>
          {name("zh-CN", t("types.nameZh"))}
          {name("en", t("types.nameEn"))}
        </div>
        <Findings found={findingsAt(found, "name")} />
        <div className={css.labelled}>
          <span>{t("types.icon")}</span>
          <IconPicker label={t("types.icon")} value={draft.icon ?? null} onChange={(icon) => change({ icon })} />
        </div>
      </div>
      <div className={css.block}>
        <SectionHead title={t("types.place")} hint={t("types.placeHint")} />
        <Checkbox checked={draft.root} onChange={(event) => change({ root: event.target.checked })}>
          {t("types.root")}
        </Checkbox>
        <label className={css.labelled}>
          <span>{t("types.parents")}</span>
          <Select<string[]>
            aria-label={t("types.parents")}
            mode="multiple"
            allowClear
            placeholder={draft.parents ? t("types.noParents") : t("types.anyParent")}
            value={draft.parents ?? []}
            options={types.map((one) => ({ value: one.key, label: pick(one.name) }))}
            onChange={(parents) => change({ parents: parents.length > 0 ? parents : null })}
          />
        </label>
        <Findings found={[...findingsAt(found, "root"), ...findingsWithin(found, "parents")]} />
      </div>
      <StatusesPart workflow={draft.workflow} found={found} onChange={(workflow) => change({ workflow })} />
      <TransitionsPart workflow={draft.workflow} fields={type.schema.fields} found={found} onChange={(workflow) => change({ workflow })} />
      <FieldsPart type={type} />
      <div className={css.saveBar}>
        <span className={css.quiet} role="status">
          {dirty ? t("types.unsaved") : ""}
        </span>
        <Button disabled={!dirty || save.isPending} onClick={() => { setDraft(draftOf(base)); setFound([]); }}>
          {t("types.discard")}
        </Button>
        <Button type="primary" disabled={!dirty || stale} loading={save.isPending} onClick={() => save.mutate(base.rev)}>
          {t("settings.save")}
        </Button>
      </div>
    </section>
  );
}
