import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type Row = Awaited<ReturnType<Api['dependencies']['list']['query']>>['items'][number]
type End = Row['from']
type EndInput = Parameters<Api['dependencies']['state']['mutate']>[0]['from']
type Type = Row['type']

const PAGE = 500

/** Which links `pmo links` shows. */
export interface LinkFilters {
  readonly origin?: readonly Row['origin'][]
  readonly project?: string
  readonly connection?: readonly string[]
  readonly open?: true
  readonly past?: true
  readonly mentions?: true
  readonly across?: true
  readonly unknown?: true
  readonly limit: number
}

/** The links between items of all trackers, whose word they are, and what is still to be decided. */
export async function listLinks(context: CommandContext, filters: LinkFilters): Promise<number> {
  await using session = await context.session()
  const { origin, project, connection, open, past, mentions, across, unknown, limit } = filters
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await session.api.dependencies.list.query({
      limit: Math.min(limit - rows.length, PAGE),
      ...(origin !== undefined && { origin: [...origin] }),
      ...(project !== undefined && { project }),
      ...(connection !== undefined && { connection: [...connection] }),
      ...(open === true && { confirmed: false }),
      ...(past === true && { past }),
      ...(mentions === true && { mentions }),
      ...(across === true && { acrossProjects: true }),
      ...(unknown === true && { placeholders: true }),
      ...(cursor !== undefined && { cursor }),
    })
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && rows.length < limit)
  context.output.list(
    rows,
    [
      { title: 'id', value: ({ id }) => id, most: 24 },
      { title: 'from', value: ({ from }) => endText(from), most: 36 },
      { title: 'type', value: typeText },
      { title: 'to', value: ({ to }) => endText(to), most: 36 },
      {
        title: 'origin',
        value: ({ origin: of, confirmed }) => (of === 'found' && !confirmed ? 'found?' : of),
      },
      { title: 'by', value: ({ stated, found }) => stated?.by ?? found?.decision?.by },
      {
        title: 'why',
        value: ({ stated, found }) => stated?.note ?? found?.decision?.note ?? found?.sentence,
        most: 60,
        sentence: true,
      },
    ],
    'There is no such link.',
  )
  if (cursor !== undefined && !context.output.json)
    context.output.note(`There are more than ${limit}; --limit shows them.`)
  if (open === true && mentions !== true && rows.length === 0 && !context.output.json) {
    const merely = await session.api.dependencies.list.query({ limit: 1, confirmed: false, mentions: true })
    if (merely.items.length > 0)
      context.output.note(
        'Texts merely name other items, without saying that one waits for the other; --mentions shows them.',
      )
  }
  if (rows.some(({ origin: of, confirmed }) => of === 'found' && !confirmed) && past !== true) {
    context.output.note(
      'Links marked found? stand in a text alone and move no date; `pmo links confirm ID` or `pmo links reject ID` decides.',
    )
  }
  return EXIT.ok
}

/** States a link. */
export async function stateLink(
  context: CommandContext,
  request: {
    readonly from: string
    readonly to: string
    readonly type: Type
    readonly lag?: string
    readonly note?: string
  },
): Promise<number> {
  const { type, lag, note } = request
  const [from, to] = [endOf(request.from), endOf(request.to)]
  await using session = await context.session()
  const row = await session.api.dependencies.state.mutate({
    from,
    to,
    type,
    ...(lag !== undefined && { lag: lagOf(lag) }),
    ...(note !== undefined && { note }),
  })
  context.output.result(row, () => rowText(row))
  return EXIT.ok
}

/** Takes a stated link back. */
export async function withdrawLink(
  context: CommandContext,
  request: { readonly id: string; readonly note?: string },
): Promise<number> {
  await using session = await context.session()
  const row = await session.api.dependencies.withdraw.mutate(request)
  context.output.result(row, () => `Withdrawn: ${rowText(row)}`)
  return EXIT.ok
}

