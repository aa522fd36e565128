// The server's types and paths, in the shape that `npm run api` generates from openapi.json. Replaced by it.

type Json = unknown;
type Id = string;
type Instant = string;
type Day = string;

export interface components {
  schemas: {
    LocalizedText: { "zh-CN"?: string; en?: string };
    Locale: "zh-CN" | "en";
    ProblemItem: { field: string; code: string; message: string; params: Record<string, string> };
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      field?: string | null;
      errors?: S["ProblemItem"][];
    };
    Permission:
      | "org.manage" | "roles.manage" | "forms.design" | "flows.design" | "records.read" | "records.create"
      | "records.update" | "records.delete" | "flows.start" | "flows.admin" | "jobs.manage" | "settings.manage"
      | "templates.install" | "audit.read";
    PersonRef: { id: Id; login: string; name: string };
    DepartmentRef: { id: Id; name: Text };
    PostRef: { id: Id; name: Text };
    RecordRef: { id: Id; formId: Id; title: string };
    Refs: {
      people: Record<Id, S["PersonRef"]>;
      departments: Record<Id, S["DepartmentRef"]>;
      records: Record<Id, S["RecordRef"]>;
      files: Record<Id, S["FileInfo"]>;
    };

    // session
    Login: { tenant: string; login: string; password: string };
    LoginReply: { token: string; user: S["PersonRef"]; mustChangePassword: boolean };
    ChangePassword: { current: string; next: string };
    MyAccount: S["PersonRef"] & { email: string; phone: string; locale: S["Locale"]; theme: S["Theme"] };
    Theme: "light" | "dark" | "system";
    Me: {
      user: S["MyAccount"];
      tenant: { id: Id; key: string; name: string; timeZone: string };
      roles: { id: Id; key: string; name: Text }[];
      permissions: S["Permission"][];
      departments: S["MembershipInfo"][];
      demo: boolean;
    };
    UpdateMe: { locale?: S["Locale"]; theme?: S["Theme"]; email?: string; phone?: string };
    SessionInfo: { id: Id; createdAt: Instant; lastSeenAt: Instant; userAgent: string; address: string; current: boolean };
    DemoAccount: { login: string; name: Text; title: Text };
    ServerInfo: { version: string; demo: boolean; demoAccounts?: S["DemoAccount"][] | null; defaultTenant?: string | null; secure: boolean };
    MembershipInfo: {
      id: Id;
      department: S["DepartmentRef"];
      post?: S["PostRef"] | null;
      main: boolean;
      startsOn?: Day | null;
      endsOn?: Day | null;
      head: boolean;
    };

    // organisation
    Department: {
      id: Id; parentId?: Id | null; name: Text; code: string; head?: S["PersonRef"] | null;
      sort: number; memberCount: number; rev: number;
    };
    CreateDepartment: { parentId?: Id; name: Text; code?: string; headId?: Id; sort?: number };
    UpdateDepartment: { parentId?: Id; name?: Text; code?: string; headId?: Id | null; sort?: number };
    Post: { id: Id; name: Text; holderCount: number; rev: number };
    PostRequest: { name: Text };
    Person: {
      id: Id; login: string; name: string; email: string; phone: string; active: boolean;
      memberships: S["MembershipInfo"][]; roles: { id: Id; name: Text }[]; rev: number; lastSeenAt?: Instant | null;
    };
    MembershipInput: { departmentId: Id; postId?: Id | null; main: boolean; startsOn?: Day | null; endsOn?: Day | null };
    CreatePerson: { login: string; name: string; email?: string; phone?: string; memberships: S["MembershipInput"][]; roleIds?: Id[] };
    CreatePersonReply: { person: S["Person"]; initialPassword: string };
    UpdatePerson: { name?: string; email?: string; phone?: string; active?: boolean; memberships?: S["MembershipInput"][] };
    ResetPasswordReply: { initialPassword: string };
    DataScope: "own" | "department" | "departmentAndBelow" | "chosen" | "all";
    RoleGrant: { permission: S["Permission"]; formId?: Id | null; dataScope?: S["DataScope"] | null; departments?: Id[] };
    Role: { id: Id; key: string; name: Text; builtin: boolean; grants: S["RoleGrant"][]; holders: S["PersonRef"][]; holderCount: number; rev: number };
    RoleRequest: { key?: string; name: Text };
    SetRoleGrants: { grants: S["RoleGrant"][] };
    AddRoleHolders: { userIds: Id[]; expiresAt?: Instant };
    PermissionInfo: { permission: S["Permission"]; scoped: boolean };

