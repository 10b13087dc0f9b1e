/** The colour names that XEP-0258 takes, in RGB. */
const named: Readonly<Record<string, string>> = {
  aqua: '#00ffff',
  black: '#000000',
  blue: '#0000ff',
  fuchsia: '#ff00ff',
  gray: '#808080',
  green: '#008000',
  lime: '#00ff00',
  maroon: '#800000',
  navy: '#000080',
  olive: '#808000',
  orange: '#ffa500',
  purple: '#800080',
  red: '#ff0000',
  silver: '#c0c0c0',
  teal: '#008080',
  white: '#ffffff',
  yellow: '#ffff00',
};

/**
 * Black or white, whichever reads better on this colour: the contrast is at least 4.5 to 1.
 *
 * Source: WCAG 2.1 §1.4.3, relative luminance and contrast ratio.
 */
export function readableOn(background: string): 'black' | 'white' {
  return contrast(background, 'black') >= contrast(background, 'white') ? 'black' : 'white';
}

/** The least contrast that ordinary text can be read at. Source: WCAG 2.1 §1.4.3 */
export const leastContrast = 4.5;

/** The contrast of two colours, as `validColour` gives them: 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const rgb = Number.parseInt((named[color] ?? color).slice(1), 16);
  return 0.2126 * linear((rgb >> 16) & 255) + 0.7152 * linear((rgb >> 8) & 255) + 0.0722 * linear(rgb & 255);
}

/** One sRGB channel, 0 to 255, as light, 0 to 1. */
function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
