/** Something that could be connected: the part of the connector's configuration that names it. */
export interface ScopePart {
  readonly config: Readonly<Record<string, unknown>>
}

type Config = Readonly<Record<string, unknown>>

/** Whether a configuration names all that a scope names. */
export function hasScope(config: unknown, part: unknown): boolean {
  if (Array.isArray(part))
    return Array.isArray(config) && part.every((one) => config.some((other) => isSame(one, other)))
  if (isObject(part))
    return isObject(config) && Object.entries(part).every(([name, value]) => hasScope(config[name], value))
  return isSame(config, part)
}

/**
 * A configuration that names the chosen scopes, and of the others none. What no scope names stays as it is: somebody
 * wrote it who may see more. A list that becomes empty is left out, as connectors take an absent one for "all".
 */
export function withScopes(
  config: Config,
  scopes: readonly ScopePart[],
  chosen: readonly ScopePart[],
): Config {
  const without = scopes.reduce<Config>((left, scope) => taken(left, scope.config), config)
  return chosen.reduce<Config>((left, scope) => added(left, scope.config), without)
}

function added(config: Config, part: Config): Config {
  const merged = Object.entries(part).map(([name, value]) => {
    const now = config[name]
    if (Array.isArray(value)) {
      const there: readonly unknown[] = Array.isArray(now) ? now : []
      return [name, [...there, ...value.filter((one) => !there.some((other) => isSame(one, other)))]]
    }
    return [name, isObject(value) ? added(isObject(now) ? now : {}, value) : value]
  })
  return { ...config, ...Object.fromEntries(merged) }
}

function taken(config: Config, part: Config): Config {
  const left = Object.entries(config).flatMap(([name, now]): [string, unknown][] => {
    const value = part[name]
    if (Array.isArray(now) && Array.isArray(value)) {
      const rest = now.filter((one) => !value.some((other) => isSame(one, other)))
      return rest.length === 0 ? [] : [[name, rest]]
    }
    return [[name, isObject(now) && isObject(value) ? taken(now, value) : now]]
  })
  return Object.fromEntries(left)
}

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

/** Keys in one order: the database may give them back in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}
