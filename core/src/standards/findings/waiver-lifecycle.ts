import type { Tx } from '../../database/index.ts'
import type { FindingEventType } from './finding.ts'
import { addEvents, type NewEvent } from './queries-record.ts'
import { waiverFor, type HeldWaiver } from './waiver-cover.ts'
import {
  decideWaiver,
  heldWaivers,
  overdueWaivers,
  reopenWaived,
  setWaived,
  usedWaivers,
  waivableFindings,
  type WaivableFinding,
} from './waiver-queries.ts'

/** When something is done to waivers: the instant, the day it is there, and who does it. */
export interface WaiverMoment {
  readonly at: string
  /** Calendar day, `YYYY-MM-DD`. */
  readonly today: string
  readonly by: string
}

/** By whom a waiver ends when its time is over. */
export const CLOCK = 'clock'

/** Has an approved waiver hold for what it is about. @returns how many findings it holds for */
export async function holdWaiver(tx: Tx, waiver: HeldWaiver, moment: WaiverMoment): Promise<number> {
  let total = 0
  for await (const page of waivableFindings(tx, { waiver })) {
    const chosen = await chooseWaivers(tx, page, moment)
    const taken = page.filter(({ id, waiver: before, state }) => {
      const now = chosen.get(id)
      return now?.id === waiver.id && (state === 'open' || before !== now.id)
    })
    total += taken.length
    if (taken.length === 0) continue
    await setWaived(
      tx,
      taken.map(({ id }) => ({ id, waiver: waiver.id })),
      moment.at,
    )
    await addEvents(tx, eventsOf(taken, 'waived', waiver.id), moment)
  }
  return total
}

/** Lets go of what a waiver held for that holds no longer; another one may hold for it. @returns how many opened again */
export async function releaseWaiver(
  tx: Tx,
  id: string,
  type: Extract<FindingEventType, 'waiver-expired' | 'waiver-withdrawn'>,
  moment: WaiverMoment,
): Promise<number> {
  let total = 0
  for await (const page of waivableFindings(tx, { heldBy: id })) {
    const chosen = await chooseWaivers(tx, page, moment)
    const moved = page.filter((one) => chosen.has(one.id))
    const opened = page.filter((one) => !chosen.has(one.id))
    if (moved.length > 0) {
      const rows = moved.map((one) => ({ id: one.id, waiver: chosen.get(one.id)?.id ?? '' }))
      await setWaived(tx, rows, moment.at)
    }
    if (opened.length > 0)
      await reopenWaived(
        tx,
        opened.map((one) => one.id),
        moment,
      )
    await addEvents(tx, eventsOf(page, type, id), moment)
    total += opened.length
  }
  return total
}

/** A waiver that has just ended by itself. */
export interface ExpiredWaiver {
  readonly id: string
  readonly rule: string
  readonly project?: string
  readonly reason: string
  readonly until: string
  /** Findings that opened again by it. */
  readonly reopened: number
}

/** Ends the waivers whose last day is over, and opens again what they held for. */
export async function expireWaivers(
  tx: Tx,
  moment: Omit<WaiverMoment, 'by'>,
): Promise<readonly ExpiredWaiver[]> {
  const overdue = await overdueWaivers(tx, moment.today)
  // All of them end before any finding looks for another one.
  for (const { id } of overdue)
    await decideWaiver(tx, id, { state: 'expired', by: CLOCK, at: moment.at, note: 'Its last day is over.' })
  const ended: ExpiredWaiver[] = []
  for (const { id, rule, project, reason, until } of overdue) {
    const reopened = await releaseWaiver(tx, id, 'waiver-expired', { ...moment, by: CLOCK })
    ended.push({ id, rule, ...(project !== null && { project }), reason, until, reopened })
  }
  return ended
}

/** Ends one-time waivers of which nothing is left. @returns how many */
export async function endUsedWaivers(tx: Tx, at: string): Promise<number> {
  const used = await usedWaivers(tx)
  for (const id of used)
    await decideWaiver(tx, id, {
      state: 'ended',
      by: CLOCK,
      at,
      note: 'Everything that it held for is put right.',
    })
  return used.length
}

async function chooseWaivers(
  tx: Tx,
  page: readonly WaivableFinding[],
  { today }: WaiverMoment,
): Promise<ReadonlyMap<string, HeldWaiver>> {
  const chosen = new Map<string, HeldWaiver>()
  for (const [project, some] of Map.groupBy(page, (one) => one.project)) {
    const held = await heldWaivers(tx, { project, ids: some.map(({ id }) => id), today })
    for (const one of some) {
      const waiver = waiverFor(one, held, today)
      if (waiver !== undefined) chosen.set(one.id, waiver)
    }
  }
  return chosen
}

function eventsOf(
  rows: readonly WaivableFinding[],
  type: FindingEventType,
  waiver: string,
): readonly NewEvent[] {
  return rows.map(({ id, version, message }) => ({ finding: id, type, version, message, waiver }))
}
