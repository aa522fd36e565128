// Ant Design's theme from the token table; its variables stand at the root's class, for our own CSS to use.
import type { ThemeConfig } from "antd";
import { theme } from "antd";
import { antTokens } from "./tokens";

/** The class of `<html>` at which the variables `--ant-…` are defined. */
export const CSS_VAR_KEY = "weir";

const TOUCH_HEIGHTS = { controlHeightSM: 40, controlHeight: 40, controlHeightLG: 44 };

interface Way {
  /** Nothing moves. The components have to know it, because they wait for the end of their own animations. */
  still?: boolean;
  /** Controls are as high as a thumb needs. */
  touch?: boolean;
}

export function themeConfig(dark: boolean, { still = false, touch = false }: Way = {}): ThemeConfig {
  const token = { ...antTokens(dark), ...(touch && TOUCH_HEIGHTS), motion: !still };
  return {
    cssVar: { key: CSS_VAR_KEY, prefix: "ant" },
    hashed: false,
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token,
    components: {
      Button: { fontWeight: 400, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", contentFontSizeSM: 12, contentFontSizeLG: 14 },
      Input: { inputFontSizeLG: 14 },
      Table: {
        headerBg: token.colorFillAlter,
        headerColor: token.colorTextTertiary,
        headerSplitColor: "transparent",
        rowHoverBg: token.controlItemBgHover,
        rowSelectedBg: token.colorPrimaryBg,
        rowSelectedHoverBg: token.colorPrimaryBgHover,
        cellPaddingBlockSM: 8,
        cellPaddingInlineSM: 12,
      },
      Tabs: {
        inkBarColor: token.colorPrimaryText,
        itemSelectedColor: token.colorText,
        itemHoverColor: token.colorText,
        itemColor: token.colorTextSecondary,
        horizontalMargin: "0",
        horizontalItemGutter: 20,
        horizontalItemPadding: "7px 0",
      },
      Form: { labelColor: token.colorTextSecondary, labelFontSize: 12, verticalLabelPadding: "0 0 4px", itemMarginBottom: 16 },
      Tag: { defaultBg: token.controlItemBgHover, defaultColor: token.colorTextSecondary },
      Segmented: { trackBg: token.controlItemBgHover, itemSelectedBg: token.colorBgContainer },
      Drawer: { paddingLG: 20, padding: 12 },
      Modal: { titleFontSize: 16 },
      Menu: { itemSelectedBg: token.colorPrimaryBg, itemSelectedColor: token.colorPrimaryText, itemHeight: 32 },
      Alert: { withDescriptionPadding: "10px 12px", withDescriptionIconSize: 16, fontSizeLG: 14 },
      Tooltip: { fontSize: 12 },
    },
  };
}
