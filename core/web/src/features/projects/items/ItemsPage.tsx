// The work items of a project as a list: in their hierarchy, or narrowed by a filter; changed in place or together.
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { ListTodo } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { api, ok } from "@/api";
import { type Column, FilterBar, ListTable, standingColumn, useColumnChoice } from "@/list";
import { FormServicesContext, useFormServices } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, ListSkeleton, useHotkeys, useIsPhone } from "@/ui";
import { ItemDrawer } from "../item/ItemDrawer";
import { useRefusal } from "../parts/useRefusal";
import css from "../projects.module.css";
import { ITEM_KEYS, type WorkItem } from "../queries";
import { useProject } from "../useProject";
import { Bin } from "./Bin";
import { BulkBar } from "./BulkBar";
import { CATEGORY, type ItemRow, itemColumns, shownAtFirst } from "./columns";
import { ItemCards } from "./ItemCards";
import { QuickCreate } from "./QuickCreate";
import { RowLead } from "./RowLead";
import { RowMenu } from "./RowMenu";
import { Toolbar } from "./Toolbar";
import { useItemRows } from "./useItemRows";
import { useItemsAsked } from "./useItemsAsked";

const TITLE_WIDTH = 420;
const UNDO_SECONDS = 8;

export default function ItemsPage() {
  const { t, i18n } = useTranslation("projects");
  const { t: words } = useTranslation("list");
  const pick = usePickText();
  const { project, types, members } = useProject();
  const { itemId } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const client = useQueryClient();
  const refuse = useRefusal();
  const { message } = App.useApp();
  const services = useFormServices();
  const asked = useItemsAsked(types);
  const { type, list } = asked;
  const [choice, setChoice] = useColumnChoice(`projects.items.${project.id}`);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string[]>([]);
  const [creating, setCreating] = useState<{ parent?: WorkItem | undefined }>();
  const { can } = project;

  const found = useItemRows(project.id, asked.question, closed);
  const rows = useMemo(
    (): ItemRow[] => found.rows.map((row) => ({ ...row, id: row.item.id, title: row.item.title, data: row.item.fields })),
    [found.rows],
  );
  const chosen = useMemo(() => rows.filter(({ id }) => selected.includes(id)).map(({ item }) => item), [rows, selected]);

  const base = `/projects/${project.id}/items`;
  const hrefOf = useCallback((id: string) => `${base}/${id}${search}`, [base, search]);
  const toggle = useCallback(
    (id: string) =>
      setClosed((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const create = (parent?: WorkItem) => setCreating({ parent });
  const refresh = () => Promise.all(ITEM_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] })));
  const remove = async (item: WorkItem) => {
    try {
      await api.DELETE("/work-items/{id}", { params: { path: { id: item.id } } });
      if (itemId === item.id) void navigate(`${base}${search}`);
      const key = `deleted-${item.id}`;
      const undo = async () => {
        message.destroy(key);
        await ok(api.POST("/work-items/{id}/restore", { params: { path: { id: item.id } } })).catch(refuse);
        await refresh();
      };
      void message.open({
        key,
        type: "success",
        duration: UNDO_SECONDS,
        content: (
          <>
            {t("items.deleted", { key: item.key })}
            <Button type="link" size="small" onClick={() => void undo()}>
              {t("items.undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      refuse(error);
    }
    await refresh();
  };
  useHotkeys({ c: () => create() }, can.work && !asked.bin);

  const columns = useMemo(
    () => itemColumns({ projectId: project.id, types, type, members, t, pick, locale: i18n.language, hrefOf }),
    [project.id, types, type, members, t, pick, i18n.language, hrefOf],
  );
  const choosable = columns.filter(({ key }) => key !== CATEGORY);
  const shown = choice.shown ?? shownAtFirst(type, found.narrowed);
  const menu: Column<ItemRow> = standingColumn<ItemRow>({
    key: "$menu",
    label: t("column.menu"),
    field: { type: "text" },
    ops: [],
    sortable: false,
    width: 64,
    cell: ({ item }) => <RowMenu item={item} canWork={can.work} href={`${base}/${item.id}`} onChild={create} onDelete={(gone) => void remove(gone)} />,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found.list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const footer = hasNextPage ? (
    <Button type="link" size="small" loading={isFetchingNextPage} onClick={more}>
      {words("more")}
    </Button>
  ) : null;
  // A parent is looked for among the project's items.
  const lookups = useMemo(
    () => ({
      ...services,
      lookupRecords: async (_: string, q: string) => {
        const query = { limit: 20, ...(q ? { q } : {}) };
        const page = await ok(api.GET("/projects/{id}/work-items", { params: { path: { id: project.id }, query } }));
        return page.items.map(({ id, key, title }) => ({ id, title: `${key} ${title}` }));
      },
    }),
    [services, project.id],
  );
  const refs = useMemo(() => {
    const parents = rows.flatMap(({ item: { parent } }) => (parent ? [[parent.id, { id: parent.id, title: `${parent.key} ${parent.title}` }] as const] : []));
    return { ...found.refs, records: { ...found.refs.records, ...Object.fromEntries(parents) } };
  }, [found.refs, rows]);
  const error = found.list.error ?? found.below.error;
  const createButton = can.work && <Button onClick={() => create()}>{t("items.create")}</Button>;

  return (
    <div className={css.page}>
      <Toolbar
        asked={asked}
        total={found.narrowed ? found.list.data?.pages[0]?.total : project.items.todo + project.items.doing + project.items.done}
        totalCapped={found.narrowed && found.list.data?.pages[0]?.totalCapped === true}
        columns={choosable}
        shown={shown}
        onShown={(next) => setChoice({ shown: next })}
        onCreate={can.work ? () => create() : undefined}
      >
        <FormServicesContext.Provider value={lookups}>
          <FilterBar columns={columns} leaves={list.leaves} refs={refs} onChange={list.setLeaves} />
        </FormServicesContext.Provider>
      </Toolbar>
      {asked.bin ? (
        <Bin q={list.q} />
      ) : (
        <>
          {creating && (
            <QuickCreate
              parent={creating.parent}
              type={type?.key}
              hrefOf={hrefOf}
              onParent={() => create()}
              onClose={() => setCreating(undefined)}
            />
          )}
          {error && rows.length === 0 ? (
            <ErrorState error={error} onRetry={() => void found.list.refetch()} />
          ) : found.list.isPending ? (
            <ListSkeleton rows={12} />
          ) : rows.length === 0 ? (
            found.narrowed ? (
              <EmptyState title={t("items.noneFound")} action={<Button onClick={asked.clear}>{words("filter.clear")}</Button>}>
                {t("items.noneFoundText")}
              </EmptyState>
            ) : (
              <EmptyState icon={ListTodo} title={t("items.none")} action={creating ? undefined : createButton}>
                {t(can.work ? "items.noneText" : "items.noneTextViewer")}
              </EmptyState>
            )
          ) : phone ? (
            <>
              <ItemCards rows={rows} types={types} tree={!found.narrowed} hrefOf={hrefOf} onToggle={toggle} />
              <div className={css.moreOnPhone}>{footer}</div>
            </>
          ) : (
            <ListTable
              rows={rows}
              refs={refs}
              columns={[...choosable, menu]}
              shown={[...shown, menu.key]}
              choice={{ ...choice, widths: { $title: TITLE_WIDTH, ...choice.widths } }}
              onChoice={setChoice}
              sort={list.sort}
              onSort={list.setSort}
              hrefOf={(row) => hrefOf(row.id)}
              onOpen={(row) => void navigate(hrefOf(row.id))}
              openId={itemId}
              onEnd={more}
              footer={footer}
              lead={(row) => <RowLead row={row} types={types} tree={!found.narrowed} onToggle={toggle} />}
              {...(can.work ? { selected, onSelect: setSelected } : {})}
            />
          )}
          <BulkBar items={chosen} onSelect={setSelected} />
        </>
      )}
      <ItemDrawer
        project={project}
        itemId={asked.bin ? undefined : itemId}
        onClose={() => void navigate(`${base}${search}`)}
        onOpen={(id) => void navigate(hrefOf(id))}
      />
    </div>
  );
}
