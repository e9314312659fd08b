/** JSON with sorted keys and without absent fields: equal values give equal text. `null` counts as absent. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'null')
  // Text put together as it comes: every record that is synced passes here, and lists of pieces cost twice the time.
  let text = ''
  if (Array.isArray(value)) {
    for (const inner of value) text += `${text === '' ? '' : ','}${canonicalJson(inner ?? null)}`
    return `[${text}]`
  }
  for (const key of Object.keys(value).toSorted()) {
    const inner = (value as Record<string, unknown>)[key]
    if (inner === undefined || inner === null) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner)}`
  }
  return `{${text}}`
}