    // forms
    FormSchema: { name: Text; description?: Text; titleTemplate?: string; fields: S["Field"][]; rules?: S["Rule"][] };
    Field: {
      key: string;
      label: Text;
      help?: Text;
      placeholder?: Text;
      required?: boolean;
      unique?: boolean;
      default?: Json;
      formula?: S["Expr"] | null;
      width?: S["Width"];
      hidden?: boolean;
      readOnly?: boolean;
    } & S["FieldKind"];
    Width: "half" | "full";
    FieldKind:
      | { type: "text"; minLength?: number | null; maxLength?: number | null; pattern?: string | null; patternMessage?: Text }
      | { type: "longText"; maxLength?: number | null }
      | { type: "richText" }
      | { type: "number"; scale?: number; min?: string | null; max?: string | null; unit?: Text }
      | { type: "money"; currency: string; scale?: number; min?: string | null; max?: string | null }
      | { type: "percent"; scale?: number; min?: string | null; max?: string | null }
      | { type: "date"; min?: Day | null; max?: Day | null }
      | { type: "time" }
      | { type: "dateTime" }
      | { type: "dateRange" }
      | { type: "singleSelect"; options: S["SelectOption"][] }
      | { type: "multiSelect"; options: S["SelectOption"][] }
      | { type: "checkbox" }
      | { type: "person"; multiple?: boolean }
      | { type: "department"; multiple?: boolean }
      | { type: "file"; maxCount?: number; extensions?: string[] }
      | { type: "image"; maxCount?: number }
      | { type: "signature" }
      | { type: "phone" }
      | { type: "email" }
      | { type: "link" }
      | { type: "address" }
      | { type: "serial"; prefix?: string; digits?: number; reset?: S["SerialReset"] }
      | { type: "formula"; result: S["FormulaResult"]; scale?: number }
      | { type: "detail"; fields: S["Field"][]; totals?: string[]; minRows?: number; maxRows?: number }
      | { type: "reference"; form: Id; multiple?: boolean }
      | { type: "section" }
      | { type: "hint"; text: Text };
    SelectOption: { key: string; label: Text; retired?: boolean };
    SerialReset: "never" | "yearly" | "monthly" | "daily";
    FormulaResult: "number" | "text" | "date" | "bool";
    Rule: { key: string; when: S["Expr"]; actions: S["RuleAction"][]; enabled?: boolean };
    RuleAction:
      | { kind: "show"; fields: string[] }
      | { kind: "hide"; fields: string[] }
      | { kind: "require"; fields: string[] }
      | { kind: "readOnly"; fields: string[] }
      | { kind: "set"; field: string; value: S["Expr"] };
    Expr:
      | { op: "lit"; value: S["Literal"] }
      | { op: "field"; key: string }
      | { op: "column"; table: string; key: string }
      | { op: "context"; name: S["ContextName"] }
      | { op: "all"; args: S["Expr"][] }
      | { op: "any"; args: S["Expr"][] }
      | { op: "not"; arg: S["Expr"] }
      | { op: "compare"; cmp: S["Compare"]; left: S["Expr"]; right: S["Expr"] }
      | { op: "math"; math: S["Math"]; left: S["Expr"]; right: S["Expr"] }
      | { op: "call"; name: S["Function"]; args: S["Expr"][] };
    Literal: "null" | { bool: boolean } | { number: string } | { text: string } | { date: Day } | { list: S["Literal"][] };
    ContextName: "initiator" | "initiatorDepartment" | "today" | "now";
    Compare:
      | "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "in" | "notIn" | "contains" | "notContains" | "startsWith" | "empty" | "notEmpty";
    Math: "add" | "sub" | "mul" | "div";
    Function:
      | "sum" | "avg" | "min" | "max" | "count" | "if" | "round" | "floor" | "ceil" | "abs" | "mod" | "coalesce" | "concat"
      | "len" | "upper" | "lower" | "trim" | "left" | "right" | "date" | "year" | "month" | "day" | "weekday" | "addDays"
      | "addMonths" | "daysBetween" | "start" | "end";
    FieldRight: "edit" | "read" | "hidden";
    FieldRights: Record<string, S["FieldRight"]>;
    FieldState: { visible: boolean; required: boolean; readOnly: boolean };
    FormState: {
      data: Record<string, Json>;
      fields: Record<string, S["FieldState"]>;
      totals: Record<string, string>;
      issues?: S["ProblemItem"][];
    };
    FormSummary: {
      id: Id; key: string; name: Text; icon?: string | null; version?: number | null; draft: boolean;
      flowKeys: string[]; recordCount?: number | null; rev: number;
    };
    FilterOp: "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "between" | "in" | "notIn" | "contains" | "empty" | "notEmpty";
    Filter: { and: S["Filter"][] } | { or: S["Filter"][] } | { not: S["Filter"] } | S["FilterLeaf"];
    FilterLeaf: { field: string; op: S["FilterOp"]; value?: Json };
    SlotInfo: { filterable: boolean; sortable: boolean; ops: S["FilterOp"][] };
    Form: S["FormSummary"] & {
      schema: S["FormSchema"];
      slots: Record<string, S["SlotInfo"]>;
      rights: { create: boolean; update: boolean; delete: boolean };
    };
    CreateForm: { key: string; name: Text; schema?: S["FormSchema"] };
    FormDraft: {
      schema: S["FormSchema"]; baseVersion?: number | null; rev: number; updatedAt: Instant;
      updatedBy: S["PersonRef"]; issues: S["ProblemItem"][];
    };
    SaveFormDraft: { schema: S["FormSchema"] };
    PropertyChange: { name: string; before?: Json; after?: Json };
    DefinitionChange: {
      kind: "added" | "removed" | "changed" | "moved";
      subject: "field" | "rule" | "node" | "edge" | "setting";
      key: string;
      name: Text;
      properties: S["PropertyChange"][];
    };
    DefinitionDiff: { changes: S["DefinitionChange"][] };
    Publish: { note?: string };
    Rollback: { version: number };
    FormVersion: { version: number; publishedAt: Instant; publishedBy: S["PersonRef"]; note: string; current: boolean };
    FormVersionDetail: S["FormVersion"] & { schema: S["FormSchema"] };

