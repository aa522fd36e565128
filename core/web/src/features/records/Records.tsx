// The records of one form: tabs of views, a filter that reads as a sentence, the rows in a layout, what to do with the
// selected ones, and a drawer with an address of its own.

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { textOf } from "@/form";
import { ColumnMenu, FilterBar, groupedBy, LayoutMenu, LAYOUTS, mergedRefs, useView, ViewNotes, ViewTabs, type SavedView, type ViewPlace } from "@/list";
import css from "@/list/list.module.css";
import { useIsPhone } from "@/ui";
import { BulkBar } from "./bulk/BulkBar";
import { useSelection } from "./bulk/selection";
import { columnsOf, shownAtFirst, titleKey } from "./columns";
import { exportColumns } from "./exportColumns";
import { layoutChoices } from "./layout/choices";
import { NEW, recordsQuery, type FormInfo, type RecordRow } from "./queries";
import { RecordDrawer } from "./record/RecordDrawer";
import { RecordTools } from "./RecordTools";
import { Rows } from "./Rows";
import { SearchBox } from "./SearchBox";
import { useRecordGroups } from "./useRecordGroups";

export function Records({ form, views }: { form: FormInfo; views: SavedView[] }) {
  const { t, i18n } = useTranslation("records");
  const { t: words } = useTranslation("list");
  const { t: ui } = useTranslation("ui");
  const { recordId } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const open = useView(`records.${form.id}`, views);
  const { settings, filter, q } = open;
  const { layout } = settings;

  const columns = useMemo(() => columnsOf(form, i18n.language, words, (key) => ui(`status.${key}`)), [form, i18n.language, words, ui]);
  const choices = useMemo(() => layoutChoices(form, columns, i18n.language), [form, columns, i18n.language]);
  const title = titleKey(form);
  const choosable = useMemo(() => columns.filter((c) => c.key !== title), [columns, title]);
  const shown = settings.columns.length > 0 ? settings.columns : shownAtFirst(columns, title);
  const asked = { filter, sort: settings.sort || undefined, q: q || undefined };
  const listed = layout === "table" || layout === "gallery";
  const group = layout === "table" ? groupedBy(choices, settings) : undefined;
  const by = useMemo(() => columns.find(({ key }) => key === group), [columns, group]);
  const grouped = useRecordGroups(form.id, by, open);
  const list = useInfiniteQuery({ ...recordsQuery(form.id, asked), enabled: listed && !by });
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const rows = by ? grouped.rows : loaded;
  const told = useMemo(() => mergedRefs(list.data?.pages.map((page) => page.refs) ?? []), [list.data]);
  const refs = by ? grouped.refs : told;
  const selection = useSelection(JSON.stringify([open.view?.id, filter, q]), rows);
  const first = by ? { total: grouped.total, totalCapped: false } : listed ? list.data?.pages[0] : undefined;
  const base = `/forms/${form.id}/records`;
  const place: ViewPlace = { kind: "form", id: form.id, path: base, mayShare: form.rights.design };
  const hrefOf = useCallback((row: RecordRow) => `${base}/${row.id}${search}`, [base, search]);
  const create = () => void navigate(`${base}/${NEW}${search}`);
  const maySelect = layout === "table" && (form.rights.update || form.rights.delete);
  // On a phone one asks for the boxes first.
  const [picking, setPicking] = useState(false);
  const selects = maySelect && (!phone || picking);

  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{textOf(form.name, i18n.language, form.key)}</h1>
        {first?.total != null && <span className={css.quiet}>{t(first.totalCapped ? "totalCapped" : "total", { count: first.total })}</span>}
        <div className={css.headTools}>
          <SearchBox q={q} onSearch={open.setQ} />
          <LayoutMenu layouts={LAYOUTS} settings={settings} choices={choices} onChange={open.change} />
          {!phone && layout !== "calendar" && <ColumnMenu columns={choosable} shown={shown} onChange={(next) => open.change({ columns: next ?? [] })} />}
          <RecordTools
            form={form}
            exchange={{
              source: {
                kind: "records",
                formId: form.id,
                columns: exportColumns(form, columns, i18n.language, words("system.title")),
                shown: [title ?? "$title", ...shown],
                count: first?.total ?? undefined,
                capped: first?.totalCapped ?? false,
                query: asked,
              },
              canExport: form.rights.export,
              canImport: form.rights.import && form.rights.create,
            }}
            picking={maySelect ? { on: picking, toggle: () => (selection.clear(), setPicking(!picking)) } : undefined}
          />
          {form.rights.create && (
            <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={create} aria-label={t("create")}>
              {phone ? null : t("create")}
            </Button>
          )}
        </div>
      </header>
      <ViewTabs place={place} views={views} open={open} />
      <ViewNotes place={place} open={open} />
      <FilterBar columns={columns} leaves={settings.leaves} refs={refs} onChange={open.setLeaves} />
      <Rows form={form} open={open} columns={choosable} choices={choices} shown={shown} list={list} grouped={by && grouped} rows={rows} refs={refs} selection={selects ? selection : undefined} openId={recordId} hrefOf={hrefOf} onCreate={create} />
      {selects && <BulkBar form={form} selection={selection} />}
      <RecordDrawer
        form={form}
        recordId={recordId}
        onClose={() => void navigate(`${base}${search}`)}
        onOpen={(id) => void navigate(`${base}/${id}${search}`)}
      />
    </div>
  );
}
