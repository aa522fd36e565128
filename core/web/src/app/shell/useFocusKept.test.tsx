import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef } from "react";
import { createMemoryRouter, Link, Outlet, RouterProvider, useNavigate, useParams } from "react-router";
import { expect, it, vi } from "vitest";
import { useFocusKept } from "./useFocusKept";

function Frame() {
  const content = useRef<HTMLElement>(null);
  useFocusKept(content);
  return (
    <main ref={content} tabIndex={-1}>
      <Outlet />
    </main>
  );
}

function List() {
  const { id } = useParams();
  const navigate = useNavigate();
  return (
    <>
      <Link to="/list/1">one</Link>
      <Link to="/list/2">two</Link>
      <Link to="/elsewhere">away</Link>
      {id && (
        <button autoFocus onClick={() => void navigate("/list")}>
          close
        </button>
      )}
    </>
  );
}

const routes = [
  {
    element: <Frame />,
    children: [
      { path: "/list/:id?", element: <List /> },
      { path: "/elsewhere", element: <p>nothing to focus</p> },
    ],
  },
];

function show() {
  render(<RouterProvider router={createMemoryRouter(routes, { initialEntries: ["/list"] })} />);
}

it("goes back to the row that opened what was closed", async () => {
  show();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(screen.getByRole("button", { name: "close" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await vi.waitFor(() => expect(screen.getByRole("link", { name: "two" })).toHaveFocus());
});

it("goes to the content where the page that had it is gone", async () => {
  show();
  await userEvent.click(screen.getByRole("link", { name: "away" }));
  await vi.waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
});

it("leaves it alone on the first page", async () => {
  show();
  await vi.waitFor(() => expect(screen.getByRole("link", { name: "one" })).toBeVisible());
  expect(document.body).toHaveFocus();
});
