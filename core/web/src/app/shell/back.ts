// Where the arrow of a phone's top bar leads.
import type { Crumb } from "../crumbs";

/** The place of what the tab bar has no room for. */
const REST = "/settings";

/**
 * The page above, by the crumbs; none for the places of the tab bar (`tabs`, their paths), which are at the thumb. Every
 * other place without a page above is reached from one's own page, and leads back there.
 */
export function wayBack(crumbs: Crumb[], pathname: string, tabs: string[]): string | undefined {
  if (crumbs.length === 0) return undefined;
  const above = crumbs.slice(0, -1).findLast(({ to }) => to && to !== pathname)?.to;
  if (above) return above;
  const inTab = [...tabs, REST].some((tab) => pathname === tab || (tab !== "/" && pathname.startsWith(`${tab}/`)));
  return inTab ? undefined : REST;
}
