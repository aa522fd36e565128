// Lets signed-in people through and sends others to the sign-in page, which brings them back.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { isProblem } from "@/api";
import { ErrorState, setZone } from "@/ui";
import { meQuery } from "./me";
import { setPreferences } from "./preferences";

export function SignedIn() {
  const { data: me, error, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();

  // Before anything below draws an instant.
  setZone(me?.tenant.timeZone);

  // Who looks through somebody's eyes keeps their own language and theme.
  useEffect(() => {
    if (me && !me.viewing) setPreferences({ locale: me.user.locale, theme: me.user.theme });
  }, [me]);

  if (me) return <Outlet />;
  if (isProblem(error) && error.status === 401) {
    const back = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${back}`} replace />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return null;
}
