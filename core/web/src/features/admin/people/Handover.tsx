/** What is handed to somebody so that they can sign in: a first password or a link. Shown here, and only once. */
import { useTranslation } from "react-i18next";
import { CopyButton, fullDateTime } from "@/ui";
import css from "../admin.module.css";
import peopleCss from "./people.module.css";

export interface Handed {
  name: string;
  login: string;
  /** The address that the link is on its way to by mail. */
  mailedTo?: string | undefined;
  secret: { password: string } | { link: string; expiresAt: string };
}

const secretOf = ({ secret }: Handed) => ("link" in secret ? secret.link : secret.password);

export function Handover({ handed }: { handed: Handed[] }) {
  const { t } = useTranslation("admin");
  const only = handed.length === 1 ? handed[0] : undefined;
  const lines = handed.map((one) => `${one.name}\t${one.login}\t${secretOf(one)}`).join("\n");
  const passwords = handed.some(({ secret }) => "password" in secret);
  const link = handed.flatMap(({ secret }) => ("link" in secret ? [secret] : [])).at(-1);
  return (
    <>
      {passwords && <p className={css.hint}>{t("people.passwordOnce")}</p>}
      {link && <p className={css.hint}>{t("invitations.linkOnce", { time: fullDateTime(link.expiresAt).slice(0, 16) })}</p>}
      <ul>
        {handed.map((one) => (
          <li key={one.login} className={peopleCss.handed}>
            <span>{one.name}</span>
            <span className={css.count}>{one.login}</span>
            <code className={peopleCss.password}>{secretOf(one)}</code>
            {one.mailedTo && <span className={css.hint}>{t("invitations.mailed", { address: one.mailedTo })}</span>}
          </li>
        ))}
      </ul>
      <CopyButton text={only ? secretOf(only) : lines} label={t(only ? ("link" in only.secret ? "invitations.copyLink" : "people.copyPassword") : "people.copyAll")} />
    </>
  );
}
