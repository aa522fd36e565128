/** What stands below the form and what a decision asks for; what happens when nobody is found, to oneself, on rejection. */
import { Switch } from "antd";
import { Trans, useTranslation } from "react-i18next";
import { PersonPicker } from "@/form";
import type { ApproveNode, Buttons, Demands, HandleNode, OnEmpty, OnSelf } from "../model/definition";
import { nodesBefore } from "../model/tree";
import { ChipSelect } from "./ChipSelect";
import { Section } from "./Section";
import { TextInput } from "./TextInput";
import { useNodeChange, usePanel } from "./context";
import css from "./panel.module.css";

type Deciding = ApproveNode | HandleNode;

export function ButtonsSection({ node }: { node: Deciding }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<Deciding>(node);
  const buttons = node.buttons ?? {};
  const change = (part: Partial<Buttons>, tag?: string) => set({ buttons: { ...buttons, ...part } }, tag);
  const named = node.kind === "approve" ? (["approve", "reject"] as const) : (["approve"] as const);
  const transfer = buttons.transfer ?? true;
  return (
    <Section title={t("buttons.title")}>
      {named.map((button) => {
        const own = t(node.kind === "handle" ? "buttons.complete" : `buttons.${button}`);
        return (
          <div key={button} className={css.buttonRow}>
            <span>{own}</span>
            <TextInput size="small" label={t("buttons.nameOf", { button: own })} placeholder={own} value={buttons[button]} onChange={(value) => change({ [button]: value }, `buttons.${button}`)} maxLength={12} />
          </div>
        );
      })}
      <div className={css.buttonRow}>
        <span>{t("buttons.transfer")}</span>
        <div className={css.transfer}>
          {t(transfer ? "buttons.transferOn" : "buttons.transferOff")}
          <Switch size="small" aria-label={t("buttons.transfer")} checked={transfer} onChange={(on) => change({ transfer: on })} />
        </div>
      </div>
    </Section>
  );
}

export function DemandsSection({ node }: { node: Deciding }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<Deciding>(node);
  const demands: Required<Demands> = { commentOnApprove: false, commentOnReject: true, signature: false, ...node.demands };
  const rows: { demand: keyof Demands; label: string }[] = [
    { demand: "commentOnApprove", label: t(node.kind === "handle" ? "demands.commentOnComplete" : "demands.commentOnApprove") },
    ...(node.kind === "approve" ? [{ demand: "commentOnReject" as const, label: t("demands.commentOnReject") }] : []),
    { demand: "signature", label: t("demands.signature") },
  ];
  return (
    <Section title={t("demands.title")}>
      {rows.map(({ demand, label }) => (
        <label key={demand} className={css.switchRow}>
          {label}
          <Switch size="small" checked={demands[demand]} onChange={(on) => set({ demands: { ...demands, [demand]: on } })} />
        </label>
      ))}
    </Section>
  );
}

export function EmptySection({ node }: { node: Deciding }) {
  const { t } = useTranslation("flow-designer");
  const { directory } = usePanel();
  const set = useNodeChange<Deciding>(node);
  const rule = node.onEmpty ?? { kind: "administrator" };
  const kinds: OnEmpty["kind"][] = node.kind === "approve" ? ["administrator", "user", "pass", "reject"] : ["administrator", "user", "pass"];
  const refs = { people: directory.people, departments: {}, records: {}, files: {} };
  return (
    <Section title={t("onEmpty.title")}>
      <div className={css.sentence}>
        <Trans
          t={t}
          i18nKey="onEmpty.sentence"
          components={{
            chip: (
              <ChipSelect
                label={t("onEmpty.title")}
                value={rule.kind}
                options={kinds.map((kind) => ({ value: kind, label: t(`onEmpty.${kind}`) }))}
                onChange={(kind) => set({ onEmpty: kind === "user" ? { kind, user: "" } : { kind } })}
              />
            ),
          }}
        />
      </div>
      {rule.kind === "user" && (
        <PersonPicker className={css.gap ?? ""} style={{ width: "100%" }} aria-label={t("onEmpty.person")} placeholder={t("onEmpty.person")} value={rule.user ? [rule.user] : []} refs={refs} status={rule.user ? "" : "error"} onChange={([user]) => set({ onEmpty: { kind: "user", user: user ?? "" } })} />
      )}
    </Section>
  );
}

const ON_SELF: OnSelf[] = ["selfApprove", "skip", "superior", "departmentHead"];

export function SelfSection({ node }: { node: ApproveNode }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<ApproveNode>(node);
  return (
    <Section title={t("onSelf.title")}>
      <div className={css.sentence}>
        <Trans
          t={t}
          i18nKey="onSelf.sentence"
          components={{
            chip: (
              <ChipSelect label={t("onSelf.title")} value={node.onSelf ?? "selfApprove"} options={ON_SELF.map((rule) => ({ value: rule, label: t(`onSelf.${rule}`) }))} onChange={(onSelf) => set({ onSelf })} />
            ),
          }}
        />
      </div>
    </Section>
  );
}

const NODE = "node:";

export function RejectSection({ node }: { node: ApproveNode }) {
  const { t } = useTranslation("flow-designer");
  const { tree, words } = usePanel();
  const set = useNodeChange<ApproveNode>(node);
  const rule = node.onReject ?? { kind: "end" };
  const targets = nodesBefore(tree, node.key).filter((before) => before.kind === "approve" || before.kind === "handle");
  return (
    <Section title={t("onReject.title")}>
      <div className={css.sentence}>
        <Trans
          t={t}
          i18nKey="onReject.sentence"
          components={{
            chip: (
              <ChipSelect
                label={t("onReject.title")}
                value={rule.kind === "node" ? `${NODE}${rule.node}` : rule.kind}
                options={[
                  { value: "end", label: t("onReject.end") },
                  { value: "initiator", label: t("onReject.initiator") },
                  ...targets.map((target) => ({ value: `${NODE}${target.key}`, label: t("onReject.toNode", { name: words.nodeName(target) }) })),
                ]}
                onChange={(value) => set({ onReject: value.startsWith(NODE) ? { kind: "node", node: value.slice(NODE.length) } : value === "initiator" ? { kind: "initiator" } : { kind: "end" } })}
              />
            ),
          }}
        />
      </div>
    </Section>
  );
}