    // records
    RecordRow: {
      id: Id; title: string; data: Record<string, Json>; status?: S["InstanceStatus"] | null; instanceId?: Id | null;
      createdBy: S["PersonRef"]; createdAt: Instant; updatedAt: Instant; departmentId?: Id | null; version: number; rev: number;
    };
    RecordPage: { items: S["RecordRow"][]; next?: string | null; total?: number | null; totalCapped?: boolean | null; refs: S["Refs"] };
    CreateRecord: { data: Record<string, Json>; departmentId?: Id };
    UpdateRecord: { data: Record<string, Json> };
    RecordDetail: S["RecordRow"] & {
      formId: Id; schema: S["FormSchema"]; rights: S["FieldRights"]; can: { update: boolean; delete: boolean };
      refs: S["Refs"]; history: S["HistoryEntry"][];
    };
    LookupReply: { items: { id: Id; title: string }[] };

    // flows
    FlowDefinition: { name: Text; description?: Text; nodes: S["Node"][]; edges: S["Edge"][]; settings?: S["FlowSettings"] };
    FlowSettings: { dedup?: S["Dedup"]; withdraw?: S["WithdrawRule"] };
    Dedup: "none" | "oncePerInstance" | "consecutive";
    WithdrawRule: "untilFirstVerdict" | "whileRunning" | "never";
    Node: { key: string; name: Text } & S["NodeKind"];
    NodeKind:
      | { kind: "start"; starters?: S["StarterRule"][]; fieldRights?: S["FieldRights"] }
      | {
          kind: "approve"; who: S["WhoActs"]; mode?: S["SignMode"]; onEmpty?: S["OnEmpty"]; onSelf?: S["OnSelf"];
          onReject?: S["OnReject"]; rejectAtOnce?: boolean; buttons?: S["Buttons"]; demands?: S["Demands"]; fieldRights?: S["FieldRights"];
        }
      | {
          kind: "handle"; who: S["WhoActs"]; mode?: S["SignMode"]; onEmpty?: S["OnEmpty"];
          buttons?: S["Buttons"]; demands?: S["Demands"]; fieldRights?: S["FieldRights"];
        }
      | { kind: "carbonCopy"; who: S["WhoActs"]; fieldRights?: S["FieldRights"] }
      | { kind: "condition" }
      | { kind: "parallel" }
      | { kind: "join"; of: string }
      | { kind: "notify"; who: S["WhoActs"]; subject: Text; body: Text }
      | { kind: "end" };
    Edge: { key: string; from: string; to: string; name?: Text; when?: S["Expr"] | null };
    StarterRule: { kind: "user"; users: Id[] } | { kind: "role"; role: Id } | { kind: "department"; department: Id };
    WhoActs:
      | { kind: "nobody" }
      | { kind: "user"; users: Id[] }
      | { kind: "role"; role: Id }
      | { kind: "post"; post: Id; department?: Id | null }
      | { kind: "departmentHead"; department?: Id | null }
      | { kind: "superior"; level: number }
      | { kind: "superiors"; upTo: number }
      | { kind: "initiator" }
      | { kind: "initiatorChooses"; multiple?: boolean }
      | { kind: "field"; field: string };
    SignMode: "any" | "all" | "sequential";
    OnEmpty: { kind: "pass" } | { kind: "reject" } | { kind: "user"; user: Id } | { kind: "administrator" };
    OnSelf: "selfApprove" | "skip" | "superior" | "departmentHead";
    OnReject: { kind: "end" } | { kind: "initiator" } | { kind: "node"; node: string };
    Buttons: { approve?: Text; reject?: Text; transfer?: boolean };
    Demands: { commentOnApprove?: boolean; commentOnReject?: boolean; signature?: boolean };
    FlowSummary: {
      id: Id; key: string; name: Text; description: Text; version?: number | null; formId: Id; formName: Text; icon?: string | null; draft: boolean;
    };
    CreateFlow: { key: string; name: Text; formId: Id };
    ChoosingNode: { node: string; name: Text; multiple: boolean };
    UpcomingNode: { node: string; name: Text; kind: string; actors: S["PersonRef"][]; reason: string };
    FlowStart: { schema: S["FormSchema"]; rights: S["FieldRights"]; chooses: S["ChoosingNode"][]; upcoming: S["UpcomingNode"][] };
    Flow: S["FlowSummary"] & { start: S["FlowStart"] };
    PreviewFlow: { data: Record<string, Json>; departmentId?: Id; chosen?: Record<string, Id[]> };
    FlowPreview: { upcoming: S["UpcomingNode"][]; state: S["FormState"] };
    FlowDraft: {
      definition: S["FlowDefinition"]; baseVersion?: number | null; rev: number; updatedAt: Instant;
      updatedBy: S["PersonRef"]; issues: S["ProblemItem"][];
    };
    SaveFlowDraft: { definition: S["FlowDefinition"] };
    FlowVersion: { version: number; publishedAt: Instant; publishedBy: S["PersonRef"]; note: string; current: boolean };
    FlowVersionDetail: S["FlowVersion"] & { definition: S["FlowDefinition"] };

