import { jsonText } from '../texts/index.ts'
import type { DefinitionKind } from './definition.ts'

/** What {@link configText} writes. */
export interface ConfigTextInput {
  readonly definitions: readonly {
    readonly kind: DefinitionKind
    readonly id: string
    readonly body: Readonly<Record<string, unknown>>
  }[]
  /** `source` names the package or file, or ends in "(imported)". */
  readonly plugins: readonly {
    readonly id: string
    readonly source: string
    /** What the file says beside its name. */
    readonly settings?: object
  }[]
  /** Names of secrets that are kept in the database, by connection; those of a notifier by `notifier:<id>`. */
  readonly storedSecrets: ReadonlyMap<string, readonly string[]>
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/

/** In single quotes as the house writes; JSON's escapes are those of JavaScript. */
function quote(text: string): string {
  const inner = jsonText(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner}'`
}

/** A key of an object; the one that would set its prototype is a key like any other. */
function keyText(key: string): string {
  if (key === '__proto__') return `['__proto__']`
  return PLAIN_KEY.test(key) ? key : quote(key)
}

/** A JSON value as TypeScript that reads well. */
function literal(value: unknown, indent: string): string {
  const deeper = `${indent}  `
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    if (value.every((one) => typeof one !== 'object' || one === null)) {
      return `[${value.map((one) => literal(one, indent)).join(', ')}]`
    }
    return `[\n${value.map((one) => `${deeper}${literal(one, deeper)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{}'
    const lines = entries.map(([key, one]) => `${deeper}${keyText(key)}: ${literal(one, deeper)},\n`)
    return `{\n${lines.join('')}${indent}}`
  }
  return jsonText(value)
}

const variable = (connection: string, secret: string): string =>
  `${connection}_${secret.replace(/[A-Z]/g, '_$&')}`.replaceAll('-', '_').toUpperCase()

/** A plugin as the file names it, with what it says beside the name. */
function entryOf({ source, settings = {} }: ConfigTextInput['plugins'][number]): unknown {
  return Object.keys(settings).length === 0 ? source : { plugin: source, ...settings }
}

/** What is defined, in the form of pmo.config.ts. Pure. */
export function configText({ definitions, plugins, storedSecrets }: ConfigTextInput): string {
  const of = (kind: DefinitionKind) => definitions.filter((definition) => definition.kind === kind)
  const comments: string[] = []
  const named = plugins.filter(({ source }) => !source.endsWith('(imported)'))
  const imported = plugins.filter(({ source }) => source.endsWith('(imported)')).map(({ id }) => id)
  if (imported.length > 0) {
    comments.push(`// Add the plugins that the file imported before: ${imported.join(', ')}.`)
  }
  const withSecrets = (kind: DefinitionKind, keyOf: (id: string) => string) =>
    Object.fromEntries(
      of(kind).map(({ id, body }) => [id, bodyOf(id, body, storedSecrets.get(keyOf(id)) ?? [])]),
    )
  const bodyOf = (id: string, body: Readonly<Record<string, unknown>>, names: readonly string[]): unknown => {
    if (names.length === 0) return body
    comments.push(
      `// The secrets ${names.join(', ')} of ${id} are in the database; put them where the file now says.`,
    )
    const references = Object.fromEntries(names.map((name) => [name, `env:${variable(id, name)}`]))
    const given = body['secrets'] as Readonly<Record<string, string>> | undefined // its schema says so
    return { ...body, secrets: { ...references, ...given } }
  }
  const connections = withSecrets('connection', (id) => id)
  const notifiers = withSecrets('notifier', (id) => `notifier:${id}`)
  const list = (kind: DefinitionKind) => of(kind).map(({ id, body }) => ({ id, ...body }))
  const config = {
    ...(named.length > 0 && { plugins: named.map(entryOf) }),
    ...(Object.keys(connections).length > 0 && { connections }),
    ...(Object.keys(notifiers).length > 0 && { notifiers }),
    ...(of('portfolio').length > 0 && { portfolios: list('portfolio') }),
    ...(of('program').length > 0 && { programs: list('program') }),
    ...(of('project').length > 0 && { projects: list('project') }),
    ...(of('unit').length > 0 && { units: list('unit') }),
    ...(of('role').length > 0 && { roles: list('role') }),
    ...(of('team').length > 0 && { teams: list('team') }),
    ...(of('person').length > 0 && { people: list('person') }),
    ...(of('calendar').length > 0 && { calendars: list('calendar') }),
  }
  const head = [
    "import { defineConfig } from '@headless-pmo/core'",
    ...(comments.length > 0 ? ['', ...comments] : []),
  ]
  return `${head.join('\n')}\n\nexport default defineConfig(${literal(config, '')})\n`
}
