/** `/admin/settings`: what holds for the whole company, and what it demands of those who sign in. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, isProblem, type Locale, ok, type Schemas } from "@/api";
import { ErrorState, ListSkeleton, useProblemToast } from "@/ui";
import css from "../admin.module.css";
import { useChange } from "../useChange";
import { changed } from "./changed";
import { SignInFields } from "./SignInFields";
import { useSetUpFirst } from "./useSetUpFirst";

export interface SettingsValues {
  name: string;
  timeZone: string;
  locale: Locale;
  passwordMinChars: number;
  secondFactor: Schemas["SecondFactorRule"];
}

export default function SettingsPage() {
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => ok(api.GET("/settings")) });
  if (settings.error) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <ListSkeleton rows={5} rowHeight={64} />;
  return <SettingsForm settings={settings.data} />;
}

function SettingsForm({ settings }: { settings: Schemas["TenantSettings"] }) {
  const { t } = useTranslation("admin");
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [form] = Form.useForm<SettingsValues>();
  const setUpFirst = useSetUpFirst();
  const save = useChange(
    (values: Partial<SettingsValues>) => ok(api.PATCH("/settings", { body: values })),
    ["settings", "me"],
    (saved) => {
      client.setQueryData(["settings"], saved);
      void message.success(t("saved"));
    },
    (error) => {
      if (isProblem(error) && error.errors.length > 0) form.setFields(error.errors.map((one) => ({ name: one.field as keyof SettingsValues, errors: [one.message] })));
      else toast(error);
    },
  );
  const { name, timeZone, locale, passwordMinChars, secondFactor } = settings;
  const zones = [...new Set([timeZone, ...Intl.supportedValuesOf("timeZone")])];
  const finish = async (values: SettingsValues) => {
    const wish = changed(settings, { ...values, name: values.name.trim() });
    const own = wish.secondFactor === "administrators" ? await setUpFirst.ask() : "fine";
    if (own === "no") return;
    save.mutate(wish, { onSuccess: () => own === "setUp" && setUpFirst.go() });
  };
  return (
    <div className={`${css.page} ${css.narrow}`}>
      <Form<SettingsValues>
        form={form}
        className={css.form ?? ""}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name, timeZone, locale, passwordMinChars, secondFactor }}
        onFinish={(values) => void finish(values)}
      >
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
    </div>
  );
}
