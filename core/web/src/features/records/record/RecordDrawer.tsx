// One record beside the list: read, changed, deleted, printed; or a new one being written.

import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { ErrorState, ListSkeleton, useIsPhone } from "@/ui";
import { NEW, recordQuery, type FormInfo } from "../queries";
import { NewRecord } from "./NewRecord";
import { Record } from "./Record";

const WIDTH_PX = 720;

interface Props {
  form: FormInfo;
  recordId: string | undefined;
  onClose: () => void;
  onOpen: (id: string) => void;
}

export function RecordDrawer({ form, recordId, onClose, onOpen }: Props) {
  const { t } = useTranslation("records");
  const phone = useIsPhone();
  const size = phone ? "100%" : WIDTH_PX;
  if (recordId === NEW) return <NewRecord form={form} size={size} onClose={onClose} onCreated={onOpen} />;
  return <Existing key={recordId} formId={form.id} recordId={recordId} size={size} label={t("record")} onClose={onClose} />;
}

function Existing({
  formId,
  recordId,
  size,
  label,
  onClose,
}: {
  formId: string;
  recordId: string | undefined;
  size: number | string;
  label: string;
  onClose: () => void;
}) {
  const { t } = useTranslation("records");
  const record = useQuery({ ...recordQuery(recordId ?? ""), enabled: recordId !== undefined });
  if (record.data) return <Record record={record.data} size={size} onClose={onClose} onReload={() => record.refetch()} />;
  return (
    <Drawer open={recordId !== undefined} size={size} onClose={onClose} title={label} mask={{ enabled: false }}>
      {record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} wayOn={{ to: `/forms/${formId}/records`, label: t("toRecords") }} />
      ) : (
        <ListSkeleton rows={8} />
      )}
    </Drawer>
  );
}