/** Says that a found link is one. */
export async function confirmLink(
  context: CommandContext,
  request: {
    readonly id: string
    readonly type?: Type
    readonly reversed?: true
    readonly to?: string
    readonly note?: string
  },
): Promise<number> {
  const { to, ...rest } = request
  const target = to === undefined ? undefined : itemOf(to)
  await using session = await context.session()
  const row = await session.api.dependencies.confirm.mutate({
    ...rest,
    ...(target !== undefined && { target }),
  })
  context.output.result(row, () => `Confirmed: ${rowText(row)}`)
  return EXIT.ok
}

/** Says that a found link is none. */
export async function rejectLink(
  context: CommandContext,
  request: { readonly id: string; readonly note?: string },
): Promise<number> {
  await using session = await context.session()
  const row = await session.api.dependencies.reject.mutate(request)
  context.output.result(row, () => `Rejected: ${rowText(row)}`)
  return EXIT.ok
}

/** Takes back what was decided of a found link. */
export async function reopenLink(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const row = await session.api.dependencies.reopen.mutate({ id })
  context.output.result(row, () => `Open again: ${rowText(row)}`)
  return EXIT.ok
}

function rowText(row: Row): string {
  return oneLine(`${row.id}: ${endText(row.from)} ${typeText(row)} ${endText(row.to)}`)
}

function endText({ item, project }: End): string {
  if (item === undefined) return `project ${project ?? ''}`
  const name = item.key ?? item.title ?? item.ref ?? item.url ?? ''
  if (!item.found) return `? ${name}`
  return `${item.connection ?? ''}/${name}${item.gone === undefined ? '' : ' (gone)'}`
}

function typeText({ type, lag }: Row): string {
  if (lag === undefined) return type
  if ('percent' in lag) return `${type}${signed(lag.percent)} %`
  const unit = lag.basis === 'elapsed' ? ' min elapsed' : ' min'
  return `${type}${signed(lag.minutes)}${unit}`
}

const signed = (value: number): string => (value < 0 ? String(value) : `+${value}`)

/** `project:docks`, `milestone:desk/10023`, or an item. @throws PmoError `invalid-request` */
function endOf(text: string): EndInput {
  if (text.startsWith('project:')) return { kind: 'project', project: text.slice('project:'.length) }
  if (text.startsWith('milestone:')) return { kind: 'milestone', ...itemOf(text.slice('milestone:'.length)) }
  return { kind: 'workItem', ...itemOf(text) }
}

/** `connection/key`; a key may hold slashes, an id of a connection never does. @throws PmoError `invalid-request` */
function itemOf(text: string): { readonly connection: string; readonly ref: string } {
  const at = text.indexOf('/')
  if (at > 0 && at < text.length - 1) return { connection: text.slice(0, at), ref: text.slice(at + 1) }
  throw new PmoError(
    'invalid-request',
    `"${text.slice(0, 80)}" names no item; write connection/key, milestone:connection/ref or project:id.`,
  )
}

/** `2d`, `4h`, `30m`, `-1d`, `3ed` (elapsed), `50%`. A working day has eight hours here. @throws PmoError `invalid-request` */
function lagOf(text: string): NonNullable<Parameters<Api['dependencies']['state']['mutate']>[0]['lag']> {
  const [, amount, elapsed, unit] = /^([+-]?\d+(?:\.\d+)?)(e?)(m|h|d|w|%)$/.exec(text) ?? []
  if (amount === undefined || unit === undefined) {
    throw new PmoError(
      'invalid-request',
      `"${text.slice(0, 40)}" is no lag; write 2d, 4h or 30m of working time, 3ed of elapsed time, or 50%; -1d is a lead.`,
    )
  }
  const basis = elapsed === 'e' ? 'elapsed' : 'working'
  if (unit === '%') return { percent: Number(amount), basis }
  const day = basis === 'elapsed' ? 24 * 60 : 8 * 60
  const minutes = { m: 1, h: 60, d: day, w: (basis === 'elapsed' ? 7 : 5) * day }[unit] ?? 1
  return { minutes: Number(amount) * minutes, basis }
}
