/** What the page of a project shows, one at a time. */
export const TABS = {
  status: 'Status',
  milestones: 'Milestones',
  progress: 'Progress',
  flow: 'Flow',
  value: 'Earned value',
  findings: 'Findings',
  people: 'People',
  history: 'History',
} as const
export type TabName = keyof typeof TABS

/** A view of a project: the tab, and the day as of which everything is told. It is the address. */
export interface ProjectView {
  readonly tab: TabName
  /** Calendar day, UTC, before today; absent: now. */
  readonly asOf?: string
}

/** No tracker is older; browsers know no day of the year 0. */
const FIRST_DAY = '1970-01-01'

/** Reads a view from an address; what is not understood is left out. @param today calendar day, UTC */
export function projectViewOf(search: Readonly<Record<string, unknown>>, today: string): ProjectView {
  const asked = search['tab']
  const tab = isTab(asked) ? asked : 'status'
  const asOf = search['asOf']
  return { tab, ...(typeof asOf === 'string' && isPastDay(asOf, today) && { asOf }) }
}

/** Writes a view for an address: only what differs from the status of now. */
export function projectAddressOf({ tab, asOf }: ProjectView): Record<string, string> {
  return { ...(tab !== 'status' && { tab }), ...(asOf !== undefined && { asOf }) }
}

/** The end of a day, UTC, as an instant. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59.999Z`
}

/** The calendar day of an instant, UTC. @param now milliseconds since 1970 */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10)
}

function isTab(value: unknown): value is TabName {
  return typeof value === 'string' && Object.hasOwn(TABS, value)
}

function isPastDay(text: string, today: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text >= today) return false
  const instant = Date.parse(text)
  // 2026-02-30 is read as a day of March by some.
  return !Number.isNaN(instant) && dayOf(instant) === text
}
