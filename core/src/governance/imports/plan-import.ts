import { isDeepStrictEqual } from 'node:util'
import { computeTask } from '../../compute/index.ts'
import { didYouMean } from '../../config/index.ts'
import type { CsvProblem } from '../../csv/index.ts'
import type { RegisterBody } from '../register/bodies.ts'
import { parseBody } from '../register/check-body.ts'
import { columnsOf } from '../register/columns.ts'
import type { RegisterEntry } from '../register/entry.ts'
import { readTexts } from '../register/from-texts.ts'
import { aKind, type RegisterKind } from '../register/register-kind.ts'
import { readTable, type TableRow } from './read-table.ts'

/** What a line of an import does. */
export interface PlannedRow {
  readonly line: number
  readonly what: 'add' | 'change' | 'same'
  /** Absent: it gets the next number. */
  readonly id?: string
  readonly project?: string
  readonly body: RegisterBody
  /** Names of the fields that become another. */
  readonly changed: readonly string[]
}

/** What taking a table would do. */
export interface ImportPlan {
  readonly rows: readonly PlannedRow[]
  /** Lines that cannot be taken. */
  readonly problems: readonly CsvProblem[]
}

/** What an import is planned against. */
export interface ImportWorld {
  readonly kind: RegisterKind
  /** Project of lines that name none. */
  readonly project?: string
  /** Ids of the projects that there are. */
  readonly projects: ReadonlySet<string>
  /** Entries of all kinds that the table names by id, and all of this kind, withdrawn ones too. */
  readonly entries: readonly RegisterEntry[]
}

/** Columns that are none of the entry's own. */
const BESIDE = ['id', 'project'] as const

/**
 * Plans the import of a table: a line with the id of an entry changes it, any other adds one. A line that says what an entry
 * says already does nothing, so that a table can be taken twice. Pure.
 */
export function planImport({
  text,
  world,
}: {
  readonly text: string
  readonly world: ImportWorld
}): ImportPlan {
  const { columns, rows, problems } = readTable(text)
  const names: readonly string[] = [...BESIDE, ...columnsOf(world.kind).map(({ name }) => name)]
  const strange = columns.filter((name) => name !== '' && !names.includes(name))
  if (strange.length > 0) {
    const told = strange.map((name) => `"${name.slice(0, 60)}" (${didYouMean(name, names)})`)
    const sentence = `There is no such column of ${aKind(world.kind)}: ${told.join(', ')}`
    return { rows: [], problems: [...problems, { line: 1, sentence }] }
  }
  const byId = new Map(world.entries.map((entry) => [entry.id, entry]))
  const known = new Set(
    world.entries.flatMap((entry) => (entry.withdrawn === undefined ? [contentOf(entry)] : [])),
  )
  const taken = new Map<string, number>()
  const planned: PlannedRow[] = []
  const wrong: CsvProblem[] = [...problems]
  for (const row of rows) {
    const read = planRow(row, world, byId)
    if ('sentence' in read) {
      wrong.push(read)
      continue
    }
    const before = read.id === undefined ? undefined : taken.get(read.id)
    if (before !== undefined) {
      wrong.push({ line: row.line, sentence: `The id "${read.id}" is that of line ${before} too.` })
      continue
    }
    if (read.id !== undefined) taken.set(read.id, row.line)
    const content = contentOf(read)
    const isSame = read.what === 'add' && read.id === undefined && known.has(content)
    known.add(content)
    planned.push(isSame ? { ...read, what: 'same' } : read)
  }
  return { rows: planned, problems: wrong.toSorted((one, other) => one.line - other.line) }
}

/** {@link planImport} for the compute pool: reading some thousand lines holds a thread for longer than the main loop may be held. */
export const PLAN_IMPORT = computeTask<typeof planImport>({
  title: 'Reading the table',
  from: import.meta.url,
  module: './plan-import',
  name: 'planImport',
})

function planRow(
  { line, cells }: TableRow,
  world: ImportWorld,
  byId: ReadonlyMap<string, RegisterEntry>,
): PlannedRow | CsvProblem {
  const { id = '', project: named = '', ...texts } = cells
  const problem = (sentence: string): CsvProblem => ({ line, sentence })
  const entry = byId.get(id)
  if (entry !== undefined && entry.kind !== world.kind)
    return problem(`"${id}" is the id of ${aKind(entry.kind)}; choose another.`)
  if (entry?.withdrawn !== undefined)
    return problem(`The ${entry.kind} "${id}" was withdrawn; put it back first, or choose another id.`)
  if (entry === undefined && id !== '' && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id))
    return problem(`"${id.slice(0, 80)}" is no id; write letters, digits, ".", "_" and "-", at most 64.`)
  if (entry === undefined && /^(baseline|definition)-/i.test(id))
    return problem(`Ids that begin as "${id}" does are given by the PMO; choose another.`)
  const project = named === '' ? (entry === undefined ? world.project : entry.project) : named
  if (project !== undefined && !world.projects.has(project))
    return problem(
      `There is no project "${project.slice(0, 80)}"; ${didYouMean(project, [...world.projects])}`,
    )
  const { set, problems } = readTexts(world.kind, texts)
  if (problems.length > 0) return problem(problems.join(' '))
  const fields = Object.entries({ ...entry?.body, ...set }).filter(([, value]) => value !== null)
  const read = parseBody(world.kind, Object.fromEntries(fields))
  if ('problems' in read) return problem(`${read.problems.join('; ')}.`)
  const base = { line, body: read.body, ...(project !== undefined && { project }) }
  if (entry === undefined) return { ...base, what: 'add', changed: [], ...(id !== '' && { id }) }
  const changed = fieldsThatDiffer(entry, { body: read.body, project })
  return { ...base, id, what: changed.length === 0 ? 'same' : 'change', changed }
}

function fieldsThatDiffer(
  before: Pick<RegisterEntry, 'body' | 'project'>,
  after: { readonly body: RegisterBody; readonly project: string | undefined },
): readonly string[] {
  // A body is an object of fields.
  const [was, is] = [before.body, after.body] as readonly Readonly<Record<string, unknown>>[]
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]
  const changed = names.filter((name) => !isDeepStrictEqual(was?.[name], is?.[name]))
  return (before.project === after.project ? changed : [...changed, 'project']).toSorted()
}

function contentOf({ body, project }: { readonly body: RegisterBody; readonly project?: string }): string {
  const sorted = Object.entries(body).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([project ?? null, sorted])
}
