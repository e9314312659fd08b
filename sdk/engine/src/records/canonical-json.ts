/** JSON with sorted keys and without absent fields: equal values give equal text. `null` counts as absent. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields: string[] = []
    for (const key of Object.keys(value).toSorted()) {
      const inner = (value as Record<string, unknown>)[key]
      if (inner !== undefined && inner !== null) fields.push(`${JSON.stringify(key)}:${canonicalJson(inner)}`)
    }
    return `{${fields.join(',')}}`
  }
  return typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'null')
}
