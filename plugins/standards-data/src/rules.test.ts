import type { AnyCheck, SourceFact } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import plugin from './index.ts'
import { houseOf, said, sourceOf } from './test-support/house.ts'

const checks = plugin.contributes as readonly AnyCheck[]

function lines(
  id: string,
  source: Partial<SourceFact> | readonly Partial<SourceFact>[],
  params: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const check = checks.find((one) => one.id === id)
  if (check === undefined) throw new Error(`There is no rule ${id}.`)
  const all = Array.isArray(source)
    ? (source as readonly Partial<SourceFact>[])
    : [source as Partial<SourceFact>]
  return said(check, houseOf(...all.map((one) => sourceOf(one))), params)
}

const verdicts = (found: readonly string[]): readonly string[] =>
  found.map((line) => line.split(' |')[0] ?? '')

test.each(checks.map((check) => [check.id, check] as const))(
  '%s says unknown where nothing is known of the sources, and tells what it is',
  (_, check) => {
    const data = { projects: [{ id: 'web', title: 'Web' }], records: [] }
    const found = said(check, data)
    expect(found.length).toBeGreaterThan(0)
    for (const line of found) expect(line).toMatch(/^unknown /)
    const { id, clause, formula, sources, why } = check
    expect(id).toMatch(/^data\.[a-z-]+$/)
    expect([clause, formula, sources?.[0], why].every((one) => one !== undefined && one !== '')).toBe(true)
  },
)

test.each(checks.filter(({ grain }) => grain === 'portfolio').map((check) => [check.id, check] as const))(
  '%s does not apply without connections',
  (_, check) => {
    expect(said(check, houseOf())).toEqual(['not_applicable portfolio | There are no connections. | []'])
  },
)

/** What rules say of a connection that was never read: most cannot know. */
const UNREAD: Readonly<Record<string, string>> = { 'data.fresh': 'fail', 'data.connection-used': 'pass' }

// What of a project's fields is known rests on items, and there are none without a reading.
test.each(checks.filter(({ id }) => id !== 'data.fields-filled').map((check) => [check.id, check] as const))(
  '%s takes a connection that was never read for no good news',
  (id, check) => {
    const { lastRead: _read, lastFlawless: _flawless, ...rest } = sourceOf({ stale: true, streams: [] })
    const [line] = said(check, houseOf(rest))
    expect(line?.split(' ')[0]).toBe(UNREAD[id] ?? 'unknown')
  },
)

