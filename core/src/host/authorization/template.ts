import { PmoError } from '../../config/index.ts'
import { subjectOf } from '../subject.ts'

function fieldOf(config: unknown, name: string): string | undefined {
  if (typeof config !== 'object' || config === null || !Object.hasOwn(config, name)) return undefined
  const value: unknown = Reflect.get(config, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** Whether the config has all fields that a template names. */
export function canFill(template: string, config: unknown): boolean {
  return [...template.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => fieldOf(config, name) !== undefined)
}

/**
 * Fills `{field}` with fields of the config. In an address a field at the very start is an address itself;
 * others are one step of it and are escaped.
 * @throws PmoError `authorization-failed` naming the field that is missing
 */
export function fillTemplate(
  template: string,
  config: unknown,
  use: { readonly connection: string; readonly as: 'text' | 'address' },
): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string, position: number) => {
    const value = fieldOf(config, name)
    if (value === undefined) {
      throw new PmoError(
        'authorization-failed',
        `${subjectOf(use.connection)} needs the field "${name}" to get a token; add it to the connection.`,
      )
    }
    if (use.as === 'text') return value
    return position === 0 ? value.replace(/\/+$/, '') : encodeURIComponent(value)
  })
}
