import papaparse from 'papaparse';

/**
 * One line of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula is written with an apostrophe before
 * it: names and reasons come from people and vendors, and whoever opens the file trusts it.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${papaparse.unparse([cells as (string | null)[]], { escapeFormulae: true })}\r\n`;
}
