// The step between a password and the workbench that is due now. Few meet one, so all of them are fetched together
// when it is.
import { api, type Schemas } from "@/api";
import { CodeStep } from "./CodeStep";
import { FactorStep } from "./FactorStep";
import { NewPasswordForm } from "./NewPasswordForm";
import type { Credentials, Step } from "./steps";

interface EntryStepProps {
  step: Step;
  onStep: (step: Step) => void;
  onSignedIn: (reply: Schemas["LoginReply"], who: Credentials) => void;
  onEnter: () => void;
  /** To the account and the password, signed out. */
  onBack: () => void;
}

export default function EntryStep({ step, onStep, onSignedIn, onEnter, onBack }: EntryStepProps) {
  const leave = () => {
    // Whoever does not go on must not stay signed in behind the sign-in page.
    if (step.kind !== "code") void api.POST("/auth/logout").catch(() => undefined);
    onBack();
  };
  return (
    <>
      {step.kind === "code" && <CodeStep login={step.login} onSignedIn={(reply) => onSignedIn(reply, step.login)} onBack={leave} />}
      {step.kind === "password" && <NewPasswordForm current={step.current} onDone={(password) => (step.factorToo ? onStep({ kind: "factor", password }) : onEnter())} onBack={leave} />}
      {step.kind === "factor" && <FactorStep password={step.password} onDone={onEnter} onBack={leave} />}
    </>
  );
}
