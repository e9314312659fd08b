import { NODE_FLAGS, type DriverName } from '../schedule/index.ts'
import {
  finishDay,
  dayWords,
  finishWords,
  nodeWords,
  startDay,
  startWords,
  zoneOfNode,
} from './node-words.ts'
import type { NetworkLink } from './network-link.ts'
import { problemsAbout } from './problem-sentences.ts'
import { driverName, isLate } from './schedule-row.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'
import { workWords } from './words.ts'

/** One step back from a node to what set its start. */
export interface ExplainedStep {
  /** Index of the node whose start is explained. */
  readonly node: number
  readonly driver: DriverName
  /** Index of the link that set it, and of its predecessor. */
  readonly link?: number
  readonly predecessor?: number
  /** "API-7 starts on 12 May 2026 because …". */
  readonly sentence: string
}

/** Why a node has its dates. */
export interface Explanation {
  /** From the node back to where the chain begins. */
  readonly steps: readonly ExplainedStep[]
  /** The chain was cut: it is longer. */
  readonly more: boolean
  /** How far it can slip, what limits it, whether it is late; then what is wrong with it. */
  readonly outlook: readonly string[]
}

const LINK_WORDS: Readonly<Record<NetworkLink['type'], string>> = {
  FS: 'finish-to-start',
  SS: 'start-to-start',
  FF: 'finish-to-finish',
  SF: 'start-to-finish',
}

/** Explains a node's dates. @param most steps of the chain */
export function explainNode(scheduled: ScheduledPortfolio, node: number, most: number): Explanation {
  const steps: ExplainedStep[] = []
  const seen = new Set<number>()
  let at: number | undefined = node
  while (at !== undefined && !seen.has(at) && steps.length < most) {
    seen.add(at)
    const step = stepOf(scheduled, at)
    steps.push(step)
    at = step.predecessor
  }
  return {
    steps,
    more: at !== undefined && !seen.has(at),
    outlook: [
      ...outlookOf(scheduled, node),
      ...problemsAbout(scheduled, node).map(({ sentence }) => sentence),
    ],
  }
}

/** The chain of nodes that set a node's start, the node first. @param most nodes of the chain */
export function drivingChain(scheduled: ScheduledPortfolio, node: number, most: number): readonly number[] {
  const chain: number[] = []
  const seen = new Set<number>()
  let at: number | undefined = node
  while (at !== undefined && !seen.has(at) && chain.length < most) {
    seen.add(at)
    chain.push(at)
    at = behind(scheduled, at).predecessor
  }
  return chain
}

/** The link and node behind a node's start. */
function behind(
  { portfolio, schedule }: ScheduledPortfolio,
  node: number,
): { readonly link?: number; readonly predecessor?: number } {
  const driver = driverName(schedule.driver[node])
  const index = schedule.driverIndex[node] ?? -1
  if (index < 0) return {}
  if (driver === 'link') {
    const predecessor = portfolio.network.from[index]
    return { link: index, ...(predecessor !== undefined && { predecessor }) }
  }
  // A summary starts with one that is below it; a constraint of a summary holds what is below.
  return driver === 'children' ? { predecessor: index } : {}
}

function stepOf(scheduled: ScheduledPortfolio, node: number): ExplainedStep {
  const { portfolio, schedule } = scheduled
  const driver = driverName(schedule.driver[node])
  const { link, predecessor } = behind(scheduled, node)
  const name = nodeWords(portfolio, node)
  const begins = `${name} starts on ${startWords(scheduled, node)}`
  const sentence =
    driver === 'none'
      ? `${name} is not scheduled: ${unscheduledReason(scheduled, node)}.`
      : `${begins} ${reason(scheduled, { node, driver, link, predecessor })}`
  return {
    node,
    driver,
    sentence,
    ...(link !== undefined && { link }),
    ...(predecessor !== undefined && { predecessor }),
  }
}

