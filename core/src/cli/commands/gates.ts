import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Api } from '../session.ts'

type State = Awaited<ReturnType<Api['gates']['state']['query']>>
type Decision = Awaited<ReturnType<Api['gates']['decide']['mutate']>>
type Figures = Awaited<ReturnType<Api['gates']['figures']['query']>>

/** What was decided at a gate, as the command line says it. */
export interface GateOptions {
  readonly verdict: Decision['verdict']
  readonly gate?: string
  readonly remarks?: string
  readonly conditions?: string
  readonly force?: string
  readonly by?: string
}

const A_PAGE = 500

/** What stands in the way of a gate. */
export async function showGate(
  context: CommandContext,
  project: string,
  gate: string | undefined,
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const state = await session.api.gates.state.query({ project, ...(gate !== undefined && { gate }) })
  output.result(state, () =>
    state.open
      ? `The gate "${state.gate}" of ${project} can be passed.`
      : `The gate "${state.gate}" of ${project} cannot be passed.`,
  )
  if (!output.json) {
    output.list<State['unmet'][number]>(
      state.unmet,
      [
        { title: 'what', value: ({ what, waived }) => (waived === true ? `${what}, waived` : what) },
        { title: 'why', value: ({ sentence }) => sentence, most: 140, sentence: true },
      ],
      'Nothing stands in the way.',
    )
    const { length } = state.blocking
    output.note(
      length === 0
        ? 'No rule holds gates up; add plugins with checks, or set `blocks` for a rule.'
        : `Rules that hold it up while they have findings: ${length}.`,
    )
  }
  return state.open ? EXIT.ok : EXIT.attention
}

/** Keeps a decision. */
export async function decideGate(
  context: CommandContext,
  project: string,
  options: GateOptions,
): Promise<number> {
  await using session = await context.session()
  const decision = await session.api.gates.decide.mutate({ project, ...options })
  context.output.result(decision, () => {
    const { gate, verdict, open, forced } = decision
    const unmet = open.length === 0 ? '' : ` What was unmet is kept with it: ${open.length}.`
    return `${gate}: ${verdict}${forced === undefined ? '' : ', forced'}, kept as ${decision.id}.${unmet}`
  })
  return EXIT.ok
}

/** Decisions, the latest first. */
export async function listGates(
  context: CommandContext,
  project: string | undefined,
  limit: number,
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const page = await session.api.gates.list.query({
    limit: Math.min(limit, A_PAGE),
    ...(project !== undefined && { project }),
  })
  if (output.json) {
    output.result(page, () => '')
    return EXIT.ok
  }
  output.list<Decision>(
    page.items,
    [
      { title: 'when', value: ({ at }) => at.slice(0, 10) },
      { title: 'project', value: ({ project: of }) => of, most: 30 },
      { title: 'gate', value: ({ gate }) => gate, most: 40 },
      {
        title: 'verdict',
        value: ({ verdict, forced }) => (forced === undefined ? verdict : `${verdict}, forced`),
      },
      { title: 'unmet', value: ({ open }) => open.length, align: 'right' },
      { title: 'by', value: ({ by }) => by, most: 30 },
      { title: 'why', value: ({ forced, remarks, conditions }) => forced ?? remarks ?? conditions, most: 60 },
    ],
    'Nothing was decided at a gate yet.',
  )
  if (page.next !== undefined) output.note('There are more; ask for them with --limit.')
  return EXIT.ok
}

/** How gates have decided. */
export async function gateFigures(context: CommandContext, project: string | undefined): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const figures = await session.api.gates.figures.query(project === undefined ? {} : { project })
  output.result(figures, () => figuresText(figures))
  if (!output.json) {
    output.list<Figures['gates'][number]>(
      figures.gates,
      [
        { title: 'gate', value: ({ gate }) => gate, most: 50 },
        { title: 'decisions', value: ({ decisions }) => decisions, align: 'right' },
        { title: 'stopped', value: ({ stopped }) => stopped, align: 'right' },
      ],
      '',
    )
    if (figures.warning !== undefined) output.note(figures.warning)
  }
  return EXIT.ok
}

function figuresText({ decisions, verdicts, forced, stoppingShare }: Figures): string {
  if (stoppingShare === undefined) return 'Nothing was decided at a gate yet.'
  const { go, hold, recycle, kill } = verdicts
  const share = Math.floor(stoppingShare * 100)
  return `${decisions} decisions: ${go} go (${forced} forced), ${hold} hold, ${recycle} recycle, ${kill} kill. ${share} % of the gates ever stopped anything.`
}
