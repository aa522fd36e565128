/** `/admin/posts`: the kinds of positions, added one after the other in the row on top. */
import { useQuery } from "@tanstack/react-query";
import { App, Button, Form, Input, type InputRef } from "antd";
import { BriefcaseBusiness, Pencil, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, type LocalizedText, ok, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, IconButton, ListSkeleton, Sheet, useConfirmDanger } from "@/ui";
import css from "../admin.module.css";
import { NamePair, trimmed } from "../NamePair";
import { postsQuery } from "../queries";
import { useChange } from "../useChange";

export default function PostsPage() {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const confirm = useConfirmDanger();
  const { message } = App.useApp();
  const posts = useQuery(postsQuery);
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [editing, setEditing] = useState<Schemas["Post"] | null>(null);
  const first = useRef<InputRef>(null);
  const add = useChange(
    (name: LocalizedText) => ok(api.POST("/posts", { body: { name } })),
    ["posts"],
    () => {
      setZh("");
      setEn("");
      first.current?.focus();
    },
  );
  const remove = useChange((id: string) => ok(api.DELETE("/posts/{id}", { params: { path: { id } } })), ["posts"], () => void message.success(t("removed")));
  const name = trimmed({ "zh-CN": zh, en });
  const filled = Object.keys(name).length > 0;
  const askRemove = async (post: Schemas["Post"]) => {
    if (await confirm({ title: t("posts.removeTitle", { name: pick(post.name) }), text: t("posts.removeText", { count: post.holderCount }), verb: t("remove") })) remove.mutate(post.id);
  };
  return (
    <div className={`${css.page} ${css.narrow}`}>
      <form
        className={css.tools}
        onSubmit={(event) => {
          event.preventDefault();
          if (filled) add.mutate(name);
        }}
      >
        <Input ref={first} style={{ width: 200 }} aria-label={t("field.nameZh")} placeholder={t("field.nameZh")} maxLength={60} value={zh} onChange={(event) => setZh(event.target.value)} />
        <Input style={{ width: 200 }} aria-label={t("field.nameEn")} placeholder={t("field.nameEn")} maxLength={60} value={en} onChange={(event) => setEn(event.target.value)} />
        <Button type="primary" htmlType="submit" disabled={!filled} loading={add.isPending} icon={<Plus size={16} aria-hidden />}>
          {t("posts.add")}
        </Button>
      </form>
      {posts.error ? (
        <ErrorState error={posts.error} onRetry={() => void posts.refetch()} />
      ) : !posts.data ? (
        <ListSkeleton />
      ) : posts.data.items.length === 0 ? (
        <EmptyState icon={BriefcaseBusiness} title={t("posts.empty")}>
          {t("posts.emptyText")}
        </EmptyState>
      ) : (
        <ul className={css.rows} aria-label={t("section.posts")}>
          {posts.data.items.map((post) => (
            <li key={post.id}>
              <span>{pick(post.name)}</span>
              <span className={css.count}>{t("posts.holders", { count: post.holderCount })}</span>
              <span className={css.end}>
                <IconButton icon={Pencil} label={t("posts.edit", { name: pick(post.name) })} onClick={() => setEditing(post)} />
                <IconButton icon={Trash2} label={t("posts.remove", { name: pick(post.name) })} onClick={() => void askRemove(post)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {editing && <EditPost post={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function EditPost({ post, onClose }: { post: Schemas["Post"]; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const [form] = Form.useForm<{ name: LocalizedText }>();
  const save = useChange((name: LocalizedText) => ok(api.PATCH("/posts/{id}", { params: { path: { id: post.id }, header: ifMatch(post.rev) }, body: { name } })), ["posts", "people"], onClose);
  return (
    <Sheet
      title={t("posts.edit", { name: pick(post.name) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {t("save")}
          </Button>
        </>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: post.name }} onFinish={({ name }) => save.mutate(trimmed(name))}>
        <NamePair autoFocus />
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
