// The frame of one project: its views as tabs, who leads it and who is in it, and that it is archived.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Tooltip } from "antd";
import { Archive } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useLocation, useParams } from "react-router";
import { api, isProblem, ok } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { useKeepOpened } from "@/palette/recent";
import { ButtonLink, EmptyState, ErrorState, ListSkeleton, PersonAvatar, PersonName, TextTabs, useProblemToast } from "@/ui";
import { keepView, VIEWS } from "./lastView";
import css from "./projects.module.css";
import { membersQuery, projectQuery, type Project, type ProjectMember, typesQuery } from "./queries";
import type { ProjectAround } from "./useProject";

/** Discs beside the tabs; the rest is a number. */
const FACES = 5;

export default function ProjectLayout() {
  const { t } = useTranslation("projects");
  const { projectId = "" } = useParams();
  const here = useLocation().pathname.split("/")[3] ?? "";
  const project = useQuery(projectQuery(projectId));
  const types = useQuery(typesQuery(projectId));
  const members = useQuery(membersQuery(projectId));
  useCrumbs({ label: t("title"), to: "/projects" }, ...(project.data ? [{ label: project.data.name }] : []));

  useKeepOpened("project", project.data?.id, project.data?.name ?? "", project.data?.key ?? "", `/projects/${projectId}`);
  useEffect(() => {
    const view = VIEWS.find((one) => one === here);
    if (view) keepView(view);
  }, [here]);

  const error = project.error ?? types.error ?? members.error;
  if (!project.data || !types.data || !members.data) {
    if (isProblem(error) && error.status === 404) return <NoProject />;
    if (error) return <ErrorState error={error} onRetry={() => void Promise.all([project, types, members].map((one) => one.refetch()))} />;
    return <ListSkeleton rows={12} />;
  }
  const around: ProjectAround = { project: project.data, types: types.data, members: members.data };
  return (
    <div className={css.layout}>
      <h1 className="visually-hidden">{project.data.name}</h1>
      <div className={css.bar}>
        <TextTabs
          className={css.tabs ?? ""}
          label={t("views")}
          tabs={[...VIEWS, "settings"].map((view) => ({ to: `/projects/${projectId}/${view}`, label: t(`view.${view}`) }))}
        />
        <People project={project.data} members={members.data} />
      </div>
      {project.data.archivedAt && <Archived project={project.data} />}
      <Outlet context={around} />
    </div>
  );
}

function People({ project, members }: { project: Project; members: ProjectMember[] }) {
  const { t } = useTranslation("projects");
  const others = members.filter(({ user }) => user.id !== project.lead.id);
  const more = others.length - FACES;
  return (
    <div className={css.people}>
      <span className={css.key}>{project.key}</span>
      <Tooltip title={t("lead")}>
        <span className={css.lead}>
          <span className="visually-hidden">{t("lead")}</span>
          <PersonName person={project.lead} />
        </span>
      </Tooltip>
      <Link to={`/projects/${project.id}/settings/members`} className={css.faces}>
        <span className="visually-hidden">{t("memberCount", { count: members.length })}</span>
        {others.slice(0, FACES).map(({ user }) => (
          <Tooltip key={user.id} title={user.name}>
            <span>
              <PersonAvatar person={user} />
            </span>
          </Tooltip>
        ))}
        {more > 0 && <span className={css.more}>+{more}</span>}
      </Link>
    </div>
  );
}

function Archived({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const client = useQueryClient();
  const toast = useProblemToast();
  const unarchive = useMutation({
    mutationFn: () => ok(api.POST("/projects/{id}/unarchive", { params: { path: { id: project.id } } })),
    onSuccess: async (changed) => {
      client.setQueryData(projectQuery(project.id).queryKey, changed);
      await client.invalidateQueries();
    },
    onError: toast,
  });
  return (
    <Alert
      banner
      type="warning"
      icon={<Archive size={16} aria-hidden />}
      title={t("archived.banner")}
      action={
        project.role === "admin" && (
          <Button size="small" loading={unarchive.isPending} onClick={() => unarchive.mutate()}>
            {t("archived.unarchive")}
          </Button>
        )
      }
    />
  );
}

function NoProject() {
  const { t } = useTranslation("projects");
  return (
    <EmptyState
      title={t("none.project")}
      action={
        <ButtonLink to="/projects">{t("none.toList")}</ButtonLink>
      }
    >
      {t("none.projectText")}
    </EmptyState>
  );
}
