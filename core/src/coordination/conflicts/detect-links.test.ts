import { describe, expect, test } from 'vitest'
import type { Conflict, ConflictKind } from './conflict.ts'
import type { ConflictFacts } from './conflict-facts.ts'
import { detectConflicts } from './detect-conflicts.ts'
import { sampleFacts, sampleItem, sampleLink, type SampleRecord } from './test-support/sample-facts.ts'

const found = (facts: ConflictFacts, kind?: ConflictKind): Conflict[] =>
  [...detectConflicts(facts)].filter(
    (one) => one !== undefined && (kind === undefined || one.kind === kind),
  ) as Conflict[]

const inDesk = (...args: Parameters<typeof sampleItem>): SampleRecord => ({
  connection: 'desk',
  project: 'docks',
  record: sampleItem(...args),
})
const inCode = (...args: Parameters<typeof sampleItem>): SampleRecord => ({
  connection: 'code',
  project: 'fleet',
  record: sampleItem(...args),
})
const link = sampleLink('stated:1', ['desk', 'A'], ['code', 'B'])

describe('a successor over the border of a tool', () => {
  test('that is planned before its predecessor is done is found, with days, both dates, both owners and what to do', () => {
    const facts = sampleFacts(
      [
        inDesk('A', { due: '2026-03-20' }),
        inCode('B', { plannedStart: '2026-03-16', plannedFinish: '2026-03-27' }),
      ],
      { kept: [link] },
    )
    expect(found(facts)).toEqual([
      {
        id: expect.stringMatching(/^successor-too-early-[0-9a-f]{12}$/),
        kind: 'successor-too-early',
        sentence:
          'B (code) is planned to start on 2026-03-16, 4 days before A (desk) that it waits for is done (2026-03-20).',
        action:
          'Agree on one date (Ada and Bob): move B (code) to 2026-03-20 or later, bring A (desk) forward, or take the link back if it does not hold.',
        size: 4,
        unit: 'days',
        evidence: [
          {
            connection: 'desk',
            ref: 'A',
            key: 'A',
            project: 'docks',
            source: 'tracker',
            what: 'due',
            value: '2026-03-20',
          },
          {
            connection: 'code',
            ref: 'B',
            key: 'B',
            project: 'fleet',
            source: 'tracker',
            what: 'planned start',
            value: '2026-03-16',
          },
          { source: 'link', what: 'link', value: 'A (desk) before B (code) (FS), stated:1' },
        ],
        parties: [
          { kind: 'project', id: 'docks', name: 'Docks', owner: 'Ada', part: 'predecessor' },
          { kind: 'project', id: 'fleet', name: 'Fleet', owner: 'Bob', part: 'successor' },
        ],
        assumed: false,
      },
    ])
  })

  test.each(['Pacific/Kiritimati', 'Asia/Tokyo', 'America/Los_Angeles'])(
    'is told with the days that the trackers name, where the house works in %s',
    (timeZone) => {
      const facts = sampleFacts(
        [inDesk('A', { due: '2026-03-20' }), inCode('B', { plannedStart: '2026-03-16' })],
        { kept: [link], scheduling: { timeZone } },
      )
      expect(found(facts, 'successor-too-early')).toMatchObject([
        {
          sentence:
            'B (code) is planned to start on 2026-03-16, 4 days before A (desk) that it waits for is done (2026-03-20).',
          size: 4,
        },
      ])
    },
  )

  test.each([
    ['begins on the day on which it is done', { due: '2026-03-16' }, { plannedStart: '2026-03-16' }, {}, 0],
    ['is to be done before that', { due: '2026-03-20' }, { due: '2026-03-19' }, {}, 1],
    [
      'waits for what is done',
      { due: '2026-03-20', statusCategory: 'done' },
      { plannedStart: '2026-03-16' },
      {},
      0,
    ],
    ['is done itself', { due: '2026-03-20' }, { plannedStart: '2026-03-16', statusCategory: 'done' }, {}, 0],
    [
      'waits for what is overdue until today at least',
      { due: '2026-02-02' },
      { plannedStart: '2026-02-16' },
      {},
      13,
    ],
    [
      'waits two days more by its lag',
      { due: '2026-03-16' },
      { plannedStart: '2026-03-17' },
      { lag: { minutes: 4320, basis: 'elapsed' } },
      2,
    ],
    [
      'only starts with it',
      { plannedStart: '2026-03-09', due: '2026-03-20' },
      { plannedStart: '2026-03-10' },
      { type: 'SS' },
      0,
    ],
    [
      'starts before that starts',
      { plannedStart: '2026-03-12', due: '2026-03-20' },
      { plannedStart: '2026-03-10' },
      { type: 'SS' },
      2,
    ],
    [
      'finishes before that does',
      { plannedFinish: '2026-03-20' },
      { plannedFinish: '2026-03-18' },
      { type: 'FF' },
      2,
    ],
    [
      'merely has to do with it',
      { due: '2026-03-20' },
      { plannedStart: '2026-03-16' },
      { type: 'relates' },
      0,
    ],
  ] as const)('that %s: %#', (_, before, after, more, days) => {
    const facts = sampleFacts([inDesk('A', before), inCode('B', after)], { kept: [{ ...link, ...more }] })
    expect(found(facts, 'successor-too-early').map(({ size }) => size)).toEqual(days === 0 ? [] : [days])
  })

  test('behind a predecessor without dates is held against what was computed, and says what is assumed', () => {
    const facts = sampleFacts([inDesk('A'), inCode('B', { plannedStart: '2026-03-02' })], { kept: [link] })
    const [conflict] = found(facts, 'successor-too-early')
    expect(conflict).toMatchObject({
      assumed: true,
      evidence: [{ source: 'schedule', what: 'computed finish' }, {}, {}],
    })
    expect(conflict?.evidence[0]?.value).toMatch(/^2026-03-\d\d \(assumed: .+\)$/)
  })

  test('is no conflict within one project of one tool: its plan knows both', () => {
    const records = [inDesk('A', { due: '2026-03-20' }), inDesk('B', { plannedStart: '2026-03-16' })]
    expect(
      found(sampleFacts(records, { kept: [sampleLink('stated:1', ['desk', 'A'], ['desk', 'B'])] })),
    ).toEqual([])
  })
})