    // approvals
    InstanceStatus: "running" | "approved" | "rejected" | "withdrawn" | "terminated" | "failed";
    StartInstance: { data: Record<string, Json>; departmentId?: Id; chosen?: Record<string, Id[]>; draftId?: Id };
    SummaryItem: { key: string; label: Text; type: string; text: string };
    InstanceRow: {
      id: Id; flowKey: string; flowName: Text; title: string; serial?: string | null; summary: S["SummaryItem"][];
      status: S["InstanceStatus"]; initiator: S["PersonRef"]; startedAt: Instant; endedAt?: Instant | null;
      currentSteps: { name: Text; actors: S["PersonRef"][] }[];
    };
    StepStatus: "waiting" | "approved" | "rejected" | "completed" | "passed" | "cancelled" | "returned" | "taken" | "sent";
    Decision: {
      actor: S["PersonRef"]; onBehalfOf?: S["PersonRef"] | null; verdict: string; comment?: string | null;
      signature?: S["FileInfo"] | null; files: S["FileInfo"][]; at: Instant;
    };
    Step: {
      activation: Id; node: string; name: Text; kind: string; status: S["StepStatus"]; actors: S["PersonRef"][];
      decisions: S["Decision"][]; reason: string; enteredAt: Instant; leftAt?: Instant | null;
    };
    HistoryChange: { field: string; label: Text; before?: string | null; after?: string | null };
    HistoryEntry: {
      seq: number; at: Instant; actor?: S["PersonRef"] | null; kind: string; node?: string | null; text: string;
      changes?: S["HistoryChange"][] | null;
    };
    Comment: { id: Id; author: S["PersonRef"]; text: string; files: S["FileInfo"][]; at: Instant };
    InstanceCan: { withdraw: boolean; terminate: boolean; comment: boolean; print: boolean; resubmit: boolean };
    Instance: {
      id: Id; flowId: Id; flowKey: string; flowName: Text; formId: Id; formVersion: number; version: number; title: string;
      serial?: string | null; status: S["InstanceStatus"]; rev: number; initiator: S["PersonRef"];
      department?: S["DepartmentRef"] | null; startedAt: Instant; endedAt?: Instant | null; schema: S["FormSchema"];
      data: Record<string, Json>; rights: S["FieldRights"]; state: S["FormState"]; refs: S["Refs"];
      steps: S["Step"][]; upcoming: S["UpcomingNode"][]; events: S["HistoryEntry"][]; comments: S["Comment"][];
      myTasks: S["TaskDetail"][]; can: S["InstanceCan"];
    };
    InstancePrint: S["Instance"] & { printedAt: Instant; printedBy: S["PersonRef"]; tenantName: string };
    WithComment: { comment?: string };
    ResubmitInstance: { data: Record<string, Json>; chosen?: Record<string, Id[]> };
    AddComment: { text: string; files?: Id[] };
    TaskState: "open" | "done" | "cancelled";
    TaskRow: {
      id: Id; instanceId: Id; node: string; nodeName: Text; nodeKind: string; title: string;
      flowKey: string; flowName: Text; serial?: string | null; summary: S["SummaryItem"][]; initiator: S["PersonRef"];
      actor: S["PersonRef"]; state: S["TaskState"]; outcome?: string | null; createdAt: Instant; dueAt?: Instant | null; closedAt?: Instant | null;
    };
    TaskDetail: S["TaskRow"] & {
      activation: Id; slot: number; buttons: S["Buttons"]; demands: S["Demands"]; rights: S["FieldRights"];
      why: string; next: S["UpcomingNode"][]; rejectTo: string;
    };
    DecideTask: {
      comment?: string; data?: Record<string, Json>; signature?: Id; files?: Id[]; to?: Id; commandId?: string;
    };
    DecideTasks: { verdict: "approve" | "reject"; ids: Id[]; comment?: string };
    BatchResult: { id: Id; ok: boolean; problem?: S["Problem"] | null };
    CopyRow: {
      id: Id; instanceId: Id; title: string; flowName: Text; serial?: string | null; summary: S["SummaryItem"][];
      initiator: S["PersonRef"]; createdAt: Instant; readAt?: Instant | null;
    };
    Counts: { openTasks: number; overdueTasks: number; unreadCopies: number; drafts: number; unreadNotifications: number; started: number };
    SaveDraft: { flowKey: string; data: Record<string, Json>; departmentId?: Id; chosen?: Record<string, Id[]> };
    Draft: {
      id: Id; flowKey: string; flowName: Text; title: string; data: Record<string, Json>; departmentId?: Id | null;
      chosen: Record<string, Id[]>; formVersion: number; currentFormVersion: number; updatedAt: Instant; rev: number;
      adjusted: S["ProblemItem"][];
    };