describe('reading', () => {
  test('data.fresh: old, never whole, fresh', () => {
    expect(lines('data.fresh', { stale: true })).toEqual([
      'fail project/web/jira | "jira" is known as of 2027-03-01T06:00:00Z; 1440 minutes are agreed. | [jira.stale, jira.staleAfterMinutes] | Sync "jira", or agree on another `staleAfter` of the project.',
    ])
    const { lastFlawless: _, ...never } = sourceOf({ stale: true })
    expect(said(checks[0] as AnyCheck, houseOf(never))[0]).toContain('"jira" has never been read as a whole')
    expect(lines('data.fresh', {})).toEqual([
      'pass project/web/jira | "jira" is no older than agreed; 1440 minutes are agreed. | [jira.stale, jira.staleAfterMinutes]',
    ])
    expect(verdicts(lines('data.fresh', [{ connection: 'b', stale: true }, { connection: 'a' }]))).toEqual([
      'pass project/web/a',
      'fail project/web/b',
    ])
  })

  test('data.streams-read: failing, cut short, never, whole, not read yet', () => {
    const streams = [
      { stream: 'worklogs', outcome: 'never' },
      { stream: 'issues', outcome: 'failed', reason: 'The token is refused.' },
      { stream: 'boards', outcome: 'partial' },
      { stream: 'users', outcome: 'ok' },
    ] as const
    expect(lines('data.streams-read', { streams })).toEqual([
      'fail portfolio/jira | 3 streams of 4 of "jira" had a flaw: boards (partial), issues (failed: The token is refused.), worklogs (never); wanted: at most 0. | 3 count at_most 0 (3/4) | [jira.streams] | Look at the last run of "jira" and put right what it says.',
    ])
    expect(lines('data.streams-read', { streams }, { partial: false })[0]).toContain('2 streams of 4')
    expect(lines('data.streams-read', { streams: streams.slice(2, 3) }, { partial: false })[0]).toMatch(
      /^pass /,
    )
    expect(lines('data.streams-read', {})).toEqual([
      'pass portfolio/jira | 0 streams of 1 of "jira" had a flaw; wanted: at most 0. | 0 count at_most 0 (0/1) | [jira.streams]',
    ])
    expect(lines('data.streams-read', { streams: [] })).toEqual([
      'unknown portfolio/jira | "jira" has not been read yet. | []',
    ])
  })

  test.each([
    ['data.elements-understood', 'refused', 'element', 'could not be mapped'],
    ['data.removals-decided', 'awaitingApproval', 'removal', 'wait for approval'],
  ] as const)('%s: above and at the limit', (id, field, noun, so) => {
    const [line] = lines(id, { [field]: 1 })
    expect(line).toContain(
      `fail portfolio/jira | 1 ${noun} of "jira" ${so}; wanted: at most 0. | 1 count at_most 0 | [jira.${field}] | `,
    )
    expect(line).toContain('"jira"')
    expect(lines(id, { [field]: 0 })).toEqual([
      `pass portfolio/jira | 0 ${noun}s of "jira" ${so}; wanted: at most 0. | 0 count at_most 0 | [jira.${field}]`,
    ])
    expect(verdicts(lines(id, { [field]: 3 }, { allowed: 3 }))).toEqual(['pass portfolio/jira'])
    expect(verdicts(lines(id, { [field]: 4 }, { allowed: 3 }))).toEqual(['fail portfolio/jira'])
  })

  test('data.items-unchanged: above the share, at it, without items, uncounted', () => {
    expect(lines('data.items-unchanged', { warnings: 6 })).toEqual([
      'fail portfolio/jira | 6 of 100 (6 %) items of "jira" could not be carried over unchanged; wanted: at most 5 %. | 0.06 share at_most 0.05 (6/100) | [jira.warnings, jira.items] | Read the warnings of the items of "jira" and mend the values there.',
    ])
    expect(verdicts(lines('data.items-unchanged', { warnings: 5 }))).toEqual(['pass portfolio/jira'])
    // 5.01 % is shown as 5 %, and is above it.
    expect(verdicts(lines('data.items-unchanged', { warnings: 501, items: 10_000 }))).toEqual([
      'fail portfolio/jira',
    ])
    expect(lines('data.items-unchanged', { items: 0 })).toEqual([
      'not_applicable portfolio/jira | "jira" has no items. | []',
    ])
    const { items: _, ...uncounted } = sourceOf()
    const check = checks.find(({ id }) => id === 'data.items-unchanged') as AnyCheck
    expect(said(check, houseOf(uncounted))).toEqual([
      'unknown portfolio/jira | The items of "jira" have not been counted. | []',
    ])
  })
})

