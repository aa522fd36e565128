/** What the company demands of those who sign in, each choice with what follows from it. */
import { Form, InputNumber, Radio } from "antd";
import { useTranslation } from "react-i18next";
import css from "./settings.module.css";

/** As the server bounds it. */
const PASSWORD_CHARS = { min: 10, max: 64 };
const RULES = ["optional", "administrators"] as const;

export function SignInFields() {
  const { t } = useTranslation("admin");
  return (
    <section aria-labelledby="settings-sign-in" className={css.formSection}>
      <h2 id="settings-sign-in">{t("settings.signIn")}</h2>
      <Form.Item
        name="passwordMinChars"
        label={t("settings.passwordMin")}
        extra={t("settings.passwordMinHelp")}
        rules={[{ type: "integer", required: true, ...PASSWORD_CHARS, message: t("settings.passwordMinRange", PASSWORD_CHARS) }]}
      >
        <InputNumber precision={0} style={{ width: 160 }} suffix={t("settings.chars")} />
      </Form.Item>
      <Form.Item name="secondFactor" label={t("settings.secondFactor")}>
        <Radio.Group className={css.choices ?? ""}>
          {RULES.map((rule) => (
            <Radio key={rule} value={rule}>
              {t(`settings.factor.${rule}`)}
              <span className={css.choiceHelp}>{t(`settings.factor.${rule}Help`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
    </section>
  );
}
