// The one table of colours: light first, dark second. Components use `var(--ant-…)` or `var(--weir-…)`, never a literal.
import type { ThemeConfig } from "antd";

type Pair = readonly [light: string, dark: string];
type Tokens = NonNullable<ThemeConfig["token"]>;

const antPairs = {
  colorPrimary: ["#0b6a66", "#14776f"],
  colorPrimaryHover: ["#0d7d78", "#17827a"],
  colorPrimaryActive: ["#095754", "#10655e"],
  colorPrimaryText: ["#0b6a66", "#55c3b9"],
  colorPrimaryTextHover: ["#0d7d78", "#6fd0c7"],
  colorPrimaryTextActive: ["#095754", "#47b3a9"],
  colorPrimaryBg: ["#e4f1ef", "#15312f"],
  colorPrimaryBgHover: ["#d6e9e6", "#1a3c39"],
  colorPrimaryBorder: ["#b4d7d3", "#235450"],
  colorPrimaryBorderHover: ["#0d7d78", "#198a82"],
  colorLink: ["#0b6a66", "#55c3b9"],
  colorLinkHover: ["#0d7d78", "#6fd0c7"],
  colorLinkActive: ["#095754", "#47b3a9"],
  controlOutline: ["rgba(11,106,102,.16)", "rgba(85,195,185,.22)"],
  controlItemBgActive: ["#e4f1ef", "#15312f"],
  controlItemBgActiveHover: ["#d6e9e6", "#1a3c39"],
  controlItemBgHover: ["#eff3f2", "#1e2626"],
  colorBgBase: ["#ffffff", "#151b1b"],
  colorBgLayout: ["#f5f7f7", "#0e1313"],
  colorBgContainer: ["#ffffff", "#151b1b"],
  colorBgElevated: ["#ffffff", "#1a2121"],
  colorBgContainerDisabled: ["#f7f9f9", "#121818"],
  colorBgTextHover: ["#eff3f2", "#1e2626"],
  colorBgTextActive: ["#e5eaea", "#273030"],
  colorFillAlter: ["#f7f9f9", "#121818"],
  colorFillQuaternary: ["#f7f9f9", "#121818"],
  colorFillTertiary: ["#eff3f2", "#1e2626"],
  colorFillSecondary: ["#e5eaea", "#273030"],
  colorSplit: ["#e5eaea", "#273030"],
  colorBorderSecondary: ["#e5eaea", "#273030"],
  colorBorder: ["#d0d8d7", "#394545"],
  colorText: ["#162120", "#e5ebea"],
  colorTextHeading: ["#162120", "#e5ebea"],
  colorTextSecondary: ["#455351", "#a9b4b2"],
  colorTextTertiary: ["#5f6d6b", "#8b9896"],
  colorTextDescription: ["#5f6d6b", "#8b9896"],
  colorTextPlaceholder: ["#5f6d6b", "#8b9896"],
  colorTextDisabled: ["#5f6d6b", "#8b9896"],
  colorIcon: ["#455351", "#a9b4b2"],
  colorIconHover: ["#162120", "#e5ebea"],
  colorSuccess: ["#37741b", "#8cc56b"],
  colorSuccessText: ["#37741b", "#8cc56b"],
  colorSuccessBg: ["#ecf5e6", "#1c2a16"],
  colorSuccessBorder: ["#bfdcae", "#35502a"],
  colorInfo: ["#1f5fb4", "#7fb0f2"],
  colorInfoText: ["#1f5fb4", "#7fb0f2"],
  colorInfoBg: ["#e8f0fb", "#172539"],
  colorInfoBorder: ["#b3cdf0", "#2b4468"],
  colorWarning: ["#8d5407", "#e0ab5a"],
  colorWarningText: ["#8d5407", "#e0ab5a"],
  colorWarningBg: ["#fcf2df", "#2e2413"],
  colorWarningBorder: ["#ecd09b", "#58441f"],
  colorError: ["#b92d27", "#f08a84"],
  colorErrorText: ["#b92d27", "#f08a84"],
  colorErrorHover: ["#cc3a33", "#f3a09b"],
  colorErrorActive: ["#9c241f", "#e07a74"],
  colorErrorBg: ["#fdeceb", "#351b1a"],
  colorErrorBorder: ["#eeb3af", "#6b322f"],
  boxShadow: [
    "0 1px 2px rgba(16,32,31,.06), 0 8px 24px rgba(16,32,31,.10)",
    // A line, too: a shadow does not show on what is nearly black.
    "0 0 0 1px #394545, 0 8px 28px rgba(0,0,0,.5)",
  ],
  boxShadowSecondary: [
    "0 1px 2px rgba(16,32,31,.06), 0 8px 24px rgba(16,32,31,.10)",
    // A line, too: a shadow does not show on what is nearly black.
    "0 0 0 1px #394545, 0 8px 28px rgba(0,0,0,.5)",
  ],
} satisfies Partial<Record<keyof Tokens, Pair>>;

