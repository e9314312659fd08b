import { canonicalJson, formerValues } from '@headless-pmo/engine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asOf, type Past } from './as-of.ts'
import { knownAt, type ObservedChange, type RecordState } from './observed-history.ts'
import type { StatedChange } from './stated-history.ts'

const FIELDS = ['kind', 'ref', 'title', 'note', 'labels', 'milestone', 'created', 'updated', 'finished']
const START = Date.UTC(2024, 0, 1)
/** Second `n` of the story. */
const iso = (n: number): string => new Date(START + n * 1000).toISOString()
const us = (n: number): number => (START + n * 1000) * 1000

type Data = Record<string, unknown>
type Step = { readonly sync: true } | { readonly field: string; readonly value: string }

/** A tracker's item with its true history, and what syncing at some moments has seen of it. */
class Story {
  readonly truth: { readonly at: number; readonly data: Data }[]
  readonly stated: StatedChange[] = []
  readonly observed: ObservedChange[] = []
  readonly syncs: { readonly at: number; readonly data: Data }[] = []
  state: RecordState = { ref: '1', data: {} }

  constructor(steps: readonly Step[]) {
    const first = { kind: 'workItem', ref: '1', title: 't0', note: 'n0', created: iso(0), updated: iso(0) }
    this.truth = [{ at: 0, data: first }]
    for (const [index, step] of steps.entries()) {
      const at = index + 1
      if ('sync' in step) this.#sync(at)
      else this.#edit(at, step.field, step.value)
    }
  }

  dataAt(at: number): Data {
    return this.truth.findLast((version) => version.at <= at)?.data ?? {}
  }

  #sync(at: number): void {
    const data = this.dataAt(at)
    this.syncs.push({ at, data })
    if (this.observed.length === 0) {
      this.observed.push({ event: 'created', cause: 'tracker', at: iso(0), knownAt: iso(at) })
    } else if (canonicalJson(data) !== canonicalJson(this.state.data)) {
      const before = formerValues(this.state.data, data)
      const change = { event: 'updated', cause: 'tracker', before } as const
      this.observed.push({ ...change, at: String(data['updated']), knownAt: iso(at) })
    }
    this.state = { ref: '1', data }
  }

  #edit(at: number, field: string, value: string): void {
    const before = this.dataAt(at)
    const change = { ref: String(at), field, at: us(at) }
    let next: Data
    if (field === 'labels') {
      const labels = Array.isArray(before['labels']) ? (before['labels'] as string[]) : []
      const has = labels.includes(value)
      this.stated.push({
        ...change,
        ...(has ? { effect: 'remove', from: value } : { effect: 'add', to: value }),
      })
      const { labels: _old, ...rest } = before
      const now = has ? labels.filter((label) => label !== value) : [...labels, value]
      next = now.length === 0 ? rest : { ...rest, labels: now }
    } else {
      if (field === 'title') this.stated.push({ ...change, effect: 'set', from: before['title'], to: value })
      // This tracker does not tell which milestone was replaced.
      if (field === 'milestone') this.stated.push({ ...change, effect: 'set', to: value })
      next = { ...before, [field]: value }
    }
    this.truth.push({ at, data: { ...next, updated: iso(at) } })
  }

  /** What syncing up to a moment knows of the tracker's own history. */
  statedBy(at: number): StatedChange[] {
    const seen = this.syncs.findLast((sync) => sync.at <= at)?.at ?? -1
    return this.stated.filter((change) => change.at <= us(seen))
  }
}

const step = fc.oneof(
  fc.constant<Step>({ sync: true }),
  fc.record({
    field: fc.constantFrom('title', 'note', 'labels', 'milestone'),
    value: fc.constantFrom('a', 'b', 'c'),
  }),
)
const story = fc.array(step, { maxLength: 25 }).map((steps) => new Story(steps))
const moment = fc.integer({ min: -2, max: 30 })

