/** A sentence of arithmetic, its outcome apart: "9 counted − 3 × 2 billed" and "+3". */
export type Arithmetic = { working: string; outcome: string | null };

/**
 * The server's explanation in parts: the sum first, then what follows from it.
 * @param explanation "9 counted − 3 × 2 billed = +3; 2 more lines × $149.00 = +$298.00 a month"
 */
export function arithmeticParts(explanation: string): Arithmetic[] {
  return explanation
    .split('; ')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.lastIndexOf(' = ');
      return at === -1
        ? { working: part, outcome: null }
        : { working: part.slice(0, at), outcome: part.slice(at + 3) };
    });
}
