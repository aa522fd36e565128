// A new password, twice, inside a form; beside it the rules, ticked off while it is typed.
import { Form, Input } from "antd";
import { Check, Circle, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./account.module.css";
import { charsOf, lengthRule, nameRule, type RuleState } from "./passwordRules";

interface NewPasswordFieldsProps {
  /** The form's name of the password, as the server calls it. */
  name: string;
  label: string;
  autoFocus?: boolean;
  /** Where they are known: how long it has to be, and whose it is. */
  minChars?: number;
  login?: string;
}

const ICONS = { open: Circle, kept: Check, broken: X };

export function NewPasswordFields({ name, label, autoFocus = false, minChars, login }: NewPasswordFieldsProps) {
  const { t } = useTranslation("account");
  const password = Form.useWatch<string | undefined>(name) ?? "";
  const length = minChars === undefined ? undefined : lengthRule(password, minChars);
  const named = login === undefined ? undefined : nameRule(password, login);
  return (
    <>
      <Form.Item
        name={name}
        label={label}
        rules={[
          { required: true, message: t("password.missing") },
          { validator: () => (length === "broken" || named === "broken" ? Promise.reject(new Error(t(length === "broken" ? "password.tooShort" : "password.tooNear", { min: minChars }))) : Promise.resolve()) },
        ]}
        validateTrigger="onSubmit"
      >
        <Input.Password autoFocus={autoFocus} autoComplete="new-password" />
      </Form.Item>
      {(length || named) && (
        <ul className={css.rules} aria-label={t("password.rules")}>
          {length && (
            <Rule state={length}>
              {t("password.length", { min: minChars })}
              {password && <span className={css.faint}> {t("password.now", { count: charsOf(password) })}</span>}
            </Rule>
          )}
          {named && <Rule state={named}>{t("password.notLogin", { login })}</Rule>}
          <Rule state="open">{t("password.notCommon")}</Rule>
        </ul>
      )}
      <Form.Item
        name="again"
        label={t("password.again")}
        dependencies={[name]}
        validateTrigger={["onBlur", "onSubmit"]}
        rules={[
          { required: true, message: t("password.missing") },
          ({ getFieldValue }) => ({
            validator: (_, value) => (!value || value === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error(t("password.differ")))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

function Rule({ state, children }: { state: RuleState; children: ReactNode }) {
  const { t } = useTranslation("account");
  const Icon = ICONS[state];
  return (
    <li className={css[state]}>
      <Icon size={14} aria-hidden />
      <span>
        {children}
        {state !== "open" && <span className="visually-hidden"> {t(`password.${state}`)}</span>}
      </span>
    </li>
  );
}