    // files
    FileInfo: { id: Id; name: string; size: number; sha256: string; mime: string; createdAt: Instant };

    // notifications
    NotificationRow: { id: Id; event: string; title: string; body?: string | null; link: string; createdAt: Instant; readAt?: Instant | null };
    NotificationEvent: "taskAssigned" | "taskDecided" | "instanceEnded" | "copied" | "commented" | "reminder";
    NotificationPreference: { event: S["NotificationEvent"]; inApp: boolean; email: boolean };
    NotificationPreferences: { items: S["NotificationPreference"][] };

    // operations
    Incident: {
      id: Id; kind: string; error: string; createdAt: Instant; attempts: number; instanceId?: Id | null;
      resolution?: string | null; resolvedAt?: Instant | null; resolvedBy?: S["PersonRef"] | null;
    };
    TemplateSummary: { key: string; name: Text; description: Text; icon: string; fields: number; nodes: number; installed: boolean };
    InstallTemplateReply: { formId: Id; flowKey: string };
    TenantSettings: { name: string; timeZone: string; locale: S["Locale"]; rev?: number };
    UpdateSettings: { name?: string; timeZone?: string; locale?: S["Locale"] };
    Change: {
      seq: number; at: Instant; actor?: S["PersonRef"] | null; subject: string; subjectId: string; verb: string;
      before?: Json; after?: Json;
    };
  };
}

