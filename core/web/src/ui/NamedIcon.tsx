/** The pictures that forms, flows and templates name. An unknown name gets the plain form. */
import { Banknote, Briefcase, Building2, CalendarDays, ClipboardList, FileText, Gift, type LucideIcon, Package, Plane, Receipt, Rocket, ShoppingCart, Stamp, Table2, Truck, Users, Wrench } from "lucide-react";

const ICONS: Record<string, LucideIcon> = {
  banknote: Banknote,
  briefcase: Briefcase,
  "building-2": Building2,
  "calendar-days": CalendarDays,
  "clipboard-list": ClipboardList,
  "file-text": FileText,
  gift: Gift,
  package: Package,
  plane: Plane,
  receipt: Receipt,
  rocket: Rocket,
  "shopping-cart": ShoppingCart,
  stamp: Stamp,
  truck: Truck,
  users: Users,
  wrench: Wrench,
};

export function NamedIcon({ name, size = 16 }: { name?: string | null | undefined; size?: number }) {
  const Icon = (name && ICONS[name]) || Table2;
  return <Icon size={size} aria-hidden />;
}
