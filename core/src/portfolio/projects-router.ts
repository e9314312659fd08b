import { resource } from '@headless-pmo/sdk'
import { z } from 'zod'
import { didYouMean, PmoError, project as definition } from '../config/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import {
  pageOfWhole,
  procedure,
  resolved,
  router,
  stored,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../rpc/index.ts'
import type { PortfolioService } from './service.ts'

const count = z.int().min(0)

const projectView = definition.extend({
  managed: z.enum(['file', 'api']),
  version: z.int(),
  counts: z
    .object({ todo: count, in_progress: count, done: count, cancelled: count, total: count, overdue: count })
    .describe('Live work items by category; overdue: not done and past their planned finish or due day'),
  start: z.string().optional().describe('Earliest calendar day that its items name'),
  finish: z.string().optional().describe('Latest calendar day that its items name'),
  freshness: z
    .array(
      z.object({
        connection: z.string(),
        asOf: z
          .string()
          .optional()
          .describe('Until when this source is known; absent: never read without a flaw'),
      }),
    )
    .readonly(),
})

const projectDetail = projectView.extend({
  containers: z.array(resolved).readonly(),
  people: z.array(z.object({ account: resolved, open: count, total: count })).readonly(),
  resources: z
    .array(z.object({ connection: z.string(), ref: z.string(), data: stored(resource) }))
    .readonly(),
  shadowed: count.describe('Items that its sources name and that belong to a project before it'),
})

const id = z.object({ id: z.string().min(1) })
const body = definition.omit({ id: true })

/** Projects: list and look at all, make and change those of the API. */
export function projectsRouter(service: PortfolioService, definitions: DefinitionService) {
  const rest = restRoutes('projects')
  /** Sources must lead to connections that exist, and what it belongs to must be there. */
  const check = async (project: z.infer<typeof body>): Promise<void> => {
    const known = (await definitions.list('connection')).map((connection) => connection.id)
    const unknown = project.sources.find(({ connection }) => !known.includes(connection))
    if (unknown !== undefined) {
      throw new PmoError(
        'invalid-request',
        `The project names the connection "${unknown.connection}", which does not exist; known: ${known.join(', ') || 'none'}.`,
      )
    }
    for (const kind of ['program', 'portfolio', 'unit'] as const) {
      const id = project[kind]
      if (id === undefined) continue
      const there = (await definitions.list(kind)).map((one) => one.id)
      if (there.includes(id)) continue
      const way = there.length === 0 ? `there is no ${kind} yet` : didYouMean(id, there)
      throw new PmoError(
        'invalid-request',
        `The project names the ${kind} "${id}", which does not exist; ${way}`,
      )
    }
  }
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/projects', 'All projects with their counts, dates and freshness'))
      .input(
        z.object(
          wholeListInput([
            'id',
            'name',
            'program',
            'portfolio',
            'manager',
            'phase',
            'priority',
            'start',
            'finish',
          ]),
        ),
      )
      .output(
        z.object({
          projects: z.array(projectView).readonly(),
          unassigned: count.describe('Items of no project'),
          ...wholeListOutput,
        }),
      )
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(await service.list(), input, ({ id }) => id)
        return { projects: rows, unassigned: await service.unassigned(), ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/projects/{id}', 'One project with its sources, people and resources'))
      .input(id)
      .output(projectDetail)
      .query(({ input }) => service.get(input.id)),
    create: procedure('pmo')
      .meta(rest('POST', '/projects', 'Add a project that the API manages'))
      .input(z.object({ id: definition.shape.id, project: body }))
      .output(projectDetail)
      .mutation(async ({ input, ctx }) => {
        await check(input.project)
        await definitions.create({
          kind: 'project',
          id: input.id,
          body: input.project,
          by: ctx.principal.name,
        })
        return service.get(input.id)
      }),
    update: procedure('pmo')
      .meta(rest('PUT', '/projects/{id}', 'Replace a project that the API manages'))
      .input(id.extend({ version: z.int().describe('The version that was read'), project: body }))
      .output(projectDetail)
      .mutation(async ({ input, ctx }) => {
        await check(input.project)
        const { version } = input
        await definitions.update({
          kind: 'project',
          id: input.id,
          version,
          body: input.project,
          by: ctx.principal.name,
        })
        return service.get(input.id)
      }),
    remove: procedure('pmo')
      .meta(rest('DELETE', '/projects/{id}', 'Remove a project that the API manages; its items stay'))
      .input(id.extend({ version: z.int() }))
      .output(z.object({ removed: z.string() }))
      .mutation(async ({ input, ctx }) => {
        await definitions.remove({ kind: 'project', ...input, by: ctx.principal.name })
        return { removed: input.id }
      }),
    versions: procedure('viewer')
      .meta(rest('GET', '/projects/{id}/versions', 'Who changed it, and when'))
      .input(id)
      .output(
        z.object({
          versions: z.array(
            z.object({
              version: z.int(),
              managed: z.enum(['file', 'api']),
              body: z.record(z.string(), z.unknown()).optional().describe('Absent: it was removed'),
              changedBy: z.string(),
              changedAt: z.string(),
              effectiveFrom: z.string(),
            }),
          ),
        }),
      )
      .query(async ({ input }) => ({ versions: await definitions.versions('project', input.id) })),
  })
}
