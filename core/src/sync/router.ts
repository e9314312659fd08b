import { z } from 'zod'
import {
  fieldsInput,
  given,
  pageInput,
  pageOfWhole,
  procedure,
  router,
  sortInput,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../rpc/index.ts'
import { RUN_SORTS } from './queries.ts'
import type { SyncService } from './service.ts'

const streamResult = z.object({
  stream: z.string(),
  state: z.enum(['running', 'ok', 'partial', 'failed', 'skipped']),
  reasons: z.array(z.string()).readonly(),
  pages: z.int(),
  items: z.int(),
  written: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  unmapped: z.int(),
  created: z.int(),
  updated: z.int(),
  retired: z.int(),
  restored: z.int(),
  remapped: z.int(),
  held: z.int(),
  suspect: z.boolean(),
  idle: z.literal(true).optional().describe('The connection has no part for it; the run does not count it'),
  total: z.int().optional(),
})

const difference = z.object({
  created: z.int(),
  updated: z.int(),
  retired: z.int(),
  restored: z.int(),
  held: z.int(),
  samples: z
    .array(
      z.object({
        event: z.string(),
        kind: z.string(),
        ref: z.string(),
        title: z.string().optional(),
        fields: z.array(z.string()).readonly().optional(),
      }),
    )
    .readonly(),
})

const run = z.object({
  id: z.string(),
  connection: z.string(),
  trigger: z
    .enum(['manual', 'schedule', 'webhook', 'gap', 'start', 'config'])
    .describe('`gap`: deliveries of the tracker may have been missed'),
  full: z.boolean(),
  dryRun: z.boolean(),
  state: z.enum(['queued', 'running', 'waiting', 'ok', 'partial', 'failed', 'cancelled']),
  queuedAt: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  wait: z.object({ until: z.string(), reason: z.string() }).optional(),
  requests: z.int(),
  rateRemaining: z.number().optional(),
  streams: z.array(streamResult).readonly(),
  problem: z.string().optional(),
  difference: difference.optional(),
  heldRemovals: z.int(),
})

const removal = z.object({
  id: z.string(),
  run: z.string(),
  connection: z.string(),
  stream: z.string(),
  cause: z.enum(['limit', 'suspect']),
  live: z.int(),
  state: z.enum(['waiting', 'approved', 'rejected']),
  items: z
    .array(
      z.object({
        ref: z.string(),
        reason: z.string(),
        title: z.string().optional(),
        url: z.string().optional(),
      }),
    )
    .readonly(),
  decidedBy: z.string().optional(),
  decidedAt: z.string().optional(),
})

const runId = z.object({ run: z.string().min(1).describe('Id of the run') })

/** Runs: started, watched, cancelled; removals that wait for a person. */
export function syncRouter(service: SyncService) {
  const rest = restRoutes('sync')
  return router({
    start: procedure('contributor')
      .meta(rest('POST', '/sync', 'Queue a run of a connection; returns at once'))
      .input(
        z.object({
          connection: z.string().min(1),
          full: z.boolean().optional().describe('Forget the cursors: read everything again, take a census'),
          dryRun: z
            .boolean()
            .optional()
            .describe('Write nothing; the run holds the difference it would make'),
          streams: z.array(z.string()).optional().describe('Only these streams'),
        }),
      )
      .output(run)
      .mutation(({ input }) =>
        service.start({
          connection: input.connection,
          trigger: 'manual',
          ...(input.full !== undefined && { full: input.full }),
          ...(input.dryRun !== undefined && { dryRun: input.dryRun }),
          ...(input.streams !== undefined && { streams: input.streams }),
        }),
      ),
    run: procedure('viewer')
      .meta(rest('GET', '/sync/runs/{run}', 'One run'))
      .input(runId)
      .output(run)
      .query(({ input }) => service.run(input.run)),
    runs: procedure('viewer')
      .meta(rest('GET', '/sync/runs', 'The last runs, the newest first'))
      .input(
        z.object({
          connection: z.string().optional(),
          ...sortInput(RUN_SORTS, 'the newest first'),
          ...fieldsInput,
          cursor: pageInput.cursor,
          limit: z.int().min(1).max(200).default(20).describe('Most runs of a page'),
        }),
      )
      .output(z.object({ runs: z.array(run).readonly(), next: wholeListOutput.next }))
      .query(({ input: { connection, ...page } }) => service.listRuns({ ...page, ...given({ connection }) })),
    freshness: procedure('viewer')
      .meta(rest('GET', '/sync/freshness', 'Until when each stream of a connection is known'))
      .input(z.object({ connection: z.string().min(1), ...wholeListInput(['stream', 'asOf']) }))
      .output(
        z.object({
          streams: z
            .array(
              z.object({
                stream: z.string(),
                asOf: z.string().describe('Begin of its last reading without a flaw'),
              }),
            )
            .readonly(),
          ...wholeListOutput,
        }),
      )
      .query(async ({ input: { connection, ...page } }) => {
        const readings = await service.lastReadings(connection)
        const all = [...readings].map(([stream, asOf]) => ({ stream, asOf }))
        const { rows, ...next } = pageOfWhole(all, page, ({ stream }) => stream)
        return { streams: rows, ...next }
      }),
    /** Progress as it comes, ending with the run; over REST the same is `/events?run=`. */
    progress: procedure('viewer')
      .input(runId)
      .query(async function* ({ input, signal }) {
        yield* service.watch(input.run, signal)
      }),
    cancel: procedure('contributor')
      .meta(rest('POST', '/sync/runs/{run}/cancel', 'Stop a run; what was committed stays'))
      .input(runId)
      .output(run)
      .mutation(({ input }) => service.cancel(input.run)),
    removals: procedure('viewer')
      .meta(rest('GET', '/sync/removals', 'Removals that were held back'))
      .input(
        z.object({
          connection: z.string().optional(),
          run: z.string().optional(),
          state: z.enum(['waiting', 'approved', 'rejected']).optional(),
          ...wholeListInput(['connection', 'stream', 'state', 'live', 'decidedAt'], 'as they were held back'),
        }),
      )
      .output(z.object({ removals: z.array(removal).readonly(), ...wholeListOutput }))
      .query(async ({ input: { connection, run: of, state, ...page } }) => {
        const all = await service.removals(given({ connection, run: of, state }))
        const { rows, ...next } = pageOfWhole(all, page, ({ id }) => id)
        return { removals: rows, ...next }
      }),
    approve: procedure('pmo')
      .meta(rest('POST', '/sync/runs/{run}/approve', 'Carry out the removals that a run held back'))
      .input(runId)
      .output(z.object({ removed: z.int(), kept: z.int() }))
      .mutation(({ input, ctx }) => service.approve(input.run, ctx.principal.name)),
    reject: procedure('pmo')
      .meta(rest('POST', '/sync/runs/{run}/reject', 'Keep what a run wanted to remove'))
      .input(runId)
      .output(z.object({ kept: z.int() }))
      .mutation(({ input, ctx }) => service.reject(input.run, ctx.principal.name)),
  })
}