type S = components["schemas"];
type Text = S["LocalizedText"];
type Page<T> = { items: T[]; next?: string | null; total?: number | null; totalCapped?: boolean | null };
type Items<T> = { items: T[] };
type Paged = { limit?: number; cursor?: string; total?: boolean };
type None = Record<never, never>;
type Params<Path, Query, Header> = ([keyof Path] extends [never] ? { path?: never } : { path: Path }) & {
  query?: Query;
  header?: Header;
  cookie?: never;
};
type Answer<R> = R extends undefined
  ? { 204: { headers: Record<string, unknown>; content?: never } }
  : { 200: { headers: Record<string, unknown>; content: { "application/json": R } } };
type Get<R, Path = None, Query = None> = { parameters: Params<Path, Query, None>; requestBody?: never; responses: Answer<R> };
type Send<B, R, Path = None, Header = None> = {
  parameters: Params<Path, None, Header>;
  requestBody: { content: { "application/json": B } };
  responses: Answer<R>;
};
type Do<R = undefined, Path = None> = { parameters: Params<Path, None, None>; requestBody?: never; responses: Answer<R> };
type Match = { "If-Match"?: string };
type Once = { "Idempotency-Key"?: string };
type ById = { id: Id };
type ByKey = { key: string };

export interface paths {
  "/auth/login": { post: Send<S["Login"], S["LoginReply"]> };
  "/auth/logout": { post: Do };
  "/auth/password": { post: Send<S["ChangePassword"], undefined> };
  "/me": { get: Get<S["Me"]>; patch: Send<S["UpdateMe"], S["Me"]> };
  "/me/sessions": { get: Get<Page<S["SessionInfo"]>> };
  "/me/sessions/{id}": { delete: Do<undefined, ById> };
  "/me/notification-preferences": {
    get: Get<S["NotificationPreferences"]>;
    put: Send<S["NotificationPreferences"], S["NotificationPreferences"]>;
  };
  "/public/info": { get: Get<S["ServerInfo"]> };

