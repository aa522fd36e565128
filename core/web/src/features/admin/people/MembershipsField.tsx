/** The departments and posts of a person: exactly one is the main one; dates only where somebody asks for them. */
import { Button, Checkbox, DatePicker, Radio, Select } from "antd";
import dayjs from "dayjs";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { DepartmentPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { IconButton } from "@/ui";
import css from "./people.module.css";

export interface MembershipValue {
  id?: string;
  departmentId?: string;
  postId?: string;
  main: boolean;
  startsOn?: string;
  endsOn?: string;
}

interface MembershipsFieldProps {
  posts: Schemas["Post"][];
  departments: Schemas["Department"][];
  value?: MembershipValue[];
  onChange?: (value: MembershipValue[]) => void;
}

const DAY = "YYYY-MM-DD";

export function MembershipsField({ posts, departments, value = [], onChange = () => {} }: MembershipsFieldProps) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const refs = { people: {}, departments: Object.fromEntries(departments.map((department) => [department.id, department])), records: {}, files: {} };
  const change = (index: number, part: Partial<MembershipValue>) => onChange(value.map((old, i) => (i === index ? clean({ ...old, ...part }) : old)));
  const remove = (index: number) => {
    const rest = value.filter((_, i) => i !== index);
    onChange(rest.some((membership) => membership.main) ? rest : rest.map((membership, i) => ({ ...membership, main: i === 0 })));
  };
  return (
    <div className={css.memberships}>
      {value.map((membership, index) => (
        <div key={index} className={css.membership}>
          <DepartmentPicker
            aria-label={t("people.department")}
            placeholder={t("people.department")}
            value={membership.departmentId ? [membership.departmentId] : []}
            refs={refs}
            onChange={([departmentId]) => change(index, { departmentId: departmentId as string })}
          />
          <Select
            aria-label={t("people.post")}
            placeholder={t("people.noPost")}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={membership.postId ?? null}
            options={posts.map((post) => ({ value: post.id, label: pick(post.name) }))}
            onChange={(postId) => change(index, { postId: postId as string })}
          />
          <IconButton icon={X} label={t("people.removeMembership")} disabled={value.length === 1} onClick={() => remove(index)} />
          <div className={css.membershipFoot}>
            {value.length > 1 && (
              <Radio checked={membership.main} onChange={() => onChange(value.map((other, i) => ({ ...other, main: i === index })))}>
                {t("people.main")}
              </Radio>
            )}
            <Dates membership={membership} onChange={(part) => change(index, part)} />
          </div>
        </div>
      ))}
      <Button type="link" size="small" style={{ alignSelf: "flex-start", paddingInline: 0 }} icon={<Plus size={14} aria-hidden />} onClick={() => onChange([...value, { main: value.length === 0 }])}>
        {t("people.addMembership")}
      </Button>
    </div>
  );
}

function Dates({ membership, onChange }: { membership: MembershipValue; onChange: (part: Partial<MembershipValue>) => void }) {
  const { t } = useTranslation("admin");
  const { startsOn, endsOn } = membership;
  const limited = startsOn !== undefined || endsOn !== undefined;
  return (
    <>
      <Checkbox
        checked={limited}
        onChange={(event) => onChange(event.target.checked ? { startsOn: dayjs().format(DAY) } : ({ startsOn: undefined, endsOn: undefined } as unknown as Partial<MembershipValue>))}
      >
        {t("people.limited")}
      </Checkbox>
      {limited && (
        <DatePicker.RangePicker
          size="small"
          allowEmpty={[true, true]}
          value={[startsOn ? dayjs(startsOn) : null, endsOn ? dayjs(endsOn) : null]}
          onChange={(range) => onChange({ startsOn: range?.[0]?.format(DAY), endsOn: range?.[1]?.format(DAY) } as Partial<MembershipValue>)}
        />
      )}
    </>
  );
}

function clean(membership: MembershipValue): MembershipValue {
  return Object.fromEntries(Object.entries(membership).filter(([, part]) => part !== undefined && part !== null)) as unknown as MembershipValue;
}