test('a milestone that is later than what depends on it is found, in the same tool, too', () => {
  const records: SampleRecord[] = [
    {
      connection: 'desk',
      record: {
        kind: 'milestone',
        ref: 'M1',
        container: 'home',
        name: 'Beta',
        state: 'open',
        due: '2026-04-10',
      },
    },
    inDesk('A', { milestone: 'M1', due: '2026-04-10' }),
    inDesk('B', { plannedStart: '2026-04-01' }),
  ]
  const kept = [
    sampleLink('stated:1', ['desk', 'A'], ['desk', 'B'], {
      from: { kind: 'milestone', connection: 'desk', ref: 'M1' },
    }),
  ]
  expect(found(sampleFacts(records, { kept })).map(({ sentence }) => sentence)).toEqual([
    'B (desk) is planned to start on 2026-04-01, 9 days before the milestone "Beta" (desk) that it waits for is done (2026-04-10).',
  ])
})

describe('rings', () => {
  test('through three trackers are named in order, once', () => {
    const records = ['A', 'B', 'C'].map((ref, index): SampleRecord => ({
      connection: ['desk', 'code', 'plan'][index] ?? '',
      record: sampleItem(ref),
    }))
    const kept = [
      sampleLink('stated:1', ['desk', 'A'], ['code', 'B']),
      sampleLink('stated:2', ['code', 'B'], ['plan', 'C']),
      sampleLink('stated:3', ['plan', 'C'], ['desk', 'A']),
    ]
    const [ring, ...rest] = found(sampleFacts(records, { kept }), 'cycle')
    expect(rest).toEqual([])
    expect(ring?.sentence).toBe(
      '3 items wait for each other, so that none can begin: B (code) before C (plan) before A (desk) before B (code).',
    )
    expect(ring?.evidence.filter(({ what }) => what === 'link')).toHaveLength(3)
    const turned = found(sampleFacts([...records].toReversed(), { kept: [...kept].toReversed() }), 'cycle')
    expect(turned.map(({ id, sentence }) => [id, sentence])).toEqual([[ring?.id, ring?.sentence]])
  })

  test('of very many items are told in a sentence, with a bounded number of rows', () => {
    const count = 2000
    const refs = Array.from({ length: count }, (_, index) => `I${index}`)
    const kept = refs.map((ref, index) =>
      sampleLink(`stated:${index}`, ['desk', ref], ['desk', refs[index + 1] ?? 'I0']),
    )
    const [ring] = found(
      sampleFacts(
        refs.map((ref) => inDesk(ref)),
        { kept },
      ),
      'cycle',
    )
    expect(ring).toMatchObject({
      size: count,
      sentence: expect.stringMatching(/^2000 items .* before 1988 more before I/),
    })
    expect(ring?.evidence.length).toBeLessThanOrEqual(100)
  })

  test('through summaries name the items that have the links', () => {
    const records = [inDesk('S'), inDesk('C', { parent: 'S' }), inCode('B')]
    const kept = [
      sampleLink('stated:1', ['desk', 'S'], ['code', 'B']),
      sampleLink('stated:2', ['code', 'B'], ['desk', 'C']),
    ]
    expect(found(sampleFacts(records, { kept }), 'cycle').map(({ sentence }) => sentence)).toEqual([
      '2 items wait for each other, so that none can begin: B (code) before C (desk) and with it S (desk) before B (code).',
    ])
  })

  test('of two are two links that say the opposite of each other', () => {
    const kept = [link, sampleLink('stated:2', ['code', 'B'], ['desk', 'A'])]
    const all = found(sampleFacts([inDesk('A'), inCode('B')], { kept }))
    expect(all.map(({ kind }) => kind)).toEqual(['opposite-links'])
    expect(all[0]?.sentence).toContain(
      'stated:2 has B (code) before A (desk), stated:1 has A (desk) before B (code)',
    )
  })
})

