import type { Baseline } from '../../portfolio/index.ts'
import { moneyText } from '../../portfolio/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { valueText } from '../output/indicator-columns.ts'
import { oneLine } from '../../texts/index.ts'
import { things } from '../output/times.ts'
import type { Api } from '../session.ts'

type Compared = Awaited<ReturnType<Api['baselines']['compare']['query']>>
type ComparedItem = Compared['items'][number]

/** Baselines of all projects, or of one. */
export async function listBaselines(context: CommandContext, project: string | undefined): Promise<number> {
  await using session = await context.session()
  const { items } = await session.api.baselines.list.query({
    limit: 500,
    ...(project !== undefined && { project }),
  })
  context.output.list(
    items,
    [
      { title: 'of', value: ({ scope }) => scope.id },
      { title: 'kind', value: ({ kind }) => kind },
      { title: 'number', value: ({ number }) => number, align: 'right' },
      { title: 'name', value: ({ name }) => name, most: 40 },
      { title: 'items', value: (row) => row.items, align: 'right' },
      { title: 'counts', value: ({ supersededAt }) => (supersededAt === undefined ? 'yes' : 'no') },
      { title: 'reason', value: ({ reason }) => reason, most: 50 },
      { title: 'decision', value: ({ decision }) => decision, most: 40 },
      { title: 'by', value: ({ by }) => by },
      { title: 'at', value: ({ at }) => at.slice(0, 16).replace('T', ' ') },
      { title: 'id', value: ({ id }) => id },
    ],
    'No baseline was kept yet; keep one with: pmo baselines capture PROJECT --name NAME --reason WHY',
  )
  return EXIT.ok
}

/** Keeps what the items of a project say now. */
export async function captureBaseline(
  context: CommandContext,
  request: {
    readonly project: string
    readonly name: string
    readonly reason: string
    readonly decision?: string | undefined
    readonly tracker?: number | undefined
  },
): Promise<number> {
  const { project, name, reason, decision, tracker } = request
  await using session = await context.session()
  const kept = await session.api.baselines.capture.mutate({
    project,
    name,
    reason,
    ...(decision !== undefined && { decision }),
    ...(tracker !== undefined && { tracker }),
  })
  context.output.result(kept, () => keptText(kept))
  return EXIT.ok
}

/** What became of what was promised. */
export async function compareBaseline(
  context: CommandContext,
  request: {
    readonly project: string
    readonly number?: number | undefined
    readonly with?: number | undefined
    readonly limit: number
  },
): Promise<number> {
  const { project, number, limit } = request
  await using session = await context.session()
  const found = await session.api.baselines.compare.query({
    project,
    limit: Math.min(limit, 500),
    ...(number !== undefined && { number }),
    ...(request.with !== undefined && { with: request.with }),
  })
  if (context.output.json) {
    context.output.result(found, () => '')
    return EXIT.ok
  }
  context.output.note(comparedText(found))
  context.output.list(
    found.items,
    [
      { title: 'item', value: ({ connection, key, ref }) => `${connection}/${key ?? ref}` },
      { title: 'title', value: ({ title }) => title, most: 40 },
      { title: 'change', value: ({ change }) => change },
      {
        title: 'start',
        value: ({ start }) => movedText(start, (by) => valueText({ type: 'days', days: by })),
      },
      {
        title: 'finish',
        value: ({ finish }) => movedText(finish, (by) => valueText({ type: 'days', days: by })),
      },
      { title: 'work', value: ({ work }) => minutesText(work) },
      { title: 'cost', value: costText },
    ],
    'Nothing differs.',
  )
  if (found.next !== undefined) context.output.note('More items differ; ask for them with a larger --limit.')
  return EXIT.ok
}

function keptText({ scope, number, name, items }: Baseline): string {
  return oneLine(
    `Baseline ${number} of ${scope.id}, "${name}", keeps ${things(items, 'item')}; it counts from now on.`,
  )
}

/** How far the work moved; of items that state none nothing can be said. */
export function workText({ before, after, workBy }: WorkTotals): string {
  if (before.worked === 0 && after.worked === 0) return 'work not known, since no item states it'
  const by = `work by ${valueText({ type: 'minutes', minutes: workBy })}`
  if (before.worked === before.items && after.worked === after.items) return by
  return `${by} (stated of ${before.worked} of ${before.items} items then, ${after.worked} of ${after.items} now)`
}

type Worked = Pick<Compared['totals']['before'], 'items' | 'worked'>
type WorkTotals = { readonly before: Worked; readonly after: Worked; readonly workBy: number }

function comparedText({ baseline, with: other, totals }: Compared): string {
  const against = other === undefined ? 'now' : `baseline ${other.number}, "${other.name}"`
  const finish =
    totals.finishBy === undefined
      ? 'the finish of one side is not known'
      : `finish ${totals.before.finish ?? ''} to ${totals.after.finish ?? ''} (${valueText({ type: 'days', days: totals.finishBy })})`
  const cost = totals.costBy.length === 0 ? '' : `; cost by ${moneyText(totals.costBy)}`
  return oneLine(
    `Baseline ${baseline.number}, "${baseline.name}", against ${against}: ${finish}; ${workText(totals)}${cost}; ${things(totals.changed, 'item')} changed, ${totals.added} added, ${totals.removed} removed, ${totals.same} the same.`,
  )
}

function movedText(moved: ComparedItem['finish'], byText: (by: number) => string): string | undefined {
  if (moved === undefined) return undefined
  const { before = 'none', after = 'none', by } = moved
  return by === undefined ? `${before} to ${after}` : `${after} (${byText(by)})`
}

function minutesText(moved: ComparedItem['work']): string | undefined {
  if (moved === undefined) return undefined
  const text = (minutes: number | undefined): string =>
    minutes === undefined ? 'none' : valueText({ type: 'minutes', minutes })
  return `${text(moved.before)} to ${text(moved.after)}`
}

function costText({ cost }: ComparedItem): string | undefined {
  if (cost === undefined) return undefined
  const text = (money: NonNullable<typeof cost>['before']): string =>
    money === undefined ? 'none' : moneyText([money])
  return `${text(cost.before)} to ${text(cost.after)}`
}
