// The key of a field: free until it is published, then fixed, because records, flows and scripts name the field by it.

import { Input } from "antd";
import { Lock } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { isKey } from "../model/newField";
import { listOf, placeOf } from "../model/paths";
import { Labelled } from "./parts";

export function KeyInput({ path }: { path: string }) {
  const { t } = useTranslation("form-designer");
  const { designer, dispatch, published } = useDesigner();
  const { table, key } = placeOf(path);
  const [typed, setTyped] = useState(key);
  useEffect(() => setTyped(key), [key]);
  const fixed = published.has(path);
  const taken = typed !== key && listOf(designer.schema, table).some((f) => f.key === typed);
  const error = taken ? t("key.taken") : isKey(typed) ? undefined : t("key.shape");
  const commit = () => {
    if (error) setTyped(key);
    else if (typed !== key) dispatch({ type: "rename", path, to: typed });
  };
  return (
    <Labelled label={t("key.label")} help={t(fixed ? "key.fixed" : "key.free")} error={error}>
      {(id) => (
        <Input
          id={id}
          className={css.mono}
          disabled={fixed}
          suffix={fixed ? <Lock size={14} aria-hidden /> : <span />}
          status={error ? "error" : ""}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onBlur={commit}
          onPressEnter={commit}
        />
      )}
    </Labelled>
  );
}
