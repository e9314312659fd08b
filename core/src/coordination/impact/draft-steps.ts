import { endOf, toWorking } from '../../working-time/index.ts'
import { LINK_TYPES, NODE_FLAGS } from '../schedule/index.ts'
import { amountMinutes, type Amount } from './amount.ts'
import { openDesk, peopleOf, unchanged, type Desk, type Drafted } from './desk.ts'
import type { ImpactBase } from './impact-base.ts'
import { moveProject } from './move-project.ts'
import { movable, prolong, stateOf } from './node-moves.ts'
import { releasePeople } from './release-people.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { settleWishes } from './settle-wishes.ts'
import { addAmount, isNoShift, NO_SHIFT } from './shift.ts'

type Step<Do extends ResolvedStep['do']> = Extract<ResolvedStep, { do: Do }>

/** Everything that the steps of a scenario change, and what each of them came to. */
export interface DraftedSteps extends Desk {
  readonly steps: readonly Drafted[]
}

/**
 * Turns steps into changes of the network. They are taken by their kind, and those of one kind are summed up or sorted, so
 * that their order does not matter where it means nothing.
 */
export function draftSteps(base: ImpactBase, steps: readonly ResolvedStep[]): DraftedSteps {
  const desk = openDesk(base)
  const drafted = steps.map((step): Drafted => {
    if (step.do === 'set-duration') return setDuration(desk, step)
    if (step.do === 'add-link') return addLink(desk, step)
    if (step.do === 'remove-link') return removeLink(desk, step)
    if (step.do === 'add-project') return { reason: 'applied', changed: 1, done: 0, about: [] }
    return unchanged('no-change')
  })
  for (const [at, one] of givenAway(desk, steps)) drafted[at] = one
  for (const [at, one] of releasePeople(desk, steps)) drafted[at] = one
  for (const [at, one] of movedProjects(desk, steps)) drafted[at] = one
  for (const [at, one] of slips(desk, steps)) drafted[at] = one
  return { ...desk, steps: drafted }
}

/** All slips at once; and what is handed over later, which is the same move. */
function slips(desk: Desk, steps: readonly ResolvedStep[]): Map<number, Drafted> {
  const found = new Map<number, Drafted>()
  const wanted = steps.flatMap((step, at) => (step.do === 'slip' ? [{ ...step, at }] : []))
  const slipping = [...Map.groupBy(wanted, ({ node }) => node)].map(([node, of]) => {
    const { open, done, stuck } = movable(desk, desk.outline.leaves(node))
    const shift = of.reduce((sum, { by }) => addAmount(sum, by), NO_SHIFT)
    desk.wishes.push({ source: node, nodes: open, shift })
    return { of, open, done, stuck, shift }
  })
  const totals = settleWishes(desk)
  for (const { of, open, done, stuck, shift } of slipping) {
    const about = isNoShift(shift) ? [] : open.filter((leaf) => !isNoShift(totals.get(leaf) ?? NO_SHIFT))
    const nothing = unchanged(open.length === 0 ? stuck : 'no-change', done)
    const drafted: Drafted =
      about.length === 0 ? nothing : { reason: 'applied', changed: about.length, done, about }
    for (const { at } of of) found.set(at, drafted)
  }
  return found
}

function* movedProjects(desk: Desk, steps: readonly ResolvedStep[]): Generator<readonly [number, Drafted]> {
  const wanted = steps.flatMap((step, at) => (step.do === 'move-project' ? [{ at, step }] : []))
  for (const [project, of] of Map.groupBy(wanted, ({ step }) => step.project)) {
    const moves = of.map(({ step }) => step)
    const drafted = moveProject(desk, project, moves)
    for (const { at } of of) yield [at, drafted]
  }
}

function setDuration(desk: Desk, { node, duration }: Step<'set-duration'>): Drafted {
  if (desk.outline.isSummary(node)) return unchanged('summary')
  const state = stateOf(desk, node)
  if (state === 'done') return unchanged('done', 1)
  if (state === 'inactive' || state === 'given-away') return unchanged(state)
  if (state === 'unscheduled') return unchanged('not-scheduled')
  if (!prolong(desk, node, durationMinutes(desk, node, duration))) return unchanged('no-change')
  return { reason: 'applied', changed: 1, done: 0, about: [node] }
}

