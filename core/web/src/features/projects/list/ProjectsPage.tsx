// Every project that one may see: who leads it, how far it is; and founding a new one.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input, Segmented } from "antd";
import { Layers, Plus, Search, SquareKanban } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { ButtonLink, EmptyState, ErrorState, ListSkeleton, LoadMore, Page, PageHeader, PersonName, useDebounced, useIsPhone } from "@/ui";
import { Progress } from "../parts/Progress";
import shared from "../projects.module.css";
import css from "./list.module.css";
import { type Project, projectsQuery } from "../queries";
import { NewProjectDialog } from "./NewProjectDialog";

const ARCHIVED = "archived";

export default function ProjectsPage() {
  const { t } = useTranslation("projects");
  const can = useCan();
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const archived = params.get(ARCHIVED) === "true";
  const q = params.get("q") ?? "";
  const [typed, setTyped] = useState(q);
  const [founding, setFounding] = useState(false);
  const settled = useDebounced(typed.trim());
  useCrumbs({ label: t("title") });

  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  useEffect(() => {
    if (settled !== q) set("q", settled);
    // Only what was typed is carried into the address; going back in history must not be undone by it.
  }, [settled]);

  const projects = useInfiniteQuery(projectsQuery({ q, archived }));
  const rows = projects.data?.pages.flatMap((page) => page.items);
  const create = can("projects.create") && (
    <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setFounding(true)}>
      {t("create.open")}
    </Button>
  );

  return (
    <Page>
      <PageHeader
        title={t("title")}
        tools={
          <>
            <Input
              className={shared.search ?? ""}
              prefix={<Search size={14} aria-hidden />}
              placeholder={t("list.search")}
              aria-label={t("list.search")}
              allowClear
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Segmented
              aria-label={t("list.which")}
              value={archived ? ARCHIVED : "current"}
              onChange={(value) => set(ARCHIVED, value === ARCHIVED ? "true" : "")}
              options={["current", ARCHIVED].map((value) => ({ value, label: t(`list.${value}`) }))}
            />
          </>
        }
        actions={
          <>
            {can("projects.create") && (
              <ButtonLink to="/projects/templates" icon={<Layers size={16} aria-hidden />} aria-label={t("template.title")}>
                {phone ? null : t("template.title")}
              </ButtonLink>
            )}
            {create}
          </>
        }
      />
      {projects.error && !rows ? (
        <ErrorState error={projects.error} onRetry={() => void projects.refetch()} />
      ) : !rows ? (
        <ListSkeleton rows={6} rowHeight={56} />
      ) : rows.length === 0 ? (
        q ? (
          <EmptyState title={t("list.noMatch", { q })} action={<Button onClick={() => setTyped("")}>{t("list.clear")}</Button>} />
        ) : archived ? (
          <EmptyState title={t("list.noArchived")}>{t("list.noArchivedText")}</EmptyState>
        ) : (
          <EmptyState icon={SquareKanban} title={t("list.empty")} action={create}>
            {t(can("projects.create") ? "list.emptyText" : "list.emptyTextMember")}
          </EmptyState>
        )
      ) : (
        <>
          <Rows rows={rows} />
          <LoadMore hasMore={projects.hasNextPage} loading={projects.isFetchingNextPage} onMore={() => void projects.fetchNextPage()} />
        </>
      )}
      {founding && <NewProjectDialog onClose={() => setFounding(false)} />}
    </Page>
  );
}

function Rows({ rows }: { rows: Project[] }) {
  const { t } = useTranslation("projects");
  return (
    <table className={css.table} aria-label={t("title")}>
      <thead>
        <tr>
          <th scope="col">{t("list.name")}</th>
          <th scope="col">{t("lead")}</th>
          <th scope="col">{t("list.state")}</th>
          <th scope="col">{t("list.role")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((project) => (
          <tr key={project.id}>
            <td>
              <Link to={`/projects/${project.id}`} className={css.name}>
                <span className={css.nameLine}>
                  <strong className="ellipsis">{project.name}</strong>
                  <span className={`${shared.key} ${css.nameKey}`}>{project.key}</span>
                </span>
                {project.description && <span className={`${shared.quiet} ellipsis`}>{project.description}</span>}
              </Link>
            </td>
            <td className={css.leadCell}>
              <PersonName person={project.lead} />
            </td>
            <td className={css.progressCell}>
              <Progress items={project.items} />
            </td>
            <td className={css.wide}>{t(`role.${project.role}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
