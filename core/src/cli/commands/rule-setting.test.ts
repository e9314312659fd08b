import { expect, test } from 'vitest'
import { changedSetting, withoutPlace } from './rule-setting.ts'

const rule = 'agile.stale'

test('what is named changes, and what is not stays', () => {
  const before = { rule, params: { days: 14, waiting: 90 }, owner: 'Mara', only: { projects: ['docks'] } }
  expect(changedSetting(rule, undefined, {})).toEqual({ rule })
  expect(changedSetting(rule, before, { severity: 'error', params: { days: 7 }, off: true })).toEqual({
    ...before,
    params: { days: 7, waiting: 90 },
    severity: 'error',
    enabled: false,
  })
  expect(changedSetting(rule, before, { dueDays: 5, from: '2026-05-01', on: true })).toEqual({
    ...before,
    dueDays: 5,
    from: '2026-05-01',
    enabled: true,
  })
})

test('a rule is bounded to places, and let loose again', () => {
  const bounded = changedSetting(rule, undefined, {
    only: ['project=docks', 'project=fleet', 'class=run', 'phase=Build it', 'unit=yard'],
  })
  expect(bounded).toEqual({
    rule,
    only: { projects: ['docks', 'fleet'], classes: ['run'], phases: ['Build it'], units: ['yard'] },
  })
  expect(changedSetting(rule, bounded, { only: ['portfolio=all', 'program=p'] }).only).toEqual({
    portfolios: ['all'],
    programs: ['p'],
  })
  expect(changedSetting(rule, bounded, { only: ['everywhere'] })).toEqual({ rule })
})

test('a rule is set for one place, again for the same one, and no longer', () => {
  const one = changedSetting(rule, { rule, severity: 'info' }, { for: 'project=docks', params: { days: 3 } })
  expect(one).toEqual({ rule, severity: 'info', for: [{ project: 'docks', params: { days: 3 } }] })
  const two = changedSetting(rule, one, { for: 'class=run', off: true })
  const again = changedSetting(rule, two, { for: 'project=docks', params: { waiting: 9 }, owner: 'Tom' })
  expect(again.for).toEqual([
    { project: 'docks', params: { days: 3, waiting: 9 }, owner: 'Tom' },
    { class: 'run', enabled: false },
  ])
  expect(withoutPlace(rule, again, 'project=docks').for).toEqual([{ class: 'run', enabled: false }])
  expect(withoutPlace(rule, one, 'project=docks')).toEqual({ rule, severity: 'info' })
  expect(() => withoutPlace(rule, one, 'project=fleet')).toThrow('Nothing is set of the rule "agile.stale"')
})

test('gates are named, or all of them, or none', () => {
  expect(changedSetting(rule, undefined, { blocks: ['all'] }).blocks).toBe(true)
  expect(changedSetting(rule, undefined, { blocks: ['none'] }).blocks).toBe(false)
  expect(changedSetting(rule, undefined, { blocks: ['Ready to build', 'Close'] }).blocks).toEqual([
    'Ready to build',
    'Close',
  ])
  expect(changedSetting(rule, undefined, { for: 'class=run', blocks: ['none'] }).for).toEqual([
    { class: 'run', blocks: false },
  ])
  expect(() => changedSetting(rule, undefined, { blocks: ['all', 'Close'] })).toThrow('or "none" alone')
})

test('places that are none are refused with what to write', () => {
  expect(() => changedSetting(rule, undefined, { for: 'docks' })).toThrow(
    '--for wants a place, e.g. --for project=docks, not "docks".',
  )
  expect(() => changedSetting(rule, undefined, { for: 'projct=docks' })).toThrow('did you mean "project"?')
  expect(() => changedSetting(rule, undefined, { for: 'unit=yard' })).toThrow('--for does not know "unit"')
  expect(() => changedSetting(rule, undefined, { only: ['project='] })).toThrow('--only wants a place')
  expect(() => changedSetting(rule, undefined, { for: 'class=run', only: ['everywhere'] })).toThrow(
    '--for says what holds in one place',
  )
})
