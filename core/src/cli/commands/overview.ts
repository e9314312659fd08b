import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Api } from '../session.ts'

type Page = Awaited<ReturnType<Api['overview']['projects']['query']>>
type Row = Page['items'][number]
type Part = Awaited<ReturnType<Api['overview']['project']['query']>>['parts'][number]

/** Which projects `pmo overview` shows. */
export interface OverviewOptions {
  readonly portfolio?: string
  readonly program?: string
  readonly tag?: string
  readonly manager?: string
  readonly health?: 'red' | 'amber' | 'unknown' | 'green'
  readonly limit: number
}

/** The health of projects, what needs somebody first. */
export async function listOverview(
  context: CommandContext,
  { limit, ...filter }: OverviewOptions,
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const page = await session.api.overview.projects.query({ ...filter, limit })
  if (output.json) {
    output.result(page, () => '')
    return EXIT.ok
  }
  output.list<Row>(
    page.items,
    [
      { title: 'project', value: ({ project }) => project.id, most: 40 },
      { title: 'health', value: ({ health }) => health.light ?? 'not judged' },
      { title: 'agreed', value: ({ dates }) => dates.committedFinish ?? dates.baselineFinish ?? '-' },
      { title: 'scheduled', value: ({ dates }) => dates.scheduledFinish ?? 'unknown' },
      { title: 'items name', value: ({ dates }) => dates.namedFinish ?? 'no day' },
      { title: 'p80', value: ({ forecast }) => forecast.p80 ?? 'unknown' },
      {
        title: 'findings',
        value: ({ findings }) => (findings.asOf === undefined ? 'never checked' : findings.open),
        align: 'right',
      },
      { title: 'why', value: ({ health }) => health.because, most: 100, sentence: true },
    ],
    Object.values(filter).some((one) => one !== undefined)
      ? 'There is no such project.'
      : 'There is no project; add one to `projects` in pmo.config.ts.',
  )
  if (page.next !== undefined) output.note(`There are ${page.total}; ask for more with --limit.`)
  output.note(`As of ${page.asOf}${page.isOutdated ? '; newer rows are being made' : ''}.`)
  return EXIT.ok
}

/** The health of one project, part by part, with what to do. */
export async function showOverview(context: CommandContext, id: string): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const told = await session.api.overview.project.query({ id })
  if (output.json) {
    output.result(told, () => '')
    return EXIT.ok
  }
  const { project, health, parts, forecast } = told
  output.result(told, () => `${project.name}: ${health.light ?? 'not judged'}. ${health.because}`)
  output.list<Part>(
    parts,
    [
      { title: 'part', value: ({ title }) => title },
      { title: 'light', value: ({ light }) => light ?? 'not judged' },
      { title: 'data', value: ({ coverage: { known, needed } }) => `${known} of ${needed}`, align: 'right' },
      { title: 'why', value: ({ because }) => because, most: 120, sentence: true },
    ],
    '',
  )
  output.note(
    forecast.unknown === undefined
      ? `Finished by ${forecast.p50} with a chance of 50 %, by ${forecast.p80} with 80 %.`
      : `No forecast: ${forecast.unknown}`,
  )
  for (const action of health.actions) output.note(action)
  return EXIT.ok
}
