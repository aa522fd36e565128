/** How a person comes in: password, link, second factor, and the sessions that are open now. */
import { useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { Laptop, Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { DateTime, ErrorState, ListSkeleton, useConfirmDanger } from "@/ui";
import { deviceOf } from "@/ui/device";
import css from "../admin.module.css";
import peopleCss from "./people.module.css";
import { useChange } from "../useChange";
import { type Handed, Handover } from "./Handover";

export function SignIn({ person }: { person: Schemas["Person"] }) {
  const { t } = useTranslation("admin");
  const { message, modal } = App.useApp();
  const confirm = useConfirmDanger();
  const own = useMe().user.id === person.id;
  const { name } = person;
  const path = { id: person.id };
  const show = (title: string, secret: Handed["secret"], mailedTo?: string) =>
    modal.success({ title, content: <Handover handed={[{ name, login: person.login, secret, mailedTo }]} />, okText: t("people.noted"), width: 520 });

  const reset = useChange(
    () => ok(api.POST("/people/{id}/reset-password", { params: { path } })),
    ["personSessions"],
    ({ initialPassword }) => void show(t("people.resetDone", { name }), { password: initialPassword }),
  );
  const invite = useChange(
    () => ok(api.POST("/people/{id}/invitation", { params: { path } })),
    ["invitations"],
    ({ link, expiresAt, mailed }) => void show(t("invitations.made", { name }), { link, expiresAt }, mailed ? person.email : undefined),
  );
  const factor = useChange(() => ok(api.DELETE("/people/{id}/second-factor", { params: { path } })), ["personSessions"], () => void message.success(t("people.factorReset", { name })));
  const ask = async (what: "reset" | "factor", go: () => void) => {
    if (await confirm({ title: t(`people.${what}Title`, { name }), text: t(`people.${what}Text`), verb: t(`people.${what}`) })) go();
  };
  if (own) return <p className={css.secondary}>{t("people.ownSignIn")}</p>;
  return (
    <>
      <ul className={`${css.rows} ${peopleCss.openTop}`} aria-label={t("people.signIn")}>
        <Row title={t("people.password")} help={t("people.resetText")}>
          <Button loading={reset.isPending} onClick={() => void ask("reset", () => reset.mutate(undefined))}>
            {t("people.reset")}
          </Button>
        </Row>
        <Row title={t("invitations.link")} help={t("invitations.linkHelp")}>
          <Button disabled={!person.active} loading={invite.isPending} onClick={() => invite.mutate(undefined)}>
            {t("invitations.makeLink")}
          </Button>
        </Row>
        <Row title={t("people.secondFactor")} help={t("people.factorHelp")}>
          <Button loading={factor.isPending} onClick={() => void ask("factor", () => factor.mutate(undefined))}>
            {t("people.factor")}
          </Button>
        </Row>
      </ul>
      <Sessions person={person} />
    </>
  );
}

function Row({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <li className={css.tall}>
      <span>
        {title}
        <span className={css.meta}>{help}</span>
      </span>
      <span className={css.end}>{children}</span>
    </li>
  );
}

function Sessions({ person }: { person: Schemas["Person"] }) {
  const { t } = useTranslation("admin");
  const confirm = useConfirmDanger();
  const { message } = App.useApp();
  const { name } = person;
  const path = { id: person.id };
  const list = useQuery({ queryKey: ["personSessions", person.id], queryFn: () => ok(api.GET("/people/{id}/sessions", { params: { path } })) });
  const end = useChange((sessionId: string) => ok(api.DELETE("/people/{id}/sessions/{sessionId}", { params: { path: { ...path, sessionId } } })), ["personSessions"], () => void message.success(t("people.sessionEnded")));
  const endAll = useChange(() => ok(api.DELETE("/people/{id}/sessions", { params: { path } })), ["personSessions"], () => void message.success(t("people.sessionsEnded", { name })));
  const sessions = list.data?.items ?? [];
  const ask = async () => {
    if (await confirm({ title: t("people.endAllTitle", { name }), text: t("people.endText"), verb: t("people.endAll") })) endAll.mutate(undefined);
  };
  return (
    <section aria-label={t("people.sessions")}>
      <div className={css.sectionHead}>
        <h2>
          {t("people.sessions")} {sessions.length > 0 && <span className={css.count}>{sessions.length}</span>}
        </h2>
        {sessions.length > 1 && (
          <Button size="small" danger loading={endAll.isPending} onClick={() => void ask()}>
            {t("people.endAll")}
          </Button>
        )}
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton rows={2} />
      ) : sessions.length === 0 ? (
        <p className={css.secondary}>{t("people.noSessions")}</p>
      ) : (
        <ul className={css.rows} aria-label={t("people.sessions")}>
          {sessions.map((session) => {
            const device = deviceOf(session.userAgent);
            const Icon = device.phone ? Smartphone : Laptop;
            return (
              <li key={session.id} className={css.tall}>
                <Icon size={16} aria-hidden />
                <span>
                  {device.name || t("people.unknownDevice")}
                  <span className={css.meta}>
                    {session.address} · {t("people.since")} <DateTime value={session.createdAt} within /> · {t("people.lastSeen")} <DateTime value={session.lastSeenAt} within />
                  </span>
                </span>
                <Button className={css.end ?? ""} size="small" loading={end.isPending && end.variables === session.id} onClick={() => end.mutate(session.id)}>
                  {t("people.end")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
