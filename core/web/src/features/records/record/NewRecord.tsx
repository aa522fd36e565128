// Writing a new record of a form that may be filled in without a flow.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import type { Engine } from "@/engine";
import { FormFill, textOf, useEngine, type FormIssue } from "@/form";
import { ListSkeleton, useConfirmDanger, useProblemToast } from "@/ui";
import { createRecord, type FormInfo } from "../queries";
import css from "../records.module.css";
import { useSituation } from "./useSituation";

interface Props {
  form: FormInfo;
  size: number | string;
  onClose: () => void;
  onCreated: (id: string) => void;
}

const NO_RIGHTS = {};

/** The engine gives the defaults, so it comes first. */
export function NewRecord(props: Props) {
  const { t, i18n } = useTranslation("records");
  const engine = useEngine();
  if (engine) return <Writing {...props} engine={engine} />;
  const title = t("createTitle", { form: textOf(props.form.name, i18n.language, props.form.key) });
  return (
    <Drawer open size={props.size} onClose={props.onClose} title={title}>
      <ListSkeleton rows={8} />
    </Drawer>
  );
}

function Writing({ form, size, onClose, onCreated, engine }: Props & { engine: Engine }) {
  const { t, i18n } = useTranslation("records");
  const client = useQueryClient();
  const context = useSituation();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();
  const { message } = App.useApp();
  const [start] = useState(() => engine.initialForm(form.schema, context));
  const [data, setData] = useState(start);
  const [issues, setIssues] = useState<FormIssue[]>([]);
  const create = useMutation({
    mutationFn: () => createRecord(form.id, data),
    onSuccess: (row) => {
      void client.invalidateQueries({ queryKey: ["records"] });
      void message.success(t("created"));
      onCreated(row.id);
    },
    onError: (error) => {
      if (isProblem(error) && error.errors.length > 0) setIssues(error.errors);
      else toast(error);
    },
  });
  const submit = () => {
    const found = engine.validateForm(form.schema, data, NO_RIGHTS, context, i18n.language);
    setIssues(found);
    if (found.length === 0) create.mutate();
  };
  const close = async () => {
    if (data === start || (await confirm({ title: t("discard.title"), text: t("discard.text"), verb: t("discard.verb") })))
      onClose();
  };
  return (
    <Drawer
      open
      push={false}
      size={size}
      mask={{ closable: false }}
      onClose={() => void close()}
      title={t("createTitle", { form: textOf(form.name, i18n.language, form.key) })}
      footer={
        <div className={css.drawerFoot}>
          <Button onClick={() => void close()}>{t("cancel")}</Button>
          <Button type="primary" loading={create.isPending} onClick={submit}>
            {t("submit")}
          </Button>
        </div>
      }
    >
      <FormFill schema={form.schema} context={context} value={data} onChange={setData} issues={issues} />
    </Drawer>
  );
}
