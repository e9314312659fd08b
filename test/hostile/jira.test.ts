import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deepList, NASTY, NASTY_STORED, rewritten, tampered, type Loose } from './support/harm.ts'
import { expectHealed, harmed, holdsAgainstTheWire, readOnce, type Before } from './support/hold.ts'
import type { Harm } from './support/middleman.ts'
import { jiraCloud, jiraDataCenter } from './support/trackers.ts'

const EDITIONS = [
  { edition: 'Jira Cloud', open: jiraCloud, list: /search\/jql/, faults: 99, bodies: /issue\/bulkfetch/ },
  {
    edition: 'Jira Data Center',
    open: jiraDataCenter,
    list: /api\/2\/search/,
    faults: 4,
    bodies: /api\/2\/search/,
  },
] as const

describe.each(EDITIONS)('$edition', ({ open, list, faults, bodies }) => {
  let before: Before
  beforeAll(async () => {
    before = await readOnce((await open()).victim)
  })
  afterAll(() => before.victim[Symbol.asyncDispose]())

  holdsAgainstTheWire(() => before, list, faults)

  /** Harms the first issue of each project. */
  const first = (harm: (issue: Loose) => void): Harm =>
    tampered(bodies, ({ issues }) => {
      if (issues?.[0] !== undefined) harm(issues[0])
    })
  /** Records of those issues; which they are depends on the order of the list. */
  const FIRST = /"ref":"1000[0-4]/

  const CONTENT: readonly (readonly [string, Harm])[] = [
    [
      'wrong dates, numbers and percentages',
      first(({ fields }) => {
        Object.assign(fields, {
          duedate: '0001-01-01',
          created: '9999-12-31T23:59:59.999-1400',
          resolutiondate: 5,
        })
        Object.assign(fields, { timeoriginalestimate: -5, timeestimate: 1e300, progress: { percent: 250 } })
      }),
    ],
    [
      'fields of another kind',
      first(({ fields }) => {
        for (const key of Object.keys(fields))
          if (!/^(project|updated)$/.test(key))
            fields[key] = key < 'm' ? [null, [[]], {}] : { value: { a: [] } }
      }),
    ],
    [
      'wiki text of many marks in one line',
      first(({ fields }) => (fields.description = 'x*_{h1. [a|!b'.repeat(15_000))),
    ],
    [
      'documents that are none',
      first(({ fields }) => {
        const content = [null, 1, { type: '__proto__' }, { type: 'text', text: 7, marks: [null] }]
        fields.description = {
          type: 'doc',
          version: 1,
          content: [...content, { type: 'bulletList', content }],
        }
      }),
    ],
    [
      'links to nowhere, and ids that no number holds',
      rewritten(bodies, (text) =>
        text
          .replace(
            '"issuelinks":[',
            '"issuelinks":[{"id":9007199254740993,"type":{"id":"10000","name":"Blocks","inward":"is blocked by","outward":"blocks"},"outwardIssue":{"id":90071992547409931,"key":"GONE-1"}},',
          )
          .replace(/,\]/, ']'),
      ),
    ],
    ['issues that come twice', tampered(bodies, (body) => body.issues?.push(...body.issues))],
    ['a time of change that is none', first(({ fields }) => (fields.updated = 'yesterday'))],
  ]
  test.each(CONTENT)('%s harm no other item', async (_name, harm) => {
    await harmed(before, harm, /"ref":"(1000[0-4]|9007199254740993)/)
  })
  test('the next sync puts all of that right', () => expectHealed(before))

  test('hostile text passes through whole', async () => {
    const { lines } = await harmed(
      before,
      rewritten(bodies, (text) =>
        text.replace(
          /"summary":"[^"]*"/,
          `"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"summary":${JSON.stringify(NASTY)}`,
        ),
      ),
      FIRST,
    )
    expect(lines.filter((line) => JSON.parse(line).title === NASTY_STORED)).not.toEqual([])
    await expectHealed(before)
  })

  test('a value that nests without end is kept from its item alone', async () => {
    const description = `{"type":"doc","version":1,"content":${'[{"type":"blockquote","content":'.repeat(3000)}[]${'}]'.repeat(3000)}}`
    const { lines, reasons } = await harmed(
      before,
      rewritten(bodies, (text) =>
        text.replace(
          /"summary":/,
          `"customfield_99":${deepList(9000)},"description":${description},"summary":`,
        ),
      ),
      FIRST,
    )
    expect(lines).toEqual([])
    expect(reasons.filter((one) => one.includes('nests deeper'))).not.toEqual([])
    await expectHealed(before)
  })

  test('parents in a ring are stored as they are and end nothing', async () => {
    const ring = tampered(bodies, ({ issues = [] }) => {
      for (const [at, { fields }] of issues.entries()) {
        const { id, key } = issues[(at + 1) % issues.length]
        if (fields !== undefined) fields.parent = { id, key }
      }
    })
    await harmed(before, ring, /"kind":"workItem"/)
    const { victim } = before
    expect((await victim.portfolio.items('it')).length).toBeGreaterThan(6)
    await expectHealed(before)
  })

  test('a project that goes in the middle of a run takes nothing along', async () => {
    const { victim } = before
    const { run } = await victim.bad(({ target }, right) =>
      /project\/10001\b/.test(target) ? { status: 404, headers: {}, body: '' } : right(),
    )
    expect(run.state).not.toBe('failed')
    expect(await victim.stored()).toBe(before.stored)
    await expectHealed(before)
  })
})
