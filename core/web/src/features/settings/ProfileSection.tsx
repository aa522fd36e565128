// Name and posts as the administrator keeps them; contact, language and theme as the person likes.
import { App, Button, Form, Input, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useSignOut, useUpdateMe } from "@/app/account";
import { useMe } from "@/app/me";
import { type ThemeChoice, usePreferences } from "@/app/preferences";
import type { Locale } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { PersonAvatar, useProblemToast } from "@/ui";
import { Section } from "./Section";
import css from "./settings.module.css";

export function ProfileSection() {
  const { t } = useTranslation("settings");
  const pick = usePickText();
  const me = useMe();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const update = useUpdateMe();
  const signOut = useSignOut();
  const { locale, theme } = usePreferences();
  const places = me.departments.map((membership) => [pick(membership.department.name), pick(membership.post?.name)].filter(Boolean).join(" · "));

  return (
    <>
      <Section id="profile" title={t("profile.title")} hint={t("profile.hint")}>
        <div className={css.person}>
          <PersonAvatar person={me.user} size="large" />
          <div>
            <b>{me.user.name}</b> <span className={css.faint}>{me.user.login}</span>
            <p className={css.faint}>{places.join(t("comma"))}</p>
          </div>
          <Button className={css.signOut} onClick={() => void signOut()}>
            {t("profile.signOut")}
          </Button>
        </div>
        <Form<{ email: string; phone: string }>
          layout="vertical"
          requiredMark={false}
          initialValues={{ email: me.user.email, phone: me.user.phone }}
          onFinish={(values) => update.mutate(values, { onSuccess: () => void message.success(t("saved")), onError: toast })}
          className={css.form}
        >
          <Form.Item name="email" label={t("profile.email")} rules={[{ type: "email", message: t("profile.emailWrong") }]}>
            <Input type="email" autoComplete="email" />
          </Form.Item>
          <Form.Item name="phone" label={t("profile.phone")}>
            <Input type="tel" autoComplete="tel" />
          </Form.Item>
          <Button htmlType="submit" loading={update.isPending && update.variables.email !== undefined}>
            {t("save")}
          </Button>
        </Form>
      </Section>
      <Section id="appearance" title={t("appearance.title")}>
        <div className={css.line}>
          <span id="language-label">{t("appearance.language")}</span>
          <Segmented<Locale>
            aria-labelledby="language-label"
            value={locale}
            onChange={(value) => update.mutate({ locale: value }, { onError: toast })}
            options={[
              { value: "zh-CN", label: "中文" },
              { value: "en", label: "English" },
            ]}
          />
        </div>
        <div className={css.line}>
          <span id="theme-label">{t("appearance.theme")}</span>
          <Segmented<ThemeChoice>
            aria-labelledby="theme-label"
            value={theme}
            onChange={(value) => update.mutate({ theme: value }, { onError: toast })}
            options={(["light", "dark", "system"] as const).map((value) => ({ value, label: t(`appearance.${value}`) }))}
          />
        </div>
      </Section>
    </>
  );
}
