/** Adding or changing a department; adding can go on with the next one below the same parent. */
import { Button, Form, Input, type InputRef, TreeSelect } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, type LocalizedText, ok, type Schemas } from "@/api";
import { PersonPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { Sheet } from "@/ui";
import css from "../admin.module.css";
import { NamePair, trimmed } from "../NamePair";
import { useChange } from "../useChange";
import { subtree, type TreeNode, treeOf } from "./tree";

interface Option {
  value: string;
  title: string;
  disabled: boolean;
  children: Option[];
}

interface Values {
  name: LocalizedText;
  parentId?: string;
  code?: string;
  head?: string[];
}

interface DepartmentDialogProps {
  departments: Schemas["Department"][];
  /** The department to change; absent when adding. */
  department?: Schemas["Department"] | undefined;
  parentId?: string | undefined;
  onClose: () => void;
  onSaved: (id: string) => void;
}

export function DepartmentDialog({ departments, department, parentId, onClose, onSaved }: DepartmentDialogProps) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const [form] = Form.useForm<Values>();
  const again = useRef(false);
  const below = department ? subtree(departments, department.id) : new Set<string>();
  const options = (nodes: TreeNode[]): Option[] =>
    nodes.map((node) => ({ value: node.department.id, title: pick(node.department.name), disabled: below.has(node.department.id), children: options(node.children) }));
  const refs = { people: department?.head ? { [department.head.id]: department.head } : {}, departments: {}, records: {}, files: {} };

  const save = useChange(
    async (values: Values) => {
      const name = trimmed(values.name);
      const headId = values.head?.[0];
      const code = values.code?.trim() ?? "";
      if (!department) {
        return ok(
          api.POST("/departments", {
            body: { name, code, ...(values.parentId ? { parentId: values.parentId } : {}), ...(headId ? { headId } : {}) },
          }),
        );
      }
      const moved = (values.parentId ?? null) !== (department.parentId ?? null);
      return ok(
        api.PATCH("/departments/{id}", {
          params: { path: { id: department.id }, header: ifMatch(department.rev) },
          body: { name, code, headId: headId ?? null, ...(moved ? { parentId: (values.parentId ?? null) as string } : {}) },
        }),
      );
    },
    ["departments", "people"],
    ({ id }) => {
      onSaved(id);
      if (!again.current) return onClose();
      form.setFieldsValue({ name: {}, code: "", head: [] });
      (form.getFieldInstance(["name", "zh-CN"]) as InputRef | undefined)?.focus();
      return undefined;
    },
  );
  const submit = (more: boolean) => {
    again.current = more;
    form.submit();
  };

  return (
    <Sheet
      title={department ? t("departments.edit", { name: pick(department.name) }) : t("departments.add")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {!department && (
            <Button loading={save.isPending && again.current} onClick={() => submit(true)}>
              {t("saveAndAdd")}
            </Button>
          )}
          <Button type="primary" loading={save.isPending && !again.current} onClick={() => submit(false)}>
            {t("save")}
          </Button>
        </>
      }
    >
      <Form
        form={form}
        name="department"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: department?.name ?? {},
          parentId: department ? (department.parentId ?? undefined) : parentId,
          code: department?.code ?? "",
          head: department?.head ? [department.head.id] : [],
        }}
        onFinish={(values) => save.mutate(values)}
      >
        <NamePair autoFocus />
        <Form.Item name="parentId" label={t("departments.parent")}>
          <TreeSelect allowClear showSearch={{ treeNodeFilterProp: "title" }} treeDefaultExpandAll treeData={options(treeOf(departments))} placeholder={t("departments.root")} />
        </Form.Item>
        <div className={css.pair}>
          <Form.Item name="head" label={t("departments.head")}>
            <PersonPickerField label={t("departments.head")} refs={refs} />
          </Form.Item>
          <Form.Item name="code" label={t("departments.code")}>
            <Input maxLength={40} />
          </Form.Item>
        </div>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}

/** Inside a form item value and change handler come from the form. */
function PersonPickerField({ label, refs, value = [], onChange = () => {} }: { label: string; refs: Parameters<typeof PersonPicker>[0]["refs"]; value?: string[]; onChange?: (ids: string[]) => void }) {
  return <PersonPicker aria-label={label} value={value} onChange={onChange} refs={refs} style={{ width: "100%" }} />;
}
