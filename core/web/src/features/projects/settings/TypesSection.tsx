// The types of the project's work items, and one of them being changed.
import { Button } from "antd";
import { ChevronRight, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { usePickText } from "@/i18n/usePickText";
import { ItemStatus } from "../parts/ItemStatus";
import { TypeIcon } from "../parts/TypeIcon";
import { typeOf } from "../parts/types";
import { useProject } from "../useProject";
import { NewTypeDialog } from "./NewTypeDialog";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { TypeEditor } from "./TypeEditor";

export function TypesSection() {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { types } = useProject();
  const [params] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const open = typeOf(types, params.get("type") ?? "");
  if (open) return <TypeEditor key={open.key} type={open} />;
  return (
    <section>
      <SectionHead
        title={t("settings.types")}
        hint={t("settings.typesHint")}
        actions={
          <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t("types.add")}
          </Button>
        }
      />
      <ul className={css.types}>
        {types.map((type) => (
          <li key={type.key}>
            <Link to={`?type=${type.key}`} className={css.typeLink}>
              <TypeIcon name={type.icon} />
              <span className={css.typeName}>
                <strong>{pick(type.name)}</strong>
                <span className={css.statusLine}>
                  {type.workflow.statuses.map((status) => (
                    <ItemStatus key={status.key} name={pick(status.name)} category={status.category} />
                  ))}
                </span>
              </span>
              <ChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
      {adding && <NewTypeDialog onClose={() => setAdding(false)} />}
    </section>
  );
}
