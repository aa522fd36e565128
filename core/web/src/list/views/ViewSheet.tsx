// Keeping a view: what its tab says and whom it is for.

import { Button, Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { problemText, Sheet } from "@/ui";
import type { ViewPlace } from "./place";
import css from "./views.module.css";

const NAME_MAX = 60;

export interface ViewName {
  name: string;
  shared: boolean;
}

interface Props {
  place: ViewPlace;
  title: string;
  initial: ViewName;
  /** Whom it is for is asked only where it is new; later it has its own entry in the menu. */
  asking: boolean;
  pending: boolean;
  error: unknown;
  onSave: (view: ViewName) => void;
  onClose: () => void;
}

export function ViewSheet({ place, title, initial, asking, pending, error, onSave, onClose }: Props) {
  const { t } = useTranslation("list");
  const [form] = Form.useForm<ViewName>();
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("views.cancel")}</Button>
          <Button type="primary" loading={pending} onClick={form.submit}>
            {t("views.keep")}
          </Button>
        </>
      }
    >
      <Form<ViewName> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(view) => !pending && onSave({ ...initial, ...view, name: view.name.trim() })}>
        <Form.Item name="name" label={t("views.name")} rules={[{ required: true, whitespace: true, message: t("views.nameNeeded") }]}>
          <Input autoFocus maxLength={NAME_MAX} />
        </Form.Item>
        {asking && place.mayShare && (
          <Form.Item name="shared" label={t("views.forWhom")}>
            <Radio.Group
              options={[
                { value: false, label: t("views.forMe") },
                { value: true, label: t(`views.forAll.${place.kind}`) },
              ]}
            />
          </Form.Item>
        )}
        {asking && !place.mayShare && <p className={css.quiet}>{t("views.onlyMe")}</p>}
        {error != null && (
          <p role="alert" className={css.refused}>
            {isProblem(error, "denied") ? t(`views.mayNotShare.${place.kind}`) : isProblem(error) && error.errors[0] ? error.errors[0].message : problemText(error, t("views.notSaved"))}
          </p>
        )}
      </Form>
    </Sheet>
  );
}
