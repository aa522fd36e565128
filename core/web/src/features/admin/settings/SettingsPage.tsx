/** `/admin/settings`: what holds for the whole company. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, type Locale, ok } from "@/api";
import { ErrorState, ListSkeleton } from "@/ui";
import css from "../admin.module.css";
import { useChange } from "../useChange";

interface Values {
  name: string;
  timeZone: string;
  locale: Locale;
}

export default function SettingsPage() {
  const { t } = useTranslation("admin");
  const { message } = App.useApp();
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => ok(api.GET("/settings")) });
  const save = useChange((values: Values) => ok(api.PATCH("/settings", { body: values })), ["settings", "me"], () => void message.success(t("saved")));
  if (settings.error) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <ListSkeleton rows={3} rowHeight={64} />;
  const { name, timeZone, locale } = settings.data;
  const zones = [...new Set([timeZone, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <div className={`${css.page} ${css.narrow}`}>
      <Form<Values> className={css.form ?? ""} layout="vertical" requiredMark={false} initialValues={{ name, timeZone, locale }} onFinish={(values) => save.mutate({ ...values, name: values.name.trim() })}>
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
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      </Form>
    </div>
  );
}
