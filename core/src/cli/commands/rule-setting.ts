import { didYouMean, PmoError, type RuleSetting } from '../../config/index.ts'

/** What `pmo rules set` says of how a rule is to be set. */
export interface SettingWords {
  readonly on?: true
  readonly off?: true
  readonly severity?: 'info' | 'warning' | 'error'
  readonly owner?: string
  readonly dueDays?: number
  readonly from?: string
  /** Names of gates, `all` or `none`. */
  readonly blocks?: readonly string[]
  /** Places as `project=docks`; `everywhere` takes the bounds away. */
  readonly only?: readonly string[]
  /** One place: what else is said holds there alone. */
  readonly for?: string
}

type Override = NonNullable<RuleSetting['for']>[number]
type Settable = Omit<Override, (typeof NEARER)[number]>

/** Places that a rule can be set for otherwise. */
const NEARER = ['project', 'program', 'portfolio', 'class'] as const

/** Places that a rule can be bounded to, by the lists that hold them. */
const BOUNDS = {
  project: 'projects',
  program: 'programs',
  portfolio: 'portfolios',
  unit: 'units',
  class: 'classes',
  phase: 'phases',
} as const satisfies Record<string, keyof NonNullable<RuleSetting['only']>>

/**
 * How a rule is set once what was said has come to what was set before: what is not named stays. Pure.
 *
 * @throws PmoError `invalid-request`
 */
export function changedSetting(
  rule: string,
  before: Partial<RuleSetting> | undefined,
  words: SettingWords & { readonly params?: RuleSetting['params'] },
): RuleSetting {
  const { only, from } = words
  const base: RuleSetting = { ...before, rule }
  if (words.for !== undefined) {
    if (only !== undefined || from !== undefined)
      throw new PmoError(
        'invalid-request',
        '--for says what holds in one place; --only and --from are of the rule as a whole: give them in a command of their own.',
      )
    return { ...base, for: withOverride(base.for ?? [], placeOf(words.for, NEARER, '--for'), words) }
  }
  const { only: bounds, ...rest } = {
    ...base,
    ...settableOf(base, words),
    ...(from !== undefined && { from }),
  }
  const now = only === undefined ? bounds : boundsOf(only)
  return { ...rest, ...(now !== undefined && { only: now }) }
}

/** How a rule is set without what was set for one place. @throws PmoError `not-found`, `invalid-request` */
export function withoutPlace(
  rule: string,
  before: Partial<RuleSetting> | undefined,
  place: string,
): RuleSetting {
  const { kind, name } = placeOf(place, NEARER, '--for')
  const { for: places = [], ...rest } = { ...before, rule }
  const left = places.filter((one) => one[kind] !== name)
  if (left.length === places.length)
    throw new PmoError('not-found', `Nothing is set of the rule "${rule}" for the ${kind} "${name}".`)
  return { ...rest, ...(left.length > 0 && { for: left }) }
}

function withOverride(
  places: readonly Override[],
  { kind, name }: { readonly kind: (typeof NEARER)[number]; readonly name: string },
  words: Parameters<typeof changedSetting>[2],
): Override[] {
  const at = places.findIndex((one) => one[kind] === name)
  const known: Override = places[at] ?? { [kind]: name }
  const now: Override = { ...known, ...settableOf(known, words) }
  return at < 0 ? [...places, now] : places.with(at, now)
}

function settableOf(before: Settable, words: Parameters<typeof changedSetting>[2]): Partial<Settable> {
  const { on, off, severity, owner, dueDays, blocks, params } = words
  return {
    ...((on === true || off === true) && { enabled: on === true }),
    ...(severity !== undefined && { severity }),
    ...(params !== undefined && { params: { ...before.params, ...params } }),
    ...(owner !== undefined && { owner }),
    ...(dueDays !== undefined && { dueDays }),
    ...(blocks !== undefined && { blocks: gatesOf(blocks) }),
  }
}

function gatesOf(names: readonly string[]): NonNullable<RuleSetting['blocks']> {
  const [first] = names
  if (names.length === 1 && (first === 'all' || first === 'none')) return first === 'all'
  if (names.includes('all') || names.includes('none'))
    throw new PmoError('invalid-request', '--blocks wants names of gates, or "all", or "none" alone.')
  return [...names]
}

function boundsOf(places: readonly string[]): RuleSetting['only'] {
  if (places.length === 1 && places[0] === 'everywhere') return undefined
  const found: Partial<Record<(typeof BOUNDS)[keyof typeof BOUNDS], string[]>> = {}
  for (const text of places) {
    const { kind, name } = placeOf(text, Object.keys(BOUNDS) as (keyof typeof BOUNDS)[], '--only')
    const list = BOUNDS[kind]
    found[list] = [...(found[list] ?? []), name]
  }
  return found
}

function placeOf<K extends string>(
  text: string,
  kinds: readonly K[],
  option: string,
): { readonly kind: K; readonly name: string } {
  const at = text.indexOf('=')
  const word = at < 0 ? text : text.slice(0, at)
  const kind = kinds.find((one) => one === word)
  const name = text.slice(at + 1).trim()
  if (at > 0 && kind !== undefined && name !== '') return { kind, name }
  throw new PmoError(
    'invalid-request',
    kind === undefined && at > 0
      ? `${option} does not know "${word.slice(0, 40)}"; ${didYouMean(word, [...kinds]).replace(/(?<!\?)$/, '.')}`
      : `${option} wants a place, e.g. ${option} project=docks, not "${text.slice(0, 60)}".`,
  )
}
