import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { indicatorColumns, valueText } from '../output/indicator-columns.ts'
import type { Column } from '../output/table.ts'
import type { Api } from '../session.ts'

type Portfolio = Awaited<ReturnType<Api['portfolios']['list']['query']>>['portfolios'][number]
type Indicator = Portfolio['indicators'][number]
type Project = Portfolio['projects'][number]
type Snapshot = Awaited<ReturnType<Api['figures']['trend']['query']>>['items'][number]

/** When a figure is meant. */
export interface PastOptions {
  readonly asOf?: string
}

/** One line of the tree of portfolios. */
interface Branch {
  readonly level: number
  readonly kind: 'portfolio' | 'program' | 'project'
  readonly id: string
  readonly name: string
  readonly indicators: readonly Indicator[]
  readonly manager?: string | undefined
}

/** The portfolios with their programs and projects, a line each. */
export async function showPortfolios(context: CommandContext, options: PastOptions): Promise<number> {
  await using session = await context.session()
  const found = await session.api.portfolios.list.query(questionOf(options))
  if (context.output.json) {
    context.output.result(found, () => '')
    return EXIT.ok
  }
  context.output.list(
    found.portfolios.flatMap(branchesOf),
    treeColumns(context.output.isTerminal),
    'There is no project; add one to `projects` in pmo.config.ts.',
  )
  const { overlaps } = await session.api.figures.overlaps.query({})
  for (const { project, also, items, action } of overlaps) {
    context.output.note(`${items} items of ${project} are claimed by ${also} too. ${action}`)
  }
  return EXIT.ok
}

/** Figures of one project with what they rest on. */
export async function showFigures(
  context: CommandContext,
  id: string,
  options: PastOptions,
): Promise<number> {
  await using session = await context.session()
  const found = await session.api.figures.get.query({ id, ...questionOf(options) })
  context.output.result(found, () => '')
  if (context.output.json) return EXIT.ok
  context.output.list(found.indicators, indicatorColumns(), 'Nothing is known of it.')
  for (const { title, actions } of found.indicators.slice(1)) {
    if (actions.length > 0) context.output.note(`${title}: ${actions.join(' ')}`)
  }
  return EXIT.ok
}

/** Every row behind one figure. */
export async function showEvidence(
  context: CommandContext,
  request: { readonly id: string; readonly indicator: string; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  const { id, indicator, limit } = request
  const { items, next } = await session.api.figures.evidence.query({
    id,
    indicator,
    limit: Math.min(limit, 500),
  })
  context.output.list(
    items,
    [
      { title: 'of', value: ({ of }) => placeText(of) },
      { title: 'title', value: ({ title }) => title, most: 60 },
      { title: 'brings', value: ({ brings }) => (brings === undefined ? 'nothing' : valueText(brings)) },
      { title: 'weight', value: ({ weight }) => weight, align: 'right' },
    ],
    'No row is behind this figure.',
  )
  if (next !== undefined) context.output.note('There are more rows; ask for them with a larger --limit.')
  return EXIT.ok
}

/** How a project stood day by day. */
export async function showTrend(
  context: CommandContext,
  request: { readonly id: string; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  const { items } = await session.api.figures.trend.query({
    id: request.id,
    limit: Math.min(request.limit, 400),
  })
  const figure = (name: string) => (snapshot: Snapshot) => {
    const value = snapshot.figures[name]?.value
    return value === undefined ? 'unknown' : valueText(value)
  }
  context.output.list(
    items,
    [
      { title: 'day', value: ({ day }) => day },
      { title: 'status', value: (one) => one.figures['status']?.light ?? 'unknown' },
      { title: 'items', value: ({ counts }) => counts['total'], align: 'right' },
      { title: 'done', value: ({ counts }) => counts['done'], align: 'right' },
      { title: 'overdue', value: figure('overdue'), align: 'right' },
      { title: 'progress', value: figure('progress'), align: 'right' },
      { title: 'finish', value: figure('finish') },
      { title: 'effort left', value: figure('effort-remaining'), align: 'right' },
    ],
    'No day is remembered yet; the server keeps one a day, and `pmo portfolio snapshot` keeps today.',
  )
  return EXIT.ok
}

/** Remembers today. */
export async function takeSnapshot(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const taken = await session.api.figures.snapshot.mutate({})
  context.output.result(
    taken,
    () =>
      `${taken.day}: ${taken.written} of ${taken.projects} projects were written; the others stand as they were kept.`,
  )
  return EXIT.ok
}

function questionOf({ asOf }: PastOptions): { readonly asOf?: string } {
  if (asOf === undefined) return {}
  // A day means its end: what was true when it was over.
  return { asOf: /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? `${asOf}T23:59:59Z` : asOf }
}

function branchesOf({ portfolio, indicators, programs, projects }: Portfolio): Branch[] {
  const own = portfolio === undefined ? 0 : 1
  const lines = (of: readonly Project[], level: number): Branch[] =>
    of.map(({ project, indicators: figures }) => ({
      level,
      kind: 'project',
      id: project.id,
      name: project.name,
      indicators: figures,
      manager: project.manager,
    }))
  return [
    ...(portfolio === undefined
      ? []
      : [
          {
            level: 0,
            kind: 'portfolio' as const,
            id: portfolio.id,
            name: portfolio.name,
            indicators,
            manager: portfolio.owner,
          },
        ]),
    ...programs.flatMap(({ program, indicators: figures, projects: of }): Branch[] => [
      {
        level: own,
        kind: 'program',
        id: program.id,
        name: program.name,
        indicators: figures,
        manager: program.manager,
      },
      ...lines(of, own + 1),
    ]),
    ...lines(projects, own),
  ]
}

function treeColumns(isTerminal: boolean): readonly Column<Branch>[] {
  const figure = (name: string) => (branch: Branch) => {
    const found = branch.indicators.find(({ id }) => id === name)
    return found?.value === undefined ? '?' : valueText(found.value)
  }
  return [
    { title: 'what', value: ({ level, kind, id }) => `${isTerminal ? '  '.repeat(level) : ''}${kind} ${id}` },
    { title: 'name', value: ({ name }) => name, most: 40 },
    { title: 'status', value: ({ indicators }) => indicators[0]?.light ?? 'unknown' },
    { title: 'start', value: figure('start'), spare: 3 },
    { title: 'finish', value: figure('finish') },
    { title: 'progress', value: figure('progress'), align: 'right' },
    { title: 'overdue', value: figure('overdue'), align: 'right', spare: 5 },
    { title: 'effort left', value: figure('effort-remaining'), align: 'right', spare: 4 },
    { title: 'cost', value: figure('cost-actual'), align: 'right', spare: 1 },
    {
      title: 'data',
      value: ({ indicators }) => coverageText(indicators.find(({ id }) => id === 'finish')),
      align: 'right',
    },
    { title: 'manager', value: ({ manager }) => manager, most: 24, spare: 2 },
  ]
}

/** Share of the items that say when they finish. */
function coverageText(finish: Indicator | undefined): string {
  const share = finish?.coverage.share
  return share === undefined ? 'none' : `${Math.floor(share * 100)} %`
}

function placeText(of: Indicator['evidence'][number]['of']): string {
  if ('connection' in of) return `${of.connection}/${of.key ?? of.ref}`
  return 'id' in of ? `${of.kind} ${of.id}` : of.field
}
