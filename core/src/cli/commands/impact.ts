import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { gapsText } from '../output/past-gaps.ts'
import { type Column } from '../output/table.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'
import { PmoError } from '../../config/index.ts'
import { stepsOf, type Supposed } from '../suppositions.ts'

/** What comes out of supposing something. */
export type Impact = Awaited<ReturnType<Api['impact']['whatIf']['mutate']>>
type Move = Impact['items'][number]
type Node = Move['node']
type Commitment = Impact['commitments'][number]

/** What else moves when something is supposed. */
export async function showImpact(
  context: CommandContext,
  options: Supposed & {
    readonly item?: string
    readonly paths?: true
    readonly limit: number
    /** A day of the past, or an instant. */
    readonly asOf?: string
  },
): Promise<number> {
  const { item, paths, limit, asOf, ...supposed } = options
  const steps = await stepsOf(supposed, item)
  if (steps.length === 0) {
    throw new PmoError(
      'invalid-request',
      'Say what is to be supposed, e.g. pmo impact WEB-7 --slip 5d; pmo impact --help tells all of it.',
    )
  }
  await using session = await context.session()
  const impact = await session.api.impact.whatIf.mutate({
    steps: [...steps],
    ...(asOf !== undefined && { asOf }),
  })
  context.output.result(impact, () => '')
  if (!context.output.json) tellImpact(context, impact, { paths: paths === true, limit })
  return EXIT.ok
}

/** Tells what comes out, the most important first: broken promises, projects, milestones, items, people. */
export function tellImpact(
  { output }: CommandContext,
  impact: Impact,
  { paths, limit }: { readonly paths: boolean; readonly limit: number },
): void {
  const { steps, moved, later, earlier, becameCritical, unknown, problems, asOf } = impact
  output.note(steps.map(({ text }) => oneLine(text)).join('\n'))
  output.note(
    oneLine(
      moved === 0
        ? 'Nothing moves.'
        : `${moved} items move: ${later} later, ${earlier} earlier; ${becameCritical} become critical.`,
    ),
  )
  const shown = <Row>(title: string, rows: readonly Row[], columns: readonly Column<Row>[]): void => {
    if (rows.length === 0) return
    const all = output.isTerminal ? columns : [{ title: '', value: () => title }, ...columns]
    if (output.isTerminal) output.note(`\n${title}`)
    output.list(rows.slice(0, limit), all, '')
    if (rows.length > limit) output.note(`${rows.length - limit} more; --limit shows them.`)
  }
  shown('Dates that others rely on', impact.commitments, [
    { title: 'state', value: ({ state }) => state },
    { title: 'what', value: commitmentText, most: 60 },
    { title: 'by', value: ({ by }) => by.day },
    { title: 'late, days', value: ({ lateAfter }) => lateAfter ?? 'unknown', align: 'right' },
    { title: 'before', value: ({ lateBefore }) => lateBefore, align: 'right' },
  ])
  shown('Projects', impact.projects, [
    { title: 'project', value: ({ project }) => project },
    { title: 'finish', value: ({ before }) => before?.finish.day },
    {
      title: 'then',
      value: ({ after, unknown: count }) => after?.finish.day ?? (count > 0 ? 'unknown' : 'none'),
    },
    { title: 'days', value: ({ finishDays }) => signed(finishDays), align: 'right' },
    { title: 'items', value: ({ moved: items }) => items, align: 'right' },
  ])
  shown('Milestones', impact.milestones, moveColumns(paths))
  shown('Items', impact.items, moveColumns(paths))
  shown('People', impact.people, [
    { title: 'person', value: ({ name, person }) => name ?? person, most: 40 },
    { title: 'items move', value: ({ moved: items }) => items, align: 'right' },
    { title: 'at once', value: ({ atOnceBefore }) => atOnceBefore, align: 'right' },
    { title: 'then', value: ({ atOnceAfter }) => atOnceAfter, align: 'right' },
    { title: 'gains', value: ({ gained }) => gained, align: 'right' },
    { title: 'leaves', value: ({ lost }) => lost, align: 'right' },
  ])
  shown('Needed', impact.demand, [
    { title: 'project', value: ({ project }) => project, most: 40 },
    { title: 'phase', value: ({ phase }) => phase, most: 40 },
    { title: 'role', value: ({ role }) => role, most: 40 },
    { title: 'people', value: ({ people }) => people, align: 'right' },
    { title: 'from', value: ({ from }) => from?.day },
    { title: 'until', value: ({ until }) => until?.day },
  ])
  if (unknown.nodes > 0)
    output.note(
      oneLine(
        `Nobody can say when ${unknown.nodes} items are done, since nobody is left to do them or what they wait for: ${unknown.first.slice(0, 5).map(nodeText).join(', ')}${unknown.nodes > 5 ? ' …' : ''}`,
      ),
    )
  for (const problem of problems) output.note(oneLine(problem))
  for (const line of gapsText(impact.gaps)) output.note(line)
  output.note(`On what was known at ${asOf.slice(0, 16).replace('T', ' ')} UTC. Nothing was changed.`)
}

function moveColumns(paths: boolean): readonly Column<Move>[] {
  return [
    { title: 'item', value: ({ node }) => nodeText(node) },
    { title: 'title', value: ({ node }) => node.title, most: 40 },
    { title: 'project', value: ({ project }) => project, most: 20 },
    { title: 'finish', value: ({ before }) => before?.finish.day ?? 'new' },
    { title: 'then', value: ({ after }) => after?.finish.day ?? 'none' },
    { title: 'days', value: ({ finishDays }) => signed(finishDays), align: 'right' },
    ...(paths
      ? [{ title: 'way', value: ({ path }: Move) => path.map(nodeText).join(' ▸ '), most: 100 }]
      : []),
  ]
}

/** What a node is called on the command line. */
export function nodeText({ connection, kind, ref, key }: Node): string {
  if (kind === 'project') return ref
  return key ?? `${connection}/${ref}`
}

function commitmentText({ kind, node, project, name }: Commitment): string {
  const of = node === undefined ? (project ?? '') : (node.key ?? node.title ?? nodeText(node))
  if (kind === 'deadline') return `deadline of ${of}`
  if (kind === 'constraint') return `fixed date of ${of}`
  return `${name ?? kind} (${kind}) of ${of}`
}

/** Days with their sign: "+3". */
export function signed(days: number | undefined): string | undefined {
  return days === undefined ? undefined : `${days > 0 ? '+' : ''}${days}`
}