  "/departments": { get: Get<Items<S["Department"]>>; post: Send<S["CreateDepartment"], S["Department"], None, Once> };
  "/departments/{id}": { patch: Send<S["UpdateDepartment"], S["Department"], ById, Match>; delete: Do<undefined, ById> };
  "/posts": { get: Get<Items<S["Post"]>>; post: Send<S["PostRequest"], S["Post"], None, Once> };
  "/posts/{id}": { patch: Send<S["PostRequest"], S["Post"], ById, Match>; delete: Do<undefined, ById> };
  "/people": {
    get: Get<Page<S["Person"]>, None, Paged & { q?: string; department?: Id; active?: boolean }>;
    post: Send<S["CreatePerson"], S["CreatePersonReply"], None, Once>;
  };
  "/people/{id}": { get: Get<S["Person"], ById>; patch: Send<S["UpdatePerson"], S["Person"], ById, Match> };
  "/people/{id}/reset-password": { post: Do<S["ResetPasswordReply"], ById> };
  "/roles": { get: Get<Items<S["Role"]>>; post: Send<S["RoleRequest"], S["Role"], None, Once> };
  "/roles/{id}": { get: Get<S["Role"], ById>; patch: Send<S["RoleRequest"], S["Role"], ById, Match>; delete: Do<undefined, ById> };
  "/roles/{id}/grants": { put: Send<S["SetRoleGrants"], S["Role"], ById, Match> };
  "/roles/{id}/holders": { post: Send<S["AddRoleHolders"], S["Role"], ById> };
  "/roles/{id}/holders/{userId}": { delete: Do<undefined, { id: Id; userId: Id }> };
  "/permissions": { get: Get<Items<S["PermissionInfo"]>> };

  "/forms": {
    get: Get<Page<S["FormSummary"]>, None, Paged & { design?: boolean; q?: string }>;
    post: Send<S["CreateForm"], S["FormSummary"], None, Once>;
  };
  "/forms/{id}": { get: Get<S["Form"], ById> };
  "/forms/{id}/draft": { get: Get<S["FormDraft"], ById>; put: Send<S["SaveFormDraft"], S["FormDraft"], ById, Match> };
  "/forms/{id}/draft/diff": { get: Get<S["DefinitionDiff"], ById> };
  "/forms/{id}/publish": { post: Send<S["Publish"], S["FormVersion"], ById> };
  "/forms/{id}/versions": { get: Get<Page<S["FormVersion"]>, ById, Paged> };
  "/forms/{id}/versions/{version}": { get: Get<S["FormVersionDetail"], { id: Id; version: number }> };
  "/forms/{id}/rollback": { post: Send<S["Rollback"], S["FormDraft"], ById> };
  "/forms/{id}/records": {
    get: Get<S["RecordPage"], ById, Paged & { sort?: string; filter?: string; q?: string }>;
    post: Send<S["CreateRecord"], S["RecordRow"], ById, Once>;
  };
  "/forms/{id}/lookup": { get: Get<S["LookupReply"], ById, { q?: string }> };
  "/records/{id}": {
    get: Get<S["RecordDetail"], ById>;
    patch: Send<S["UpdateRecord"], S["RecordRow"], ById, Match>;
    delete: Do<undefined, ById>;
  };
  "/records/{id}/restore": { post: Do<S["RecordRow"], ById> };

