// First passwords of people who were brought in: made when they are asked for, on this screen once, then nowhere.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Progress, Table } from "antd";
import { Download, KeyRound, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok, type Schemas } from "@/api";
import { groupDigits, useConfirmDanger, useProblemToast } from "@/ui";
import { csvOf, saveText } from "./csv";
import css from "./exchange.module.css";
import { Slips } from "./Slips";
import { useKeepOpen } from "./useKeepOpen";

type Password = Schemas["ImportPassword"];

const PAGE_ROWS = 20;

export function Passwords({ id, left }: { id: string; left: number }) {
  const { t } = useTranslation("exchange");
  const client = useQueryClient();
  const confirm = useConfirmDanger();
  const toast = useProblemToast();
  const [told, setTold] = useState<Password[]>([]);
  const [remaining, setRemaining] = useState(left);
  const [kept, setKept] = useState(false);
  const [printing, setPrinting] = useState(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  useKeepOpen(told.length > 0 && !kept);

  const hand = useMutation({
    mutationFn: async () => {
      // Some at a time: each takes the server a moment. What has arrived stays when a later answer does not.
      for (let before = Number.POSITIVE_INFINITY; before > 0 && !gone.current; ) {
        const answer = await ok(api.POST("/imports/{id}/passwords", { params: { path: { id } } }));
        setTold((all) => [...all, ...answer.items]);
        setKept(false);
        setRemaining(answer.left);
        if (answer.left >= before) break;
        before = answer.left;
      }
    },
    onError: toast,
    onSettled: () => client.invalidateQueries({ queryKey: ["import", id], exact: true }),
  });
  const ask = async () => {
    const agreed = await confirm({ title: t("passwords.askTitle", { count: remaining, n: groupDigits(String(remaining)) }), text: t("passwords.askText"), verb: t("passwords.verb") });
    if (agreed) hand.mutate();
  };
  const save = () => {
    const head = [t("people.name"), t("people.login"), t("passwords.password")];
    saveText(`${t("passwords.title")}.csv`, csvOf([head, ...told.map((one) => [one.name, one.login, one.initialPassword])]));
    setKept(true);
  };
  if (remaining === 0 && told.length === 0) return null;
  return (
    <section className={css.section} aria-labelledby="passwords">
      <div className={css.sectionHead}>
        <h2 id="passwords">{t("passwords.title")}</h2>
        {told.length > 0 && !hand.isPending && (
          <span className={css.end}>
            <Button size="small" icon={<Download size={14} aria-hidden />} onClick={save}>
              {t("passwords.download")}
            </Button>
            <Button size="small" icon={<Printer size={14} aria-hidden />} onClick={() => setPrinting(true)}>
              {t("passwords.print")}
            </Button>
          </span>
        )}
      </div>
      {told.length > 0 ? (
        <Alert type={kept ? "success" : "warning"} showIcon title={t(kept ? "passwords.kept" : "passwords.once")} />
      ) : (
        <p>{t("passwords.left", { count: remaining, n: groupDigits(String(remaining)) })}</p>
      )}
      {hand.isPending && (
        <div role="status">
          <Progress size="small" status="active" percent={Math.floor((told.length / Math.max(told.length + remaining, 1)) * 100)} aria-label={t("passwords.making")} />
          <span className={css.hint}>{t("passwords.making")}</span>
        </div>
      )}
      {remaining > 0 && !hand.isPending && (
        <div>
          <Button icon={<KeyRound size={16} aria-hidden />} onClick={() => void ask()}>
            {t("passwords.button")}
          </Button>
        </div>
      )}
      {told.length > 0 && (
        <Table<Password>
          size="small"
          className={css.report ?? ""}
          rowKey="userId"
          aria-label={t("passwords.title")}
          dataSource={told}
          pagination={told.length > PAGE_ROWS ? { pageSize: PAGE_ROWS, showSizeChanger: false, size: "small" } : false}
          columns={[
            { title: t("people.name"), dataIndex: "name", ellipsis: true },
            { title: t("people.login"), dataIndex: "login", ellipsis: true },
            { title: t("passwords.password"), render: (_, one) => <span className={css.password}>{one.initialPassword}</span> },
          ]}
        />
      )}
      {printing && (
        <Slips
          people={told}
          onPrinted={() => {
            setPrinting(false);
            setKept(true);
          }}
        />
      )}
    </section>
  );
}
