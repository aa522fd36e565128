// The work items of a project: tabs of views, a filter that reads as a sentence, the rows in a layout, what to do with the
// selected ones, and a drawer with an address of its own.
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { FormServicesContext } from "@/form";
import { type Column, FilterBar, groupedBy, type SavedView, useView, type ViewPlace, ViewNotes, ViewTabs } from "@/list";
import { usePickText } from "@/i18n/usePickText";
import { useHotkeys } from "@/ui";
import { ItemDrawer } from "../item/ItemDrawer";
import type { WorkItem } from "../queries";
import { useProject } from "../useProject";
import { Bin } from "./Bin";
import { BulkBar } from "./BulkBar";
import { itemChoices } from "./choices";
import { CATEGORY, itemColumns, shownAtFirst } from "./columns";
import { ItemLayout } from "./ItemLayout";
import css from "./items.module.css";
import { QuickCreate } from "./QuickCreate";
import { Toolbar } from "./Toolbar";
import { useItemGroups } from "./useItemGroups";
import { useItemRows } from "./useItemRows";
import { useItemsAsked } from "./useItemsAsked";
import { useParentLookup, withParents } from "./useParentLookup";
import { useRemove } from "./useRemove";
import { useSelected } from "./useSelected";

export function Items({ views }: { views: SavedView[] }) {
  const { t, i18n } = useTranslation("projects");
  const pick = usePickText();
  const { project, types, members } = useProject();
  const { itemId } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const open = useView(`projects.items.${project.id}`, views);
  const asked = useItemsAsked(types, open);
  const { type, bin } = asked;
  const { layout } = open.settings;
  const { can } = project;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [creating, setCreating] = useState<{ parent?: WorkItem | undefined }>();
  const [order, setOrder] = useState<string[]>();

  const base = `/projects/${project.id}/items`;
  const place: ViewPlace = { kind: "project", id: project.id, path: base, mayShare: can.arrange };
  const hrefOf = useCallback((id: string) => `${base}/${id}${search}`, [base, search]);
  const columns = useMemo(
    () => itemColumns({ projectId: project.id, types, type, members, t, pick, locale: i18n.language, hrefOf }),
    [project.id, types, type, members, t, pick, i18n.language, hrefOf],
  );
  const choosable = useMemo(() => columns.filter(({ key }) => key !== CATEGORY), [columns]);
  const choices = useMemo(() => itemChoices(layout, choosable, types, i18n.language), [layout, choosable, types, i18n.language]);
  const group = layout === "table" && !bin ? groupedBy(choices, open.settings) : undefined;
  const by = useMemo((): Column | undefined => choosable.find(({ key }) => key === group) as Column | undefined, [choosable, group]);

  const found = useItemRows(project.id, asked.question, closed, layout === "table" && !bin && !by);
  const groups = useItemGroups(by, asked);
  const items = useMemo(() => (by ? groups.rows : found.rows.map(({ item }) => item)), [by, groups.rows, found.rows]);
  const refs = useMemo(() => withParents(by ? groups.refs : found.refs, items), [by, groups.refs, found.refs, items]);
  const narrowed = found.narrowed || by !== undefined;
  const shown = open.settings.columns.length > 0 ? open.settings.columns : shownAtFirst(type, narrowed);
  const selection = useSelected(items, can.work && layout === "table" && !bin);

  const remove = useRemove((gone) => {
    if (itemId === gone.id) void navigate(`${base}${search}`);
  });
  const create = useCallback((parent?: WorkItem) => setCreating({ parent }), []);
  useHotkeys({ c: () => create() }, can.work && !bin);
  const toggle = useCallback(
    (id: string) =>
      setClosed((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );

  const first = found.list.data?.pages[0];
  const total = by ? groups.total : layout !== "table" ? undefined : found.narrowed ? (first?.total ?? undefined) : project.items.todo + project.items.doing + project.items.done;
  const services = useParentLookup(project.id);
  return (
    <div className={css.page}>
      {!bin && <ViewTabs place={place} views={views} open={open} />}
      {!bin && <ViewNotes place={place} open={open} />}
      <Toolbar
        asked={asked}
        open={open}
        choices={choices}
        total={total}
        totalCapped={!by && found.narrowed && first?.totalCapped === true}
        columns={choosable}
        shown={shown}
        selection={selection}
        onCreate={can.work ? () => create() : undefined}
      >
        <FormServicesContext.Provider value={services}>
          <FilterBar columns={columns} leaves={asked.leaves} refs={refs} onChange={open.setLeaves} />
        </FormServicesContext.Provider>
      </Toolbar>
      {bin ? (
        <Bin q={open.q} />
      ) : (
        <>
          {creating && (
            <QuickCreate parent={creating.parent} type={type?.key} hrefOf={hrefOf} onParent={() => create()} onClose={() => setCreating(undefined)} />
          )}
          <ItemLayout
            asked={asked}
            open={open}
            choices={choices}
            found={found}
            sections={by && groups}
            columns={choosable}
            shown={shown}
            refs={refs}
            selection={selection}
            openId={itemId}
            hrefOf={hrefOf}
            creating={creating !== undefined}
            onToggle={toggle}
            onCreate={create}
            onRemove={(item) => void remove(item)}
            onOrder={setOrder}
          />
          <BulkBar items={selection.items} onSelect={selection.select} />
        </>
      )}
      <ItemDrawer
        project={project}
        itemId={bin ? undefined : itemId}
        siblings={order}
        onClose={() => void navigate(`${base}${search}`)}
        onOpen={(id) => void navigate(hrefOf(id))}
      />
    </div>
  );
}
