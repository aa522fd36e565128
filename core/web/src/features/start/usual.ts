// Which flows a person starts most.

const SHOWN = 4;

/** By how often they stand among the latest started ones; at most four, and none where everything fits on a glance. */
export function usualFlows<F extends { key: string }>(flows: F[], started: { flowKey: string }[]): F[] {
  if (flows.length <= SHOWN) return [];
  const times = new Map<string, number>();
  for (const { flowKey } of started) times.set(flowKey, (times.get(flowKey) ?? 0) + 1);
  return flows
    .filter((flow) => times.has(flow.key))
    .sort((a, b) => (times.get(b.key) ?? 0) - (times.get(a.key) ?? 0))
    .slice(0, SHOWN);
}
