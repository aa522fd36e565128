// The second factor: whether there is one, setting it up, new recovery codes, taking it away.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { FactorSetUp, PasswordCheck, RecoveryCodes } from "@/account";
import { api, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { DateTime, ErrorState, ListSkeleton, StatusTag } from "@/ui";
import { Section } from "./Section";
import css from "./settings.module.css";

/** Below `me`: what changes about a person elsewhere is asked for anew here too. */
const QUERY_KEY = ["me", "secondFactor"];
/** From here on it is time for new ones. */
const FEW_CODES = 3;

export function SecondFactorSection() {
  const { t } = useTranslation("settings");
  const { viewing } = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const factor = useQuery({ queryKey: QUERY_KEY, queryFn: () => ok(api.GET("/me/second-factor")), enabled: !viewing });
  const [settingUp, setSettingUp] = useState(false);
  const [asking, setAsking] = useState<"renew" | "remove">();
  const [codes, setCodes] = useState<string[]>();
  // Nobody's business but their own.
  if (viewing) return null;

  const refresh = () => client.invalidateQueries({ queryKey: QUERY_KEY });
  const close = () => {
    setSettingUp(false);
    setCodes(undefined);
    void refresh();
  };
  return (
    <Section id="second-factor" title={t("factor.title")} hint={t("factor.hint")}>
      {codes ? (
        <RecoveryCodes codes={codes} done={t("factor.finish")} onDone={close} />
      ) : settingUp ? (
        <Suspense fallback={<ListSkeleton rows={3} />}>
          <FactorSetUp
            password={undefined}
            done={t("factor.finish")}
            onDone={() => {
              close();
              void message.success(t("factor.turnedOn"));
            }}
            onCancel={close}
          />
        </Suspense>
      ) : factor.isError ? (
        <ErrorState error={factor.error} onRetry={() => void factor.refetch()} />
      ) : factor.data ? (
        <State factor={factor.data} onSetUp={() => setSettingUp(true)} onAsk={setAsking} />
      ) : (
        <ListSkeleton rows={1} rowHeight={56} />
      )}
      {asking === "renew" && (
        <PasswordCheck
          title={t("factor.renew")}
          text={t("factor.renewText")}
          verb={t("factor.renewVerb")}
          run={(password) => ok(api.POST("/me/second-factor/recovery-codes", { body: { password } }))}
          onDone={(made) => {
            setAsking(undefined);
            setCodes(made.codes);
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === "remove" && (
        <PasswordCheck
          title={t("factor.remove")}
          text={t("factor.removeText")}
          verb={t("factor.removeVerb")}
          danger
          run={(password) => api.POST("/me/second-factor/remove", { body: { password } })}
          onDone={() => {
            setAsking(undefined);
            void message.success(t("factor.removed"));
            void refresh();
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Section>
  );
}

interface StateProps {
  factor: Schemas["FactorInfo"];
  onSetUp: () => void;
  onAsk: (what: "renew" | "remove") => void;
}

function State({ factor, onSetUp, onAsk }: StateProps) {
  const { t } = useTranslation("settings");
  if (!factor.confirmedAt) {
    return (
      <>
        <p className={css.state}>
          <StatusTag tone="neutral" plain>
            {t("factor.off")}
          </StatusTag>
        </p>
        <p className={css.hint}>{t("factor.offText")}</p>
        <div className={css.actions}>
          <Button onClick={onSetUp}>{t("factor.setUp")}</Button>
        </div>
      </>
    );
  }
  const left = factor.recoveryCodesLeft;
  return (
    <>
      <p className={css.state}>
        <StatusTag tone="done" plain>
          {t("factor.on")}
        </StatusTag>
        <span className={css.faint}>
          {t("factor.since")} <DateTime value={factor.confirmedAt} within />
        </span>
      </p>
      <p className={css.state}>
        {left < FEW_CODES ? (
          <StatusTag tone="waiting" plain>
            {t("factor.fewLeft", { count: left })}
          </StatusTag>
        ) : (
          <span className={css.hint}>{t("factor.left", { count: left })}</span>
        )}
      </p>
      <div className={css.actions}>
        <Button onClick={() => onAsk("renew")}>{t("factor.renew")}</Button>
        {!factor.required && (
          <Button danger onClick={() => onAsk("remove")}>
            {t("factor.remove")}
          </Button>
        )}
      </div>
      {factor.required && <p className={css.hint}>{t("factor.required")}</p>}
    </>
  );
}
