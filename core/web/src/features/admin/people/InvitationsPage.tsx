/** `/admin/invitations`: the links that still open, whom they are for, and taking them back. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { MailPlus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { DateTime, EmptyState, ErrorState, ListSkeleton, PersonAvatar, useConfirmDanger } from "@/ui";
import css from "../admin.module.css";
import { useChange } from "../useChange";
import { Handover } from "./Handover";
import { AddPersonDrawer } from "./PersonDrawer";

/** More than one sees at once can be searched. */
const SEARCH_FROM = 12;
type Invitation = Schemas["Invitation"];

export default function InvitationsPage() {
  const { t } = useTranslation("admin");
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState("");
  const list = useQuery({ queryKey: ["invitations"], queryFn: () => ok(api.GET("/invitations")) });
  const all = list.data?.items ?? [];
  const wanted = query.trim().toLowerCase();
  const shown = all.filter(({ person }) => `${person.name} ${person.login}`.toLowerCase().includes(wanted));
  const invite = (
    <Button type="primary" icon={<MailPlus size={16} aria-hidden />} onClick={() => setParams({ new: "" }, { replace: true })}>
      {t("invitations.invite")}
    </Button>
  );
  return (
    <div className={css.page}>
      <div className={css.tools}>
        {all.length >= SEARCH_FROM && (
          <Input allowClear style={{ width: 240 }} prefix={<Search size={14} aria-hidden />} aria-label={t("invitations.search")} placeholder={t("invitations.search")} value={query} onChange={(event) => setQuery(event.target.value)} />
        )}
        <span className={css.hint}>{t("invitations.help")}</span>
        {all.length > 0 && <span className={css.end}>{invite}</span>}
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton />
      ) : all.length === 0 ? (
        <EmptyState icon={MailPlus} title={t("invitations.none")} action={invite}>
          {t("invitations.noneText")}
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState icon={MailPlus} title={t("noMatch")} />
      ) : (
        <ul className={css.rows} aria-label={t("section.invitations")}>
          {shown.map((invitation) => (
            <Row key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
      {params.get("new") !== null && <AddPersonDrawer departmentId={params.get("new") || undefined} inviting onClose={() => setParams({}, { replace: true })} />}
    </div>
  );
}

function Row({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation("admin");
  const { message, modal } = App.useApp();
  const confirm = useConfirmDanger();
  const { person } = invitation;
  const { name, login } = person;
  const withdraw = useChange(() => ok(api.DELETE("/invitations/{id}", { params: { path: { id: invitation.id } } })), ["invitations"], () => void message.success(t("invitations.withdrawn", { name })));
  const renew = useChange(
    () => ok(api.POST("/people/{id}/invitation", { params: { path: { id: person.id } } })),
    ["invitations"],
    ({ link, expiresAt }) => void modal.success({ title: t("invitations.made", { name }), content: <Handover handed={[{ name, login, secret: { link, expiresAt } }]} />, okText: t("people.noted"), width: 520 }),
  );
  const ask = async () => {
    if (await confirm({ title: t("invitations.withdrawTitle", { name }), text: t("invitations.withdrawText"), verb: t("invitations.withdraw") })) withdraw.mutate(undefined);
  };
  return (
    <li className={css.tall}>
      <PersonAvatar person={person} />
      <span>
        <Link to={`/admin/people?person=${person.id}`}>{name}</Link> <span className={css.count}>{login}</span>
        <span className={css.meta}>
          {t("invitations.by", { name: invitation.createdBy.name })} <DateTime value={invitation.createdAt} within /> · {t("invitations.until")} <DateTime value={invitation.expiresAt} />
        </span>
      </span>
      <span className={`${css.end} ${css.rowActions}`}>
        <Button type="text" loading={renew.isPending} onClick={() => renew.mutate(undefined)}>
          {t("invitations.newLink")}
        </Button>
        <Button loading={withdraw.isPending} onClick={() => void ask()}>
          {t("invitations.withdraw")}
        </Button>
      </span>
    </li>
  );
}
