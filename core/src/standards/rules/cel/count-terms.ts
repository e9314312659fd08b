/** Texts, names, numbers and signs of CEL, as far as counting them goes; a text that never ends is one term. */
const TERM =
  /[rRbB]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\])*(?:"|$)|'(?:\\.|[^'\\])*(?:'|$))|[\p{L}_][\p{L}\p{N}_]*|[\d.]+[\p{L}\d]*|\/\/[^\n]*|&&|\|\||[=!<>]=|\S/gu

/**
 * How many terms an expression has: names, values and signs. Counted before it is parsed, in linear time, so that a text
 * of any depth is refused before anything follows it down.
 */
export function countTerms(expression: string, most = Infinity): number {
  let count = 0
  for (const _ of expression.matchAll(TERM)) if (++count > most) break
  return count
}
