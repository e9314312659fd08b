import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type Waiver = Awaited<ReturnType<Api['waivers']['list']['query']>>['items'][number]

const PAGE = 500

/** What `pmo waive` asks for. */
export interface WaiveOptions {
  readonly rule?: string
  readonly project?: string
  readonly reason: string
  readonly risk: string
  readonly until: string
  readonly recurring?: true
  readonly approve?: true
}

/** Asks for a waiver of one finding, or of a rule in a project. */
export async function waive(
  context: CommandContext,
  finding: string | undefined,
  { rule, project, reason, risk, until, recurring, approve }: WaiveOptions,
): Promise<number> {
  await using session = await context.session()
  const waiver = await session.api.waivers.request.mutate({
    reason,
    risk,
    until,
    ...(finding !== undefined && { finding }),
    ...(rule !== undefined && { rule }),
    ...(project !== undefined && { project }),
    ...(recurring === true && { recurring }),
    ...(approve === true && { approve }),
  })
  context.output.result(waiver, () =>
    waiver.state === 'approved'
      ? `The waiver ${waiver.id} holds until ${waiver.until}, for ${findingsText(waiver)}.`
      : `The waiver ${waiver.id} is asked for; it holds once the PMO has approved it: pmo waivers approve ${waiver.id}`,
  )
  return EXIT.ok
}

/** Which waivers `pmo waivers` shows. */
export interface WaiverFilters {
  readonly state?: readonly Waiver['state'][]
  readonly project?: string
  readonly rule?: string
  readonly finding?: string
  readonly limit: number
}

/** Waivers, the latest first. */
export async function listWaivers(context: CommandContext, filters: WaiverFilters): Promise<number> {
  await using session = await context.session()
  const { state, project, rule, finding, limit } = filters
  const items: Waiver[] = []
  let next: string | undefined
  do {
    const page = await session.api.waivers.list.query({
      limit: Math.min(limit - items.length, PAGE),
      ...(state !== undefined && { state: [...state] }),
      ...(project !== undefined && { project }),
      ...(rule !== undefined && { rule }),
      ...(finding !== undefined && { finding }),
      ...(next !== undefined && { cursor: next }),
    })
    items.push(...page.items)
    next = page.next
  } while (next !== undefined && items.length < limit)
  context.output.list(
    items,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'state', value: (one) => one.state },
      { title: 'of', value: scopeText },
      { title: 'until', value: ({ until }) => until },
      { title: 'for', value: findingsText },
      { title: 'asked by', value: ({ requestedBy }) => requestedBy, most: 20 },
      { title: 'why', value: ({ reason }) => reason, most: 110, sentence: true },
    ],
    'There is no such waiver.',
  )
  if (next !== undefined) context.output.note(`There are more than ${limit}; --limit shows them.`)
  return EXIT.ok
}

/** One waiver with all that was decided about it. */
export async function showWaiver(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const waiver = await session.api.waivers.get.query({ id })
  context.output.result(waiver, () =>
    [
      `Waiver ${waiver.id}, ${waiver.state}: ${scopeText(waiver)}${waiver.recurring ? ', also for what comes again' : ''}, until ${waiver.until}, for ${findingsText(waiver)}.`,
      `Why: ${waiver.reason}`,
      `Risk: ${waiver.risk}`,
      '',
      'What was decided:',
      ...waiver.events.map(
        ({ state, at, by, note }) =>
          `  ${at.slice(0, 16).replace('T', ' ')} ${state} (${by})${note === undefined ? '' : `: ${note}`}`,
      ),
    ]
      .map(oneLine)
      .join('\n'),
  )
  return EXIT.ok
}

/** What can be decided about a waiver. */
export type WaiverDecision = 'approve' | 'refuse' | 'withdraw'

/** Decides about a waiver. */
export async function decideWaiver(
  context: CommandContext,
  decision: WaiverDecision,
  { id, note }: { readonly id: string; readonly note?: string },
): Promise<number> {
  await using session = await context.session()
  const waiver = await session.api.waivers[decision].mutate({ id, ...(note !== undefined && { note }) })
  context.output.result(waiver, () =>
    waiver.state === 'approved'
      ? `The waiver ${waiver.id} holds until ${waiver.until}, for ${findingsText(waiver)}.`
      : `The waiver ${waiver.id} is ${waiver.state}.`,
  )
  return EXIT.ok
}

function scopeText({ scope, rule }: Pick<Waiver, 'scope' | 'rule'>): string {
  return 'finding' in scope ? `${scope.finding} (${rule})` : `${scope.rule} in ${scope.project}`
}

function findingsText({ findings }: Pick<Waiver, 'findings'>): string {
  return `${findings} finding${findings === 1 ? '' : 's'}`
}
