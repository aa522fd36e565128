// What was done to the platform, the latest first; nobody takes anything out of it.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Ban, Building2, CirclePlay, KeyRound, LogIn, type LucideIcon, ScrollText, ShieldAlert, ShieldCheck, ShieldOff, UserCog } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore } from "@/ui";
import css from "./platform.module.css";
import { eventsQuery } from "./queries";

type Verb = Schemas["PlatformEvent"]["verb"];

const ICONS: Record<Verb, LucideIcon> = {
  signedIn: LogIn,
  denied: ShieldAlert,
  passwordChanged: KeyRound,
  secondFactorOn: ShieldCheck,
  secondFactorOff: ShieldOff,
  adminSet: UserCog,
  founded: Building2,
  suspended: Ban,
  resumed: CirclePlay,
};
/** In these the reason is a sign-in name. */
const ABOUT_A_LOGIN: readonly Verb[] = ["denied", "adminSet"];

export function Events() {
  const { t } = useTranslation("platform");
  const list = useInfiniteQuery(eventsQuery);
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <ListSkeleton rowHeight={56} />;
  if (events.length === 0) return <EmptyState icon={ScrollText} title={t("events.none")} />;
  return (
    <>
      <ul className={css.rows} aria-label={t("events.title")}>
        {events.map((event) => {
          const Icon = ICONS[event.verb];
          const login = ABOUT_A_LOGIN.includes(event.verb);
          return (
            <li key={event.id} className={css.event}>
              <Icon size={16} aria-hidden />
              <div className={css.who}>
                <span>
                  {t(`events.verb.${event.verb}`, { by: event.verb === "denied" ? "" : event.by, company: event.company?.name, key: event.company?.key, login: event.reason })}
                </span>
                {event.reason && !login && <span className={css.hint}>{t("companies.reason", { reason: event.reason })}</span>}
              </div>
              <span className={css.hint}>
                {event.address && <>{event.address} · </>}
                <DateTime value={event.at} />
              </span>
            </li>
          );
        })}
      </ul>
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  );
}
