// An empty inbox says so, and offers three ways on.
import { BookUser, CircleCheck, FilePlus2, type LucideIcon, PenTool, Send } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCan } from "@/app/me";
import { EmptyState } from "@/ui";
import css from "./workbench.module.css";

interface FirstStep {
  key: "start" | "template" | "people" | "follow" | "settings";
  to: string;
  icon: LucideIcon;
}

export function FirstSteps() {
  const { t } = useTranslation("workbench");
  const can = useCan();
  const steps: FirstStep[] = [
    { key: "start", to: "/start", icon: FilePlus2 },
    ...(can("templates.install") ? [{ key: "template" as const, to: "/studio/templates", icon: PenTool }] : []),
    ...(can("org.manage") ? [{ key: "people" as const, to: "/admin/people", icon: BookUser }] : []),
    { key: "follow", to: "/approvals/started", icon: Send },
    { key: "settings", to: "/settings", icon: BookUser },
  ];
  return (
    <>
      <EmptyState icon={CircleCheck} title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
      <ul className={css.steps}>
        {steps.slice(0, 3).map(({ key, to, icon: Icon }) => (
          <li key={key}>
            <Link to={to}>
              <Icon size={20} aria-hidden />
              <b>{t(`first.${key}.title`)}</b>
              <span>{t(`first.${key}.text`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
