import type { PortfolioData } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { applyPatch } from './apply-patch.ts'

const record = { connection: 'jira', kind: 'workItem', ref: '1' } as const
const data: PortfolioData = {
  projects: [],
  records: [
    {
      ...record,
      project: 'p',
      container: 'C',
      type: 'task',
      title: 'T',
      status: 'Open',
      statusCategory: 'todo',
      due: '2027-01-01',
    },
  ],
}

test('sets and takes away fields of one record, in a portfolio of its own', () => {
  const after = applyPatch(data, [{ record, set: { due: null, status: 'Done', statusCategory: 'done' } }])
  expect(after.records[0]).toMatchObject({ status: 'Done', connection: 'jira', project: 'p' })
  expect(after.records[0]).not.toHaveProperty('due')
  expect(data.records[0]).toHaveProperty('due')
})

test('refuses what makes no record', () => {
  expect(() => applyPatch(data, [{ record, set: { due: 'soon' } }])).toThrow('makes no valid record: due')
  expect(() => applyPatch(data, [{ record, set: { dueDate: '2027-01-01' } }])).toThrow('dueDate')
  expect(() => applyPatch(data, [{ record, set: { ref: '2' } }])).toThrow('changes its ref')
  expect(() => applyPatch(data, [{ record: { ...record, ref: '9' }, set: {} }])).toThrow('"9"')
})
