/** Saying something about the product from wherever one is. Where that is, and in what, goes along and is shown. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Radio } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { api, isProblem, ok, once } from "@/api";
import { serverInfoQuery } from "@/app/me";
import { AttachmentList, DropZone, useAttachments } from "@/form";
import { Sheet, useConfirmDanger, useProblemToast, useRequestKey } from "@/ui";
import { deviceOf } from "@/ui/device";
import css from "./feedback.module.css";
import { type Kind, KIND_ICONS, KINDS } from "./kinds";

/** As the server bounds them. */
const TEXT_MAX = 10_000;
const PAGE_MAX = 500;
const ABOUT_MAX = 300;

export default function FeedbackSheet({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation("feedback");
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const confirm = useConfirmDanger();
  const toast = useProblemToast();
  const { pathname, search } = useLocation();
  // Where the sheet was opened, also when the page behind it moves on.
  const [page] = useState(() => `${pathname}${search}`.slice(0, PAGE_MAX));
  const info = useQuery(serverInfoQuery).data;
  const [kind, setKind] = useState<Kind>("problem");
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const attachments = useAttachments();
  const about = useRef({
    language: i18n.language,
    viewport: `${window.innerWidth}x${window.innerHeight}`,
    browser: navigator.userAgent.slice(0, ABOUT_MAX),
  });
  const keyOf = useRequestKey();
  const send = useMutation({
    mutationFn: () => {
      const body = { kind, text: text.trim(), page, ...about.current, appVersion: info?.version ?? "", files: attachments.files.map((file) => file.id) };
      return ok(api.POST("/feedback", { params: { header: once(keyOf(body)) }, body }));
    },
    onSuccess: (said) => {
      void client.invalidateQueries({ queryKey: ["feedback"] });
      void message.success({
        content: (
          <>
            {t("sent")}{" "}
            <Button type="link" size="small" onClick={() => void navigate(`/feedback/${said.id}`)}>
              {t("follow")}
            </Button>
          </>
        ),
        duration: 6,
      });
      onClose();
    },
    onError: (error) => (isProblem(error) && error.errors[0] ? void message.error(error.errors[0].message) : toast(error)),
  });
  const leave = async () => {
    const empty = text.trim() === "" && attachments.files.length + attachments.uploads.length === 0;
    if (empty || (await confirm({ title: t("leaveTitle"), text: t("leaveText"), verb: t("leave") }))) onClose();
  };
  const submit = () => (text.trim() === "" ? setMissing(true) : send.mutate());
  return (
    <Sheet
      title={t("title")}
      width={560}
      onClose={() => void leave()}
      footer={
        <>
          <Button onClick={() => void leave()}>{t("cancel")}</Button>
          <Button type="primary" loading={send.isPending} disabled={!attachments.settled} onClick={submit}>
            {t("send")}
          </Button>
        </>
      }
    >
      <Form layout="vertical" className={css.form ?? ""}>
        <Radio.Group aria-label={t("kindLabel")} className={css.kinds ?? ""} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {KINDS.map((one) => {
            const Icon = KIND_ICONS[one];
            return (
              <Radio.Button key={one} value={one}>
                <Icon size={16} aria-hidden /> {t(`kind.${one}`)}
              </Radio.Button>
            );
          })}
        </Radio.Group>
        <Form.Item label={t("text")} htmlFor="feedback-text" validateStatus={missing ? "error" : ""} help={missing ? t("textNeeded") : undefined}>
          <Input.TextArea
            id="feedback-text"
            autoFocus
            rows={5}
            maxLength={TEXT_MAX}
            value={text}
            placeholder={t(`placeholder.${kind}`)}
            onChange={(event) => {
              setText(event.target.value);
              setMissing(false);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && attachments.settled) submit();
            }}
          />
        </Form.Item>
        <DropZone id="feedback-files" label={t("files")} describedBy={undefined} invalid={false} accept={undefined} multiple onFiles={attachments.add}>
          {t("filesHelp")}
        </DropZone>
        <AttachmentList attachments={attachments} label={t("files")} />
      </Form>
      <p className={css.along}>
        {t("along", {
          page,
          version: info?.version ?? "",
          device: deviceOf(about.current.browser).name,
          viewport: about.current.viewport,
        })}
      </p>
    </Sheet>
  );
}