/** An amount in working minutes of a node; one of the clock is laid from its start on. */
function durationMinutes(desk: Desk, node: number, amount: Amount): number {
  const { table, calendar, lengths } = desk.calendarOf(node)
  const minutes = amountMinutes(amount, lengths)
  if (amount.basis === 'working') return minutes
  const start = desk.base.schedule.start[node] ?? 0
  return toWorking(table, calendar, start + minutes) - toWorking(table, calendar, start)
}

function addLink(desk: Desk, { from, to, type, lag }: Step<'add-link'>): Drafted {
  desk.draft.addLink({
    from,
    to,
    type,
    lag: lag === undefined ? 0 : amountMinutes(lag, desk.calendarOf(to).lengths),
    lagKind: lag?.basis === 'elapsed' ? 'elapsed' : 'working',
  })
  return { reason: 'applied', changed: 1, done: 0, about: movable(desk, desk.outline.leaves(to)).open }
}

function removeLink(desk: Desk, { from, to, type }: Step<'remove-link'>): Drafted {
  const { draft, base, outline } = desk
  const { network } = base
  const code = type === undefined ? undefined : LINK_TYPES[type]
  let removed = draft.dropAdded(
    (link) => link.from === from && link.to === to && (type === undefined || link.type === type),
  )
  for (let link = 0; link < network.linkCount; link++) {
    if (network.from[link] !== from || network.to[link] !== to || draft.isRemoved(link)) continue
    if (code !== undefined && network.type[link] !== code) continue
    draft.removeLink(link)
    removed++
  }
  if (removed === 0) return unchanged('no-link')
  return { reason: 'applied', changed: removed, done: 0, about: movable(desk, outline.leaves(to)).open }
}

/** What several steps give away comes back on the last of the days named, and not at all if one names none. */
function* givenAway(desk: Desk, steps: readonly ResolvedStep[]): Generator<readonly [number, Drafted]> {
  const wanted = steps.flatMap((step, at) =>
    step.do === 'give-away' ? [{ ...step, at, ...movable(desk, desk.outline.leaves(step.node)) }] : [],
  )
  const outside = new Set<number>()
  for (const { at, back, open, done, stuck } of wanted.toSorted(byReturn)) {
    for (const leaf of open) {
      if (!outside.has(leaf)) handOut(desk, leaf)
      outside.add(leaf)
      if (back === undefined) drop(desk, leaf)
      else handBack(desk, leaf, back)
    }
    const about = back === undefined ? [] : open
    yield [
      at,
      open.length === 0 ? unchanged(stuck, done) : { reason: 'applied', changed: open.length, done, about },
    ]
  }
}

function byReturn(one: Pick<Step<'give-away'>, 'back'>, other: Pick<Step<'give-away'>, 'back'>): number {
  if (one.back === undefined || other.back === undefined)
    return Number(one.back === undefined) - Number(other.back === undefined)
  return one.back - other.back
}

function handOut(desk: Desk, leaf: number): void {
  for (const person of peopleOf(desk.base, leaf)) desk.handed.push({ node: leaf, from: person, to: -1 })
}

const NOT_BEGUN = {
  constraint: 'asSoonAsPossible',
  constraintDate: Number.NaN,
  actualStart: Number.NaN,
  remaining: Number.NaN,
  resume: Number.NaN,
} as const

/** It takes no time any more; what waits for it still waits for what came before it, so that no gain is promised falsely. */
function drop({ draft, dropped }: Desk, leaf: number): void {
  dropped.add(leaf)
  const flags = draft.value(leaf, 'flags') & ~NODE_FLAGS.manual
  draft.set(leaf, { ...NOT_BEGUN, flags, duration: 0, deadline: Number.NaN })
}

/** It lies outside: its dates are what was agreed, whatever it waits for. */
function handBack(desk: Desk, leaf: number, back: number): void {
  const { draft, base } = desk
  const { table, calendar } = desk.calendarOf(leaf)
  const plannedFinish = endOf(table, calendar, toWorking(table, calendar, back))
  const plannedStart = Math.min(base.schedule.start[leaf] ?? plannedFinish, plannedFinish)
  const flags = draft.value(leaf, 'flags') | NODE_FLAGS.manual
  draft.set(leaf, { ...NOT_BEGUN, flags, plannedStart, plannedFinish })
}