function unscheduledReason({ portfolio, schedule }: ScheduledPortfolio, node: number): string {
  const known = portfolio.nodes[node]
  if (known?.kind === 'project') return 'nothing in it has dates'
  if (known?.statusCategory === 'cancelled') return 'it is cancelled'
  if (known?.kind === 'placeholder') return 'it is not synced, and no plan tells when it is done'
  if (((portfolio.network.flags[node] ?? 0) & NODE_FLAGS.inactive) !== 0) return 'its plan sets it inactive'
  const problem = schedule.problems.find((one) => 'node' in one && one.node === node)
  if (problem?.kind === 'beyondHorizon') return 'it would lie beyond the years 1 to 9999'
  if (problem?.kind === 'calendarWithoutWork') return 'its calendar has no working time where it is needed'
  return 'none of its dates can be told; `pmo schedule problems` tells what is wrong'
}

function reason(
  scheduled: ScheduledPortfolio,
  step: {
    readonly node: number
    readonly driver: DriverName
    readonly link: number | undefined
    readonly predecessor: number | undefined
  },
): string {
  const { portfolio, schedule, statusTime } = scheduled
  const { node, driver, link, predecessor } = step
  const { network } = portfolio
  if (driver === 'link' && link !== undefined && predecessor !== undefined)
    return `because ${linkReason(scheduled, node, link)}.`
  if (driver === 'children' && predecessor !== undefined)
    return `with ${nodeWords(portfolio, predecessor)}, the first that is part of it.`
  switch (driver) {
    case 'actual':
      return 'because it has begun then.'
    case 'statusDate':
      return (network.noEarlierThan[node] ?? 0) > statusTime
        ? 'because its tracker plans its start for then, and nothing holds it longer.'
        : 'because it has not begun, and nothing else holds it: work that is not done lies after the status date.'
    case 'manual':
      return portfolio.nodes[node]?.kind === 'placeholder'
        ? 'as the plan that waits for it takes for granted.'
        : 'because it is scheduled by hand: its plan states the date.'
    case 'constraint': {
      const through = schedule.driverIndex[node] ?? -1
      return `because of ${through >= 0 && through !== node ? `the constraint of ${nodeWords(portfolio, through)}` : 'its constraint'} (${constraintWords(scheduled, through >= 0 ? through : node)}).`
    }
    case 'project':
      return `because ${planTitle(scheduled, node)} begins then.`
    case 'children':
    case 'deadline':
    case 'link':
    case 'none':
      return 'by its calendar.'
    default: {
      const never: never = driver
      return never
    }
  }
}

function linkReason(scheduled: ScheduledPortfolio, node: number, link: number): string {
  const { portfolio } = scheduled
  const { network, links, nodes } = portfolio
  const known = links[link]
  const from = network.from[link] ?? -1
  const to = network.to[link] ?? -1
  if (known === undefined) return 'of a link'
  const isFromFinish = known.type === 'FS' || known.type === 'FF'
  const other = isFromFinish
    ? `finishes on ${finishWords(scheduled, from)}`
    : `starts on ${startWords(scheduled, from)}`
  const through =
    to === node || nodes[to] === undefined ? '' : ` as all that is part of ${nodeWords(portfolio, to)}`
  return `${nodeWords(portfolio, from)} ${other}, ${LINK_WORDS[known.type]}${lagWords(scheduled, link)}${originWords(known)}${through}`
}

function lagWords({ portfolio }: ScheduledPortfolio, link: number): string {
  const lag = portfolio.network.lag[link] ?? 0
  if (lag === 0) return ''
  const kind = portfolio.network.lagKind[link] ?? 0
  const word = lag < 0 ? 'lead' : 'lag'
  if (kind >= 2) return ` with a ${word} of ${Math.abs(lag)} % of its duration`
  const days = Math.round((Math.abs(lag) / 1440) * 10) / 10
  const length = kind === 1 ? `${days} elapsed ${days === 1 ? 'day' : 'days'}` : workWords(Math.abs(lag))
  return ` with a ${word} of ${length}`
}

