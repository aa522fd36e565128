/** Who holds a role: added several at once, with an end where it shall have one. */
import { Button, DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok, type PersonRef, type Schemas } from "@/api";
import { PersonPicker } from "@/form";
import { DateTime, EmptyState, IconButton, PersonName, useConfirmDanger } from "@/ui";
import css from "../admin.module.css";
import { useChange } from "../useChange";

const TOUCHES = ["roles", "people", "me"];

export function Holders({ role, name }: { role: Schemas["Role"]; name: string }) {
  const { t } = useTranslation("admin");
  const confirm = useConfirmDanger();
  const [people, setPeople] = useState<string[]>([]);
  const [until, setUntil] = useState<Dayjs | null>(null);
  const add = useChange(
    () => ok(api.POST("/roles/{id}/holders", { params: { path: { id: role.id } }, body: { userIds: people, ...(until ? { expiresAt: until.endOf("day").toISOString() } : {}) } })),
    TOUCHES,
    () => {
      setPeople([]);
      setUntil(null);
    },
  );
  const remove = useChange((userId: string) => ok(api.DELETE("/roles/{id}/holders/{userId}", { params: { path: { id: role.id, userId } } })), TOUCHES);
  const holders = role.holders as (PersonRef & { expiresAt?: string | null })[];
  const ask = async (person: PersonRef) => {
    if (await confirm({ title: t("roles.removeHolderTitle", { person: person.name, name }), text: t("roles.removeHolderText"), verb: t("remove") })) remove.mutate(person.id);
  };
  return (
    <>
      <div className={css.tools} style={{ margin: "16px 0 12px" }}>
        <PersonPicker multiple style={{ minWidth: 240, flex: 1, maxWidth: 480 }} aria-label={t("roles.addHolders")} placeholder={t("roles.addHolders")} value={people} onChange={setPeople} />
        <DatePicker aria-label={t("roles.until")} placeholder={t("roles.forever")} value={until} onChange={setUntil} disabledDate={(day) => day.isBefore(dayjs(), "day")} />
        <Button type="primary" disabled={people.length === 0} loading={add.isPending} icon={<UserPlus size={14} aria-hidden />} onClick={() => add.mutate(undefined)}>
          {t("add")}
        </Button>
      </div>
      {holders.length === 0 ? (
        <EmptyState icon={UserPlus} title={t("roles.noHolders")}>
          {t("roles.noHoldersText")}
        </EmptyState>
      ) : (
        <ul className={css.rows} aria-label={t("roles.holders")}>
          {holders.map((holder) => (
            <li key={holder.id}>
              <PersonName person={holder} />
              <span className={css.count}>{holder.login}</span>
              <span className={css.end}>
                {holder.expiresAt && (
                  <span className={css.hint}>
                    {t("roles.until")} <DateTime value={holder.expiresAt} form="day" within />
                  </span>
                )}
                <IconButton icon={X} label={t("roles.removeHolder", { person: holder.name })} onClick={() => void ask(holder)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {role.holderCount > holders.length && <p className={css.hint}>{t("roles.moreHolders", { count: role.holderCount - holders.length })}</p>}
    </>
  );
}
