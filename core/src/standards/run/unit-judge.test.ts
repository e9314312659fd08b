import type { Sourced, WorkItem } from '@headless-pmo/sdk'
import { afterAll, expect, test } from 'vitest'
import { createComputePool } from '../../compute/index.ts'
import type { PackedFacts } from '../facts/index.ts'
import { packPages } from '../facts/packed-text.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { hostileChecks, sampleRules } from './test-support/sample-rules.ts'
import { UnitJudge } from './unit-judge.ts'

const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

function item(ref: string, title: string, more: Partial<Sourced<WorkItem>> = {}): Sourced<WorkItem> {
  const basis = {
    kind: 'workItem',
    connection: 'jira',
    project: 'shop',
    container: 'C',
    type: 'task',
  } as const
  return { ...basis, ref, title, status: 'Open', statusCategory: 'todo', ...more }
}

const facts: PackedFacts = {
  projects: [
    { id: 'shop', title: 'Shop' },
    { id: 'other', title: 'Other' },
  ],
  records: packPages([
    item('1', 'Short'),
    item('2', 'Far too long a title', { parent: '9' }),
    item('9', 'A neighbour with a long title', { project: 'other', statusCategory: 'done' }),
  ]),
  facts: {},
  size: 3,
}

async function judged(
  ids: readonly string[],
  {
    judge = new UnitJudge({
      compute: pool,
      registry: { checks: () => hostileChecks },
      limits: { ruleMs: 1000, lookMs: 50 },
    }),
    trouble = new Map<string, number>(),
    params = {},
  } = {},
): Promise<readonly RuleOutcome[]> {
  const book = sampleRules(hostileChecks, Object.fromEntries(ids.map((id) => [id, { params }])))
  return judge.judge({
    unit: { project: 'shop' },
    today: '2027-03-01',
    facts,
    rules: ids
      .flatMap((id) => book.rules().filter((rule) => rule.id === id))
      .map((rule) => book.effective(rule, undefined)),
    trouble,
  })
}

test('judges the items of its project alone, though neighbours are there to be looked at', async () => {
  const [long, parents] = await judged(['fair.not-too-long', 'fair.parents-are-open'])
  expect(long?.counts).toEqual({ pass: 1, fail: 1, notApplicable: 0, unknown: 0, error: 0 })
  expect(long?.failures.map(({ message }) => message)).toEqual([
    'On 2027-03-01 the title has 20 letters, and 10 are allowed.',
  ])
  expect(parents?.counts).toMatchObject({ fail: 1, notApplicable: 1 })
})

test('keeps the figure and the sentence of a rule about the project', async () => {
  const [few] = await judged(['fair.few-items'], { params: { most: 1 } })
  expect(few).toMatchObject({
    figure: { value: 2, limit: 1 },
    message: 'It has 2 items, and 1 are allowed.',
    counts: { fail: 1 },
  })
})

test('a rule that throws is an error of each subject, told once by its reason', async () => {
  const [throwing, fair] = await judged(['hostile.throws', 'fair.not-too-long'])
  expect(throwing?.counts).toMatchObject({ pass: 0, error: 2 })
  expect(throwing?.undecided).toMatchObject([
    { verdict: 'error', fault: 'threw', count: 2, message: expect.stringContaining('hostile.throws') },
  ])
  expect(throwing?.undecided[0]?.examples.map((one) => one.grain === 'item' && one.record.ref)).toEqual([
    '1',
    '2',
  ])
  expect(fair?.counts.pass).toBe(1)
})

test('a fact that is missing is unknown and never a pass', async () => {
  const [missing] = await judged(['fair.wants-a-schedule'])
  expect(missing?.counts).toEqual({ pass: 0, fail: 0, notApplicable: 0, unknown: 1, error: 0 })
  expect(missing?.message).toContain('have not been computed')
})

test('a rule that never ends is ended by name, and the others go on', async () => {
  const trouble = new Map<string, number>()
  const [before, loops, after] = await judged(['fair.not-too-long', 'hostile.loops', 'fair.few-items'], {
    trouble,
  })
  expect(loops?.undecided).toMatchObject([
    {
      fault: 'limit',
      message: 'The check "hostile.loops" 1.0.0 failed: it took longer than 1 s and was ended.',
    },
  ])
  expect([before?.counts.pass, after?.counts.pass]).toEqual([1, 1])
  expect(trouble).toEqual(new Map([['hostile.loops', 1]]))
})

test('a rule that eats memory, or ends its thread, is ended by name, and the others go on', async () => {
  const judge = new UnitJudge({
    compute: pool,
    registry: { checks: () => hostileChecks },
    limits: { memoryMb: 48, ruleMs: 20_000 },
  })
  const rules = ['hostile.eats', 'fair.not-too-long', 'hostile.leaves', 'fair.few-items', 'hostile.fills']
  const outcomes = await judged(rules, { judge })
  const messages = outcomes.map(({ message }) => message)
  expect(messages[0]).toContain('"hostile.eats" 1.0.0 failed: it needed more than 48 MB of memory')
  expect(messages[2]).toContain('"hostile.leaves" 1.0.0 failed: ')
  expect(messages[4]).toContain('"hostile.fills" 1.0.0 failed: it needed more than 48 MB of memory')
  expect([outcomes[1]?.counts.fail, outcomes[3]?.counts.pass]).toEqual([1, 1])
})

test('a rule that was ended in several units is left out of the rest of the run, and it is said', async () => {
  const trouble = new Map([['hostile.loops', 3]])
  const [loops, fair] = await judged(['hostile.loops', 'fair.few-items'], { trouble })
  expect(loops?.undecided[0]?.message).toContain('it exceeded its limits in 3 projects of this run')
  expect(fair?.counts.pass).toBe(1)
})

test('parameters that do not fit, and a rule of a plugin that is gone, are errors by name', async () => {
  const [wrong] = await judged(['fair.few-items'], { params: { most: 'a lot' } })
  expect(wrong?.undecided).toMatchObject([
    { fault: 'unusable', message: expect.stringContaining('"fair.few-items"') },
  ])
  const judge = new UnitJudge({ compute: pool, registry: { checks: () => [] } })
  const [gone] = await judged(['fair.few-items'], { judge })
  expect(gone?.undecided[0]?.message).toContain('no plugin that works contributes it any more')
})

test('ends when it is called off', async () => {
  const calling = new AbortController()
  const judge = new UnitJudge({ compute: pool, registry: { checks: () => hostileChecks } })
  const book = sampleRules(hostileChecks)
  const running = judge.judge({
    unit: { project: 'shop' },
    today: '2027-03-01',
    facts,
    rules: book
      .rules()
      .filter(({ id }) => id === 'hostile.loops')
      .map((rule) => book.effective(rule, undefined)),
    trouble: new Map(),
    signal: calling.signal,
  })
  calling.abort(new Error('not wanted any more'))
  await expect(running).rejects.toThrow('not wanted any more')
})
