/** `/admin/departments`: the tree at the left, moved by dragging; the chosen department with its people at the right. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Input, Tree, type TreeDataNode } from "antd";
import { Pencil, Plus, Search, Trash2, UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { ButtonLink, EmptyState, ErrorState, IconButton, ListSkeleton, PersonName, useConfirmDanger, useIsPhone, useProblemToast } from "@/ui";
import css from "../admin.module.css";
import splitCss from "../split.module.css";
import { departmentsQuery } from "../queries";
import { useChange } from "../useChange";
import { DepartmentDialog } from "./DepartmentDialog";
import { type Move, movesFor, pathTo, type TreeNode, treeOf } from "./tree";

type Department = Schemas["Department"];
type Dialog = { kind: "add"; parentId?: string | undefined } | { kind: "edit"; department: Department };

export default function DepartmentsPage() {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const phone = useIsPhone();
  const { message } = App.useApp();
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState("");
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [collapsed, setCollapsed] = useState<Set<string>>(new Set());
  const departments = useQuery(departmentsQuery);
  const all = useMemo(() => departments.data?.items ?? [], [departments.data]);
  const selected = all.find((department) => department.id === params.get("id")) ?? (phone ? undefined : treeOf(all)[0]?.department);
  const choose = (id: string | null) => setParams(id ? { id } : {}, { replace: true });

  const move = useChange(
    async (moves: Move[]) => {
      for (const { department, ...body } of moves) {
        await ok(api.PATCH("/departments/{id}", { params: { path: { id: department.id }, header: ifMatch(department.rev) }, body: body as { sort: number; parentId?: string } }));
      }
    },
    ["departments"],
    () => void message.success(t("departments.moved")),
  );

  const wanted = query.trim().toLowerCase();
  const shown = useMemo(() => {
    if (!wanted) return new Set(all.map((department) => department.id));
    return new Set(all.filter((department) => `${department.name["zh-CN"]} ${department.name.en} ${department.code}`.toLowerCase().includes(wanted)).flatMap((department) => pathTo(all, department.id).map(({ id }) => id)));
  }, [all, wanted]);
  const draw = (nodes: TreeNode[]): TreeDataNode[] =>
    nodes
      .filter((node) => shown.has(node.department.id))
      .map(({ department, children }) => ({
        key: department.id,
        title: (
          <span className={splitCss.treeRow}>
            <span className="ellipsis">{pick(department.name)}</span>
            <small>{department.memberCount || ""}</small>
          </span>
        ),
        children: draw(children),
      }));

  if (departments.error) return <ErrorState error={departments.error} onRetry={() => void departments.refetch()} />;
  if (!departments.data) return <ListSkeleton />;
  return (
    <div className={splitCss.split}>
      {(!phone || !selected) && (
        <div className={splitCss.side}>
          <div className={splitCss.sideTools}>
            <Input allowClear prefix={<Search size={14} aria-hidden />} aria-label={t("departments.search")} placeholder={t("departments.search")} value={query} onChange={(event) => setQuery(event.target.value)} />
            <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setDialog({ kind: "add", parentId: selected?.id })}>
              {t("add")}
            </Button>
          </div>
          <div className={splitCss.sideScroll}>
            {all.length === 0 ? (
              <EmptyState icon={Users} title={t("departments.empty")}>
                {t("departments.emptyText")}
              </EmptyState>
            ) : shown.size === 0 ? (
              <EmptyState title={t("noMatch")} />
            ) : (
              <Tree
                aria-label={t("section.departments")}
                blockNode
                expandedKeys={all.map((department) => department.id).filter((key) => !collapsed.has(key))}
                onExpand={(expanded) => setCollapsed(new Set(all.map((department) => department.id).filter((key) => !expanded.includes(key))))}
                draggable={wanted || phone ? false : { icon: false }}
                treeData={draw(treeOf(all))}
                selectedKeys={selected ? [selected.id] : []}
                onSelect={([key]) => key && choose(String(key))}
                onDrop={({ dragNode, node, dropToGap, dropPosition }) => {
                  const id = String(dragNode.key);
                  const over = all.find((department) => department.id === node.key);
                  if (!over) return;
                  const parentId = dropToGap ? (over.parentId ?? null) : over.id;
                  const siblings = all.filter((department) => (department.parentId ?? null) === parentId && department.id !== id).sort((a, b) => a.sort - b.sort);
                  const place = siblings.findIndex((department) => department.id === over.id);
                  const before = dropPosition < Number(node.pos.split("-").at(-1));
                  const index = dropToGap ? place + (before ? 0 : 1) : siblings.length;
                  const moves = movesFor(all, id, parentId, index);
                  if (moves.length > 0) move.mutate(moves);
                }}
              />
            )}
            {all.length > 1 && !phone && <p className={css.hint} style={{ padding: "12px 8px" }}>{t("departments.dragHint")}</p>}
          </div>
        </div>
      )}
      {selected && (
        <Details
          department={selected}
          all={all}
          onBack={phone ? () => choose(null) : undefined}
          onEdit={() => setDialog({ kind: "edit", department: selected })}
          onAddBelow={() => setDialog({ kind: "add", parentId: selected.id })}
          onDeleted={() => choose(selected.parentId ?? null)}
        />
      )}
      {dialog && (
        <DepartmentDialog
          departments={all}
          department={dialog.kind === "edit" ? dialog.department : undefined}
          parentId={dialog.kind === "add" ? dialog.parentId : undefined}
          onClose={() => setDialog(null)}
          onSaved={(id) => dialog.kind === "edit" && choose(id)}
        />
      )}
    </div>
  );
}

const MEMBERS_SHOWN = 100;

interface DetailsProps {
  department: Department;
  all: Department[];
  onBack?: (() => void) | undefined;
  onEdit: () => void;
  onAddBelow: () => void;
  onDeleted: () => void;
}

function Details({ department, all, onBack, onEdit, onAddBelow, onDeleted }: DetailsProps) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const confirm = useConfirmDanger();
  const { modal } = App.useApp();
  const toast = useProblemToast();
  const { id } = department;
  const name = pick(department.name);
  const people = useQuery({
    queryKey: ["people", "of", id],
    queryFn: () => ok(api.GET("/people", { params: { query: { department: id, active: true, limit: MEMBERS_SHOWN } } })),
  });
  const members = people.data?.items.filter((person) => person.memberships.some((membership) => membership.department.id === id)) ?? [];
  const children = all.filter((candidate) => candidate.parentId === id);
  const remove = useChange(() => ok(api.DELETE("/departments/{id}", { params: { path: { id } } })), ["departments"], onDeleted, (error) => {
    if (isProblem(error) && error.status === 409) modal.info({ title: t("departments.notEmpty", { name }), content: error.message });
    else toast(error);
  });
  const askRemove = async () => {
    if (!(await confirm({ title: t("departments.removeTitle", { name }), text: t("departments.removeText"), verb: t("remove") }))) return;
    remove.mutate(undefined);
  };
  return (
    <section className={splitCss.main} aria-label={name}>
      {onBack && (
        <Button type="link" style={{ paddingInline: 0 }} onClick={onBack}>
          {t("departments.backToTree")}
        </Button>
      )}
      <div className={css.tools}>
        <h2 className={splitCss.title}>{name}</h2>
        <span className={css.end}>
          <Button icon={<Plus size={14} aria-hidden />} onClick={onAddBelow}>
            {t("departments.addBelow")}
          </Button>
          <Button icon={<Pencil size={14} aria-hidden />} onClick={onEdit}>
            {t("edit")}
          </Button>
          <IconButton icon={Trash2} label={t("departments.remove")} onClick={() => void askRemove()} />
        </span>
      </div>
      <dl className={splitCss.facts}>
        <dt>{t("departments.place")}</dt>
        <dd>
          {pathTo(all, id)
            .map((step) => pick(step.name))
            .join(" / ")}
        </dd>
        <dt>{t("departments.head")}</dt>
        <dd>{department.head ? <PersonName person={department.head} /> : <span className={css.count}>{t("departments.noHead")}</span>}</dd>
        {department.code && (
          <>
            <dt>{t("departments.code")}</dt>
            <dd>{department.code}</dd>
          </>
        )}
        {children.length > 0 && (
          <>
            <dt>{t("departments.below")}</dt>
            <dd>{children.map((child) => pick(child.name)).join(t("and"))}</dd>
          </>
        )}
      </dl>
      <div className={css.sectionHead}>
        <h2>{t("departments.members")}</h2>
        <span className={css.count}>{people.data && members.length}</span>
        <ButtonLink to={`/admin/people?new=${id}`} type="link" size="small" icon={<UserPlus size={14} aria-hidden />}>
          {t("departments.addMember")}
        </ButtonLink>
      </div>
      {people.error ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} />
      ) : !people.data ? (
        <ListSkeleton rows={3} />
      ) : members.length === 0 ? (
        <p className={css.hint}>{t("departments.noMembers")}</p>
      ) : (
        <ul className={css.rows}>
          {members.map((person) => {
            const membership = person.memberships.find((candidate) => candidate.department.id === id);
            return (
              <li key={person.id}>
                <Link to={`/admin/people?person=${person.id}`} style={{ color: "inherit" }}>
                  <PersonName person={person} />
                </Link>
                <span className={css.count}>{pick(membership?.post?.name)}</span>
                <span className={`${css.end} ${css.hint}`}>{membership?.head ? t("people.head") : membership?.main ? "" : t("people.sideline")}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
