// Three frames: pages without sign-in, bare pages, pages in the shell.
import { createBrowserRouter } from "react-router";
import { features } from "./features";
import { Guarded } from "./shell/Guarded";
import { NotFound, RouteFailure } from "./shell/RouteFailure";
import { SignedIn } from "./SignedIn";

export const router = createBrowserRouter([
  {
    ErrorBoundary: RouteFailure,
    HydrateFallback: () => null,
    children: [
      ...features.flatMap((feature) => feature.open ?? []),
      {
        Component: SignedIn,
        children: [
          ...features.flatMap((feature) => feature.bare ?? []),
          {
            lazy: async () => ({ Component: (await import("./shell/Shell")).Shell }),
            children: [
              {
                Component: Guarded,
                ErrorBoundary: RouteFailure,
                children: [...features.flatMap((feature) => feature.routes ?? []), { path: "*", Component: NotFound }],
              },
            ],
          },
        ],
      },
    ],
  },
]);
