/** Equal for names of one product: case, spaces and punctuation aside (domain.md section 1). */
export function productKey(name: string): string {
  return name.toLowerCase().replace(/[\p{P}\p{S}\s]+/gu, '');
}