describe('filling', () => {
  test('data.statuses-mapped: names the statuses', () => {
    const unmappedStatuses = [
      { name: 'Waiting', items: 1 },
      { name: 'Parked', items: 2 },
    ]
    expect(lines('data.statuses-mapped', { unmappedStatuses })).toEqual([
      'fail portfolio/jira | 3 items of "jira" are in statuses whose meaning nobody has told: "Parked", "Waiting"; wanted: at most 0. | 3 count at_most 0 | [jira.unmappedStatuses] | Say what these statuses mean under `statuses` of the sources in "jira".',
    ])
    expect(verdicts(lines('data.statuses-mapped', { unmappedStatuses }, { allowed: 3 }))).toEqual([
      'pass portfolio/jira',
    ])
    expect(lines('data.statuses-mapped', {})[0]).toContain('nobody has told; wanted')
  })

  test('data.fields-filled: below the share, at it, nothing to divide by, several sources, another project', () => {
    const row = (known: number, needed: number, field = 'estimate', project = 'web') => ({
      fields: [{ field, project, known, needed }],
    })
    expect(lines('data.fields-filled', row(69, 100))).toEqual([
      'fail project/web/estimate | 69 of 100 (69 %) items of Web that should have a value in "estimate" have one; wanted: at least 70 %. | 0.69 share at_least 0.7 (69/100) | [jira.fields] | Fill "estimate" where it is missing, or map the field of the tracker that holds it.',
    ])
    expect(verdicts(lines('data.fields-filled', row(7, 10)))).toEqual(['pass project/web/estimate'])
    expect(lines('data.fields-filled', row(0, 0))).toEqual([
      'not_applicable project/web/estimate | No item of Web should have a value in "estimate". | []',
    ])
    const two = [
      { connection: 'b', ...row(1, 10) },
      { connection: 'a', ...row(13, 10) },
    ]
    expect(lines('data.fields-filled', two)[0]).toContain('14 of 20 (70 %)')
    expect(lines('data.fields-filled', two)[0]).toContain('[a.fields, b.fields]')
    expect(lines('data.fields-filled', row(0, 5, 'estimate', 'dock'))).toEqual([
      'not_applicable project/web | Web has no items whose fields could be counted. | []',
    ])
  })

  test('data.fields-filled leaves to data.fields-used what none of ten items says', () => {
    const row = (known: number, needed: number) => ({
      fields: [{ field: 'due', project: 'web', known, needed }],
    })
    expect(lines('data.fields-filled', row(0, 10))).toEqual([
      'not_applicable project/web/due | No item of Web in "jira" has a value in "due" at all. | []',
    ])
    expect(verdicts(lines('data.fields-filled', row(0, 9)))).toEqual(['fail project/web/due'])
    expect(verdicts(lines('data.fields-filled', row(1, 10)))).toEqual(['fail project/web/due'])
    // One source has no such field, and the other one fills it.
    const two = [
      { connection: 'b', ...row(0, 90) },
      { connection: 'a', ...row(5, 10) },
    ]
    expect(lines('data.fields-filled', two)[0]).toMatch(/^pass .* \| 5 of 10 .* \| \[a\.fields\]$/)
  })

  test('data.fields-used: once a source and field, with the projects', () => {
    const row = (project: string, known: number, needed: number, field = 'due') => ({
      field,
      project,
      known,
      needed,
    })
    const rows = [row('web', 0, 10), row('dock', 0, 12), row('fair', 1, 99), row('shed', 0, 9)]
    expect(lines('data.fields-used', { fields: rows })).toEqual([
      'fail portfolio/jira%2Fdue | 2 of 4 projects with work in "jira" have no value at all in "due", for 22 items: Web, dock; wanted: at most 0. | 2 count at_most 0 (2/4) | [jira.fields] | Map the field of the tracker that holds "due", have teams fill it, or say with `without` that the house does without it.',
    ])
    expect(lines('data.fields-used', { fields: rows.slice(2) })).toEqual([
      'pass portfolio/jira%2Fdue | 0 of 2 projects with work in "jira" have no value at all in "due"; wanted: at most 0. | 0 count at_most 0 (0/2) | [jira.fields]',
    ])
    expect(verdicts(lines('data.fields-used', { fields: rows }, { without: ['due'] }))).toEqual([
      'not_applicable portfolio/jira%2Fdue',
    ])
    expect(verdicts(lines('data.fields-used', { fields: [row('web', 0, 0)] }))).toEqual([
      'not_applicable portfolio/jira%2Fdue',
    ])
    expect(verdicts(lines('data.fields-used', { fields: [] }))).toEqual(['not_applicable portfolio/jira'])
    const many = Array.from({ length: 7 }, (_, at) => row(`p${at}`, 0, 10))
    expect(lines('data.fields-used', { fields: many })[0]).toContain('p0, p1, p2, p3, p4 and 2 more;')
    const check = checks.find(({ id }) => id === 'data.fields-used') as AnyCheck
    const { lastRead: _, ...never } = sourceOf({ fields: [row('web', 0, 10)] })
    expect(verdicts(said(check, houseOf(never)))).toEqual(['unknown portfolio/jira'])
  })

  test.each([
    ['assignees', 0.9],
    ['started', 0.8],
    ['finished', 0.95],
    ['estimate', 0.7],
    ['due', 0.5],
    ['points', 0.5],
  ])('data.fields-filled holds "%s" against %d', (field, share) => {
    const of = (known: number) => ({ fields: [{ field, project: 'web', known, needed: 100 }] })
    expect(verdicts(lines('data.fields-filled', of(share * 100)))).toEqual([`pass project/web/${field}`])
    expect(verdicts(lines('data.fields-filled', of(share * 100 - 1)))).toEqual([`fail project/web/${field}`])
  })
})

