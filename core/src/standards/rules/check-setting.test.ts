import { expect, test } from 'vitest'
import type { RuleSetting } from '../../config/index.ts'
import { settingMistakes } from './check-setting.ts'

const known = { projects: ['web', 'app'], programs: ['web'], portfolios: [], units: ['it'] }
const rule = {
  id: 'house.x',
  version: '1',
  title: 'T',
  severity: 'warning',
  why: 'w',
  grain: 'item',
  needs: [],
  pack: 'house',
  params: { type: 'object' },
} as const
const mistakes = (setting: Omit<RuleSetting, 'rule'>): readonly string[] =>
  settingMistakes({ rule: 'house.x', ...setting }, { rule, known, at: ['setting'] }).map(
    ({ path, problem }) => `${path} ${problem}`,
  )

test('a place that is named twice is a mistake: which of the two held would be chance', () => {
  expect(
    mistakes({
      for: [
        { project: 'web', enabled: false },
        { program: 'web', enabled: true },
        { class: 'run', dueDays: 1 },
        { project: 'web', enabled: true },
        { class: 'run', dueDays: 2 },
      ],
    }),
  ).toEqual([
    'setting.for[3] is about the project "web", as for[0] is; write one entry',
    'setting.for[4] is about the class "run", as for[2] is; write one entry',
  ])
})

test('names that nobody has are mistakes, units too', () => {
  expect(mistakes({ only: { units: ['it', 'itt'], projects: ['app'] } })).toEqual([
    'setting.only.units[1] "itt" is the id of no unit; did you mean "it"?',
  ])
})
