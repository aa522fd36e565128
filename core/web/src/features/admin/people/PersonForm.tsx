/** The fields of a person, the same for adding and changing. */
import { useQuery } from "@tanstack/react-query";
import { Form, type FormInstance, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import css from "../admin.module.css";
import { departmentsQuery, postsQuery, rolesQuery } from "../queries";
import { type MembershipValue, MembershipsField } from "./MembershipsField";
import { type PersonValues, suggestLogin } from "./person";

interface PersonFormProps {
  form: FormInstance<PersonValues>;
  initial: Partial<PersonValues>;
  adding: boolean;
  /** Something was changed by hand. */
  onTouched?: () => void;
  onFinish: (values: PersonValues) => void;
}

const LOGIN_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export function PersonForm({ form, initial, adding, onTouched, onFinish }: PersonFormProps) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const can = useCan();
  const departments = useQuery(departmentsQuery).data?.items ?? [];
  const posts = useQuery(postsQuery).data?.items ?? [];
  const roles = useQuery(rolesQuery).data?.items ?? [];
  const email = Form.useWatch<string | undefined>("email", form);
  const suggestion = suggestLogin(email);
  return (
    <Form form={form} className={css.form ?? ""} name="person" layout="vertical" requiredMark={false} initialValues={initial} onValuesChange={onTouched} onFinish={(values) => onFinish({ ...values, login: values.login?.trim() || suggestion })}>
      <div className={css.pair}>
        <Form.Item name="name" label={t("people.name")} rules={[{ required: true, whitespace: true, message: t("people.nameNeeded") }]}>
          <Input autoFocus={adding} maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={t("people.email")} rules={[{ type: "email", message: t("people.emailForm") }]}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="login"
          label={t("people.login")}
          extra={adding ? t("people.loginHelp") : undefined}
          rules={
            adding
              ? [
                  { pattern: LOGIN_PATTERN, message: t("people.loginForm") },
                  { validator: (_, value?: string) => (value?.trim() || suggestLogin(form.getFieldValue("email") as string) ? Promise.resolve() : Promise.reject(new Error(t("people.loginNeeded")))) },
                ]
              : []
          }
        >
          <Input disabled={!adding} maxLength={60} autoComplete="off" placeholder={suggestion} />
        </Form.Item>
        <Form.Item name="phone" label={t("people.phone")}>
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item
        name="memberships"
        label={t("people.memberships")}
        rules={[{ validator: (_, value: MembershipValue[] = []) => (value.some((membership) => membership.departmentId) ? Promise.resolve() : Promise.reject(new Error(t("people.departmentNeeded")))) }]}
      >
        <MembershipsField posts={posts} departments={departments} />
      </Form.Item>
      {can("roles.manage") && (
        <Form.Item name="roleIds" label={t("people.roles")}>
          <Select mode="multiple" allowClear showSearch={{ optionFilterProp: "label" }} options={roles.map((role) => ({ value: role.id, label: pick(role.name) }))} placeholder={t("people.noRoles")} />
        </Form.Item>
      )}
      <button type="submit" hidden />
    </Form>
  );
}
