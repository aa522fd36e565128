/** Before one looks through somebody's eyes: what that means, and the password once more. */
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok } from "@/api";
import { lookAnew } from "@/app/eyes";
import { Sheet } from "@/ui";
import adminCss from "../admin.module.css";
import css from "./people.module.css";
import { useChange, useTellRefusal } from "../useChange";

export function ViewAsSheet({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const tell = useTellRefusal();
  const [form] = Form.useForm<{ password: string }>();
  const [begun, setBegun] = useState(false);
  const go = () => {
    setBegun(true);
    lookAnew("/");
  };
  const begin = useChange(
    ({ password }: { password: string }) => ok(api.POST("/view-as", { body: { userId: person.id, password } })),
    [],
    go,
    (error) => {
      // Begun by an earlier press whose answer was lost.
      if (isProblem(error, "auth.view_only")) return go();
      const wrong = isProblem(error) && error.errors.find((one) => one.field === "password");
      if (wrong) form.setFields([{ name: "password", errors: [wrong.message] }]);
      else tell(error);
    },
  );
  return (
    <Sheet
      title={t("viewAs.title", { name: person.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={begin.isPending || begun} onClick={form.submit}>
            {t("viewAs.begin")}
          </Button>
        </>
      }
    >
      <ul className={css.points}>
        {(["readOnly", "recorded", "minutes", "tabs"] as const).map((point) => (
          <li key={point}>{t(`viewAs.${point}`, { name: person.name })}</li>
        ))}
      </ul>
      <Form form={form} className={adminCss.form ?? ""} layout="vertical" requiredMark={false} onFinish={(values) => !begin.isPending && !begun && begin.mutate(values)}>
        <Form.Item name="password" label={t("viewAs.password")} rules={[{ required: true, message: t("viewAs.passwordNeeded") }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
