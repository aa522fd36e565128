// The bell with the latest notifications; opening one marks it as read and goes to what it is about.
import { Badge, Popover } from "antd";
import { Bell } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, ListSkeleton, useIsPhone } from "@/ui";
import { useCounts } from "../me";

const NotificationList = lazy(() => import("./NotificationList"));

export function NotificationBell() {
  const { t } = useTranslation("app");
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const unread = useCounts()?.unreadNotifications ?? 0;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      styles={{ container: { padding: 0 } }}
      content={
        <Suspense fallback={<ListSkeleton rows={4} rowHeight={56} />}>
          <NotificationList onClose={() => setOpen(false)} />
        </Suspense>
      }
    >
      <Badge dot={unread > 0} offset={phone ? [-14, 14] : [-8, 8]}>
        <IconButton icon={Bell} label={t("notifications.open", { count: unread })} aria-expanded={open} />
      </Badge>
    </Popover>
  );
}
