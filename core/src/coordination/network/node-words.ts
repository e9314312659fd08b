import { dayOf, localTimeOf } from '../../working-time/index.ts'
import type { PortfolioNetwork } from './portfolio-network.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'

/** A second: dates that end a day at midnight belong to the day before. */
const MOMENT = 1 / 60

/** The zone on whose clock a node's days are told. */
export function zoneOfNode({ network, plans, calendars }: PortfolioNetwork, node: number): string {
  const plan = plans[network.project[node] ?? -1]
  return plan?.zone ?? calendars[network.calendar[node] ?? 0]?.zone ?? 'UTC'
}

/** The calendar day on which something starts, YYYY-MM-DD. */
export function startDay(time: number, zone: string): string {
  return dayOf(time, zone)
}

/** The calendar day on which something finishes; what ends at midnight ends on the day before. */
export function finishDay(time: number, zone: string): string {
  return dayOf(time - MOMENT, zone)
}

/** A time on the clock of a zone, `YYYY-MM-DDTHH:mm`. */
export function clock(time: number, zone: string): string {
  return localTimeOf(time, zone).slice(0, -3)
}

/** A day for people: "12 May 2026". */
export function dayWords(day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
}

/** What a node is called in a sentence: `API-12 "Sign in" (github)`. */
export function nodeWords({ nodes }: PortfolioNetwork, node: number): string {
  const known = nodes[node]
  if (known === undefined) return 'an unknown item'
  const { kind, key, title, connection, ref } = known
  if (kind === 'project') return `the project "${title}"`
  if (kind === 'milestone') return `the milestone "${title}" (${connection})`
  const name = key ?? (title === '' ? ref : undefined)
  const where = connection === '' ? '' : ` (${connection}${kind === 'placeholder' ? ', not synced' : ''})`
  if (name === undefined) return `"${title}"${where}`
  return title === name || title === '' ? `${name}${where}` : `${name} "${title}"${where}`
}

/** The start of a node in words; "not scheduled" where it has none. */
export function startWords(
  { portfolio, schedule }: Pick<ScheduledPortfolio, 'portfolio' | 'schedule'>,
  node: number,
): string {
  const time = schedule.start[node] ?? Number.NaN
  return Number.isNaN(time) ? 'not scheduled' : dayWords(startDay(time, zoneOfNode(portfolio, node)))
}

/** The finish of a node in words. */
export function finishWords(
  { portfolio, schedule }: Pick<ScheduledPortfolio, 'portfolio' | 'schedule'>,
  node: number,
): string {
  const time = schedule.finish[node] ?? Number.NaN
  return Number.isNaN(time) ? 'not scheduled' : dayWords(finishDay(time, zoneOfNode(portfolio, node)))
}
