import { z } from 'zod'
import {
  given,
  pageInput,
  pageOf,
  pageOfWhole,
  procedure,
  router,
  sortInput,
  restRoutes,
} from '../../rpc/index.ts'
import type { GateEntry, GateService } from './service.ts'

const verdict = z.enum(['go', 'hold', 'recycle', 'kill'])
const project = z.string().min(1).describe('Id of a project')
const unmet = z.object({
  what: z.enum(['artefact', 'approval', 'finding', 'other']),
  id: z.string().optional(),
  sentence: z.string(),
  finding: z.string().optional().describe('Id of the finding that says the same'),
  waived: z.boolean().optional().describe('Accepted for a time: it does not hold the gate up'),
})
const decision = z.object({
  id: z.string(),
  project: z.string(),
  gate: z.string(),
  phase: z.string().optional(),
  verdict,
  at: z.string(),
  by: z.string(),
  remarks: z.string().optional(),
  conditions: z.string().optional(),
  forced: z.string().optional().describe('Why it was given though something was unmet'),
  open: z.array(unmet).readonly().describe('What was unmet at the time'),
})

function shown({ id, project: of = '', body }: GateEntry): z.infer<typeof decision> {
  const { gate, phase, verdict: said, at, by, remarks, conditions, forced, open } = body
  return {
    id,
    project: of,
    gate,
    verdict: said,
    at,
    by,
    open,
    ...given({ phase, remarks, conditions, forced }),
  }
}

/** Stage gates of projects. */
export function gatesRouter(service: GateService) {
  const rest = restRoutes('standards')
  return router({
    state: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/gates/{project}',
          'Whether a gate of a project can be passed, and what stands in the way',
        ),
      )
      .input(
        z.object({
          project,
          gate: z.string().optional().describe('Absent: the gate of the phase that the project is in'),
        }),
      )
      .output(
        z.object({
          project: z.string(),
          gate: z.string(),
          phase: z.string(),
          open: z.boolean().describe('All that it asks for is met or waived'),
          unmet: z.array(unmet).readonly(),
          blocking: z.array(z.string()).readonly().describe('Rules whose open findings hold it up'),
        }),
      )
      .query(({ input }) => service.state(input.project, input.gate)),
    decide: procedure('pmo')
      .meta(rest('POST', '/gates/{project}/decisions', 'Keep what was decided at a gate'))
      .input(
        z.object({
          project,
          gate: z.string().optional().describe('Absent: the gate of the phase that the project is in'),
          verdict,
          remarks: z.string().min(1).max(4000).optional(),
          conditions: z
            .string()
            .min(1)
            .max(4000)
            .optional()
            .describe('What has to be done for the verdict to hold'),
          force: z
            .string()
            .min(1)
            .max(2000)
            .optional()
            .describe('Why a go is given though something is unmet; it is kept'),
          by: z.string().min(1).max(200).optional().describe('Who decided; absent: you'),
        }),
      )
      .output(decision)
      .mutation(async ({ input: { by, project: of, verdict: said, ...rest }, ctx }) =>
        shown(
          await service.decide({
            project: of,
            verdict: said,
            ...given(rest),
            by: by ?? ctx.principal.name,
            recordedBy: ctx.principal.name,
          }),
        ),
      ),
    list: procedure('viewer')
      .meta(rest('GET', '/gates', 'Gate decisions, the latest first'))
      .input(
        z.object({
          project: project.optional(),
          ...sortInput(['at', 'project', 'gate', 'verdict', 'by'], 'the latest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(decision))
      .query(async ({ input: { project: of, ...page } }) => {
        const { rows, ...next } = pageOfWhole((await service.list(of)).map(shown), page, {
          id: ({ id }) => id,
          own: [{ of: ({ at }) => at, descending: true }],
        })
        return { items: rows, ...next }
      }),
    figures: procedure('viewer')
      .meta(
        rest('GET', '/gate-figures', 'How gates have decided, and which share of them ever stopped anything'),
      )
      .input(z.object({ project: project.optional() }))
      .output(
        z.object({
          decisions: z.int(),
          verdicts: z.object({ go: z.int(), hold: z.int(), recycle: z.int(), kill: z.int() }),
          forced: z.int(),
          gates: z.array(z.object({ gate: z.string(), decisions: z.int(), stopped: z.int() })).readonly(),
          stoppingShare: z
            .number()
            .optional()
            .describe(
              'Gates that ever stopped anything ÷ gates with a decision; absent: nothing was decided',
            ),
          warning: z.string().optional(),
        }),
      )
      .query(({ input }) => service.figures(input.project)),
  })
}
