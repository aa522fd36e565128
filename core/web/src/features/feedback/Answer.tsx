/** Answering: words for everybody who takes part, a status for who handles it. Declining needs words. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";
import { useProblemToast } from "@/ui";
import css from "./feedback.module.css";
import { type Status, STATUSES } from "./kinds";

const TEXT_MAX = 10_000;
const STALE = 412;

export function Answer({ feedback }: { feedback: Schemas["Feedback"] }) {
  const { t } = useTranslation("feedback");
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Status>();
  const [wrong, setWrong] = useState<string>();
  const status = chosen ?? feedback.status;
  const moves = status !== feedback.status;
  const send = useMutation({
    mutationFn: () => {
      const params = { path: { id: feedback.id }, header: ifMatch(feedback.rev) };
      return ok(api.POST("/feedback/{id}/replies", { params, body: { text: text.trim(), ...(moves && { status }) } }));
    },
    onSuccess: (said) => {
      client.setQueryData(["feedback", feedback.id], said);
      for (const list of ["all", "mine"]) void client.invalidateQueries({ queryKey: ["feedback", list] });
      setText("");
      setChosen(undefined);
    },
    onError: (error) => {
      // What was written stays; what was answered meanwhile is read first.
      if (isProblem(error) && error.status === STALE) {
        void message.warning(t("beaten"));
        void client.invalidateQueries({ queryKey: ["feedback", feedback.id] });
      } else if (isProblem(error) && error.errors[0]) setWrong(error.errors[0].message);
      else toast(error);
    },
  });
  const submit = () => {
    const empty = text.trim() === "";
    if (empty && status === "declined" && moves) setWrong(t("reasonNeeded"));
    else if (empty && !moves) setWrong(t("textNeeded"));
    else send.mutate();
  };
  return (
    <Form layout="vertical" className={css.answer ?? ""} onFinish={submit}>
      {feedback.mayHandle && (
        <Form.Item label={t("statusLabel")}>
          <Radio.Group aria-label={t("statusLabel")} optionType="button" value={status} options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))} onChange={(event) => (setChosen(event.target.value as Status), setWrong(undefined))} />
        </Form.Item>
      )}
      <Form.Item label={t(feedback.mayHandle ? "answer" : "add")} htmlFor="feedback-answer" validateStatus={wrong ? "error" : ""} help={wrong}>
        <Input.TextArea
          id="feedback-answer"
          rows={3}
          maxLength={TEXT_MAX}
          value={text}
          placeholder={t(moves && status === "declined" ? "reason" : feedback.mayHandle ? "answerHelp" : "addHelp", { name: feedback.reporter.name })}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t(feedback.mayHandle ? "sendAnswer" : "sendMore")}
      </Button>
    </Form>
  );
}
