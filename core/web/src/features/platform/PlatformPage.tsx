// `/platform`: for who looks after the server as a whole. The door, a new password where one is due, then the companies.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCrumbs } from "@/app/crumbs";
import { isProblem } from "@/api";
import { ErrorState } from "@/ui";
import { Door, NewPassword } from "./Door";
import { House } from "./House";
import { ADMIN_KEY, adminQuery } from "./queries";

export default function PlatformPage() {
  const { t } = useTranslation("platform");
  const client = useQueryClient();
  const admin = useQuery(adminQuery);
  useCrumbs({ label: t("title") });
  const enter = () => client.invalidateQueries({ queryKey: ADMIN_KEY });
  if (isProblem(admin.error) && admin.error.status === 401) return <Door onEntered={() => void enter()} />;
  if (!admin.data) return admin.error ? <ErrorState error={admin.error} onRetry={() => void admin.refetch()} /> : null;
  if (admin.data.mustChangePassword) return <NewPassword admin={admin.data} onDone={() => void enter()} />;
  return <House admin={admin.data} />;
}
