import { z } from 'zod'
import {
  configuredListInput,
  countingCursor,
  fieldsInput,
  given,
  pageOfWhole,
  procedure,
  router,
  wholeListOutput,
} from '../../rpc/index.ts'
import { evidenceRow, snapshotSchema } from '../indicators/schemas.ts'
import type { PortfolioService } from '../service.ts'
import type { SnapshotService } from '../snapshots/service.ts'
import { figuredProject, pastInput } from './figures-schemas.ts'
import type { FiguresService } from './figures-service.ts'

const day = z.iso.date().optional()
const id = z.string().min(1)

const overlap = z.object({
  project: z.string().describe('Project that the items belong to'),
  also: z.string().describe('Project whose sources name them too'),
  items: z.int(),
  evidence: z.array(evidenceRow).readonly(),
  action: z.string(),
})

/** Figures of projects: now, then, day by day, and the rows behind them. */
export function figuresRouter(parts: {
  readonly figures: FiguresService
  readonly snapshots: SnapshotService
  readonly portfolio: PortfolioService
}) {
  const meta = (method: 'GET' | 'POST', path: `/${string}`, summary: string) => ({
    openapi: { method, path, summary, tags: ['portfolios'] },
  })
  return router({
    list: procedure('viewer')
      .meta(meta('GET', '/figures', 'All projects with their figures'))
      .input(z.object({ ...pastInput, ...configuredListInput }))
      .output(z.object({ projects: z.array(figuredProject).readonly(), ...wholeListOutput }))
      .query(async ({ input: { asOf, knownAt, ...page } }) => {
        const all = await parts.figures.projects(given({ asOf, knownAt }))
        const { rows, ...next } = pageOfWhole(
          all,
          { ...page, direction: 'ascending' },
          ({ project }) => project.id,
        )
        return { projects: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(meta('GET', '/figures/{id}', 'Figures of one project, with what they rest on'))
      .input(z.object({ id, ...pastInput }))
      .output(figuredProject)
      .query(({ input: { id: project, ...question } }) => parts.figures.project(project, given(question))),
    evidence: procedure('viewer')
      .meta(meta('GET', '/figures/{id}/{indicator}/evidence', 'All rows that a figure is computed from'))
      .input(
        z.object({
          id,
          indicator: id,
          ...fieldsInput,
          cursor: countingCursor,
          limit: z.int().min(1).max(500).default(50),
        }),
      )
      .output(z.object({ items: z.array(evidenceRow).readonly(), next: z.string().optional() }))
      .query(async ({ input }) => {
        const { rows, next } = await parts.figures.evidence({
          project: input.id,
          indicator: input.indicator,
          limit: input.limit,
          ...(input.cursor !== undefined && { after: Number(input.cursor) }),
        })
        return { items: rows, ...(next !== undefined && { next: String(next) }) }
      }),
    trend: procedure('viewer')
      .meta(meta('GET', '/figures/{id}/trend', 'How a project stood, day by day, the newest first'))
      .input(
        z.object({
          id,
          from: day.describe('First day'),
          until: day.describe('Last day'),
          cursor: day.describe('`next` of the page before'),
          limit: z.int().min(1).max(400).default(90),
        }),
      )
      .output(z.object({ items: z.array(snapshotSchema).readonly(), next: z.string().optional() }))
      .query(({ input: { id: project, limit, ...rest } }) =>
        parts.snapshots.trend({ project, limit, ...given(rest) }),
      ),
    snapshot: procedure('contributor')
      .meta(
        meta('POST', '/figures/snapshots', 'Keep how every project stands today, before the schedule does'),
      )
      .input(z.object({}))
      .output(z.object({ day: z.string(), written: z.int(), projects: z.int() }))
      .mutation(() => parts.snapshots.take()),
    overlaps: procedure('viewer')
      .meta(meta('GET', '/overlaps', 'Items that more than one project claims'))
      .input(z.object({}))
      .output(z.object({ overlaps: z.array(overlap).readonly() }))
      .query(async () => ({ overlaps: await parts.portfolio.overlaps() })),
  })
}
