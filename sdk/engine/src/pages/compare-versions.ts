const NUMBER = /^-?\d+(\.\d+)?$/
const WHOLE = /^-?\d+$/
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)$/

/**
 * Law 6: whether `incoming` is an older version than `stored`. Numbers compare by size, instants by time whatever
 * their precision and offset, other texts by order. An absent version is never older.
 */
export function isLower(incoming: string | undefined, stored: string | undefined): boolean {
  if (incoming === undefined || stored === undefined || incoming === stored) return false
  if (WHOLE.test(incoming) && WHOLE.test(stored)) return BigInt(incoming) < BigInt(stored)
  if (NUMBER.test(incoming) && NUMBER.test(stored)) return Number(incoming) < Number(stored)
  const [a, b] = [instantOf(incoming), instantOf(stored)]
  if (a === undefined || b === undefined) return incoming < stored
  return a.second === b.second ? a.fraction < b.fraction : a.second < b.second
}

/** Vendors drop trailing zeros: as texts, `…00.12Z` would come before `…00.1Z`. */
function instantOf(text: string): { readonly second: number; readonly fraction: string } | undefined {
  const [, local, fraction = '', offset = ''] = INSTANT.exec(text) ?? []
  if (local === undefined) return undefined
  const second = Date.parse(
    `${local}${offset === 'Z' ? offset : `${offset.slice(0, 3)}:${offset.slice(-2)}`}`,
  )
  return Number.isNaN(second) ? undefined : { second, fraction: fraction.replace(/0+$/, '') }
}
