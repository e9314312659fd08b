import { describePlugin, isBranded, type Contribution, type z } from '@headless-pmo/sdk'
import { workingConfig } from '../../trial/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { configuredOf, schemaFields, type SchemaField } from './schema-fields.ts'

export const p3Config: Law = {
  id: 'P3',
  title:
    'Every field of a config is described, its default is valid, and a wrong value is refused with its place',
  why: 'A form is made of the descriptions, and a person who mistypes a line must be told which.',
  file: 'src/laws/plugin/p3-config.ts',
  kinds: [],
  applies: ({ plugin }) => (plugin.contributes.length === 0 ? 'the plugin contributes nothing' : true),
  check: async (subject) => isUsable(subject),
}

async function isUsable(subject: LawSubject): Promise<void> {
  const manifest = describePlugin(subject.plugin)
  const described = configuredOf(manifest)
  for (const [at, contribution] of subject.plugin.contributes.entries()) {
    const { name, schema } = described[at] ?? { name: 'it', schema: {} }
    const fields = schemaFields(schema)
    const silent = fields.find(({ field }) => !isDescribed(field))
    if (silent !== undefined)
      throw new LawBroken({
        message: `The field ${silent.path} of ${name} has no description: add .describe('…').`,
      })
    assertSecrets(contribution, name)
    const parser = parserOf(contribution)
    if (parser === undefined) continue
    const given = await configFor(contribution, subject)
    const good = given ?? {}
    if (given !== undefined) assertTaken(parser, good, name)
    for (const field of fields) {
      assertDefault(parser, good, { ...field, name })
      assertRefused(parser, good, { ...field, name })
    }
  }
}

/** The config that works; undefined where the test gives none. Every parameter of a check has a default. */
async function configFor(contribution: Contribution, subject: LawSubject): Promise<unknown> {
  if (isBranded(contribution, 'connector')) return workingConfig(subject)
  if (isBranded(contribution, 'check')) return {}
  if (isBranded(contribution, 'route')) return subject.route?.config
  return subject.notifier?.config ?? subject.config
}

const isDescribed = (field: SchemaField['field']): boolean =>
  typeof field['description'] === 'string' && field['description'].trim().length > 2

function assertSecrets(contribution: Contribution, name: string): void {
  if (!('secrets' in contribution)) return
  for (const [secret, { description }] of Object.entries(contribution.secrets ?? {}))
    if (description.trim().length <= 2)
      throw new LawBroken({
        message: `The secret ${secret} of ${name} is not described: say which rights it needs.`,
      })
}

function parserOf(contribution: Contribution): z.ZodType | undefined {
  return isBranded(contribution, 'check') ? contribution.params : contribution.config
}

type Parsed = { readonly ok: true } | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[] }

/** @throws LawBroken when the schema throws instead of saying what is wrong */
function parse(parser: z.ZodType, value: unknown, name: string): Parsed {
  try {
    const found = parser.safeParse(value)
    return found.success ? { ok: true } : { ok: false, issues: found.error.issues }
  } catch (error) {
    throw new LawBroken(
      {
        message: `The config of ${name} throws at ${JSON.stringify(value)} instead of saying what is wrong with it: ${String(error)}`,
      },
      { cause: error },
    )
  }
}

function assertTaken(parser: z.ZodType, good: unknown, name: string): void {
  const found = parse(parser, good, name)
  if (found.ok) return
  throw new LawBroken({
    message: `The config of the test is refused by ${name}: ${found.issues.map(wordsOf).join(' ')} Give config what it needs.`,
  })
}

const wordsOf = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.join('.') || 'as a whole'}: ${message}.`

type Named = SchemaField & { readonly name: string }

/** zod gives a default as it is: a wrong one would only show in the first sync. */
function assertDefault(parser: z.ZodType, good: unknown, { field, keys, path, name }: Named): void {
  if (field['default'] === undefined) return
  const value = placed(good, keys, field['default'])
  if (value === undefined) return
  const found = parse(parser, value, name)
  // Where the test says something else there, a rule over several fields may want that, and not the default.
  const given = valueAt(good, keys) !== undefined
  const wrong = found.ok
    ? undefined
    : found.issues.find((issue) => startsWith(issue.path, keys) && !(given && issue.code === 'custom'))
  if (wrong === undefined) return
  throw new LawBroken({
    message: `The default of ${path} of ${name} is not valid itself (${JSON.stringify(field['default'])}): ${wrong.message}.`,
  })
}

/** Something that no field of any type takes. */
const NONSENSE: readonly unknown[] = [{ 'no-such-field': [null] }, [[null]], -0.5, '\u0000 no such value']

function assertRefused(parser: z.ZodType, good: unknown, { keys, path, name }: Named): void {
  const outcomes = NONSENSE.flatMap((nonsense) => {
    const value = placed(good, keys, nonsense)
    return value === undefined ? [] : [{ nonsense, found: parse(parser, value, name) }]
  })
  // A field of a free form takes some of it, but never all.
  const refused = outcomes.flatMap(({ nonsense, found }) =>
    found.ok ? [] : [{ nonsense, issues: found.issues }],
  )
  const noticed = refused.filter(({ issues }) => issues.some((issue) => startsWith(issue.path, keys)))
  // What is refused without a place, too, is told below.
  if (outcomes.length > 0 && noticed.length === 0 && (refused.length === 0 || !parse(parser, good, name).ok))
    throw new LawBroken({
      message: `The field ${path} of ${name} takes anything, so that a mistake in it shows only when it is used. Say what it is.`,
    })
  for (const { nonsense, issues } of refused) {
    if (issues.some((issue) => startsWith(issue.path, keys))) continue
    throw new LawBroken({
      message: `When ${path} of ${name} is ${JSON.stringify(nonsense)}, the config is refused without naming the field (${issues.map(wordsOf).join(' ')}). Give the issue its path.`,
    })
  }
}

const startsWith = (path: readonly PropertyKey[], keys: readonly (string | number)[]): boolean =>
  keys.every((key, at) => path[at] === key)

const valueAt = (config: unknown, keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    config,
  )

/** The config with a value at a place; undefined where the place is inside something that is not there. */
function placed(config: unknown, keys: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (typeof key === 'number') {
    if (!Array.isArray(config)) return undefined
    const inner = placed((config as unknown[])[0] ?? {}, rest, value)
    return inner === undefined ? undefined : [inner]
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return undefined
  const own: unknown = Object.hasOwn(config, key) ? Reflect.get(config, key) : undefined
  const inner = placed(rest.length === 0 ? undefined : own, rest, value)
  return inner === undefined ? undefined : { ...config, [key]: inner }
}
