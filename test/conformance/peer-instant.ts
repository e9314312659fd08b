const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** An instant without its fraction; any other value as it is. */
export function secondOf(value: unknown): unknown {
  return typeof value === 'string' && INSTANT.test(value) ? `${value.slice(0, 19)}Z` : value
}
