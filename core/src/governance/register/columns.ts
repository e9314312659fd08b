import { REGISTER_BODIES } from './bodies.ts'
import type { RegisterKind } from './register-kind.ts'

/** How a text becomes the value of a field. */
type Reading = 'text' | 'number' | 'share' | 'instant'

/** A field of an entry as a column of a table, or as `name=value` of a command. */
export interface Column {
  readonly name: string
  readonly isNeeded: boolean
  readonly reading: Reading
  /** What it holds, for people. */
  readonly about: string
}

const READINGS: Readonly<Record<string, Reading>> = {
  probability: 'share',
  impact: 'number',
  // That of an escalation is told in words.
  'escalation.impact': 'text',
  'tolerance.amount': 'number',
  withinDays: 'number',
  'status-report.at': 'instant',
  'gate.at': 'instant',
  'review.opened': 'instant',
  'review.closed': 'instant',
}

/** Lists of an entry are no columns; the last approval of an artefact has columns of its own. */
const LISTS: ReadonlySet<string> = new Set(['approvals', 'open'])

const APPROVAL: readonly Column[] = [
  { name: 'approvedBy', isNeeded: false, reading: 'text', about: 'Who approved it' },
  { name: 'approvedAt', isNeeded: false, reading: 'instant', about: 'When: a day or an instant' },
  {
    name: 'approvedVersion',
    isNeeded: false,
    reading: 'text',
    about: 'The version that was approved; absent: the one that counts',
  },
]

/** The columns of a kind, in the order of its fields. */
export function columnsOf(kind: RegisterKind): readonly Column[] {
  const columns = Object.entries(REGISTER_BODIES[kind].shape).flatMap(([name, field]): Column[] => {
    if (LISTS.has(name)) return []
    const isNeeded = !field.safeParse(undefined).success
    const reading = READINGS[`${kind}.${name}`] ?? READINGS[name] ?? 'text'
    return [{ name, isNeeded, reading, about: aboutOf(field) }]
  })
  return kind === 'artefact' ? [...columns, ...APPROVAL] : columns
}

function aboutOf(field: { readonly description?: string | undefined; readonly def?: unknown }): string {
  if (field.description !== undefined) return field.description
  const choices = choicesOf(field)
  return choices === undefined ? '' : choices.join(', ')
}

/** The words that a field allows, where they are a list. */
function choicesOf(field: unknown): readonly string[] | undefined {
  if (typeof field !== 'object' || field === null) return undefined
  if ('options' in field && Array.isArray(field.options)) return field.options.map(String)
  const def = 'def' in field ? field.def : undefined
  return typeof def === 'object' && def !== null && 'innerType' in def ? choicesOf(def.innerType) : undefined
}