describe('people', () => {
  test('data.people-known: below the share, at it, nobody', () => {
    expect(lines('data.people-known', { people: { accounts: 10, known: 8, doubtful: 0 } })).toEqual([
      'fail portfolio/jira | 8 of 10 (80 %) accounts of "jira" with work are a known person; wanted: at least 90 %. | 0.8 share at_least 0.9 (8/10) | [jira.people] | Say whose the other accounts are, under `people` of the organisation.',
    ])
    expect(verdicts(lines('data.people-known', {}))).toEqual(['pass portfolio/jira'])
    expect(lines('data.people-known', { people: { accounts: 0, known: 0, doubtful: 0 } })).toEqual([
      'not_applicable portfolio/jira | Nobody has work in "jira". | []',
    ])
  })

  test('data.people-distinct: above and at the limit', () => {
    const people = { accounts: 10, known: 9, doubtful: 1 }
    expect(lines('data.people-distinct', { people })).toEqual([
      'fail portfolio/jira | 1 account of "jira" with work may be a person known under another; wanted: at most 0. | 1 count at_most 0 | [jira.people] | Decide for each suggested pair whether it is one person.',
    ])
    expect(verdicts(lines('data.people-distinct', { people }, { allowed: 1 }))).toEqual([
      'pass portfolio/jira',
    ])
  })
})

describe('claims', () => {
  test('data.sources-agree: each contradiction once, whoever tells of it', () => {
    const contradictions = [{ id: 'c-1', message: 'One says March, the other May.', items: [] }]
    expect(
      lines('data.sources-agree', [
        { connection: 'b', contradictions },
        { connection: 'a', contradictions },
      ]),
    ).toEqual([
      'fail portfolio/c-1 | One says March, the other May. | [a.contradictions, b.contradictions] | Agree on one of them and put the other right.',
    ])
    expect(lines('data.sources-agree', [{ connection: 'b' }, { connection: 'a' }])).toEqual([
      'pass portfolio | No source says otherwise than another. | [a.contradictions, b.contradictions]',
    ])
  })

  test('data.items-claimed: above the share, at it, without items, uncounted', () => {
    expect(lines('data.items-claimed', { unassigned: 6 })).toEqual([
      'fail portfolio/jira | 6 of 100 (6 %) items of "jira" belong to no project; wanted: at most 5 %. | 0.06 share at_most 0.05 (6/100) | [jira.unassigned, jira.items] | Add a source in "jira" to the projects that the items belong to.',
    ])
    expect(verdicts(lines('data.items-claimed', { unassigned: 5 }))).toEqual(['pass portfolio/jira'])
    expect(lines('data.items-claimed', { items: 0 })).toEqual([
      'not_applicable portfolio/jira | "jira" has no items. | []',
    ])
    const check = checks.find(({ id }) => id === 'data.items-claimed') as AnyCheck
    const { items: _items, ...noItems } = sourceOf()
    const { unassigned: _unassigned, ...noUnassigned } = sourceOf()
    for (const one of [noItems, noUnassigned])
      expect(said(check, houseOf(one))).toEqual([
        'unknown portfolio/jira | The items of "jira" have not been counted. | []',
      ])
  })

  test('data.connection-used: by some project, by none', () => {
    expect(lines('data.connection-used', { projects: [] })).toEqual([
      'fail portfolio/jira | No project has a source in "jira". | [jira.projects] | Give a project a source in "jira", or remove the connection.',
    ])
    expect(lines('data.connection-used', {})).toEqual([
      'pass portfolio/jira | 1 project with a source in "jira". | [jira.projects]',
    ])
  })

  test('data.claims-unique: each pair, at the limit, not looked for', () => {
    const overlaps = [
      { project: 'web', also: 'dock', items: 2 },
      { project: 'web', also: 'fair', items: 1 },
    ]
    expect(lines('data.claims-unique', { overlaps }, { allowed: 1 })).toEqual([
      'fail portfolio/web%2Fdock | 2 items that "web" has are claimed by "dock" too; wanted: at most 1. | 2 count at_most 1 | [jira.overlaps] | Narrow the sources of "web" or "dock" so that each item belongs to one.',
    ])
    expect(lines('data.claims-unique', { overlaps }, { allowed: 2 })).toEqual([
      'pass portfolio/all | No two projects claim more than 2 items together. | [jira.overlaps]',
    ])
    expect(
      lines('data.claims-unique', [
        { connection: 'b', overlaps },
        { connection: 'a', overlaps },
      ])[0],
    ).toContain('[a.overlaps, b.overlaps]')
    const { overlaps: _, ...untold } = sourceOf()
    const check = checks.find(({ id }) => id === 'data.claims-unique') as AnyCheck
    expect(said(check, houseOf(untold))).toEqual([
      'unknown portfolio/all | There are too many items and projects to look for items that several claim. | []',
    ])
  })
})
