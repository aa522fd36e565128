/** `/admin/people`: everybody, found by name, department and state; a click opens the person. What is chosen stands in the URL. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Input, Segmented, Table, type TableColumnsType } from "antd";
import { Search, UserPlus, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { ExchangeMenu } from "@/exchange";
import { DepartmentPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, PersonName, StatusTag, useDebounced, useIsPhone } from "@/ui";
import css from "../admin.module.css";
import peopleCss from "./people.module.css";
import { departmentsQuery } from "../queries";
import { AddPersonDrawer, EditPersonDrawer } from "./PersonDrawer";

const PAGE_ROWS = 50;
const STATES = ["active", "disabled", "all"] as const;
type State = (typeof STATES)[number];

/** What a file of people may tell of each, by the keys that the server knows. */
const EXPORT_COLUMNS = ["login", "name", "email", "phone", "department", "post", "roles", "active", "lastSeenAt"] as const;
const EXPORT_LABELS: Record<(typeof EXPORT_COLUMNS)[number], string> = {
  login: "people.login",
  name: "people.name",
  email: "people.email",
  phone: "people.phone",
  department: "people.department",
  post: "people.post",
  roles: "people.roles",
  active: "people.state",
  lastSeenAt: "people.lastSeen",
};

/** How somebody stands with the company; an invitation that nobody took up says more than "active". */
const TONES = { Active: "done", Disabled: "neutral", Invited: "running", Lapsed: "neutral" } as const;
const stateOf = (one: Schemas["Person"]): keyof typeof TONES => {
  if (!one.active) return "Disabled";
  if (!one.invitedUntil) return "Active";
  return Date.parse(one.invitedUntil) > Date.now() ? "Invited" : "Lapsed";
};

export default function PeoplePage() {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get("q") ?? "");
  const q = useDebounced(typed.trim());
  const department = params.get("department") ?? undefined;
  const state: State = STATES.find((candidate) => candidate === params.get("state")) ?? "active";
  const person = params.get("person");
  const adding = params.get("new");
  const departments = useQuery(departmentsQuery).data?.items ?? [];
  const refs = { people: {}, departments: Object.fromEntries(departments.map((item) => [item.id, item])), records: {}, files: {} };

  const set = (changes: Record<string, string | undefined>) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined) next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  useEffect(() => {
    if ((params.get("q") ?? "") !== q) set({ q: q || undefined });
  });

  const list = useInfiniteQuery({
    queryKey: ["people", "list", q, department, state],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET("/people", {
          params: {
            query: {
              limit: PAGE_ROWS,
              ...(q ? { q } : {}),
              ...(department ? { department } : {}),
              ...(state === "all" ? {} : { active: state === "active" }),
              ...(pageParam ? { cursor: pageParam } : { total: true }),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Boolean(q || department || state !== "active");

  const places = (one: Schemas["Person"]) => one.memberships.map((membership) => [pick(membership.department.name), pick(membership.post?.name)].filter(Boolean).join(" · ")).join(t("semicolon"));
  const columns: TableColumnsType<Schemas["Person"]> = [
    {
      title: t("people.name"),
      width: 200,
      render: (_, one) => (
        <button type="button" className={peopleCss.plain} onClick={() => set({ person: one.id })}>
          <PersonName person={one} />
        </button>
      ),
    },
    { title: t("people.login"), dataIndex: "login", width: 140, ellipsis: true },
    { title: t("people.memberships"), ellipsis: true, render: (_, one) => places(one) },
    { title: t("people.roles"), ellipsis: true, render: (_, one) => one.roles.map((role) => pick(role.name)).join(t("and")) },
    { title: t("people.phone"), dataIndex: "phone", width: 136 },
    {
      title: t("people.state"),
      width: 112,
      render: (_, one) => (
        <StatusTag tone={TONES[stateOf(one)]} plain>
          {t(`people.state${stateOf(one)}`)}
        </StatusTag>
      ),
    },
    { title: t("people.lastSeen"), width: 140, render: (_, one) => (one.lastSeenAt ? <DateTime value={one.lastSeenAt} /> : <span className={css.count}>{t("people.never")}</span>) },
  ];
  const narrow: TableColumnsType<Schemas["Person"]> = [
    {
      title: t("people.name"),
      render: (_, one) => (
        <>
          <PersonName person={one} />
          <span className={css.meta}>{[stateOf(one) === "Active" ? "" : t(`people.state${stateOf(one)}`), places(one)].filter(Boolean).join(" · ")}</span>
        </>
      ),
    },
  ];

  return (
    <div className={css.page}>
      <div className={css.tools}>
        <Input allowClear style={{ width: 240 }} prefix={<Search size={14} aria-hidden />} aria-label={t("people.search")} placeholder={t("people.search")} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <DepartmentPicker style={{ width: 200 }} aria-label={t("people.inDepartment")} placeholder={t("people.inDepartment")} value={department ? [department] : []} refs={refs} onChange={([id]) => set({ department: id })} />
        <Segmented<State> aria-label={t("people.state")} value={state} options={STATES.map((value) => ({ value, label: t(`people.filter.${value}`) }))} onChange={(value) => set({ state: value === "active" ? undefined : value })} />
        <span className={css.end}>
          <ExchangeMenu
            source={{
              kind: "people",
              columns: EXPORT_COLUMNS.map((key) => ({ key, label: t(EXPORT_LABELS[key]) })),
              shown: EXPORT_COLUMNS.filter((key) => key !== "email"),
              count: list.data?.pages[0]?.total ?? undefined,
              capped: list.data?.pages[0]?.totalCapped ?? false,
              query: { q: q || undefined, department, ...(state === "all" ? {} : { active: state === "active" }) },
            }}
            canExport
            canImport
          />
          <Button type="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => set({ new: department ?? "" })}>
            {t("people.add")}
          </Button>
        </span>
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton />
      ) : people.length === 0 ? (
        <EmptyState icon={Users} title={t(filtered ? "noMatch" : "people.empty")}>
          {!filtered && t("people.emptyText")}
        </EmptyState>
      ) : (
        <>
          <Table<Schemas["Person"]>
            className={css.table ?? ""}
            size="small"
            rowKey="id"
            aria-label={t("section.people")}
            columns={phone ? narrow : columns}
            showHeader={!phone}
            dataSource={people}
            pagination={false}
            sticky
            loading={list.isPlaceholderData}
            scroll={phone ? {} : { x: 960 }}
            onRow={(one) => ({ onClick: () => set({ person: one.id }), style: { cursor: "pointer" } })}
          />
          <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          {!list.hasNextPage && <p className={css.hint}>{t("people.count", { count: people.length })}</p>}
        </>
      )}
      {adding !== null && <AddPersonDrawer departmentId={adding || undefined} onClose={() => set({ new: undefined })} />}
      {person && <EditPersonDrawer id={person} onClose={() => set({ person: undefined })} />}
    </div>
  );
}
