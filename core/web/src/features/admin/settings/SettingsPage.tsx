/** `/admin/settings`: what holds for the whole company, what it demands of those who sign in, and whether its mails arrive. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Locale, ok, type Schemas } from "@/api";
import { ErrorState, ListSkeleton } from "@/ui";
import css from "../admin.module.css";
import { changed, merged } from "./changed";
import { LogoField } from "./LogoField";
import { MailSection } from "./MailSection";
import { SignInFields } from "./SignInFields";
import { useSaveSettings } from "./useSaveSettings";
import { useSetUpFirst } from "./useSetUpFirst";

export interface SettingsValues {
  name: string;
  timeZone: string;
  locale: Locale;
  passwordMinChars: number;
  secondFactor: Schemas["SecondFactorRule"];
}

type Settings = Schemas["TenantSettings"];

const valuesOf = ({ name, timeZone, locale, passwordMinChars, secondFactor }: Settings): SettingsValues => ({ name, timeZone, locale, passwordMinChars, secondFactor });

export default function SettingsPage() {
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => ok(api.GET("/settings")) });
  if (settings.error) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <ListSkeleton rows={5} rowHeight={64} />;
  return (
    <div className={`${css.page} ${css.narrow}`}>
      <LogoField settings={settings.data} />
      <SettingsForm settings={settings.data} />
      <MailSection settings={settings.data} />
    </div>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation("admin");
  const { message } = App.useApp();
  const [form] = Form.useForm<SettingsValues>();
  const [base, setBase] = useState(settings);
  const setUpFirst = useSetUpFirst();
  // What somebody else changed shows at once; what was entered here stays, and is told where both changed the same.
  useEffect(() => {
    if (settings.rev === base.rev) return;
    const { values, both } = merged(valuesOf(base), valuesOf(settings), form.getFieldsValue());
    form.setFieldsValue(values);
    setBase(settings);
    if (both) void message.warning(t("settings.beaten"));
  }, [settings, base, form, message, t]);
  const save = useSaveSettings({
    base,
    change: (values: Partial<SettingsValues>) => values,
    onSaved: setBase,
    onRefused: (errors) => form.setFields(errors.map((one) => ({ name: one.field as keyof SettingsValues, errors: [one.message] }))),
  });
  const zones = [...new Set([base.timeZone, ...Intl.supportedValuesOf("timeZone")])];
  const finish = async (values: SettingsValues) => {
    const wish = changed(base, { ...values, name: values.name.trim() });
    const own = wish.secondFactor === "administrators" ? await setUpFirst.ask() : "fine";
    if (own === "no") return;
    save.mutate(wish, { onSuccess: () => own === "setUp" && setUpFirst.go() });
  };
  return (
    <Form<SettingsValues> form={form} className={css.form ?? ""} layout="vertical" requiredMark={false} initialValues={valuesOf(settings)} onFinish={(values) => void finish(values)}>
      <Form.Item name="name" label={t("settings.name")} rules={[{ required: true, whitespace: true, message: t("settings.nameNeeded") }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="timeZone" label={t("settings.timeZone")} extra={t("settings.timeZoneHelp")}>
        <Select showSearch options={zones.map((zone) => ({ value: zone, label: zone }))} />
      </Form.Item>
      <Form.Item name="locale" label={t("settings.locale")} extra={t("settings.localeHelp")}>
        <Select
          options={[
            { value: "zh-CN", label: "中文" },
            { value: "en", label: "English" },
          ]}
        />
      </Form.Item>
      <SignInFields />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t("save")}
      </Button>
    </Form>
  );
}