test('one hand-off with two dates is found on each end that differs; one that was closed as a duplicate is none', () => {
  const same = [
    { one: { connection: 'desk', ref: 'A' }, other: { connection: 'code', ref: 'B' }, said: 'stated:7' },
  ]
  const one = inDesk('A', { plannedStart: '2026-03-09', due: '2026-03-20' })
  const facts = sampleFacts([one, inCode('B', { plannedStart: '2026-03-09', due: '2026-03-24' })], { same })
  expect(found(facts)).toMatchObject([
    {
      kind: 'dates-differ',
      size: 4,
      sentence:
        'The same hand-off has two dates, 4 days apart: A (desk) says due 2026-03-20, B (code) says due 2026-03-24.',
      evidence: [{}, {}, { what: 'said to be the same', value: 'stated:7' }],
    },
  ])
  const closed = inCode('B', { due: '2026-03-24', statusCategory: 'cancelled' })
  expect(found(sampleFacts([one, closed], { same }))).toEqual([])
})

test('dates that a plan holds of a task of another plan are held against those that it has there', () => {
  const inPlan = (plan: string, ref: string, more: Parameters<typeof sampleItem>[1]): SampleRecord => ({
    connection: 'plans',
    project: plan === 'road' ? 'docks' : 'fleet',
    record: sampleItem(`${plan}#${ref}`, { scheduling: 'automatic', ...more }),
  })
  const away = { key: String.raw`C:\plans\road.mpp\12`, title: 'Road' }
  const facts = (finish: string, isLinked = true) =>
    sampleFacts([
      inPlan('road', '12', { plannedStart: '2026-03-09', plannedFinish: '2026-03-20' }),
      inPlan('house', '1', { plannedStart: '2026-04-06', plannedFinish: '2026-04-10' }),
      {
        connection: 'plans',
        record: {
          kind: 'dependency',
          ref: 'house#external/6',
          from: { key: 'house#6' },
          to: away,
          type: 'duplicates',
          external: true,
          heldDates: { start: '2026-03-09T08:00:00', finish },
        },
      },
      ...(isLinked
        ? [
            {
              connection: 'plans',
              record: {
                kind: 'dependency',
                ref: 'house#link/6-1',
                from: away,
                to: 'house#1',
                type: 'FS',
                external: true,
              } as const,
            },
          ]
        : []),
    ])
  // The plan of the house has time to spare, so that only the copy tells that the road has moved.
  expect(found(facts('2026-03-13T17:00:00'))).toMatchObject([
    {
      kind: 'dates-differ',
      size: 7,
      sentence:
        'The same hand-off has two dates, 7 days apart: the plan of house#1 (plans) holds the planned finish of road#12 (plans) as 2026-03-13, and it is 2026-03-20.',
      action:
        'Open both plans together so that the link is brought up to date (Bob and Ada), and look at what it moves.',
    },
  ])
  expect(found(facts('2026-03-20'))).toEqual([])
  expect(found(facts('2026-03-13T17:00:00', false))).toEqual([])
})

test('links to what nobody syncs are told once an end, with all who wait for it', () => {
  const away = { key: 'X-1', title: 'Far away', url: 'https://far.example/browse/X-1' }
  const blocked = (ref: string): SampleRecord => ({
    connection: 'desk',
    record: { kind: 'dependency', ref: `l${ref}`, from: away, to: ref, type: 'blocks', external: true },
  })
  const facts = sampleFacts([inDesk('A'), inDesk('B'), blocked('A'), blocked('B')], {
    lost: [
      {
        id: 'found:1',
        source: { connection: 'desk', ref: 'A' },
        name: 'Y-1',
        candidates: 0,
        sentence: 'needs Y-1',
      },
      {
        id: 'found:2',
        source: { connection: 'desk', ref: 'A' },
        name: 'Y-2',
        candidates: 2,
        sentence: 'needs Y-2',
      },
    ],
  })
  expect(found(facts, 'unknown-end').map(({ sentence, size }) => [sentence, size])).toEqual([
    ['A (desk), B (desk) have a link to "Far away", which no connection reads: its dates are not known.', 2],
    ['A text of A (desk) says that it has to do with Y-1, which no connection reads.', 1],
    ['A text of A (desk) says that it has to do with Y-2, and 2 items are called that.', 1],
  ])
})

test('a link that only a text tells of is asked about, unless another link says it or the work is over', () => {
  const open = [
    {
      id: 'found:3',
      from: { connection: 'desk', ref: 'A' },
      to: { connection: 'code', ref: 'B' },
      sentence: 'blocked by A',
    },
  ]
  const records = [inDesk('A'), inCode('B')]
  expect(found(sampleFacts(records, { open }))).toMatchObject([
    {
      kind: 'unconfirmed-link',
      action: 'Decide: pmo links confirm found:3, or pmo links reject found:3. Until then it moves no date.',
    },
  ])
  expect(found(sampleFacts(records, { open, kept: [link] }))).toEqual([])
  expect(found(sampleFacts([inDesk('A', { statusCategory: 'done' }), inCode('B')], { open }))).toEqual([])
})
