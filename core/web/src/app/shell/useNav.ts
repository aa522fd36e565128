// The places that this person may go to, with their counts.
import { useTranslation } from "react-i18next";
import type { NavItem } from "../feature";
import { navItems } from "../features";
import { useCan, useCounts } from "../me";

export interface VisibleNavItem extends Omit<NavItem, "count" | "label"> {
  label: string;
  count: number;
}

export function useNav(): VisibleNavItem[] {
  const { t } = useTranslation("app");
  const can = useCan();
  const counts = useCounts();
  return navItems
    .filter((item) => !item.permissions || can(...item.permissions))
    .map((item) => ({ ...item, label: t(`nav.${item.label}`), count: counts && item.count ? item.count(counts) : 0 }));
}

/** Counts stay narrow. */
export function shortCount(count: number): string {
  return count > 99 ? "99+" : String(count);
}
