// Documents that a decision was about and that have another version since, each leading to the one that was decided about.
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { FileLinks } from "./FileLinks";
import css from "./Process.module.css";

export function DecidedDocuments({ documents }: { documents: Schemas["DecidedDocument"][] }) {
  return documents.map((document) => <DecidedDocument key={document.id} document={document} />);
}

function DecidedDocument({ document }: { document: Schemas["DecidedDocument"] }) {
  const { t } = useTranslation("preview");
  return (
    <div className={css.about}>
      {t("decidedAbout", { version: document.version, current: document.current })}
      <FileLinks files={[document]} />
    </div>
  );
}
