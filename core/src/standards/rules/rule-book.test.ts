import fc from 'fast-check'
import type { CheckProject } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { ruleSetting } from '../../config/index.ts'
import { RuleBook } from './rule-book.ts'
import type { Rule } from './rule.ts'

const rule: Rule = {
  id: 'agile.stale',
  version: '1.0.0',
  title: 'Work in progress moves',
  severity: 'warning',
  why: 'It is stuck.',
  grain: 'item',
  needs: ['workItem'],
  pack: 'standards-agile',
  params: {
    type: 'object',
    properties: { days: { type: 'integer', default: 10 }, share: { type: 'number', default: 0.5 } },
  },
}
const web: CheckProject = {
  id: 'web',
  title: 'Web',
  class: 'run',
  program: 'europe',
  portfolio: 'shops',
  phase: 'build',
}

const book = (setting: object, params?: unknown) =>
  new RuleBook([{ rule, setting: ruleSetting.parse({ rule: rule.id, ...setting }), params }])

test('the nearest setting wins, field by field and parameter by parameter, in whatever order they are written', () => {
  const overrides = [
    { project: 'web', params: { days: 1 } },
    { program: 'europe', params: { days: 2, share: 0.2 } },
    { portfolio: 'shops', severity: 'info', params: { days: 3, share: 0.3 } },
    { class: 'run', owner: 'sponsor', severity: 'error', dueDays: 7 },
    { project: 'other', params: { days: 99 } },
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(overrides, { minLength: overrides.length }), (shuffled) => {
      const set = book({ owner: 'manager', params: { share: 0.9 }, for: shuffled })
      expect(set.effective(rule, web)).toMatchObject({
        params: { days: 1, share: 0.2 },
        severity: 'info',
        owner: 'sponsor',
        dueDays: 7,
      })
    }),
    { numRuns: 30 },
  )
  const set = book({ owner: 'manager', for: overrides })
  expect(set.effective(rule, undefined)).toMatchObject({
    params: { days: 10, share: 0.5 },
    owner: 'manager',
    severity: 'warning',
  })
})

test('parameters beside the plugin are the farthest, before the defaults', () => {
  expect(book({ params: { share: 0.1 } }, { days: 4, share: 0.7 }).effective(rule, web).params).toEqual({
    days: 4,
    share: 0.1,
  })
})

test('a scope lets a rule judge where every list names the project', () => {
  const judges = (only: object, project: CheckProject | undefined = web) =>
    book({ only }).effective(rule, project).enabled
  expect(judges({ classes: ['run'], phases: ['build', 'close'] })).toBe(true)
  expect(judges({ classes: ['run'], phases: ['close'] })).toBe(false)
  expect(judges({ units: ['software'] })).toBe(false)
  expect(book({ only: { projects: ['web'] } }).effective(rule, undefined).enabled).toBe(false)
  expect(
    book({ enabled: false, for: [{ project: 'web', enabled: true }] }).effective(rule, web).enabled,
  ).toBe(true)
})

test('another setting is another fingerprint, and the same one is the same', () => {
  const of = (setting: object) => book(setting).effective(rule, web).fingerprint
  expect(of({ params: { days: 3 } })).toBe(of({ for: [{ class: 'run', params: { days: 3 } }] }))
  const all = [
    {},
    { params: { days: 3 } },
    { severity: 'error' },
    { owner: 'sponsor' },
    { dueDays: 3 },
    { blocks: true },
  ]
  expect(new Set(all.map(of)).size).toBe(all.length)
})
