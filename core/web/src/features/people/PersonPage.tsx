/** `/people/:id`: who somebody is and how to reach them. Whoever manages people is led to where they are managed. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { CopyButton, ErrorState, ListSkeleton, Page, PersonAvatar, StatusTag } from "@/ui";
import css from "./people.module.css";

export default function PersonPage() {
  const can = useCan();
  const { id = "" } = useParams();
  if (can("org.manage")) return <Navigate to={`/admin/people?person=${id}`} replace />;
  return <Colleague key={id} id={id} />;
}

function Colleague({ id }: { id: string }) {
  const { t } = useTranslation("people");
  const person = useQuery({ queryKey: ["people", id], queryFn: () => ok(api.GET("/people/{id}", { params: { path: { id } } })) });
  useCrumbs({ label: person.data?.name ?? t("one") });
  if (person.error) return <ErrorState error={person.error} onRetry={() => void person.refetch()} />;
  return <Page reading>{person.data ? <Card person={person.data} /> : <ListSkeleton rows={4} />}</Page>;
}

function Card({ person }: { person: Schemas["Person"] }) {
  const { t } = useTranslation("people");
  const pick = usePickText();
  const { memberships, email, phone } = person;
  return (
    <article className={css.card} aria-labelledby="person-name">
      <header>
        <PersonAvatar person={person} size="large" />
        <h1 id="person-name">{person.name}</h1>
        {!person.active && (
          <StatusTag tone="neutral" plain>
            {t("disabled")}
          </StatusTag>
        )}
      </header>
      <dl>
        <Fact label={t("place")}>
          {memberships.length === 0
            ? t("noPlace")
            : memberships.map((one) => (
                <span key={one.id} className={css.place}>
                  {[pick(one.department.name), pick(one.post?.name), one.head && t("head")].filter(Boolean).join(" · ")}
                </span>
              ))}
        </Fact>
        <Fact label={t("email")}>{email ? <Reach href={`mailto:${email}`} text={email} about={t("copyEmail")} /> : t("unknown")}</Fact>
        <Fact label={t("phone")}>{phone ? <Reach href={`tel:${phone.replace(/\s/g, "")}`} text={phone} about={t("copyPhone")} /> : t("unknown")}</Fact>
        <Fact label={t("login")}>{person.login}</Fact>
      </dl>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Reach({ href, text, about }: { href: string; text: string; about: string }) {
  const { t } = useTranslation("people");
  return (
    <span className={css.reach}>
      <a href={href}>{text}</a>
      <CopyButton text={text} label={t("copy")} about={about} />
    </span>
  );
}
