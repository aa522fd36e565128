// The settings of a project, a section at a time. Who does not arrange it reads them.
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate, Link, useParams } from "react-router";
import { useProject } from "../useProject";
import { BoardSection } from "./BoardSection";
import { GeneralSection } from "./GeneralSection";
import { MembersSection } from "./MembersSection";
import css from "./settings.module.css";
import { TypesSection } from "./TypesSection";

const SECTIONS = { general: GeneralSection, members: MembersSection, types: TypesSection, board: BoardSection };
type Section = keyof typeof SECTIONS;
/** What there is to read for who changes nothing. */
const FOR_READERS: Section[] = ["general", "members"];

export default function SettingsPage() {
  const { t } = useTranslation("projects");
  const { project } = useProject();
  const { section = "general" } = useParams();
  const offered = project.can.arrange ? (Object.keys(SECTIONS) as Section[]) : FOR_READERS;
  const here = offered.find((one) => one === section);
  if (!here) return <Navigate to={`/projects/${project.id}/settings`} replace />;
  const Shown = SECTIONS[here];
  return (
    <div className={css.settings}>
      <nav className={css.sections} aria-label={t("settings.sections")}>
        {offered.map((one) => (
          <Link key={one} to={`/projects/${project.id}/settings/${one}`} className={css.sectionLink} aria-current={one === here ? "page" : undefined}>
            {t(`settings.${one}`)}
          </Link>
        ))}
      </nav>
      <div className={css.content}>
        {!project.can.arrange && !project.archivedAt && <Alert className={css.note ?? ""} type="info" title={t("settings.readOnly", { name: project.lead.name })} />}
        <Shown key={project.id} />
      </div>
    </div>
  );
}
