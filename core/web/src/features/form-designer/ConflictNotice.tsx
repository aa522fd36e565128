// Someone else changed the same draft. Nothing is lost until a person chooses which one goes on.

import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { useConfirmDanger, useProblemToast } from "@/ui";
import css from "./designer.module.css";
import { draftQuery, type FormDraft } from "./queries";

interface Props {
  formId: string;
  onTheirs: (draft: FormDraft) => void;
  onMine: (draft: FormDraft) => void;
}

export function ConflictNotice({ formId, onTheirs, onMine }: Props) {
  const { t } = useTranslation("form-designer");
  const client = useQueryClient();
  const toast = useProblemToast();
  const confirm = useConfirmDanger();
  const load = useMutation({ mutationFn: () => client.fetchQuery({ ...draftQuery(formId), staleTime: 0 }), onError: toast });
  return (
    <div className={css.conflict} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <span>{t("conflict.text")}</span>
      <Button
        size="small"
        loading={load.isPending}
        onClick={async () => {
          if (await confirm({ title: t("conflict.theirsTitle"), text: t("conflict.theirsText"), verb: t("conflict.theirs") }))
            load.mutate(undefined, { onSuccess: onTheirs });
        }}
      >
        {t("conflict.theirs")}
      </Button>
      <Button
        size="small"
        loading={load.isPending}
        onClick={async () => {
          if (await confirm({ title: t("conflict.mineTitle"), text: t("conflict.mineText"), verb: t("conflict.mine") }))
            load.mutate(undefined, { onSuccess: onMine });
        }}
      >
        {t("conflict.mine")}
      </Button>
    </div>
  );
}
