/** "starts in 12 days" → "Starts in 12 days": a reason of the server's that stands by itself. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
