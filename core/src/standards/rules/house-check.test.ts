import { checkResults } from '@headless-pmo/engine'
import type { PortfolioData, Sourced, WorkItem } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseRule, type HouseRuleInput } from '../../config/index.ts'
import { houseCheck } from './house-check.ts'
import { checkHouseRule, ruleOf } from './house-rule.ts'

function item(ref: string, fields: Partial<WorkItem> = {}): Sourced<WorkItem> {
  return {
    kind: 'workItem',
    connection: 'jira',
    project: 'web',
    ref,
    container: 'C',
    type: 'task',
    title: `Item ${ref}`,
    status: 'Open',
    statusCategory: 'todo',
    ...fields,
  }
}

function judge(
  input: Omit<HouseRuleInput, 'id' | 'title' | 'why'> & { readonly title?: string },
  records: readonly Sourced[],
  more: Partial<PortfolioData> & { readonly params?: unknown } = {},
) {
  const house = houseRule.parse({ id: 'house.sample', title: 'A sample', why: 'To see.', ...input })
  const checked = checkHouseRule(house, { at: 'standards.house[0]' })
  if (!checked.ok) throw new Error(JSON.stringify(checked.mistakes))
  const check = houseCheck(ruleOf(house, { version: '1', needs: checked.needs }))
  const { params = {}, ...data } = more
  return [
    ...checkResults(
      check,
      { projects: [{ id: 'web', title: 'Web', class: 'run' }], records, ...data },
      { params, today: '2026-03-10' },
    ),
  ].flat()
}

const verdicts = (results: ReturnType<typeof judge>) => results.map(({ verdict }) => verdict)

test('fires, is silent and does not apply', () => {
  const results = judge(
    { applies: 'item.statusCategory == "in_progress"', fails: 'item.assignees.size() == 0' },
    [
      item('1', { statusCategory: 'in_progress' }),
      item('2', { statusCategory: 'in_progress', assignees: ['7'] }),
      item('3'),
    ],
  )
  expect(verdicts(results)).toEqual(['fail', 'pass', 'not_applicable'])
})

test('a field that is not there makes it unknown, unless the expression asks first or need not know', () => {
  const bare = item('1')
  expect(judge({ fails: 'item.due < today' }, [bare])).toMatchObject([
    { verdict: 'unknown', message: 'item.due is not known.' },
  ])
  expect(verdicts(judge({ fails: 'has(item.due) && item.due < today' }, [bare]))).toEqual(['pass'])
  expect(verdicts(judge({ fails: 'item.due < today || item.status == "Open"' }, [bare]))).toEqual(['fail'])
  expect(verdicts(judge({ fails: 'item.due < today && item.status == "Open"' }, [bare]))).toEqual(['unknown'])
  expect(verdicts(judge({ fails: 'item.due < today && item.status == "Done"' }, [bare]))).toEqual(['pass'])
  expect(verdicts(judge({ fails: 'parent != null && parent.status == "Done"' }, [bare]))).toEqual(['pass'])
  expect(
    verdicts(judge({ fails: 'item.points / (item.points - item.points) > 1' }, [item('1', { points: 3 })])),
  ).toEqual(['unknown'])
})

test('an item of no project leaves questions about the project unknown', () => {
  const { project: _, ...stray } = item('1')
  expect(judge({ fails: 'project.class == "run"' }, [stray])).toMatchObject([
    { verdict: 'unknown', message: expect.stringContaining('belongs to no project') },
  ])
  expect(verdicts(judge({ fails: 'project == null' }, [stray]))).toEqual(['fail'])
})

test('evidence is what was read, with the values that stood there', () => {
  const [found] = judge({ fails: 'daysBetween(item.due, today) > params.days', params: { days: 3 } }, [
    item('1', { due: '2026-03-01' }),
  ])
  expect(found).toMatchObject({
    verdict: 'fail',
    message: 'Against "A sample": due 2026-03-01.',
    evidence: [{ record: { ref: '1' }, field: 'due', value: '2026-03-01' }],
  })
})

test('a rule without a title says what is so', () => {
  const [found] = judge({ title: 'house.sample', fails: 'item.due < today' }, [
    item('1', { due: '2026-03-01' }),
  ])
  expect(found?.message).toBe('It is so that item.due < today: due 2026-03-01.')
})

test('parameters have their defaults, and what is set instead', () => {
  const rule = { fails: 'daysBetween(item.due, today) > params.days', params: { days: 3 } }
  const records = [item('1', { due: '2026-03-07' }), item('2', { due: '2026-03-06' })]
  expect(verdicts(judge(rule, records))).toEqual(['pass', 'fail'])
  expect(verdicts(judge(rule, records, { params: { days: 4 } }))).toEqual(['pass', 'pass'])
})

test('sees the items below and beside it in a project', () => {
  const records = [
    item('1', { statusCategory: 'done' }),
    item('2', { parent: '1' }),
    item('3', { parent: '1', statusCategory: 'done', fields: { team: 'Core' } }),
  ]
  expect(
    judge(
      { fails: 'item.statusCategory == "done" && children.exists(c, c.statusCategory != "done")' },
      records,
    ),
  ).toMatchObject([
    {
      verdict: 'fail',
      evidence: expect.arrayContaining([
        {
          record: { connection: 'jira', kind: 'workItem', ref: '2' },
          field: 'statusCategory',
          value: 'todo',
        },
      ]),
    },
    { verdict: 'pass' },
    { verdict: 'pass' },
  ])
  expect(
    judge({ grain: 'project', fails: 'workItems.filter(i, i.statusCategory == "todo").size() > 0' }, records),
  ).toMatchObject([{ verdict: 'fail', subject: { grain: 'project', project: 'web' } }])
  expect(judge({ grain: 'portfolio', fails: 'projects.exists(p, p.class == "run")' }, records)).toMatchObject(
    [{ verdict: 'fail', evidence: [{ project: 'web' }] }],
  )
  expect(verdicts(judge({ fails: 'item.fields["team"] == "Core"' }, records))).toEqual([
    'unknown',
    'unknown',
    'fail',
  ])
})

test('reads computed facts, and is unknown where they were not computed', () => {
  const rule = { grain: 'project', fails: 'indicator.exists(i, i.id == "cpi" && i.value < 0.9)' } as const
  const indicator = { project: 'web', id: 'cpi', title: 'CPI', value: 0.5, coverage: 1, asOf: {} }
  expect(judge(rule, [])[0]?.verdict).toBe('unknown')
  // Named boundary: a fact with what the rule reads.
  const facts = { indicator: [indicator] } as unknown as NonNullable<PortfolioData['facts']>
  expect(judge(rule, [], { facts })).toMatchObject([
    {
      verdict: 'fail',
      evidence: [
        { fact: 'indicator', project: 'web', id: 'cpi', field: 'id' },
        { field: 'value', value: 0.5 },
      ],
    },
  ])
})

test('what only shows when it is evaluated is an error of the rule, not a verdict', () => {
  expect(
    judge({ fails: 'item.fields["team"] > 3' }, [item('1', { fields: { team: 'Core' } })]),
  ).toMatchObject([{ verdict: 'error', fault: 'threw' }])
})
