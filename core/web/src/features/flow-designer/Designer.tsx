/** The designer: chart, settings, findings and pages over one definition with undo, saved as it changes. */
import { replaceEqualDeep, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Modal } from "antd";
import { useCallback, useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Schemas } from "@/api";
import { type FormSchema, textOf } from "@/form";
import { EmptyState, ErrorState, ListSkeleton, shortDateTime, useConfirmDanger, useDateWords, useIsPhone } from "@/ui";
import { FlowCanvas } from "./canvas/FlowCanvas";
import type { CanvasContext } from "./canvas/context";
import { DesignerBar, type Tab, TABS } from "./DesignerBar";
import css from "./designer.module.css";
import { useDirectory } from "./directory";
import { draftQuery, useAutosave, versionQuery } from "./draft";
import { type Finding, mergeFindings } from "./findings";
import { FlowTreeView } from "./FlowTreeView";
import { IssuePanel } from "./IssuePanel";
import { checkDefinition } from "./model/check";
import type { FlowDefinition } from "./model/definition";
import { type Clip, addBranch, copyOf, duplicateBranch, duplicateNode, insertNode, pasteBranch, pasteOnEdge, removeBranch, removeNode } from "./model/edit";
import { reduce, startState } from "./model/history";
import { branchEdge, findBlock, findBranch, isForkBlock, nodesOf, readTree } from "./model/tree";
import { type Direction, neighbour } from "./model/walk";
import { type PanelContext, PanelProvider } from "./panel/context";
import { FlowSettingsPage, MessagesPage } from "./panel/FlowPages";
import { RightsMatrix } from "./panel/RightsMatrix";
import { SettingsPanel } from "./panel/SettingsPanel";
import { PublishDialog } from "./PublishDialog";
import { useCanvasKeys } from "./useCanvasKeys";
import { useFlowWords } from "./useFlowWords";
import { making } from "./words";

interface DesignerProps {
  flowKey: string;
  formId: string | undefined;
  draft: Schemas["FlowDraft"];
  schema: FormSchema | undefined;
}