test('known at: replaying backwards gives what was stored after each sync', () => {
  fc.assert(
    fc.property(story, moment, (s, known) => {
      const expected = s.syncs.findLast((sync) => sync.at <= known)
      const found = knownAt(s.state, s.observed, us(known))
      expect(canonicalJson(found?.state.data ?? null)).toBe(canonicalJson(expected?.data ?? null))
    }),
    { numRuns: 500 },
  )
})

/** The naive model: looks values up in the log of versions and of edits, without any replay. */
function expectedField(s: Story, field: string, at: number, known: number): { value: unknown } | 'unknown' {
  const lastSync = s.syncs.findLast((sync) => sync.at <= known)?.at ?? -1
  const covered = s.statedBy(known).some((change) => change.field === field)
  if (covered) return { value: s.dataAt(Math.min(at, lastSync))[field] }
  const version = s.syncs
    .filter((sync) => sync.at <= known)
    .findLast((sync) => us(at) >= Date.parse(String(sync.data['updated'])) * 1000)
  return version === undefined ? 'unknown' : { value: version.data[field] }
}

test('as of: every field agrees with the log of versions and edits, or is unknown', () => {
  fc.assert(
    fc.property(story, moment, moment, (s, at, knownBy) => {
      const known = knownAt(s.state, s.observed, us(knownBy))
      fc.pre(known !== undefined && at >= 0)
      const past = asOf(known, s.statedBy(knownBy), FIELDS, us(at))
      if (past.outcome !== 'present') throw new Error(`was ${past.outcome}`)
      for (const field of ['title', 'note', 'labels']) {
        const expected = expectedField(s, field, at, knownBy)
        expect([field, past.unknown.includes(field)]).toEqual([field, expected === 'unknown'])
        if (expected === 'unknown') continue
        expect(sorted(past.data[field])).toEqual(sorted(expected.value))
      }
      // Of this field the tracker tells less: what is said must be true.
      const milestone = expectedField(s, 'milestone', at, knownBy)
      const said = past.unknown.includes('milestone') ? milestone : { value: past.data['milestone'] }
      expect(said).toEqual(milestone)
    }),
    { numRuns: 1000 },
  )
})

const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map(String).toSorted() : value)

