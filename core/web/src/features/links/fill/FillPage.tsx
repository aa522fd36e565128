// `/f/<token>`: the page behind a link. Whoever has the address fills the form in; a link of colleagues asks them to
// sign in first and brings them back.

import { useQuery } from "@tanstack/react-query";
import { CircleSlash, Clock, type LucideIcon, SearchX, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { isProblem } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { textOf, useEngine } from "@/form";
import { ErrorState, ListSkeleton, setZone } from "@/ui";
import { Filling } from "./Filling";
import { Frame } from "./Frame";
import { Notice } from "./Notice";
import { openQuery, type Receipt } from "./queries";
import { Sent } from "./Sent";

export default function FillPage() {
  const { token = "" } = useParams();
  return <Opened key={token} token={token} />;
}

/** Why a link does not open, by the server's code. */
const OVER: Record<string, { words: string; icon: LucideIcon }> = {
  not_found: { words: "unknown", icon: SearchX },
  "links.closed": { words: "closed", icon: CircleSlash },
  "links.expired": { words: "expired", icon: Clock },
  "links.full": { words: "full", icon: UsersRound },
};

function Opened({ token }: { token: string }) {
  const { t, i18n } = useTranslation("links");
  const open = useQuery(openQuery(token));
  const engine = useEngine();
  const [receipt, setReceipt] = useState<Receipt>();
  const link = open.data;
  const over = isProblem(open.error) ? OVER[open.error.code] : undefined;
  useCrumbs({ label: link ? textOf(link.schema.name, i18n.language) : over ? t(`${over.words}.title`) : t("form") });
  // Before any instant is drawn or entered.
  setZone(link?.timeZone);

  if (isProblem(open.error, "unauthenticated")) return <Navigate to={`/login?${new URLSearchParams({ next: `/f/${token}` })}`} replace />;
  return (
    <Frame company={link?.company}>
      {over ? (
        <Notice icon={over.icon} title={t(`${over.words}.title`)}>
          <p>{t(`${over.words}.text`)}</p>
        </Notice>
      ) : open.error ? (
        <ErrorState error={open.error} onRetry={() => void open.refetch()} />
      ) : receipt ? (
        <Sent receipt={receipt} onAgain={() => setReceipt(undefined)} />
      ) : link && engine ? (
        <Filling token={token} link={link} engine={engine} onSent={setReceipt} />
      ) : (
        <ListSkeleton rows={6} rowHeight={64} />
      )}
    </Frame>
  );
}
