// `/invitation#<token>`: a newcomer opens the link, chooses a password and is in. The token is read from behind the
// `#`, which no server sees, and taken out of the address at once: neither history nor a shared screen keeps it.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { api, isProblem, ok, type Schemas } from "@/api";
import { ButtonLink, ErrorState, ListSkeleton } from "@/ui";
import { InvitationForm } from "./InvitationForm";
import css from "./SignInPage.module.css";
import type { Credentials } from "./steps";

interface InvitationProps {
  onSignedIn: (reply: Schemas["LoginReply"], who: Credentials) => void;
  onCodeAsked: (who: Credentials) => void;
}

export default function Invitation(props: InvitationProps) {
  const { t } = useTranslation("account");
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState(() => hash.slice(1));
  useCrumbs({ label: t("invitation.crumb") });

  // Another link opened in the same tab changes nothing but the fragment.
  useEffect(() => {
    if (hash.length < 2) return;
    setToken(hash.slice(1));
    void navigate({ hash: "" }, { replace: true });
  }, [hash, navigate]);

  if (token) return <Opened key={token} token={token} {...props} />;
  return <Dead title={t("invitation.noneTitle")}>{t("invitation.noneText")}</Dead>;
}

function Opened({ token, ...props }: InvitationProps & { token: string }) {
  const { t } = useTranslation("account");
  const invited = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => ok(api.POST("/public/invitations/look", { body: { token } })),
    // What was typed must not vanish because the link was looked at once more.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (isProblem(invited.error, "auth.invitation_over")) {
    return <Dead title={t("invitation.overTitle")}>{t("invitation.overText")}</Dead>;
  }
  if (invited.data) return <InvitationForm token={token} invited={invited.data} {...props} />;
  return <div className={css.form}>{invited.error ? <ErrorState error={invited.error} onRetry={() => void invited.refetch()} /> : <ListSkeleton rows={4} rowHeight={64} />}</div>;
}

/** A link that opens nothing, and what to do about it. */
function Dead({ title, children }: { title: string; children: string }) {
  const { t } = useTranslation("account");
  return (
    <div className={css.form}>
      <h1 className={css.title}>{title}</h1>
      <p className={css.sub}>{children}</p>
      <ButtonLink to="/login" size="large" block>
        {t("invitation.toSignIn")}
      </ButtonLink>
    </div>
  );
}
