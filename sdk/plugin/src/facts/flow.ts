import { z } from 'zod'
import { recordKey } from '../check/record-key.ts'
import { day, instant } from '../model/common.ts'

/**
 * How one item has moved through its states, from the tracker's own history, else from what was observed.
 *
 * @example
 * ```ts
 * const isOld = (item: FlowItem, days: number): boolean => (item.ageDays ?? 0) > days
 * ```
 */
export const flowItem = z.object({
  item: recordKey,
  state: z
    .enum(['waiting', 'active', 'done', 'cancelled'])
    .describe('waiting: not begun, or put back; active: begun and not finished'),
  created: instant.optional(),
  started: instant.optional().describe('When work on it began for the first time'),
  finished: instant.optional().describe('When it was done for the last time, while it is done'),
  ageDays: z.number().min(0).optional().describe('Elapsed days since `started`, of an active item'),
  cycleDays: z
    .number()
    .min(0)
    .optional()
    .describe('Elapsed days from `started` to `finished`, of a done item'),
  activeDays: z.number().min(0).optional().describe('Of them, in a state in which work is done on it'),
  lastChanged: instant.optional().describe('Last change of any field that its tracker tells'),
  statusSince: instant.optional().describe('Since when it has had the status that it has'),
  blockedSince: instant.optional().describe('Since when it has been blocked, while it is'),
  reopened: z.int().min(0).describe('How often it has left a done state'),
})
/** See {@link flowItem}. */
export type FlowItem = Readonly<z.infer<typeof flowItem>>

/**
 * What became of the items of an iteration: what was taken on when it began is frozen.
 *
 * @example
 * ```ts
 * const spilled = ({ committed, spilled }: FlowIteration): number => spilled.length / committed.length
 * ```
 */
export const flowIteration = z.object({
  iteration: recordKey,
  title: z.string(),
  start: instant,
  end: instant.optional().describe('When it was closed, else when it is planned to end'),
  state: z.enum(['active', 'closed']),
  committed: z.array(recordKey).readonly().describe('Items in it at its start'),
  added: z.array(recordKey).readonly().describe('Items that came after its start'),
  removed: z.array(recordKey).readonly().describe('Committed items that were taken out before its end'),
  completed: z.array(recordKey).readonly().describe('Items, committed or added, that were done at its end'),
  spilled: z.array(recordKey).readonly().describe('Committed items that were not done at its end'),
})
/** See {@link flowIteration}. */
export type FlowIteration = Readonly<z.infer<typeof flowIteration>>

/**
 * The flow of work through a project: its items with their ages, what it finishes a week, how long things take.
 * Measures as in the Kanban Guide: work in progress, throughput, work item age, cycle time.
 *
 * @example
 * ```ts
 * const limit = (flow: FlowFact): number | undefined => flow.cycle?.p85 // days; the team's own
 * ```
 */
export const flowFact = z.object({
  project: z.string().describe('Id of the project'),
  from: day.describe('First day of the window that percentiles and throughput are taken from'),
  until: day.describe('First day after it'),
  historySince: instant
    .optional()
    .describe('Before it nothing is known of changes; absent: all history of all items is known'),
  items: z.array(flowItem).readonly().describe('Every leaf item of the project'),
  cycle: z
    .object({
      samples: z.int().min(1).describe('Items finished in the window with a known start'),
      p50: z.number().min(0),
      p85: z.number().min(0),
      p95: z.number().min(0),
    })
    .optional()
    .describe('Percentiles of cycle time in elapsed days; absent: nothing finished in the window'),
  throughput: z
    .array(z.object({ week: day.describe('Its Monday'), finished: z.int().min(0) }))
    .readonly()
    .describe('Whole weeks of the window, empty ones too'),
  iterations: z.array(flowIteration).readonly().describe('Iterations that have begun, oldest first'),
})
/** See {@link flowFact}. */
export type FlowFact = Readonly<z.infer<typeof flowFact>>
