// Founding a company, and the one moment in which its first administrator's password can be read.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields } from "@/account";
import { usePreferences } from "@/app/preferences";
import { api, ok, type Schemas } from "@/api";
import { CopyButton, Sheet } from "@/ui";
import css from "./platform.module.css";
import { COMPANIES_KEY } from "./queries";

type Wish = Schemas["FoundCompany"];
type Founded = Schemas["FoundedCompany"];

const LOCALES: { value: Wish["locale"]; label: string }[] = [
  { value: "zh-CN", label: "中文" },
  { value: "en", label: "English" },
];
const zones = () => Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value }));

export function FoundSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("platform");
  const client = useQueryClient();
  const { locale } = usePreferences();
  const [form] = Form.useForm<Wish>();
  const found = useMutation({
    mutationFn: (body: Wish) => ok(api.POST("/platform/companies", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: [COMPANIES_KEY[0]] }),
    onError: (error) => markFields(form, error),
  });
  if (found.data) return <Told founded={found.data} onClose={onClose} />;
  const needed = (key: string) => [{ required: true, whitespace: true, message: t(`found.${key}Missing`) }];
  return (
    <Sheet
      title={t("found.title")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={found.isPending} onClick={() => form.submit()}>
            {t("found.verb")}
          </Button>
        </>
      }
    >
      <AnswerAlert error={found.error} />
      <Form<Wish>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ login: "admin", locale, timeZone: "Asia/Shanghai" }}
        onFinish={(values) => !found.isPending && found.mutate(values)}
      >
        <Form.Item name="name" label={t("found.name")} rules={needed("name")}>
          <Input autoFocus placeholder={t("found.nameExample")} />
        </Form.Item>
        <Form.Item name="key" label={t("found.key")} extra={t("found.keyHelp")} rules={needed("key")}>
          <Input autoCapitalize="none" spellCheck={false} placeholder="acme" />
        </Form.Item>
        <div className={css.pair}>
          <Form.Item name="person" label={t("found.person")} rules={needed("person")}>
            <Input />
          </Form.Item>
          <Form.Item name="login" label={t("found.login")} rules={needed("login")}>
            <Input autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item name="locale" label={t("found.locale")}>
            <Select options={LOCALES} />
          </Form.Item>
          <Form.Item name="timeZone" label={t("found.timeZone")}>
            <Select showSearch options={zones()} />
          </Form.Item>
        </div>
      </Form>
    </Sheet>
  );
}

function Told({ founded, onClose }: { founded: Founded; onClose: () => void }) {
  const { t } = useTranslation("platform");
  const { company, login, password } = founded;
  const facts = [
    [t("told.company"), company.key],
    [t("told.login"), login],
    [t("told.password"), password],
  ] as const;
  return (
    <Sheet
      title={t("told.title", { name: company.name })}
      onClose={onClose}
      footer={
        <>
          <CopyButton size="middle" text={facts.map((fact) => fact.join("\t")).join("\n")} label={t("told.copy")} />
          <Button type="primary" onClick={onClose}>
            {t("told.noted")}
          </Button>
        </>
      }
    >
      <Alert type="warning" showIcon title={t("told.once")} />
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
