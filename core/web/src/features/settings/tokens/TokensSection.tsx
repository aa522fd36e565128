// What programs sign in with for this person: the tokens there are, a new one, ending one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { useMe } from "@/app/me";
import { DateTime, ErrorState, ListSkeleton, StatusTag, useConfirmDanger, useProblemToast } from "@/ui";
import { Section } from "../Section";
import css from "../settings.module.css";
import { MadeToken } from "./MadeToken";
import { type ApiToken, revokeToken, tokensQuery } from "./queries";
import { TokenSheet } from "./TokenSheet";

export function TokensSection() {
  const { t } = useTranslation("settings");
  const { viewing } = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();
  const tokens = useQuery({ ...tokensQuery, enabled: !viewing });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Schemas["CreatedApiToken"]>();
  const refresh = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey });
  const revoke = useMutation({
    mutationFn: (token: ApiToken) => revokeToken(token.id),
    onSuccess: (_, { name }) => {
      void message.success(t("tokens.revoked", { name }));
      return refresh();
    },
    onError: toast,
  });
  // Nobody's business but their own.
  if (viewing) return null;

  const askRevoke = async (token: ApiToken) => {
    const { name } = token;
    if (await confirm({ title: t("tokens.revokeTitle", { name }), text: t("tokens.revokeText"), verb: t("tokens.revoke") })) revoke.mutate(token);
  };
  return (
    <Section id="tokens" title={t("tokens.title")} hint={t("tokens.hint")}>
      {made && <MadeToken token={made} onDone={() => setMade(undefined)} />}
      {tokens.isError && !tokens.data ? (
        <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : !tokens.data ? (
        <ListSkeleton rows={2} rowHeight={56} />
      ) : tokens.data.length === 0 ? (
        <p className={css.hint}>{t("tokens.none")}</p>
      ) : (
        <ul aria-label={t("tokens.title")}>
          {tokens.data.map((token) => (
            <TokenRow key={token.id} token={token} revoking={revoke.isPending && revoke.variables.id === token.id} onRevoke={() => void askRevoke(token)} />
          ))}
        </ul>
      )}
      <div className={css.actions}>
        <Button icon={<Plus size={14} aria-hidden />} disabled={!tokens.data} onClick={() => setMaking(true)}>
          {t("tokens.create")}
        </Button>
      </div>
      {making && (
        <TokenSheet
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false);
            setMade(token);
            void refresh();
          }}
        />
      )}
    </Section>
  );
}

function TokenRow({ token, revoking, onRevoke }: { token: ApiToken; revoking: boolean; onRevoke: () => void }) {
  const { t } = useTranslation("settings");
  const { name, scopes, expiresAt, lastUsedAt } = token;
  const expired = expiresAt != null && new Date(expiresAt) <= new Date();
  return (
    <li className={css.session}>
      <KeyRound size={20} aria-hidden />
      <div className={css.token}>
        <b>{name}</b>
        {expired && <StatusTag tone="failed">{t("tokens.expired")}</StatusTag>}
        <p className={css.faint}>{scopes.map((scope) => t(`tokens.scope.${scope}`)).join(t("tokens.and"))}</p>
        <p className={css.faint}>
          {lastUsedAt ? (
            <>
              {t("tokens.lastUsed")} <DateTime value={lastUsedAt} />
            </>
          ) : (
            t("tokens.neverUsed")
          )}
          {" · "}
          {expiresAt ? (
            <>
              {t("tokens.until")} <DateTime value={expiresAt} form="full" />
            </>
          ) : (
            t("tokens.never")
          )}
        </p>
      </div>
      <Button size="small" loading={revoking} aria-label={t("tokens.revokeOne", { name })} onClick={onRevoke}>
        {t("tokens.revoke")}
      </Button>
    </li>
  );
}
