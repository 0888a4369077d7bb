import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { DARK, LIGHT, type Palette, toCssVariables } from './palette.ts';

const CONTROL_HEIGHT = '2rem';
/**
 * Where open menus and lists stand in the document: in the page's main landmark, for those who go by landmarks; but those
 * of a dialog outside of it, because an open dialog hides the page from them.
 */
const POPOVER_HOME = 'body:has([aria-modal="true"]), #content';
const LIST_OF_OPTIONS = { maxHeight: 'min(22rem, 60dvh)', overflowY: 'auto' };
const ON_ACCENT = 'var(--t-on-accent)';

/** Shade 6 carries the accent in the light theme, shade 4 in the dark one. */
const accent: MantineColorsTuple = [
  '#eaf1fb',
  '#d3e2f7',
  '#aecbf3',
  '#94bbf8',
  '#7fb0ff',
  '#3f7cd6',
  '#1f5fbf',
  '#1a53a8',
  '#164791',
  '#123a78',
];

/** As the accent: shade 6 on light ground, shade 4 on dark; both as legible as the palette's own. */
const red: MantineColorsTuple = [
  '#fdecea',
  '#fbd5d1',
  '#f7b0a9',
  '#f58c83',
  '#ff9a91',
  '#d0443b',
  '#b3261e',
  '#9c1f18',
  '#851913',
  '#6b130e',
];

const green: MantineColorsTuple = [
  '#e6f5ec',
  '#cdebd9',
  '#a3d9ba',
  '#86d6ab',
  '#6fd39f',
  '#2f9460',
  '#17703f',
  '#136137',
  '#0f522e',
  '#0b4225',
];

const gray: MantineColorsTuple = [
  '#fbfbfa',
  '#f1f0ee',
  '#e3e2de',
  '#d3d1cc',
  '#bdbab4',
  '#8f8c85',
  '#6a6862',
  '#5a5853',
  '#3a3835',
  '#1c1b19',
];

const dark: MantineColorsTuple = [
  '#eceae6',
  '#b0ada6',
  '#9d9a93',
  '#5f5c57',
  '#3a3936',
  '#2d2c2a',
  '#1a1a19',
  '#131312',
  '#0e0e0d',
  '#090908',
];

/** The look of every control. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: { accent, red, green, gray, dark },
  autoContrast: true,
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.1875rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.8125rem' } },
  },
  defaultRadius: 7,
  cursorType: 'pointer',
  // Plain objects: the components' own `extend` would put them all into the first script of the page.
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      vars: (_theme: unknown, props: { size?: unknown; variant?: unknown }) => ({
        root: {
          ...(props.size === 'sm'
            ? { '--button-height': CONTROL_HEIGHT, '--button-padding-x': '0.8rem' }
            : {}),
          // The library chooses the text on a colour by the light theme's shade, also in the dark theme.
          ...(props.variant === 'filled' ? { '--button-color': ON_ACCENT } : {}),
        },
      }),
      styles: { root: { fontWeight: 520 } },
    },
    Input: {
      vars: (_theme: unknown, props: { size?: unknown }) => ({
        wrapper: (props.size ?? 'sm') === 'sm' ? { '--input-height': CONTROL_HEIGHT } : {},
      }),
    },
    Checkbox: { vars: () => ({ root: { '--checkbox-icon-color': ON_ACCENT } }) },
    Modal: {
      defaultProps: {
        radius: 12,
        closeButtonProps: { 'aria-label': 'Close' },
        // A dialog's <header> would count as a second banner of the page.
        attributes: { header: { role: 'none' } },
      },
      styles: { title: { fontWeight: 600, lineHeight: 1.35 } },
    },
    // The list itself scrolls: a frame of its own around it would have to be reached by keyboard.
    Select: { defaultProps: { withScrollArea: false }, styles: { options: LIST_OF_OPTIONS } },
    MultiSelect: { defaultProps: { withScrollArea: false }, styles: { options: LIST_OF_OPTIONS } },
    Popover: { defaultProps: { portalProps: { target: POPOVER_HOME } } },
    // The placeholder would be a child that a menu may not have; the first item takes the focus instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
  },
});

function mantineVariables(palette: Palette): Record<string, string> {
  return {
    ...toCssVariables(palette),
    '--mantine-color-body': palette.background,
    '--mantine-color-text': palette.text,
    '--mantine-color-dimmed': palette.textDim,
    '--mantine-color-placeholder': palette.textDim,
    '--mantine-color-error': palette.bad,
    '--mantine-color-anchor': palette.accent,
    '--mantine-color-default': palette.panel,
    '--mantine-color-default-hover': palette.lineSoft,
    '--mantine-color-default-color': palette.text,
    '--mantine-color-default-border': palette.line,
  };
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: mantineVariables(LIGHT),
  dark: {
    ...mantineVariables(DARK),
    // Dark words on a light button: the next shade, which Mantine takes under the pointer, is too dark for them.
    '--mantine-color-accent-filled-hover': accent[3],
    '--mantine-color-red-filled-hover': red[3],
    // Mantine goes four and five shades lighter than the dark theme's own, to where every colour is nearly white.
    '--mantine-color-accent-outline': accent[4],
    '--mantine-color-accent-light-color': accent[4],
    '--mantine-color-red-outline': red[4],
    '--mantine-color-red-light-color': red[4],
    '--mantine-color-green-outline': green[4],
    '--mantine-color-green-light-color': green[4],
  },
});
