// Making a link, or changing one. Whom it is for is decided once: the address would otherwise mean something else to
// those who have it.

import { Button, DatePicker, Form, Input, InputNumber, Radio } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields } from "@/account";
import { fromWallClock, Sheet, wallClock } from "@/ui";
import css from "./keep.module.css";
import type { FormLink, LinkAudience } from "./queries";
import type { Links } from "./useLinks";

const NAME_MAX = 60;
const THANKS_MAX = 1000;
const SUBMISSIONS_MAX = 1_000_000;

interface Values {
  name: string;
  audience: LinkAudience;
  expiresAt: Dayjs | null;
  maxSubmissions: number | null;
  thanks: string;
}

export function LinkSheet({ link, links, onClose }: { link: FormLink | undefined; links: Links; onClose: () => void }) {
  const { t } = useTranslation("links");
  const [form] = Form.useForm<Values>();
  const { create, update } = links;
  const pending = create.isPending || update.isPending;
  const save = ({ name, audience, expiresAt, maxSubmissions, thanks }: Values) => {
    if (pending) return;
    const settings = { name: name.trim(), expiresAt: expiresAt ? fromWallClock(expiresAt) : null, maxSubmissions, thanks: thanks.trim() };
    const then = { onSuccess: onClose, onError: (refused: unknown) => markFields(form, refused) };
    if (link) update.mutate({ link, change: settings }, then);
    else create.mutate({ audience, ...settings }, then);
  };
  return (
    <Sheet
      title={link ? t("edit") : t("create")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={pending} onClick={form.submit}>
            {link ? t("save") : t("createVerb")}
          </Button>
        </>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: link?.name ?? "",
          audience: link?.audience ?? "internal",
          expiresAt: link?.expiresAt ? wallClock(link.expiresAt) : null,
          maxSubmissions: link?.maxSubmissions ?? null,
          thanks: link?.thanks ?? "",
        }}
        onFinish={save}
      >
        <AnswerAlert error={create.error ?? update.error} />
        <Form.Item name="name" label={t("name")} extra={t("nameHelp")} rules={[{ required: true, whitespace: true, message: t("nameNeeded") }]}>
          <Input autoFocus maxLength={NAME_MAX} />
        </Form.Item>
        <Form.Item name="audience" label={t("forWhom")} {...(link && { extra: t("forWhomFixed") })}>
          <Radio.Group disabled={link !== undefined} className={css.audiences ?? ""}>
            {(["internal", "public"] as const).map((audience) => (
              <Radio key={audience} value={audience}>
                {t(`audience.${audience}`)}
                <span className={css.help}>{t(`audienceHelp.${audience}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <div className={css.pair}>
          <Form.Item name="expiresAt" label={t("expires")}>
            <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" placeholder={t("never")} style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name="maxSubmissions" label={t("max")}>
            <InputNumber min={1} max={SUBMISSIONS_MAX} precision={0} placeholder={t("unlimited")} style={{ width: "100%" }} />
          </Form.Item>
        </div>
        <Form.Item name="thanks" label={t("thanks")}>
          <Input.TextArea maxLength={THANKS_MAX} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t("sent.text")} />
        </Form.Item>
      </Form>
    </Sheet>
  );
}
