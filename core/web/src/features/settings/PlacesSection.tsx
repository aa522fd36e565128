// The places that the phone's bar has no room for; on a desktop they stand in the rail.
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNav } from "@/app/shell/useNav";
import { useIsPhone } from "@/ui";
import { Section } from "./Section";
import css from "./settings.module.css";

export function PlacesSection() {
  const { t } = useTranslation("settings");
  const phone = useIsPhone();
  const places = useNav().filter((item) => !item.phone);
  if (!phone || places.length === 0) return null;
  return (
    <Section id="places" title={t("places")}>
      <ul className={css.places}>
        {places.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <Link to={path}>
              <Icon size={16} aria-hidden />
              {label}
              <ChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