describe('evidence', () => {
  const created: ObservedChange = { event: 'created', cause: 'tracker', at: iso(0), knownAt: iso(50) }
  const present = (past: Past): Extract<Past, { outcome: 'present' }> => {
    if (past.outcome !== 'present') throw new Error(`was ${past.outcome}`)
    return past
  }

  test('before the tracker made it, a record was absent', () => {
    const data = { kind: 'workItem', title: 'a', created: iso(0) }
    const past = asOf({ state: { ref: '1', data }, changes: [created] }, [], FIELDS, us(-1))
    expect(past).toEqual({ outcome: 'absent', reason: 'not_created' })
  })

  test('nothing is known before our first sight of the record', () => {
    expect(knownAt({ ref: '1', data: {} }, [created], us(49))).toBeUndefined()
  })

  test('without instants of the tracker, a record is unknown before we saw it', () => {
    const known = { state: { ref: '1', data: { kind: 'workItem', title: 'a' } }, changes: [created] }
    expect(asOf(known, [], FIELDS, us(49))).toEqual({ outcome: 'unknown' })
    expect(present(asOf(known, [], FIELDS, us(50))).data).toMatchObject({ title: 'a' })
  })

  test('instants tell when it was started and finished; what it was called then is unknown', () => {
    const data = {
      kind: 'workItem',
      title: 'a',
      statusCategory: 'done',
      created: iso(0),
      updated: iso(40),
      started: iso(10),
      finished: iso(20),
    }
    const fields = [...FIELDS, 'statusCategory', 'started']
    const at = (n: number) =>
      present(asOf({ state: { ref: '1', data }, changes: [created] }, [], fields, us(n)))
    expect(at(5).data).toMatchObject({ statusCategory: 'todo', created: iso(0) })
    expect(at(5).data).not.toHaveProperty('finished')
    expect(at(15).data).toMatchObject({ statusCategory: 'in_progress', started: iso(10) })
    expect(at(25).data).toMatchObject({ statusCategory: 'done', finished: iso(20) })
    expect(at(25).unknown).toEqual(['title', 'updated', 'note', 'labels', 'milestone'])
    expect(at(45).unknown).toEqual([])
  })

  test('a changed mapping is none of the tracker’s doing: its result holds for the past as well', () => {
    const data = { kind: 'workItem', title: 'B', extra: 'x', created: iso(0), updated: iso(60) }
    const changes: ObservedChange[] = [
      created,
      {
        event: 'updated',
        cause: 'tracker',
        before: { updated: iso(1), note: 'old' },
        at: iso(60),
        knownAt: iso(61),
      },
      {
        event: 'updated',
        cause: 'mapping',
        before: { title: 'b', extra: null },
        at: iso(70),
        knownAt: iso(70),
      },
    ]
    const known = { state: { ref: '1', data }, changes }
    expect(present(asOf(known, [], FIELDS, us(65))).data).toMatchObject({ title: 'B', extra: 'x' })
    // The version before the update was never read by the new mapping: what it held in `extra` nobody knows.
    const earlier = present(asOf(known, [], FIELDS, us(30)))
    expect(earlier.data).toMatchObject({ title: 'B', note: 'old' })
    expect(earlier.unknown).toEqual(['extra'])
    // What was known then is what the old mapping had said.
    expect(knownAt(known.state, changes, us(65))?.state.data).toMatchObject({ title: 'b' })
  })

  test('a removed record is absent from the instant of its removal, and present again once restored', () => {
    const data = { kind: 'workItem', title: 'a', created: iso(0), updated: iso(1) }
    const changes: ObservedChange[] = [
      created,
      { event: 'retired', cause: 'tracker', at: iso(60), knownAt: iso(61) },
      { event: 'restored', cause: 'tracker', formerGone: 'deleted', at: iso(70), knownAt: iso(71) },
    ]
    const known = { state: { ref: '1', data }, changes }
    const outcome = (n: number): string => asOf(known, [], FIELDS, us(n)).outcome
    expect([59, 60, 69, 70].map(outcome)).toEqual(['present', 'absent', 'absent', 'present'])
    expect(asOf(known, [], FIELDS, us(65))).toEqual({ outcome: 'absent', reason: 'deleted' })
    expect(knownAt(known.state, changes, us(65))?.state.gone).toBe('deleted')
  })

  test('what only a new mapping gives was there all along; what it no longer gives never was', () => {
    const data = { kind: 'workItem', title: 'a', created: iso(0), updated: iso(1) }
    const retired: ObservedChange = { event: 'retired', cause: 'mapping', at: iso(60), knownAt: iso(60) }
    const known = { state: { ref: '1', data, gone: 'unmapped' as const }, changes: [created, retired] }
    expect(asOf(known, [], FIELDS, us(5))).toEqual({ outcome: 'absent', reason: 'unmapped' })
    expect(knownAt(known.state, known.changes, us(55))?.state.gone).toBeUndefined()
  })

  test('a version that we dated late is older than one that the tracker dates before it', () => {
    const changes: ObservedChange[] = [
      created,
      { event: 'updated', cause: 'tracker', before: { title: 'a' }, at: iso(90), knownAt: iso(90) },
      { event: 'updated', cause: 'tracker', before: { title: 'b' }, at: iso(80), knownAt: iso(95) },
    ]
    const known = { state: { ref: '1', data: { kind: 'workItem', title: 'c', created: iso(0) } }, changes }
    expect(present(asOf(known, [], FIELDS, us(79))).data['title']).toBe('a')
    expect(present(asOf(known, [], FIELDS, us(85))).data['title']).toBe('c')
  })
})
