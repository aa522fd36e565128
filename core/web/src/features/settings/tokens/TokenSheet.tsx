// A new token: what it is for, until when it works, what it may do.
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, DatePicker, Form, Input } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { AnswerAlert } from "@/account";
import { isProblem, type Permission, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { fromWallClock, nowInZone, Sheet, useRequestKey, wallClock } from "@/ui";
import css from "../settings.module.css";
import { createToken } from "./queries";

const NAME_MAX = 100;
/** Offered in one click; a token that nobody renews should end by itself. */
const DAYS = [30, 90, 365];
const DAYS_AT_FIRST = 90;

interface Values {
  name: string;
  expiresAt: Dayjs | null;
  scopes: Permission[];
}

interface Props {
  onClose: () => void;
  onMade: (token: Schemas["CreatedApiToken"]) => void;
}

export function TokenSheet({ onClose, onMade }: Props) {
  const { t } = useTranslation("settings");
  const { permissions } = useMe();
  const [form] = Form.useForm<Values>();
  const requestKey = useRequestKey();
  const today = wallClock(nowInZone().toISOString()).startOf("day");
  const create = useMutation({
    mutationFn: (wish: Schemas["CreateApiToken"]) => createToken(wish, requestKey(wish)),
    onSuccess: onMade,
    onError: (error) => {
      // A scope that was lost meanwhile is named by its place in the list: the list is one field here.
      if (isProblem(error)) form.setFields(error.errors.map(({ field, message }) => ({ name: field.replace(/\[\d+\]$/, "") as keyof Values, errors: [message] })));
    },
  });
  const chosen = Form.useWatch("scopes", form) ?? [];
  return (
    <Sheet
      title={t("tokens.create")}
      width={560}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("tokens.cancel")}</Button>
          <Button type="primary" loading={create.isPending} onClick={form.submit}>
            {t("tokens.createVerb")}
          </Button>
        </>
      }
    >
      <Form<Values>
        form={form}
        name="new-token"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: "", expiresAt: today.add(DAYS_AT_FIRST, "day"), scopes: [] }}
        onFinish={({ name, expiresAt, scopes }) =>
          // The day that is chosen is the last one on which it works.
          !create.isPending && create.mutate({ name: name.trim(), scopes, expiresAt: expiresAt ? fromWallClock(expiresAt.endOf("day")) : null })
        }
      >
        <AnswerAlert error={create.error} />
        <Form.Item name="name" label={t("tokens.name")} rules={[{ required: true, whitespace: true, message: t("tokens.nameNeeded") }]}>
          <Input autoFocus maxLength={NAME_MAX} placeholder={t("tokens.nameHelp")} />
        </Form.Item>
        <Form.Item name="expiresAt" label={t("tokens.expires")}>
          <DatePicker
            style={{ width: 220 }}
            placeholder={t("tokens.never")}
            minDate={today}
            presets={DAYS.map((count) => ({ label: t("tokens.days", { count }), value: today.add(count, "day") }))}
          />
        </Form.Item>
        <Form.Item
          name="scopes"
          label={t("tokens.scopes")}
          extra={t("tokens.scopesHelp")}
          // Not by `required`: the library would tell readers so on a group, which cannot be required.
          rules={[{ validator: (_, chosen?: unknown[]) => (chosen?.length ? Promise.resolve() : Promise.reject(new Error(t("tokens.scopesNeeded")))) }]}
        >
          <Checkbox.Group className={css.scopes ?? ""} options={permissions.map((permission) => ({ value: permission, label: t(`tokens.scope.${permission}`) }))} />
        </Form.Item>
        <Checkbox
          checked={chosen.length === permissions.length}
          indeterminate={chosen.length > 0 && chosen.length < permissions.length}
          onChange={(event) => form.setFieldValue("scopes", event.target.checked ? permissions : [])}
        >
          {t("tokens.all")}
        </Checkbox>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
