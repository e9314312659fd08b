import { z } from 'zod'
import {
  fieldsInput,
  given,
  pageInput,
  pageOf,
  pageOfWhole,
  procedure,
  router,
  sortInput,
  wholeListInput,
  wholeListOutput,
  restRoutes,
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
  const rest = restRoutes('portfolios')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/figures', 'All projects with their figures'))
      .input(z.object({ ...pastInput, ...wholeListInput(['id', 'name', 'portfolio', 'program']) }))
      .output(z.object({ projects: z.array(figuredProject).readonly(), ...wholeListOutput }))
      .query(async ({ input: { asOf, knownAt, ...page } }) => {
        const all = await parts.figures.projects(given({ asOf, knownAt }))
        const { rows, ...next } = pageOfWhole(all, page, {
          id: ({ project }) => project.id,
          by: {
            id: ({ project }) => project.id,
            name: ({ project }) => project.name.toLowerCase(),
            portfolio: ({ project }) => project.portfolio,
            program: ({ project }) => project.program,
          },
        })
        return { projects: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/figures/{id}', 'Figures of one project, with what they rest on'))
      .input(z.object({ id, ...pastInput }))
      .output(figuredProject)
      .query(({ input: { id: project, ...question } }) => parts.figures.project(project, given(question))),
    evidence: procedure('viewer')
      .meta(rest('GET', '/figures/{id}/{indicator}/evidence', 'All rows that a figure is computed from'))
      .input(
        z.object({
          id,
          indicator: id,
          ...sortInput(['title', 'key', 'weight'], 'by connection and ref'),
          ...pageInput,
        }),
      )
      .output(pageOf(evidenceRow))
      .query(async ({ input: { id: project, indicator, ...page } }) => {
        const { rows, ...next } = pageOfWhole(await parts.figures.evidence({ project, indicator }), page, {
          id: ({ of }) => ('ref' in of ? `${of.connection} ${of.ref} ${of.kind}` : JSON.stringify(of)),
          own: [],
          by: {
            title: ({ title }) => title.toLowerCase(),
            key: ({ of }) => ('key' in of ? of.key : undefined),
          },
        })
        return { items: rows, ...next }
      }),
    trend: procedure('viewer')
      .meta(rest('GET', '/figures/{id}/trend', 'How a project stood, day by day, the newest first'))
      .input(
        z.object({
          id,
          from: day.describe('First day'),
          until: day.describe('Last day'),
          ...sortInput(['day'], 'the newest first'),
          ...fieldsInput,
          cursor: pageInput.cursor,
          limit: z.int().min(1).max(400).default(90),
        }),
      )
      .output(pageOf(snapshotSchema))
      .query(({ input: { id: project, limit, ...rest } }) =>
        parts.snapshots.trend({ project, limit, ...given(rest) }),
      ),
    snapshot: procedure('contributor')
      .meta(
        rest('POST', '/figures/snapshots', 'Keep how every project stands today, before the schedule does'),
      )
      .input(z.object({}))
      .output(z.object({ day: z.string(), written: z.int(), projects: z.int() }))
      .mutation(() => parts.snapshots.take()),
    overlaps: procedure('viewer')
      .meta(rest('GET', '/overlaps', 'Items that more than one project claims'))
      .input(z.object({}))
      .output(z.object({ overlaps: z.array(overlap).readonly() }))
      .query(async () => ({ overlaps: await parts.portfolio.overlaps() })),
  })
}
