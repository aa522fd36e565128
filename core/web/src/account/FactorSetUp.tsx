// Setting up a second factor in three steps: prove who you are, let an app scan the secret and show a code, keep the
// recovery codes, where there are any.
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, type InputRef, QRCode } from "antd";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok, type Schemas } from "@/api";
import { CopyButton, useIsPhone } from "@/ui";
import { AnswerAlert, isMarked, markFields } from "./answers";
import css from "./account.module.css";
import { CodeInput } from "./CodeInput";
import { CODE_DIGITS, grouped } from "./codes";
import { RecoveryCodes } from "./RecoveryCodes";

type Offer = Schemas["FactorOffer"];

/** Whom the steps are sent to. */
export interface FactorCalls {
  offer: (password: string) => Promise<Offer>;
  /** Gives the recovery codes, or none where there are none. */
  confirm: (code: string) => Promise<string[]>;
}

const OWN: FactorCalls = {
  offer: (password) => ok(api.POST("/me/second-factor", { body: { password } })),
  confirm: async (code) => (await ok(api.POST("/me/second-factor/confirm", { body: { code } }))).codes,
};

interface FactorSetUpProps {
  calls?: FactorCalls;
  /** The password where it was just typed; it is asked for otherwise. */
  password: string | undefined;
  /** What the last button says. */
  done: string;
  onDone: () => void;
  onCancel?: () => void;
}

export default function FactorSetUp({ calls = OWN, password, done, onDone, onCancel }: FactorSetUpProps) {
  const [offer, setOffer] = useState<Offer>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} done={done} onDone={onDone} />;
  const keep = (made: string[]) => (made.length > 0 ? setCodes(made) : onDone());
  if (offer) return <Confirm confirm={calls.confirm} offer={offer} onCodes={keep} onCancel={onCancel} onOver={() => setOffer(undefined)} />;
  return <Begin offer={calls.offer} password={password} onOffer={setOffer} onCancel={onCancel} />;
}

interface BeginProps {
  offer: FactorCalls["offer"];
  password: string | undefined;
  onOffer: (offer: Offer) => void;
  onCancel: (() => void) | undefined;
}

function Begin({ offer, password: known, onOffer, onCancel }: BeginProps) {
  const { t } = useTranslation("account");
  const [form] = Form.useForm<{ password: string }>();
  // A password that the server does not take any more has to be asked for after all.
  const [asks, setAsks] = useState(known === undefined);
  const begin = useMutation({
    mutationFn: offer,
    onSuccess: onOffer,
    onError: (error) => {
      if (isMarked(error)) setAsks(true);
      markFields(form, error);
    },
  });
  return (
    <Form form={form} name="factor" layout="vertical" requiredMark={false} className={css.narrow ?? ""} onFinish={({ password }) => !begin.isPending && begin.mutate(password ?? known ?? "")}>
      <p className={css.text}>{t("factor.need")}</p>
      <AnswerAlert error={begin.error} />
      {asks && (
        <Form.Item name="password" label={t("password.own")} rules={[{ required: true, message: t("password.missing") }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
      )}
      <div className={css.actions}>
        <Button type="primary" htmlType="submit" autoFocus={!asks} loading={begin.isPending}>
          {t("factor.begin")}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t("cancel")}</Button>}
      </div>
    </Form>
  );
}

interface ConfirmProps {
  confirm: FactorCalls["confirm"];
  offer: Offer;
  onCodes: (codes: string[]) => void;
  onCancel: (() => void) | undefined;
  /** The offer counts no more: it was replaced or confirmed elsewhere. */
  onOver: () => void;
}

function Confirm({ confirm: send, offer, onCodes, onCancel, onOver }: ConfirmProps) {
  const { t } = useTranslation("account");
  const id = useId();
  const phone = useIsPhone();
  const input = useRef<InputRef>(null);
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const confirm = useMutation({
    mutationFn: send,
    onSuccess: onCodes,
    onError: (error) => {
      if (isProblem(error, "auth.second_factor_off")) return onOver();
      input.current?.select();
    },
  });
  const wrong = confirm.error && isMarked(confirm.error) && isProblem(confirm.error) ? confirm.error.errors[0]?.message : missing ? t("factor.codeMissing", { count: CODE_DIGITS }) : undefined;
  const enter = (typed: string) => {
    if (confirm.isPending) return;
    setMissing(typed.length < CODE_DIGITS);
    if (typed.length === CODE_DIGITS) confirm.mutate(typed);
    else confirm.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter(code);
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t("factor.title")}>
      <ol className={css.steps}>
        <li>
          <p>{t("factor.scan")}</p>
          <div className={css.offer}>
            <QRCode type="svg" value={offer.uri} size={176} marginSize={2} bordered={false} color="var(--weir-ink)" bgColor="var(--weir-paper)" role="img" aria-label={t("factor.qr")} />
            <div className={css.secret}>
              {phone && (
                <Button className={css.open ?? ""} href={offer.uri}>
                  {t("factor.openApp")}
                </Button>
              )}
              <p className={css.faint}>{t("factor.noCamera")}</p>
              <code>{grouped(offer.secret)}</code>
              <CopyButton text={offer.secret} label={t("factor.copySecret")} />
            </div>
          </div>
        </li>
        <li>
          <label htmlFor={id}>{t("factor.enter")}</label>
          <AnswerAlert error={confirm.error} />
          <CodeInput id={id} ref={input} value={code} onChange={setCode} onComplete={enter} wrong={wrong && `${id}-wrong`} pending={confirm.isPending} />
          {wrong && (
            <p id={`${id}-wrong`} role="alert" className={css.error}>
              {wrong}
            </p>
          )}
        </li>
      </ol>
      <div className={css.actions}>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t("factor.confirm")}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}

