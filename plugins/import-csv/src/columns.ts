import { z } from '@headless-pmo/sdk'

const column = z.string().min(1)
/** Several columns may hold values of one list; exports repeat a column under the same name, too. */
const listed = z.union([column, z.array(column).min(1)])

/** Which column holds which field of a work item. */
export const Columns = z
  .strictObject({
    key: column.describe('Column whose value names a row for ever: "Issue key", "ID"'),
    title: column.describe('Column of the title'),
    description: column.optional().describe('Column of the description'),
    type: column.optional().describe('Column of the type: Bug, Task, Epic …'),
    status: column.optional().describe('Column of the status word'),
    priority: column.optional().describe('Column of the priority'),
    assignees: listed.optional().describe('Column or columns of those who work on it'),
    reporter: column.optional().describe('Column of who reported it'),
    labels: listed.optional().describe('Column or columns of labels'),
    components: listed.optional().describe('Column or columns of components'),
    container: column.optional().describe('Column that names the project or board a row belongs to'),
    parent: column.optional().describe('Column with the key of the row above it'),
    predecessors: listed
      .optional()
      .describe('Column or columns with keys of rows that come first: "12" or "12FS+2d"'),
    blockedBy: listed.optional().describe('Column or columns with keys of rows that block it'),
    blocks: listed.optional().describe('Column or columns with keys of rows that it blocks'),
    relates: listed.optional().describe('Column or columns with keys of related rows'),
    created: column.optional().describe('Column of the day or time it was created'),
    updated: column.optional().describe('Column of the last change'),
    started: column.optional().describe('Column of the actual start'),
    finished: column.optional().describe('Column of the actual finish'),
    plannedStart: column.optional().describe('Column of the planned start'),
    plannedFinish: column.optional().describe('Column of the planned finish'),
    due: column.optional().describe('Column of the due day'),
    percentComplete: column.optional().describe('Column of the progress in percent'),
    estimate: column.optional().describe('Column of the planned work'),
    spent: column.optional().describe('Column of the work booked so far'),
    remaining: column.optional().describe('Column of the work left'),
    points: column.optional().describe('Column of story points'),
    plannedCost: column.optional().describe('Column of the planned cost'),
    actualCost: column.optional().describe('Column of the cost so far'),
    resolution: column.optional().describe('Column of why it ended'),
    blocked: column.optional().describe('Column that flags it as blocked: yes, true, x'),
    wbs: column.optional().describe('Column of the work breakdown structure code'),
    url: column.optional().describe('Column with the address of its page'),
  })
  .describe('Which column of the table holds which field; columns that are not named become custom fields')
export type Columns = z.output<typeof Columns>

/** A mapping that is not complete yet. */
export const SomeColumns = Columns.partial()
export type SomeColumns = z.output<typeof SomeColumns>

/** A field of a work item that a column may hold. */
export type MappedField = keyof Columns

/** Fields whose cells are days or times. */
export const DATE_FIELDS = [
  'created',
  'updated',
  'started',
  'finished',
  'plannedStart',
  'plannedFinish',
  'due',
] as const satisfies readonly MappedField[]

/** Fields whose cells are numbers, or efforts that may be. */
export const NUMBER_FIELDS = [
  'percentComplete',
  'estimate',
  'spent',
  'remaining',
  'points',
  'plannedCost',
  'actualCost',
] as const satisfies readonly MappedField[]

/** The columns of a field, in the order given. */
export function columnsOf(columns: SomeColumns, field: MappedField): readonly string[] {
  const named = columns[field]
  return named === undefined ? [] : typeof named === 'string' ? [named] : named
}
