import { breather } from '@headless-pmo/engine'
import type { Tx } from '../../database/index.ts'
import { draftOf, dueDay, type Draft } from './draft.ts'
import type { FindingDelta, JudgedOutcome, Judgement, JudgingRule } from './judgement.ts'
import {
  addEvents,
  knownFindings,
  liveFindings,
  makeNews,
  noteJudged,
  projectOf,
  resolveFindings,
  updateFindings,
  writeFindings,
  type KnownFinding,
  type LiveFinding,
  type NewEvent,
  type WrittenFinding,
} from './queries-record.ts'
import { endDoubts, noteDoubts, type Doubted } from './queries-doubts.ts'
import { doubtsOf, unjudgedBy } from './unjudged.ts'
import { waiverFor, type HeldWaiver } from './waiver-cover.ts'
import { expireWaivers } from './waiver-lifecycle.ts'
import { heldWaivers } from './waiver-queries.ts'

/** What a judgement means for what is kept. */
interface Changes {
  /** Of findings that stay as they are, and are told otherwise. */
  readonly changed: { readonly draft: Draft; readonly before: LiveFinding }[]
  /** Of findings that are not live in this unit. */
  readonly fresh: Draft[]
  readonly resolved: string[]
  /** Of findings that could not be looked for: they stay, and it is said. */
  readonly doubted: Doubted[]
  /** Of findings that could not be looked for before, and now could. */
  readonly confirmed: string[]
  seenAgain: number
}

/** Keeps what rules said of a unit: see {@link FindingRecorder}. */
export async function recordJudgement(tx: Tx, judgement: Judgement): Promise<FindingDelta> {
  const { unit, at, today, run } = judgement
  await makeNews(tx)
  // What a waiver held for until yesterday is open again, whatever the rules say of it today.
  await expireWaivers(tx, { at, today })
  const changes = await compare(tx, judgement)
  await updateFindings(
    tx,
    changes.changed.map(({ draft, before }) => ({
      ...draft,
      due: dueDay(before.opened_day, draft.due_days),
    })),
  )
  await addEvents(tx, severityEvents(changes), { at, by: run })
  await resolveFindings(tx, changes.resolved, { unit, at, run })
  await noteDoubts(tx, changes.doubted, at)
  await endDoubts(tx, changes.confirmed)
  const opened = await openAll(tx, judgement, changes.fresh)
  await noteJudged(
    tx,
    { unit, at, today, run },
    judgement.judged.map(({ rule: { rule }, outcome }) => ({
      rule: rule.id,
      version: rule.version,
      outcome,
    })),
  )
  return { ...opened, seenAgain: changes.seenAgain + opened.seenAgain, resolved: changes.resolved.length }
}

/** Holds what was said against what is kept; many findings at a time, with room for others between. */
async function compare(tx: Tx, { unit, judged }: Judgement): Promise<Changes> {
  const breathe = breather()
  const drafts = new Map<string, Draft>()
  for (const { rule, outcome } of judged) {
    for (const failure of outcome.failures) {
      const draft = draftOf(rule, failure)
      drafts.set(draft.id, draft)
      await breathe()
    }
  }
  const byRule = new Map(judged.map((one) => [one.rule.rule.id, unjudgedOf(one)]))
  const reasons = new Map(judged.map(({ rule: { rule }, outcome }) => [rule.id, doubtsOf(rule.id, outcome)]))
  const changes: Changes = {
    changed: [],
    fresh: [],
    resolved: [],
    doubted: [],
    confirmed: [],
    seenAgain: 0,
  }
  for await (const page of liveFindings(tx, unit, [...byRule.keys()])) {
    for (const before of page) {
      await breathe()
      const draft = drafts.get(before.id)
      if (draft === undefined) {
        const isDoubted = byRule.get(before.rule)?.(before) === true
        if (!isDoubted) changes.resolved.push(before.id)
        else if (before.doubted_since === null)
          changes.doubted.push({ id: before.id, why: reasons.get(before.rule)?.(before) ?? '' })
        continue
      }
      if (before.doubted_since !== null) changes.confirmed.push(before.id)
      drafts.delete(before.id)
      changes.seenAgain += 1
      if (draft.digest !== before.digest) changes.changed.push({ draft, before })
    }
  }
  changes.fresh.push(...drafts.values())
  return changes
}

function unjudgedOf({ rule, outcome }: { readonly rule: JudgingRule; readonly outcome: JudgedOutcome }) {
  return unjudgedBy(rule.rule.id, outcome)
}

/** Opens what is new, and opens again what was resolved; a waiver may hold for it from the start. */
async function openAll(
  tx: Tx,
  { unit, at, today, run }: Judgement,
  fresh: readonly Draft[],
): Promise<Omit<FindingDelta, 'resolved'>> {
  const project = projectOf(unit)
  const ids = fresh.map(({ id }) => id)
  const known = await knownFindings(tx, ids)
  const held = ids.length === 0 ? [] : await heldWaivers(tx, { project, ids, today })
  const delta = { opened: 0, seenAgain: 0, reopened: 0, waived: 0 }
  const written: WrittenFinding[] = []
  const events: NewEvent[] = []
  const breathe = breather()
  for (const draft of fresh) {
    await breathe()
    const before = known.get(draft.id)
    const isMove = before !== undefined && hasMoved(before, run)
    const opening = isMove
      ? { opened_at: before.opened_at, opened_day: before.opened_day }
      : { opened_at: at, opened_day: today }
    const waiver = waiverFor({ ...draft, project, ...opening }, held, today)
    written.push(writtenOf(draft, { at, opening, waiver, again: before === undefined || isMove ? 0 : 1 }))
    const event = { finding: draft.id, version: draft.version, message: draft.body.message, waiver: null }
    if (isMove) {
      delta.seenAgain += 1
      events.push({ ...event, type: 'moved', waiver: waiver?.id ?? null })
      continue
    }
    delta[before === undefined ? 'opened' : 'reopened'] += 1
    events.push({ ...event, type: before === undefined ? 'opened' : 'reopened' })
    if (waiver === undefined) continue
    delta.waived += 1
    events.push({ ...event, type: 'waived', waiver: waiver.id })
  }
  await writeFindings(tx, { unit, project }, written)
  await addEvents(tx, events, { at, by: run })
  return delta
}

/**
 * An item that went to another project takes its findings along. Whichever of the two projects is judged first, the
 * finding is the same one: the other has let go of it in this very run, or still has it.
 */
function hasMoved({ state, resolved_run }: KnownFinding, run: string): boolean {
  return state !== 'resolved' || resolved_run === run
}

function writtenOf(
  draft: Draft,
  of: {
    readonly at: string
    readonly opening: Pick<WrittenFinding, 'opened_at' | 'opened_day'>
    readonly waiver: HeldWaiver | undefined
    readonly again: 0 | 1
  },
): WrittenFinding {
  const { at, opening, waiver, again } = of
  return {
    ...draft,
    ...opening,
    since: at,
    due: dueDay(opening.opened_day, draft.due_days),
    state: waiver === undefined ? 'open' : 'waived',
    waiver: waiver?.id ?? null,
    again,
  }
}

function severityEvents({ changed }: Changes): readonly NewEvent[] {
  return changed.flatMap(({ draft, before }): NewEvent[] =>
    draft.severity === before.severity
      ? []
      : [
          {
            finding: draft.id,
            type: 'severity-changed',
            version: draft.version,
            message: draft.body.message,
            waiver: null,
          },
        ],
  )
}