export function Designer({ flowKey, formId, draft: loaded, schema }: DesignerProps) {
  const { t, i18n } = useTranslation("flow-designer");
  const { message } = App.useApp();
  const confirm = useConfirmDanger();
  const client = useQueryClient();
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const [state, dispatch] = useReducer(reduce, loaded.definition as unknown as FlowDefinition, startState);
  const { definition, selected, clip } = state;
  const draft = useAutosave(flowKey, loaded, definition, useCallback((theirs: FlowDefinition) => dispatch({ type: "load", definition: theirs }), []));
  const [publishing, setPublishing] = useState(false);
  const [issuesOpen, setIssuesOpen] = useState(!phone);
  const root = useRef<HTMLDivElement>(null);

  const tab: Tab = TABS.find((candidate) => candidate === params.get("tab")) ?? "flow";
  const viewed = Number(params.get("version")) || undefined;
  const base = useQuery({ ...versionQuery(flowKey, loaded.baseVersion ?? 0), enabled: loaded.baseVersion != null });
  // Both as the server writes them, so that the same says the same.
  const published = draft.save.kind === "saved" && base.data !== undefined && replaceEqualDeep(base.data.definition, loaded.definition) === base.data.definition;
  const read = useMemo(() => readTree(definition), [definition]);
  const tree = "tree" in read ? read.tree : undefined;
  const directory = useDirectory(definition);
  const words = useFlowWords(schema, directory);
  const name = textOf(definition.name, i18n.language, flowKey);

  const findings = useMemo(
    () => mergeFindings(definition, draft.findings, checkDefinition(definition, schema?.fields), (issue) => words.issue(issue, definition)),
    [definition, draft.findings, schema, words],
  );
  const problems = useMemo(() => new Map([...findings].reverse().flatMap(({ at, text }) => (at ? [[at, text] as const] : []))), [findings]);

  const select = useCallback((key: string | null) => dispatch({ type: "select", key }), []);
  const edit = useCallback((edited: { definition: FlowDefinition; focus?: string }, tag?: string) => {
    dispatch({ type: "edit", edited: edited as { definition: FlowDefinition; focus: string }, ...(tag ? { tag } : {}) });
  }, []);

  const nameOf = useCallback(
    (key: string | undefined): string => {
      const node = definition.nodes.find((candidate) => candidate.key === key);
      if (node) return words.nodeName(node);
      const edge = definition.edges.find((candidate) => candidate.key === key);
      return edge ? textOf(edge.name, i18n.language, t("kind.branch")) : t("issues.whole");
    },
    [definition, words, i18n.language, t],
  );

  const editable = !phone && !viewed && tab === "flow" && tree !== undefined;
  const remove = useCallback(
    async (key: string) => {
      if (!tree) return;
      const branch = findBranch(tree, key);
      const block = findBlock(tree, key)?.block;
      const inside = branch ? nodesOf(branch.branch).length : block && isForkBlock(block) ? block.branches.flatMap(nodesOf).length : 0;
      if (inside > 0 && !(await confirm({ title: `${branch ? t("branch.remove") : t("panel.remove")}“${nameOf(key)}”`, text: t("branch.removeText", { count: inside }), verb: t("panel.remove") }))) return;
      if (branch) edit(removeBranch(definition, key));
      else if (block) {
        edit(removeNode(definition, key));
        select(null);
      }
    },
    [tree, definition, confirm, edit, select, nameOf, t],
  );
  const duplicate = useCallback((key: string) => tree && edit(findBranch(tree, key) ? duplicateBranch(definition, key, making) : duplicateNode(definition, key, making)), [tree, definition, edit]);
  const copy = useCallback(
    (key: string) => {
      const taken = tree && copyOf(definition, key);
      if (!taken) return;
      dispatch({ type: "copy", clip: taken });
      void message.info(t("copied", { name: nameOf(key) }));
    },
    [tree, definition, message, nameOf, t],
  );
  const pasteAt = useCallback(
    (key: string | null) => {
      if (!clip || !tree) return;
      const branch = key ? findBranch(tree, key) : undefined;
      const block = key ? findBlock(tree, key) : undefined;
      const fork = branch?.fork ?? (block && isForkBlock(block.block) ? block.block : undefined);
      if (clip.kind === "branch" && fork) return edit(pasteBranch(definition, fork.node.key, clip, making));
      // After the selected node, into the selected branch, else at the end.
      const edge = branch ? branchEdge(branch.branch) : block ? block.sequence.edges[block.index + 1] : key === tree.start.key ? tree.body.edges[0] : tree.body.edges.at(-1);
      if (edge) edit(pasteOnEdge(definition, edge.key, clip, making));
    },
    [clip, tree, definition, edit],
  );

  const move = (direction: Direction) => {
    const next = tree && (selected ? neighbour(tree, selected, direction) : tree.start.key);
    if (!next) return;
    select(next);
    root.current?.querySelector<HTMLElement>(`[data-key="${next}"]`)?.focus({ preventScroll: true });
  };
  const onSelected = (run: (key: string) => void) => () => selected && run(selected);
  useCanvasKeys(
    root,
    {
      ArrowUp: () => move("up"),
      ArrowDown: () => move("down"),
      ArrowLeft: () => move("left"),
      ArrowRight: () => move("right"),
      Delete: onSelected((key) => void remove(key)),
      Backspace: onSelected((key) => void remove(key)),
      Escape: () => select(null),
      "mod+c": onSelected(copy),
      "mod+v": () => pasteAt(selected),
      "mod+d": onSelected((key) => void duplicate(key)),
      "mod+z": (event) => dispatch({ type: event.shiftKey ? "redo" : "undo" }),
      "mod+y": () => dispatch({ type: "redo" }),
    },
    editable,
  );

  const editing = useMemo<CanvasContext["editing"]>(
    () =>
      editable
        ? {
            clip,
            clipName: clip ? clipName(clip, i18n.language) : "",
            insert: (edge, kind) => edit(insertNode(definition, edge, kind, making)),
            paste: (edge) => clip && edit(pasteOnEdge(definition, edge, clip, making)),
            addBranch: (fork) => edit(addBranch(definition, fork, making)),
          }
        : undefined,
    [editable, clip, i18n.language, definition, edit],
  );

  const panel = useMemo<PanelContext | undefined>(
    () =>
      tree && {
        definition,
        tree,
        schema,
        formId,
        directory,
        words,
        select,
        change: (next, tag) => edit({ definition: next }, tag),
        openRights: () => setParams({ tab: "rights" }),
      },
    [definition, tree, schema, formId, directory, words, select, edit, setParams],
  );

  const go = (key: string) => {
    if (tab !== "flow") setParams({});
    select(key);
  };
  const publish = () => {
    if (findings.length > 0) {
      void message.warning(t("publish.blocked"));
      setIssuesOpen(true);
      if (tab !== "flow") setParams({});
    } else setPublishing(true);
  };
  const reload = () => client.invalidateQueries({ queryKey: draftQuery(flowKey).queryKey });

  const settings = selected && panel && (
    <SettingsPanel
      key={selected}
      selected={selected}
      findings={findings.filter((finding: Finding) => finding.at === selected).map((finding) => finding.text)}
      onClose={() => select(null)}
      onDuplicate={editable ? () => duplicate(selected) : undefined}
      onRemove={editable ? () => void remove(selected) : undefined}
    />
  );

  return (
    <div className={css.designer} ref={root} data-own-top-bar>
      <DesignerBar
        flowKey={flowKey}
        name={name}
        formId={formId}
        baseVersion={draft.baseVersion}
        published={published}
        viewed={viewed}
        tab={tab}
        save={draft.save}
        unfinished={findings.length}
        canUndo={state.past.length > 0}
        canRedo={state.future.length > 0}
        onUndo={() => dispatch({ type: "undo" })}
        onRedo={() => dispatch({ type: "redo" })}
        onIssues={() => {
          setIssuesOpen(true);
          const first = findings.find((finding) => finding.at)?.at;
          if (first) go(first);
        }}
        onPublish={publish}
        onView={(version) => setParams({ version: String(version) })}
        settle={async () => ((await draft.flush()) ? draft.rev() : undefined)}
        onRolledBack={() => {
          setParams({});
          void reload();
        }}
      />
      {viewed ? (
        <VersionView flowKey={flowKey} version={viewed} schema={schema} onBack={() => setParams({})} />
      ) : panel && tree ? (
        <PanelProvider value={panel}>
          {tab === "rights" && (
            <div className={css.column}>
              <RightsMatrix />
            </div>
          )}
          {tab === "messages" && <MessagesPage />}
          {tab === "settings" && <FlowSettingsPage />}
          {tab === "flow" && (
            <>
              {phone && <p className={css.phoneHint}>{t("readOnly")}</p>}
              <div className={css.body}>
                <FlowCanvas tree={tree} label={t("canvas", { name })} words={words} selected={selected} onSelect={select} problems={problems} {...(editing ? { editing } : {})}>
                  <IssuePanel findings={findings} nameOf={nameOf} open={issuesOpen && !(phone && selected)} onToggle={() => setIssuesOpen(!issuesOpen)} onGo={go} />
                </FlowCanvas>
                {!phone && settings}
              </div>
              {phone && (
                <Drawer open={Boolean(settings)} onClose={() => select(null)} placement="bottom" size="100%" closable={false} styles={{ body: { padding: 0 } }} aria-label={t("panel.settings", { name: nameOf(selected ?? undefined) })}>
                  {settings}
                </Drawer>
              )}
            </>
          )}
        </PanelProvider>
      ) : (
        <EmptyState title={t("issues.notATree")} />
      )}
      {publishing && draft.save.kind !== "conflict" && (
        <PublishDialog
          flowKey={flowKey}
          name={name}
          baseVersion={draft.baseVersion}
          flush={draft.flush}
          refusal={draft.save.kind === "refused" ? draft.save.error.message : undefined}
          onClose={() => setPublishing(false)}
          onRefused={() => {
            setPublishing(false);
            void reload();
          }}
        />
      )}
      {draft.save.kind === "conflict" && <Conflict theirs={draft.save.theirs} onResolve={draft.resolve} />}
    </div>
  );
}

