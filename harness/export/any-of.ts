/** Several texts of which one will do: `a, b or c`. */
export function anyOf(texts: readonly string[]): string {
  return texts.length < 2
    ? texts.join('')
    : `${texts.slice(0, -1).join(', ')} or ${texts.slice(-1).join('')}`;
}
