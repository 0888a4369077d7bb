/** The colours of both themes, by role. palette.test.ts holds their contrast to WCAG AA. */
export type Palette = {
  background: string;
  panel: string;
  /** Borders of panels and inputs. */
  line: string;
  /** Borders between rows, hovered and chosen surfaces. */
  lineSoft: string;
  text: string;
  textMuted: string;
  textDim: string;
  accent: string;
  onAccent: string;
  accentSoft: string;
  under: string;
  underSoft: string;
  over: string;
  overSoft: string;
  good: string;
  goodSoft: string;
  neutral: string;
  neutralSoft: string;
  bad: string;
  badSoft: string;
};

export const LIGHT: Palette = {
  background: '#fbfbfa',
  panel: '#ffffff',
  line: '#e3e2de',
  lineSoft: '#f1f0ee',
  text: '#1c1b19',
  textMuted: '#5a5853',
  textDim: '#6a6862',
  accent: '#1f5fbf',
  onAccent: '#ffffff',
  accentSoft: '#eaf1fb',
  under: '#914600',
  underSoft: '#fff1e0',
  over: '#6a3fa0',
  overSoft: '#f3ecfb',
  good: '#17703f',
  goodSoft: '#e6f5ec',
  neutral: '#5f5d58',
  neutralSoft: '#efeeec',
  bad: '#b3261e',
  badSoft: '#fdecea',
};

export const DARK: Palette = {
  background: '#131312',
  panel: '#1a1a19',
  line: '#2d2c2a',
  lineSoft: '#242322',
  text: '#eceae6',
  textMuted: '#b0ada6',
  textDim: '#9d9a93',
  accent: '#7fb0ff',
  onAccent: '#0d1726',
  accentSoft: '#1c2a40',
  under: '#ffb566',
  underSoft: '#3a2710',
  over: '#c9a6f5',
  overSoft: '#2c2040',
  good: '#6fd39f',
  goodSoft: '#15301f',
  neutral: '#b0ada6',
  neutralSoft: '#2a2927',
  bad: '#ff9a91',
  badSoft: '#3d1a17',
};

/** The palette as CSS variables: `textMuted` is `--t-text-muted`. */
export function toCssVariables(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([role, colour]) => [
      `--t-${role.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
      colour,
    ]),
  );
}
