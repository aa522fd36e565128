/** The settings of the flow as a whole: its name and rules, and the wording of its notifications. */
import { Button, Radio, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Dedup, MESSAGE_EVENTS, type MessageEvent, type MessageTemplate, type StartNode, type Text, type WithdrawRule } from "../model/definition";
import { changeSettings } from "../model/edit";
import { words } from "../words";
import { MessageText } from "./MessageText";
import { StartersSection } from "./StartersSection";
import { TextInput } from "./TextInput";
import { usePanel } from "./context";
import css from "./panel.module.css";

const DEDUP: Dedup[] = ["none", "oncePerInstance", "consecutive"];
const WITHDRAW: WithdrawRule[] = ["untilFirstVerdict", "whileRunning", "never"];
const DESCRIPTION_MAX_CHARS = 200;

export function FlowSettingsPage() {
  const { t } = useTranslation("flow-designer");
  const { definition, change } = usePanel();
  const start = definition.nodes.find((node): node is StartNode => node.kind === "start");
  const settings = definition.settings ?? {};
  return (
    <div className={css.page}>
      <div className={css.pageInner}>
        <h2>{t("settings.basics")}</h2>
        <div className={css.field} style={{ marginTop: 12 }}>
          <TextInput labelled label={t("settings.name")} value={definition.name} status={definition.name["zh-CN"] || definition.name.en ? undefined : "error"} onChange={(name) => change({ ...definition, name }, "flow.name")} />
        </div>
        <div className={css.field}>
          <TextInput labelled label={t("settings.description")} value={definition.description} placeholder={t("settings.descriptionHelp")} maxLength={DESCRIPTION_MAX_CHARS} onChange={(description) => change({ ...definition, description }, "flow.description")} />
        </div>
        <Choice title={t("settings.dedup")} value={settings.dedup ?? "none"} options={DEDUP.map((value) => ({ value, label: t(`settings.dedup_${value}`) }))} onChange={(dedup) => change(changeSettings(definition, { dedup }))} />
        <Choice title={t("settings.withdraw")} value={settings.withdraw ?? "untilFirstVerdict"} options={WITHDRAW.map((value) => ({ value, label: t(`settings.withdraw_${value}`) }))} onChange={(withdraw) => change(changeSettings(definition, { withdraw }))} />
        {start && (
          <div style={{ margin: "0 -20px" }}>
            <StartersSection node={start} />
          </div>
        )}
      </div>
    </div>
  );
}

function Choice<V extends string>({ title, value, options, onChange }: { title: string; value: V; options: { value: V; label: string }[]; onChange: (value: V) => void }) {
  const id = useId();
  return (
    <div className={css.pageSection}>
      <h3 id={id}>{title}</h3>
      <Radio.Group className={css.gap ?? ""} vertical aria-labelledby={id} value={value} options={options} onChange={(event) => onChange(event.target.value as V)} />
    </div>
  );
}

export function MessagesPage() {
  const { t } = useTranslation("flow-designer");
  const { definition, change } = usePanel();
  const messages = definition.settings?.messages ?? {};
  const set = (event: MessageEvent, template: MessageTemplate | undefined, tag?: string) => {
    const { [event]: _, ...rest } = messages;
    change(changeSettings(definition, { messages: template ? { ...rest, [event]: template } : rest }), tag);
  };
  return (
    <div className={css.page}>
      <div className={css.pageInner}>
        <h2>{t("messages.title")}</h2>
        <p className={css.pageHelp}>{t("messages.help")}</p>
        {MESSAGE_EVENTS.map((event) => {
          const template = messages[event];
          return (
            <section key={event} className={css.pageSection}>
              <div className={css.switchRow}>
                <span>
                  <h3>{t(`messages.event.${event}`)}</h3>
                  <span className={css.sub}>{t(`messages.to.${event}`)}</span>
                </span>
                <label className={css.switchRow}>
                  {t("messages.own")}
                  <Switch size="small" aria-label={`${t(`messages.event.${event}`)}${t("summary.colon")}${t("messages.own")}`} checked={template !== undefined} onChange={(own) => set(event, own ? firstWording() : undefined)} />
                </label>
              </div>
              {template && (
                <>
                  <MessageText label={t("message.subject")} value={template.subject} onChange={(subject: Text) => set(event, { ...template, subject }, `messages.${event}.subject`)} />
                  <MessageText label={t("message.body")} value={template.body} rows={3} onChange={(body: Text) => set(event, { ...template, body }, `messages.${event}.body`)} />
                  <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => set(event, undefined)}>
                    {t("messages.reset")}
                  </Button>
                </>
              )}
            </section>
          );
        })}
      </div>
    </div>
  );
}

function firstWording(): MessageTemplate {
  return { subject: words.notifySubject, body: words.notifyBody };
}
