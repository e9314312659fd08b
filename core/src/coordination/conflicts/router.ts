import { z } from 'zod'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import { PmoError } from '../../config/index.ts'
import { asOfInput, gapsReply } from '../network/index.ts'
import { CONFLICT_KINDS } from './conflict.ts'
import { CONFLICT_SORTS } from './queries.ts'
import type { ConflictService } from './service.ts'

const kind = z.enum(CONFLICT_KINDS)

const evidence = z.object({
  source: z.enum(['tracker', 'link', 'schedule', 'capacity']).describe('Whose word it is'),
  connection: z.string().optional(),
  ref: z.string().optional(),
  key: z.string().optional(),
  url: z.string().optional(),
  project: z.string().optional(),
  what: z.string(),
  value: z.string(),
})

const party = z.object({
  kind: z.enum(['project', 'person', 'unit']),
  id: z.string(),
  name: z.string(),
  owner: z.string().optional().describe('Who answers for it; absent: nobody is named'),
  part: z.string(),
})

const conflict = z.object({
  id: z.string().describe('Stable as long as it is about the same things'),
  kind,
  sentence: z.string(),
  action: z.string().describe('What to do about it'),
  size: z.number().describe('How much it is, in `unit`'),
  unit: z.enum(['days', 'hours', 'projects', 'items', 'links']),
  evidence: z.array(evidence).readonly(),
  parties: z.array(party).readonly(),
  assumed: z.boolean().describe('Something that it stands on is assumed'),
  firstSeen: z
    .string()
    .optional()
    .describe('Instant; absent only of the past: nobody had looked for it by then'),
  endedAt: z.string().optional().describe('Instant; absent: it is still there'),
})

/** Conflicts between projects, tools and people over HTTP and tRPC. */
export function conflictsRouter(service: ConflictService) {
  const rest = restRoutes('conflicts')
  return router({
    list: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/conflicts',
          'Conflicts between projects, tools and people, by kind, the longest known first',
        ),
      )
      .input(
        z.object({
          kind: z.array(kind).optional(),
          project: z.string().optional().describe('Those in which a project has a part'),
          past: z.boolean().optional().describe('Those that are over instead'),
          asOf: asOfInput,
          ...sortInput(CONFLICT_SORTS, 'by kind, the longest known first'),
          ...pageInput,
        }),
      )
      .output(
        pageOf(conflict).extend({
          asOf: z.string().describe('Instant at which the data was read'),
          unchecked: z
            .array(z.object({ kind, why: z.string(), action: z.string() }))
            .readonly()
            .describe(
              'Kinds that could not be looked for: that none is shown does not mean that there is none',
            ),
          counts: z
            .array(z.object({ kind, total: z.number() }))
            .readonly()
            .describe('Open ones by kind'),
          gaps: gapsReply,
        }),
      )
      .query(({ input: { kind: kinds, limit, asOf, past, project, ...page } }) => {
        const filter = { ...page, limit, ...given({ project }), ...(kinds !== undefined && { kinds }) }
        if (asOf === undefined) return service.list({ ...filter, ...given({ past }) })
        if (past === true)
          throw new PmoError(
            'invalid-request',
            'Ask for what is over (past), or for what was there at a time (asOf); one of the two.',
          )
        return service.listThen(asOf, filter)
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/conflicts/{id}', 'One conflict, also when it is over'))
      .input(z.object({ id: z.string().min(1) }))
      .output(conflict)
      .query(({ input }) => service.get(input.id)),
  })
}