function clipName(clip: Clip, locale: string): string {
  return clip.kind === "block" ? textOf(clip.block.node.name, locale) : textOf(branchEdge(clip.branch).name, locale);
}

function VersionView({ flowKey, version, schema, onBack }: { flowKey: string; version: number; schema: FormSchema | undefined; onBack: () => void }) {
  const { t } = useTranslation("flow-designer");
  const query = useQuery(versionQuery(flowKey, version));
  return (
    <div className={css.column}>
      <p className={css.notice} role="status">
        {t("version.viewing", { version })}
        <Button size="small" onClick={onBack}>
          {t("version.backToDraft")}
        </Button>
      </p>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : query.data ? <FlowTreeView definition={query.data.definition} schema={schema} /> : <ListSkeleton rows={8} rowHeight={60} />}
    </div>
  );
}

function Conflict({ theirs, onResolve }: { theirs: Schemas["FlowDraft"]; onResolve: (whose: "theirs" | "mine") => void }) {
  const { t } = useTranslation("flow-designer");
  const words = useDateWords();
  return (
    <Modal
      open
      closable={false}
      title={t("save.conflictTitle")}
      okText={t("save.takeTheirs")}
      cancelText={t("save.keepMine")}
      onOk={() => onResolve("theirs")}
      onCancel={() => onResolve("mine")}
      keyboard={false}
      mask={{ closable: false }}
    >
      {t("save.conflictText", { name: theirs.updatedBy.name, time: shortDateTime(theirs.updatedAt, words) })}
    </Modal>
  );
}
