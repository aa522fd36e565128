// The door: signing in, or opening an invitation, then whatever the company asks for before the workbench opens. One
// page for both addresses, so that what few meet is not fetched by those who sign in.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { serverInfoQuery } from "@/app/me";
import { queryClient } from "@/app/query";
import type { Schemas } from "@/api";
import { Frame } from "./Frame";
import { SignInForm } from "./SignInForm";
import { type Credentials, dueStep, ownPath, type Step, stepAfter } from "./steps";

const Invitation = lazy(() => import("./Invitation"));
const EntryStep = lazy(() => import("./EntryStep"));
const INVITATION = "/invitation";

export default function SignInPage() {
  const { pathname } = useLocation();
  const info = useQuery(serverInfoQuery);
  return (
    <Frame info={info}>
      <Door key={pathname} invited={pathname === INVITATION} info={info.data} />
    </Frame>
  );
}

function Door({ invited, info }: { invited: boolean; info: Schemas["ServerInfo"] | undefined }) {
  const [params] = useSearchParams();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [step, setStep] = useState<Step | undefined>(() => dueStep(params.get("due")));
  const [account, setAccount] = useState<Pick<Credentials, "tenant" | "login">>();
  const next = params.get("next");

  // Another invitation, opened in the same tab, begins anew.
  useEffect(() => {
    if (invited && hash) setStep(undefined);
  }, [invited, hash]);

  const enter = () => {
    // Whatever somebody else was shown here. The invitation still stands on the screen until the workbench does, and must
    // not be looked at again: it is over.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "invitation" });
    void navigate(ownPath(next), { replace: true });
  };
  const back = () => {
    setStep(undefined);
    void navigate(next ? `/login?${new URLSearchParams({ next })}` : "/login", { replace: true });
  };
  const signedIn = (reply: Schemas["LoginReply"], { password }: Credentials) => {
    const after = stepAfter(reply, password);
    if (after) setStep(after);
    else enter();
  };
  const askCode = (login: Credentials) => {
    setAccount(login);
    setStep({ kind: "code", login });
  };

  if (!step && !invited) return <SignInForm info={info} {...(account && { account })} onSignedIn={signedIn} onCodeAsked={askCode} />;
  return (
    <Suspense fallback={null}>
      {step ? <EntryStep step={step} onStep={setStep} onSignedIn={signedIn} onEnter={enter} onBack={back} /> : <Invitation onSignedIn={signedIn} onCodeAsked={askCode} />}
    </Suspense>
  );
}
