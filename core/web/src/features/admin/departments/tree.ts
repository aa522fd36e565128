/** Departments as a tree, and what has to be written when one is moved. Pure. */
import type { Schemas } from "@/api";

type Department = Schemas["Department"];

export interface TreeNode {
  department: Department;
  children: TreeNode[];
}

export function treeOf(departments: Department[]): TreeNode[] {
  const nodes = new Map(departments.map((department) => [department.id, { department, children: [] as TreeNode[] }]));
  const roots: TreeNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.department.parentId ? nodes.get(node.department.parentId) : undefined;
    (parent?.children ?? roots).push(node);
  }
  const order = (list: TreeNode[]) => {
    list.sort((a, b) => a.department.sort - b.department.sort);
    list.forEach((node) => order(node.children));
    return list;
  };
  return order(roots);
}

/** From the root down to the department itself. */
export function pathTo(departments: Department[], id: string): Department[] {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const path: Department[] = [];
  for (let at = byId.get(id); at && !path.includes(at); at = at.parentId ? byId.get(at.parentId) : undefined) path.unshift(at);
  return path;
}

/** The department and everything below it: where it cannot be moved to. */
export function subtree(departments: Department[], id: string): Set<string> {
  const inside = new Set([id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const department of departments) {
      if (department.parentId && inside.has(department.parentId) && !inside.has(department.id)) {
        inside.add(department.id);
        grown = true;
      }
    }
  }
  return inside;
}

export interface Move {
  department: Department;
  parentId?: string | null;
  sort?: number;
}

/** Between siblings there is room for later ones, so that most moves write one department. */
const SORT_STEP = 10;

/** What to write so that `id` stands below `parentId` at `index` among its siblings there. */
export function movesFor(departments: Department[], id: string, parentId: string | null, index: number): Move[] {
  const moved = departments.find((department) => department.id === id);
  if (!moved || (parentId !== null && subtree(departments, id).has(parentId))) return [];
  const siblings = departments.filter((department) => (department.parentId ?? null) === parentId && department.id !== id).sort((a, b) => a.sort - b.sort);
  const below = siblings[index - 1]?.sort;
  const above = siblings[index]?.sort;
  const parent = (moved.parentId ?? null) === parentId ? {} : { parentId };
  const free = above === undefined ? (below ?? -SORT_STEP) + SORT_STEP : below === undefined ? above - SORT_STEP : Math.floor((below + above) / 2);
  const fits = (below === undefined || free > below) && (above === undefined || free < above);
  if (fits) return [{ department: moved, ...parent, sort: free }];
  const order = [...siblings.slice(0, index), moved, ...siblings.slice(index)];
  return order.flatMap((department, place): Move[] => {
    const sort = place * SORT_STEP;
    if (department === moved) return [{ department, ...parent, sort }];
    return department.sort === sort ? [] : [{ department, sort }];
  });
}
