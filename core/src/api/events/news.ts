import { z } from 'zod'
import { feedChange } from '../../portfolio/index.ts'

const project = z.string().optional().describe('Id of its project; absent: it belongs to none')

/** What a run of a connection says of itself: the first lines of `GET /api/v1/sync/runs/{run}`. */
const run = z
  .object({
    id: z.string(),
    connection: z.string(),
    trigger: z.string(),
    dryRun: z.boolean(),
    state: z.enum(['queued', 'running', 'waiting', 'ok', 'partial', 'failed', 'cancelled']),
    problem: z.string().optional().describe('Why it failed, as a sentence'),
  })
  .describe('A run of a connection began, waits, goes on or ended')

const check = z
  .object({
    id: z.string(),
    trigger: z.string(),
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    reason: z.string().optional(),
  })
  .describe('A run of the rules began or ended')

const finding = z
  .object({
    project,
    rules: z.array(z.string()).readonly().describe('At most 20 of those concerned, by name'),
    findings: z.int().describe('How many findings this is about'),
    opened: z.int(),
    reopened: z.int(),
    resolved: z.int(),
  })
  .describe(
    'Findings of one project opened, were resolved, waived or told otherwise: one event a step and project',
  )

const conflict = z
  .object({
    projects: z.array(z.string()).readonly().describe('Ids of all parties'),
    kinds: z.array(z.string()).readonly(),
    conflicts: z.int().describe('How many conflicts this is about'),
    ended: z.int().describe('How many of them are over'),
  })
  .describe('Conflicts appeared, changed or ended')

const definition = z
  .object({
    kind: z.string().describe('project, portfolio, program, team, calendar, notifier …'),
    id: z.string(),
    version: z.int(),
    removed: z.boolean(),
  })
  .describe('An entry of the configuration was added, changed or removed, by the file or by the API')

const connection = z
  .object({ id: z.string(), version: z.int(), removed: z.boolean() })
  .describe('A connection was added, changed or removed')

const waiver = z
  .object({ id: z.string(), state: z.string(), rule: z.string(), project })
  .describe('A waiver was asked for, decided, withdrawn or ended')

const register = z
  .object({ kind: z.string(), id: z.string(), version: z.int(), project })
  .describe('An entry of a register (decision, risk, gate, budget …) was added, changed or withdrawn')

const rule = z
  .object({
    rule: z.string(),
    kind: z.enum(['house', 'setting']),
    version: z.int(),
    state: z.string().describe('waiting, approved or rejected'),
  })
  .describe('A rule of the house, or how a rule is set, changed or was decided')

const link = z
  .object({ links: z.int(), kind: z.enum(['stated', 'found']) })
  .describe('People stated links between items, withdrew them, or decided about found ones')

const scenario = z.object({ id: z.int(), version: z.int() }).describe('A scenario was written or computed')

const baseline = z
  .object({ id: z.int(), kind: z.enum(['baseline', 'plan']), scope: z.string(), scopeId: z.string() })
  .describe('A baseline or a plan of record was kept')

const plugin = z
  .object({ id: z.string(), decision: z.string() })
  .describe('Somebody decided about a plugin: let in, kept out, switched on or off')

const gap = z
  .object({
    message: z.string(),
    before: z.string().describe('Position up to which news are kept no more'),
  })
  .describe(
    'The reader was away for longer than news are kept. No `change` is missing; read other lists anew',
  )

/**
 * The events of `GET /events`, by the name in their `event:` line, with the shape of the JSON in `data:`.
 *
 * Each carries an `id:`, a position: give the last one back (`Last-Event-ID` header, or `?after=`) and the stream goes on behind
 * it, with nothing left out and nothing twice. `change` is a row of the change feed, so its id is a position of
 * `GET /api/v1/changes` too. All others say that something is to be read anew: they name what, and hold no text of
 * a tracker and no name of a person. One event stands for all that one statement wrote, so that a run
 * of the rules with ten thousand findings is one event a project. They are kept for some days; who comes back later is told by `gap`.
 *
 * Filters, each may be given several times: `kind` (names of events), `connection`, `project`, and `record` (kinds of records, for
 * `change`). With `connection` or `project` only events come that are known to belong to one of them. `gap` passes all.
 *
 * With `?run=<id>` the stream tells the progress of one run alone, as `run` with the whole run in `data`, and ends with it.
 */
export const NEWS = {
  change: feedChange.describe('A record changed'),
  run,
  check,
  finding,
  conflict,
  definition,
  connection,
  waiver,
  register,
  rule,
  link,
  scenario,
  baseline,
  plugin,
  gap,
} as const

/** Name of an event of `/events`. */
export type NewsKind = keyof typeof NEWS

/** All names, for filters. */
export const NEWS_KINDS = Object.keys(NEWS) as NewsKind[] // the keys are exactly these

/** An event as it is kept: what it says is checked nowhere but in tests, where {@link NEWS} is held against it. */
export interface StoredNews {
  readonly kind: Exclude<NewsKind, 'change' | 'gap'>
  readonly data: Readonly<Record<string, unknown>>
}
