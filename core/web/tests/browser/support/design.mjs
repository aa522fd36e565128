// Forms and flows that the demo company lacks, made by its administrator without the designers, which have tests of
// their own.
import assert from "node:assert/strict";

const both = (zh, en) => ({ "zh-CN": zh, en });

async function call(person, method, path, data, headers = {}) {
  const response = await person.context.request[method](`/api/v1${path}`, { data, headers });
  assert.ok(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`);
  return response.status() === 204 ? undefined : response.json();
}

/** A published form; gives its id. */
export async function publishedForm(admin, key, name, fields) {
  const form = await call(admin, "post", "/forms", { key, name: both(...name), schema: { name: both(...name), fields } });
  await call(admin, "post", `/forms/${form.id}/publish`, {});
  return form.id;
}

/** A published flow that goes through these nodes one after the other; `project` is what its end orders. */
export async function publishedFlow(admin, { key, name, formId, project }, nodes) {
  await call(admin, "post", "/flows", { key, name: both(...name), formId });
  const { rev } = await call(admin, "get", `/flows/${key}/draft`);
  const all = [{ key: "start", kind: "start", name: both("发起", "Start") }, ...nodes, { key: "end", kind: "end", name: both("结束", "End"), ...(project && { project }) }];
  const edges = all.slice(1).map((node, at) => ({ key: `e${at}`, from: all[at].key, to: node.key }));
  await call(admin, "put", `/flows/${key}/draft`, { definition: { name: both(...name), nodes: all, edges } }, { "If-Match": `"${rev}"` });
  await call(admin, "post", `/flows/${key}/publish`, {});
}

/** Submits without the pages. */
export async function started(person, flow, data) {
  return call(person, "post", `/flows/${flow}/instances`, { data }, { "Idempotency-Key": crypto.randomUUID() });
}

export async function personOf(admin, login) {
  const { items } = await call(admin, "get", `/people?q=${login}&limit=20`);
  return items.find((person) => person.login === login).id;
}

export { both, call };
