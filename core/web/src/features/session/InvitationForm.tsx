// Whom the link invites, and the password that they choose. With it they are signed in at once.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields, NewPasswordFields } from "@/account";
import { isProblem, type Schemas } from "@/api";
import { ButtonLink, DateTime } from "@/ui";
import { accept } from "./invitation";
import css from "./SignInPage.module.css";
import type { Credentials } from "./steps";

interface InvitationFormProps {
  token: string;
  invited: Schemas["Invited"];
  onSignedIn: (reply: Schemas["LoginReply"], who: Credentials) => void;
  onCodeAsked: (who: Credentials) => void;
}

export function InvitationForm({ token, invited, onSignedIn, onCodeAsked }: InvitationFormProps) {
  const { t } = useTranslation("account");
  const [form] = Form.useForm<{ password: string }>();
  /** Whether an answer was lost: the password may be set already. */
  const lost = useRef(false);
  const join = useMutation({
    mutationFn: (who: Credentials) => accept(token, who, lost.current),
    onSuccess: (accepted, who) => {
      if (accepted.kind === "code") onCodeAsked(who);
      if (accepted.kind === "signedIn") onSignedIn(accepted.reply, who);
    },
    onError: (error) => {
      lost.current ||= isProblem(error) && (error.status === 0 || error.status >= 500);
      markFields(form, error);
    },
  });

  if (join.data?.kind === "signInYourself") {
    return (
      <div className={css.form}>
        <h1 className={css.title}>{t("invitation.setTitle")}</h1>
        <p className={css.sub}>{t("invitation.setText")}</p>
        <Facts invited={invited} />
        <ButtonLink to="/login" type="primary" size="large" block className={css.submit}>
          {t("invitation.toSignIn")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <Form form={form} layout="vertical" size="large" requiredMark={false} className={css.form} onFinish={({ password }) => !join.isPending && join.mutate({ tenant: invited.tenant, login: invited.login, password })}>
      <h1 className={css.title}>{t("invitation.title", { company: invited.tenantName })}</h1>
      <p className={css.sub}>{t("invitation.sub", { name: invited.name })}</p>
      {isProblem(join.error, "auth.invitation_over") ? <Alert type="warning" showIcon className={css.alert} title={t("invitation.overTitle")} description={t("invitation.overText")} /> : <AnswerAlert error={join.error} />}
      <Facts invited={invited} until />
      {/* For the browser's own password book. */}
      <Input className="visually-hidden" tabIndex={-1} aria-hidden readOnly autoComplete="username" value={invited.login} />
      <NewPasswordFields name="password" label={t("invitation.password")} autoFocus minChars={invited.passwordMinChars} login={invited.login} />
      <Button type="primary" htmlType="submit" block loading={join.isPending} className={css.submit}>
        {t("invitation.submit")}
      </Button>
    </Form>
  );
}

function Facts({ invited, until = false }: { invited: Schemas["Invited"]; until?: boolean }) {
  const { t } = useTranslation("account");
  return (
    <dl className={css.facts}>
      <dt>{t("invitation.login")}</dt>
      <dd>{invited.login}</dd>
      <dt>{t("invitation.tenant")}</dt>
      <dd>{invited.tenant}</dd>
      {until && (
        <>
          <dt>{t("invitation.until")}</dt>
          <dd>
            <DateTime value={invited.expiresAt} />
          </dd>
        </>
      )}
    </dl>
  );
}
