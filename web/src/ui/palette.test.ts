import { describe, expect, test } from 'vitest';
import { DARK, LIGHT, type Palette, toCssVariables } from './palette.ts';

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const pairsOf = (palette: Palette): [string, string, string][] => [
  ...(['text', 'textMuted', 'textDim', 'accent', 'under', 'over', 'good', 'bad'] as const).flatMap((role) =>
    (['background', 'panel', 'lineSoft', 'accentSoft'] as const).map((on): [string, string, string] => [
      `${role} on ${on}`,
      palette[role],
      palette[on],
    ]),
  ),
  ['under on its soft', palette.under, palette.underSoft],
  ['over on its soft', palette.over, palette.overSoft],
  ['good on its soft', palette.good, palette.goodSoft],
  ['neutral on its soft', palette.neutral, palette.neutralSoft],
  ['bad on its soft', palette.bad, palette.badSoft],
  ['text on accent', palette.onAccent, palette.accent],
];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_name, palette) => {
  test.each(pairsOf(palette))('reads well: %s', (_pair, text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

test('roles become CSS variables in kebab case', () => {
  expect(toCssVariables(LIGHT)).toMatchObject({
    '--t-text-muted': LIGHT.textMuted,
    '--t-accent': LIGHT.accent,
  });
});
