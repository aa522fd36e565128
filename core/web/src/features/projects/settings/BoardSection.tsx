// How many items a column of the board may hold. A status without a limit holds any number.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { ItemStatus } from "../parts/ItemStatus";
import { allStatuses } from "../parts/types";
import { useRefusal } from "../parts/useRefusal";
import { useProject } from "../useProject";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { useSetting } from "./useSetting";

type Limits = Record<string, number | undefined>;

const STALE = 412;

export function BoardSection() {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { project, types } = useProject();
  const client = useQueryClient();
  const refuse = useRefusal();
  const kept: Limits = project.board.wip ?? {};
  /** Only what was touched: the rest follows what others set. */
  const [wished, setWished] = useState<Limits>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [stale, setStale] = useState(false);
  const limits: Limits = { ...kept, ...wished };
  const changed = Object.keys(wished).some((key) => wished[key] !== kept[key]);

  const save = useSetting({
    run: () => {
      const wip = Object.fromEntries(Object.entries(limits).filter((entry): entry is [string, number] => entry[1] !== undefined));
      return ok(api.PATCH("/projects/{id}", { params: { path: { id: project.id }, header: ifMatch(project.rev) }, body: { board: { wip } } }));
    },
    onDone: () => {
      setWished({});
      setWrong({});
      setStale(false);
    },
    onError: (error) => {
      if (isProblem(error) && error.status === STALE) {
        setStale(true);
        return void client.invalidateQueries({ queryKey: ["project"] });
      }
      const found = isProblem(error) ? error.errors.filter(({ field }) => field.startsWith("board.wip.")) : [];
      setWrong(Object.fromEntries(found.map(({ field, message }) => [field.slice("board.wip.".length), message])));
      if (found.length === 0) refuse(error);
    },
  });

  return (
    <section>
      <SectionHead title={t("settings.board")} hint={t("settings.boardHint")} />
      {stale && <Alert className={css.note ?? ""} type="warning" role="alert" title={t("settings.stale")} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && !save.isPending) save.mutate(undefined);
        }}
      >
        <ul className={css.limits}>
          {allStatuses(types).map(({ key, name, category }) => (
            <li key={key}>
              <span className={css.limitName}>
                <ItemStatus name={pick(name)} category={category} />
              </span>
              <InputNumber<number>
                aria-label={t("settings.limitOf", { status: pick(name) })}
                placeholder={t("settings.noLimit")}
                precision={0}
                controls={false}
                {...(wrong[key] ? { status: "error" as const } : {})}
                value={limits[key] ?? null}
                onChange={(value) => setWished((old) => ({ ...old, [key]: value ?? undefined }))}
              />
              {wrong[key] && <span className={css.wrong}>{wrong[key]}</span>}
            </li>
          ))}
        </ul>
        <Button type="primary" htmlType="submit" disabled={!changed} loading={save.isPending}>
          {t("settings.save")}
        </Button>
      </form>
    </section>
  );
}
