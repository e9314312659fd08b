import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { gapsText } from '../output/past-gaps.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type List = Awaited<ReturnType<Api['conflicts']['list']['query']>>
type Conflict = List['items'][number]
type Kind = Conflict['kind']

const PAGE = 500

/** Which conflicts `pmo conflicts` shows. */
export interface ConflictFilters {
  readonly kind?: readonly string[]
  readonly project?: string
  readonly past?: true
  /** A day of the past, or an instant. */
  readonly asOf?: string
  readonly limit: number
}

/** What cannot both be, between tools, projects and people; and what nobody answers for. */
export async function listConflicts(
  context: CommandContext,
  filters: ConflictFilters,
  kinds: readonly Kind[],
): Promise<number> {
  await using session = await context.session()
  const { kind, project, past, limit, asOf: at } = filters
  const items: Conflict[] = []
  let page: List | undefined
  do {
    page = await session.api.conflicts.list.query({
      limit: Math.min(limit - items.length, PAGE),
      ...(kind !== undefined && { kind: kinds.filter((one) => kind.includes(one)) }),
      ...(project !== undefined && { project }),
      ...(past === true && { past }),
      ...(at !== undefined && { asOf: at }),
      ...(page?.next !== undefined && { cursor: page.next }),
    })
    items.push(...page.items)
  } while (page.next !== undefined && items.length < limit)
  const { asOf, unchecked, counts, next, gaps } = page
  if (context.output.json) {
    context.output.result({ asOf, unchecked, counts, items, ...(gaps !== undefined && { gaps }) }, () => '')
    return EXIT.ok
  }
  context.output.list(
    items,
    [
      // On a terminal its id tells it.
      ...(context.output.isTerminal ? [] : [{ title: 'kind', value: (one: Conflict) => one.kind }]),
      { title: 'since', value: ({ firstSeen }) => firstSeen?.slice(0, 10) },
      { title: 'conflict', value: ({ sentence }) => sentence, most: 110, sentence: true },
      { title: 'owners', value: ownersText, most: 40 },
      { title: 'id', value: ({ id }) => id },
    ],
    past === true ? 'No conflict of this kind was there and is over.' : 'There is no conflict of this kind.',
  )
  if (items.length > 0 && past !== true)
    context.output.note(`In all: ${counts.map(({ kind: of, total }) => `${total} ${of}`).join(', ')}.`)
  if (items.length > 0 && context.output.isTerminal)
    context.output.note('`pmo conflicts show ID` tells what one stands on and what to do.')
  if (next !== undefined) context.output.note(`There are more than ${limit}; --limit shows them.`)
  const wanted = kind === undefined ? unchecked : unchecked.filter((one) => kind.includes(one.kind))
  for (const { kind: of, why, action } of wanted)
    context.output.note(oneLine(`Not looked for: ${of}. ${why} ${action}`))
  for (const line of gapsText(gaps)) context.output.note(line)
  return EXIT.ok
}

/** One conflict with everything that it stands on. */
export async function showConflict(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const conflict = await session.api.conflicts.get.query({ id })
  context.output.result(conflict, () => detailText(conflict))
  return EXIT.ok
}

function detailText(conflict: Conflict): string {
  const { kind, sentence, action, evidence, parties, firstSeen, endedAt, assumed } = conflict
  const over = endedAt === undefined ? '' : `, over since ${minute(endedAt)}`
  const since = `${firstSeen === undefined ? 'Not seen before' : `Since ${minute(firstSeen)}`}${over}`
  return [
    sentence,
    `What to do: ${action}`,
    `${since}; kind ${kind}${assumed ? '; something of it is assumed' : ''}.`,
    '',
    'Stands on:',
    ...evidence.map((row) => `  ${row.what}: ${row.value}${placeText(row)}`),
    ...(parties.length === 0 ? [] : ['', 'Concerns:']),
    ...parties.map(
      ({ kind: of, name, owner, part }) =>
        `  ${of} ${name} (${part})${owner === undefined ? ', nobody is named who answers for it' : `, ${owner} answers for it`}`,
    ),
  ]
    .map(oneLine)
    .join('\n')
}

function placeText({ connection, ref, key, url, project }: Conflict['evidence'][number]): string {
  const item = [connection, key ?? ref].filter((part) => part !== undefined).join('/')
  const parts = [item, url ?? '', project === undefined ? '' : `project ${project}`].filter(
    (part) => part !== '',
  )
  return parts.length === 0 ? '' : ` [${parts.join(', ')}]`
}

function ownersText({ parties }: Conflict): string {
  const owners = parties.flatMap(({ owner }) => owner ?? [])
  return [...new Set(owners.length === 0 ? parties.map(({ name }) => name) : owners)].join(', ')
}

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')
