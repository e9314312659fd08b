/**
 * What a config says at a path such as `tenant` or `premium.url`, as text; undefined where there is nothing, or something that is
 * neither text nor number. Only own properties count: no path leads into a prototype.
 */
export function configField(config: unknown, path: string): string | undefined {
  let value = config
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

const FIELD = /\{(\w+(?:\.\w+)*)\}/g

/** The fields that a template names, in its order. */
export function templateFields(template: string): readonly string[] {
  return [...template.matchAll(FIELD)].map(([, path = '']) => path)
}

/**
 * Fills `{field}` and `{field.within}` with what the config says. In an address a field at the very start is an address itself;
 * others are one step of it and are escaped.
 * @returns the text, or the first field that is missing
 */
export function fillTemplate(
  template: string,
  config: unknown,
  as: 'text' | 'address',
): { readonly text: string } | { readonly missing: string } {
  const missing = templateFields(template).find((path) => configField(config, path) === undefined)
  if (missing !== undefined) return { missing }
  const text = template.replace(FIELD, (found, path: string, position: number) => {
    const value = configField(config, path) ?? ''
    const isBase = position === 0 && (as === 'address' || template[found.length] === '/')
    if (isBase) return value.replace(/\/+$/, '')
    return as === 'text' ? value : encodeURIComponent(value)
  })
  return { text }
}