function originWords({ origin, nativeType }: NetworkLink): string {
  if (origin === 'milestone') return ' (it is planned for this milestone)'
  if (origin === 'stated') return ' (stated by the PMO)'
  if (origin === 'found') return ' (found in a text and confirmed)'
  return nativeType === undefined || /^(FS|SS|FF|SF)$/.test(nativeType) ? '' : ` ("${nativeType}")`
}

const CONSTRAINT_WORDS = [
  'as soon as possible',
  'as late as possible',
  'must start on',
  'must finish on',
  'start no earlier than',
  'start no later than',
  'finish no earlier than',
  'finish no later than',
]

function constraintWords({ portfolio }: ScheduledPortfolio, node: number): string {
  const { network } = portfolio
  const kind = network.constraint[node] ?? 0
  const date = network.constraintDate[node] ?? Number.NaN
  const words = CONSTRAINT_WORDS[kind] ?? 'a constraint'
  if (Number.isNaN(date)) return words
  const zone = zoneOfNode(portfolio, node)
  const isFinish = words.includes('finish')
  return `${words} ${dayWords(isFinish ? finishDay(date, zone) : startDay(date, zone))}`
}

function planTitle({ portfolio }: ScheduledPortfolio, node: number): string {
  const plan = portfolio.plans[portfolio.network.project[node] ?? -1]
  return plan === undefined ? 'the schedule' : `"${plan.title}"`
}

function outlookOf(scheduled: ScheduledPortfolio, node: number): string[] {
  const { portfolio, schedule } = scheduled
  const { network, calendars } = portfolio
  const told: string[] = []
  const finish = schedule.finish[node] ?? Number.NaN
  if (Number.isNaN(finish)) return told
  const zone = zoneOfNode(portfolio, node)
  const calendar = calendars[network.calendar[node] ?? 0]
  told.push(
    `It finishes on ${finishWords(scheduled, node)}, counted in the calendar "${calendar?.name ?? ''}".`,
  )
  const deadline = network.deadline[node] ?? Number.NaN
  if (isLate(scheduled, node)) {
    const minutes = calendar?.between(deadline, finish) ?? finish - deadline
    told.push(
      `That is ${minutes > 0 ? `${workWords(minutes)} of work ` : ''}after its deadline of ${dayWords(finishDay(deadline, zone))}.`,
    )
  } else if (!Number.isNaN(deadline)) told.push(`Its deadline is ${dayWords(finishDay(deadline, zone))}.`)
  const total = schedule.totalFloat[node] ?? Number.NaN
  const free = schedule.freeFloat[node] ?? Number.NaN
  if (portfolio.nodes[node]?.statusCategory === 'done') told.push('It is done.')
  else if (schedule.critical[node] === 1)
    told.push(
      total < 0
        ? `It is critical: ${workWords(-total)} would have to be gained to keep ${limitWords(scheduled, node)}.`
        : `It is critical: any slip moves ${limitWords(scheduled, node)}.`,
    )
  else if (!Number.isNaN(total))
    told.push(
      `It can slip by ${workWords(total)} before it moves ${limitWords(scheduled, node)}${Number.isNaN(free) || free >= total ? '' : `, and by ${workWords(free)} before it moves what comes next`}.`,
    )
  return told
}

/** What a node's late finish is counted back from. */
function limitWords(scheduled: ScheduledPortfolio, node: number): string {
  const { portfolio, schedule } = scheduled
  const seen = new Set<number>()
  let at = node
  while (!seen.has(at)) {
    seen.add(at)
    const driver = driverName(schedule.lateDriver[at])
    const index = schedule.lateDriverIndex[at] ?? -1
    if (driver === 'deadline')
      return at === node ? 'its deadline' : `the deadline of ${nodeWords(portfolio, at)}`
    if (driver === 'constraint') return `the constraint of ${nodeWords(portfolio, index >= 0 ? index : at)}`
    const next = driver === 'link' ? (portfolio.network.to[index] ?? -1) : driver === 'children' ? index : -1
    if (next < 0) break
    at = next
  }
  return `the end of ${planTitle(scheduled, at)}`
}
