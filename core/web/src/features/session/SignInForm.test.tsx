import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../../tests/render";
import { refuse, serve } from "../../../tests/server";
import { SignInForm } from "./SignInForm";

const info = {
  version: "0.1.0",
  demo: true,
  defaultTenant: "demo",
  secure: true,
  demoAccounts: [{ login: "manager", name: { "zh-CN": "陈立" }, title: { "zh-CN": "主管" } }],
};

async function show(reply: unknown) {
  const asked = serve({ "POST /auth/login": () => reply });
  const onSignedIn = vi.fn();
  const onCodeAsked = vi.fn();
  await renderPage(<SignInForm info={info} onSignedIn={onSignedIn} onCodeAsked={onCodeAsked} />, ["session"]);
  return { asked, onSignedIn, onCodeAsked };
}

async function signIn(password: string) {
  await userEvent.click(screen.getByRole("button", { name: "填入账号 manager" }));
  await userEvent.type(screen.getByLabelText("密码"), `${password}{Enter}`);
}

it("fills in a demo account and signs in to the default tenant", async () => {
  const { asked, onSignedIn } = await show({ token: "t", user: {}, mustChangePassword: false });
  await signIn("secret");
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalled());
  expect(asked[0]?.body).toEqual({ tenant: "demo", login: "manager", password: "secret" });
});

it("asks for both fields before it asks the server", async () => {
  const { asked } = await show({});
  await userEvent.click(screen.getByRole("button", { name: "登录" }));
  expect(screen.getByText("请输入账号。")).toBeVisible();
  expect(screen.getByText("请输入密码。")).toBeVisible();
  expect(asked).toEqual([]);
});

it("says what the server says about a wrong password", async () => {
  await show(refuse(401, { code: "auth.invalid", detail: "账号或密码不对。" }));
  await signIn("wrong");
  expect(await screen.findByText("账号或密码不对。")).toBeVisible();
});

it("waits as long as a throttling server asks for", async () => {
  await show(refuse(429, { code: "auth.throttled", detail: "x" }, { "Retry-After": "42" }));
  await signIn("again");
  expect(await screen.findByText("尝试次数过多，请在 42 秒后再试。")).toBeVisible();
  expect(screen.getByRole("button", { name: "登录" })).toBeDisabled();
});

it("hands on what the server answers, with who signed in", async () => {
  const reply = { token: "t", user: {}, mustChangePassword: true, mustSetSecondFactor: false };
  const { onSignedIn } = await show(reply);
  await signIn("first");
  const who = { tenant: "demo", login: "manager", password: "first" };
  await vi.waitFor(() => expect(onSignedIn.mock.calls[0]?.slice(0, 2)).toEqual([reply, who]));
});

it("hands on to the code when the server asks for one, and shows no failure", async () => {
  const { onCodeAsked, onSignedIn } = await show(refuse(401, { code: "auth.code_required", detail: "请输入验证码。" }));
  await signIn("secret");
  await vi.waitFor(() => expect(onCodeAsked).toHaveBeenCalledWith({ tenant: "demo", login: "manager", password: "secret" }));
  expect(onSignedIn).not.toHaveBeenCalled();
  expect(screen.queryByText("请输入验证码。")).toBeNull();
});