  "/flows": {
    get: Get<Page<S["FlowSummary"]>, None, Paged & { design?: boolean; q?: string }>;
    post: Send<S["CreateFlow"], S["FlowSummary"], None, Once>;
  };
  "/flows/{key}": { get: Get<S["Flow"], ByKey> };
  "/flows/{key}/preview": { post: Send<S["PreviewFlow"], S["FlowPreview"], ByKey> };
  "/flows/{key}/draft": { get: Get<S["FlowDraft"], ByKey>; put: Send<S["SaveFlowDraft"], S["FlowDraft"], ByKey, Match> };
  "/flows/{key}/draft/diff": { get: Get<S["DefinitionDiff"], ByKey> };
  "/flows/{key}/publish": { post: Send<S["Publish"], S["FlowVersion"], ByKey> };
  "/flows/{key}/versions": { get: Get<Page<S["FlowVersion"]>, ByKey, Paged> };
  "/flows/{key}/versions/{version}": { get: Get<S["FlowVersionDetail"], { key: string; version: number }> };
  "/flows/{key}/rollback": { post: Send<S["Rollback"], S["FlowDraft"], ByKey> };
  "/flows/{key}/instances": { post: Send<S["StartInstance"], S["Instance"], ByKey, Once> };

  "/instances": {
    get: Get<Page<S["InstanceRow"]>, None, Paged & { scope?: "mine" | "all"; status?: S["InstanceStatus"]; q?: string }>;
  };
  "/instances/{id}": { get: Get<S["Instance"], ById> };
  "/instances/{id}/withdraw": { post: Send<S["WithComment"], S["Instance"], ById> };
  "/instances/{id}/terminate": { post: Send<S["WithComment"], S["Instance"], ById> };
  "/instances/{id}/resubmit": { post: Send<S["ResubmitInstance"], S["Instance"], ById, Once> };
  "/instances/{id}/comments": {
    get: Get<Page<S["Comment"]>, ById, Paged>;
    post: Send<S["AddComment"], S["Comment"], ById, Once>;
  };
  "/instances/{id}/print": { get: Get<S["InstancePrint"], ById> };
  "/tasks": {
    get: Get<Page<S["TaskRow"]>, None, Paged & { state?: "open" | "done"; q?: string; flow?: string }>;
  };
  "/tasks/{id}": { get: Get<S["TaskDetail"], ById> };
  "/tasks/{id}/approve": { post: Send<S["DecideTask"], S["TaskRow"], ById> };
  "/tasks/{id}/reject": { post: Send<S["DecideTask"], S["TaskRow"], ById> };
  "/tasks/{id}/complete": { post: Send<S["DecideTask"], S["TaskRow"], ById> };
  "/tasks/{id}/transfer": { post: Send<S["DecideTask"], S["TaskRow"], ById> };
  "/tasks/batch": { post: Send<S["DecideTasks"], { results: S["BatchResult"][] }> };
  "/copies": { get: Get<Page<S["CopyRow"]>, None, Paged & { unread?: boolean }> };
  "/copies/{id}/read": { post: Do<undefined, ById> };
  "/counts": { get: Get<S["Counts"]> };
  "/drafts": { get: Get<Page<S["Draft"]>, None, Paged>; post: Send<S["SaveDraft"], S["Draft"], None, Once> };
  "/drafts/{id}": { get: Get<S["Draft"], ById>; put: Send<S["SaveDraft"], S["Draft"], ById, Match>; delete: Do<undefined, ById> };

  "/files/{id}/info": { get: Get<S["FileInfo"], ById> };

  "/notifications": { get: Get<Page<S["NotificationRow"]>, None, Paged & { unread?: boolean }> };
  "/notifications/{id}/read": { post: Do<undefined, ById> };
  "/notifications/read-all": { post: Do };

  "/incidents": { get: Get<Page<S["Incident"]>, None, Paged & { open?: boolean }> };
  "/incidents/{id}/retry": { post: Do<S["Incident"], ById> };
  "/incidents/{id}/skip": { post: Do<S["Incident"], ById> };
  "/templates": { get: Get<Items<S["TemplateSummary"]>> };
  "/templates/{key}/install": { post: Do<S["InstallTemplateReply"], ByKey> };
  "/settings": { get: Get<S["TenantSettings"]>; patch: Send<S["UpdateSettings"], S["TenantSettings"]> };
  "/change-log": { get: Get<Page<S["Change"]>, None, Paged & { subject?: string; subjectId?: string }> };
}
