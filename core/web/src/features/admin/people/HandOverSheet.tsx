/** Handing over somebody's work: what, to whom, with which word; then how far it is, and what did not change hands. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok } from "@/api";
import { PersonPicker, textOf } from "@/form";
import { problemText, Sheet } from "@/ui";
import css from "./handOver.module.css";
import { countsOf, COUNT_CAP, type Handed, handOverAll, held, type Holdings, type Kind, KINDS } from "./held";

const COMMENT_MAX = 10_000;
/** Names that are read before the rest is only counted. */
const NAMED = 3;

interface Wish {
  kinds: Kind[];
  to: string[];
  comment?: string;
}

interface Props {
  person: { id: string; name: string };
  holdings: Holdings;
  onClose: () => void;
}

export function HandOverSheet({ person, holdings, onClose }: Props) {
  const { t, i18n } = useTranslation("admin");
  const client = useQueryClient();
  const [form] = Form.useForm<Wish>();
  // What was there in the beginning, so that the bar does not shrink with what it measures.
  const [counts] = useState(() => countsOf(holdings));
  const [names] = useState(() => ({
    tasks: [],
    departments: holdings.departments.map((one) => textOf(one.name, i18n.language, one.id)),
    projects: holdings.projects.filter((one) => one.leads).map((one) => one.name),
    workItems: holdings.projects.filter((one) => one.items > 0).map((one) => one.name),
  }));
  const offered = KINDS.filter((kind) => counts[kind] > 0);
  const [progress, setProgress] = useState(0);
  const [handed, setHanded] = useState<Handed>();
  const total = useState({ of: held(counts) })[0];
  const run = useMutation({
    mutationFn: ({ kinds, to, comment }: Wish) => {
      total.of = held(counts, kinds);
      const body = { to: to[0] ?? "", ...Object.fromEntries(kinds.map((kind) => [kind, true])), comment: comment?.trim() ?? "" };
      return handOverAll(() => ok(api.POST("/people/{id}/hand-over", { params: { path: { id: person.id } }, body })), kinds, setProgress);
    },
    onSuccess: setHanded,
    onSettled: () => Promise.all(["people", "departments", "tasks", "counts", "projects"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const named = (kind: Kind) => {
    const all = names[kind];
    return all.length > NAMED ? t("handOver.others", { names: all.slice(0, NAMED).join(t("and")), count: all.length }) : all.join(t("and"));
  };
  const error = run.error && (isProblem(run.error) && run.error.errors.length > 0 ? run.error.errors.map((one) => one.message).join(" ") : problemText(run.error, t("handOver.interrupted")));

  if (handed)
    return (
      <Sheet
        title={t("handOver.title", { name: person.name })}
        onClose={onClose}
        footer={
          <Button type="primary" onClick={onClose}>
            {t("close")}
          </Button>
        }
      >
        <p role="status">{t(handed.failed.length === 0 ? "handOver.done" : "handOver.partly", { count: handed.done })}</p>
        {handed.failed.length > 0 && (
          <ul className={css.failed} aria-label={t("handOver.failed")}>
            {handed.failed.map((one, at) => (
              <li key={at}>
                <span className="ellipsis">{one.title}</span>
                <span className={css.reason}>{one.problem.errors?.map((found) => found.message).join(" ") || one.problem.detail || one.problem.title}</span>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
    );
  return (
    <Sheet
      title={t("handOver.title", { name: person.name })}
      onClose={() => !run.isPending && onClose()}
      footer={
        <>
          <Button disabled={run.isPending} onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="primary" loading={run.isPending} onClick={form.submit}>
            {t(run.error ? "handOver.goOn" : "handOver.verb")}
          </Button>
        </>
      }
    >
      <Form<Wish> form={form} layout="vertical" requiredMark={false} disabled={run.isPending} initialValues={{ kinds: offered, to: [] }} onFinish={(wish) => !run.isPending && run.mutate(wish)}>
        <Form.Item
          name="kinds"
          label={t("handOver.what")}
          // Not by `required`: the library would tell readers so on a group, which cannot be required.
          rules={[{ validator: (_, chosen?: unknown[]) => (chosen?.length ? Promise.resolve() : Promise.reject(new Error(t("handOver.whatNeeded")))) }]}
        >
          <Checkbox.Group className={css.kinds ?? ""}>
            {offered.map((kind) => (
              <Checkbox key={kind} value={kind}>
                {t(counts[kind] >= COUNT_CAP ? `handOver.${kind}Capped` : `handOver.${kind}`, { count: counts[kind] })}
                <span className={css.names}>{named(kind)}</span>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
        <Form.Item
          name="to"
          label={t("handOver.to")}
          rules={[
            { required: true, type: "array", message: t("handOver.toNeeded") },
            { validator: (_, to: string[] = []) => (to.includes(person.id) ? Promise.reject(new Error(t("handOver.toSelf"))) : Promise.resolve()) },
          ]}
        >
          <Receiver />
        </Form.Item>
        <Form.Item name="comment" label={t("handOver.comment")} extra={t("handOver.commentHelp")}>
          <Input.TextArea rows={2} maxLength={COMMENT_MAX} />
        </Form.Item>
      </Form>
      {run.isPending && (
        <div role="status">
          {t("handOver.running", { done: progress })}
          <Progress percent={total.of > 0 ? Math.min(100, (progress / total.of) * 100) : 0} showInfo={false} size="small" aria-label={t("handOver.running", { done: progress })} />
        </div>
      )}
      {error && (
        <p role="alert" className={css.reason}>
          {error} {progress > 0 && t("handOver.soFar", { count: progress })}
        </p>
      )}
    </Sheet>
  );
}

/** The picker as a control of Ant Design's form, which gives value and change by itself. */
function Receiver({ value = [], onChange = () => undefined, id }: { value?: string[]; onChange?: (ids: string[]) => void; id?: string }) {
  return <PersonPicker {...(id ? { id } : {})} style={{ width: "100%" }} value={value} onChange={onChange} />;
}
