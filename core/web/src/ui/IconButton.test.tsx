import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Dropdown } from "antd";
import { Ellipsis } from "lucide-react";
import { expect, it } from "vitest";
import { renderPage } from "../../tests/render";
import { IconButton } from "./IconButton";

const menu = { items: [{ key: "copy", label: "复制" }] };

it("tells its name while it is pointed at, and is silent beside its own open menu", async () => {
  await renderPage(
    <Dropdown trigger={["click"]} menu={menu}>
      <IconButton icon={Ellipsis} label="更多操作" />
    </Dropdown>,
    [],
  );
  const button = await screen.findByRole("button", { name: "更多操作" });
  await userEvent.hover(button);
  expect(await screen.findByRole("tooltip")).toHaveTextContent("更多操作");
  await userEvent.click(button);
  expect(await screen.findByRole("menuitem", { name: "复制" })).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole("tooltip")).toBeNull());
});
