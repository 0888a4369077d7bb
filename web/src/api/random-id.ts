/** A random id of 128 bits. `crypto.randomUUID` is missing where the page is served over plain HTTP in a local network. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