/** What Ant Design has no token for. */
const ownPairs = {
  "avatar-1": ["#d8e9e7", "#21403d"],
  "avatar-2": ["#e4e3f1", "#33324a"],
  "avatar-3": ["#f0e5d8", "#453826"],
  "avatar-4": ["#dde8f2", "#26394a"],
  "avatar-5": ["#efe0e4", "#452d35"],
  hero: ["#0a4a48", "#0b2f2e"],
  "hero-text": ["#e9f5f3", "#e9f5f3"],
  "hero-text-2": ["#a9cfcb", "#a9cfcb"],
  "canvas-dot": ["#dbe2e1", "#263030"],
  paper: ["#ffffff", "#ffffff"],
  ink: ["#101816", "#101816"],
} satisfies Record<string, Pair>;

/**
 * The Latin fonts of the systems stand before the Chinese ones, whose own letters and figures are wide and coarse: a
 * character is drawn by the first font that has it. `system-ui` is not among them, as it is a Chinese font on a Chinese
 * Windows.
 */
export const LATIN = ["-apple-system", "BlinkMacSystemFont", '"Segoe UI"', "Roboto", '"Helvetica Neue"', '"Noto Sans"', "Arial"];
const LATIN_CODE = ["ui-monospace", '"SF Mono"', "Consolas", '"Liberation Mono"'];
export const CHINESE = ['"PingFang SC"', '"Microsoft YaHei"', '"Noto Sans SC"', '"Noto Sans CJK SC"'];

const measures: Tokens = {
  fontFamily: [...LATIN, ...CHINESE, "sans-serif"].join(", "),
  fontFamilyCode: [...LATIN_CODE, '"Noto Sans Mono CJK SC"', ...CHINESE, "monospace"].join(", "),
  fontSize: 14,
  fontSizeSM: 12,
  fontSizeLG: 16,
  fontSizeHeading4: 16,
  fontSizeHeading3: 20,
  fontSizeHeading1: 28,
  lineHeight: 22 / 14,
  fontWeightStrong: 600,
  borderRadius: 6,
  borderRadiusSM: 4,
  borderRadiusLG: 6,
  controlHeight: 32,
  controlHeightSM: 28,
  controlHeightLG: 40,
  motionDurationSlow: "0.18s",
  motionDurationMid: "0.14s",
  motionDurationFast: "0.08s",
  wireframe: false,
};

function pick(pairs: Record<string, Pair>, dark: boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, pair[dark ? 1 : 0]]));
}

export function antTokens(dark: boolean): Tokens {
  return { ...measures, ...pick(antPairs, dark) };
}

/** `--weir-…` custom properties of the page's root. */
export function ownProperties(dark: boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(pick(ownPairs, dark)).map(([name, value]) => [`--weir-${name}`, value]));
}
