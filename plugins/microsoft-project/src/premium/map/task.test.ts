import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapTask } from './task.ts'

const ROW = {
  msdyn_projecttaskid: 'a2c97a92-e2e4-4011-a9f4-6045bd0b8013',
  _msdyn_project_value: '18702d8b-e2e4-4011-a406-6045bd0ae75a',
  msdyn_subject: 'Design',
}
const CONTEXT = { config: { premium: undefined }, part: 'organization' }
const mapped = (more: object): object => mapTask({ ...ROW, ...more }, CONTEXT)[0] ?? {}

test.each([
  [0, 0, 'todo'],
  [0.25, 25, 'in_progress'],
  [0.333333, 33.33, 'in_progress'],
  [1, 100, 'done'],
  [75, 75, 'in_progress'],
  [120, 100, 'done'],
  [-0.5, 0, 'todo'],
])('progress of %s is %s percent, and the task is %s', (msdyn_progress, percentComplete, statusCategory) => {
  expect(mapped({ msdyn_progress })).toMatchObject({ percentComplete, statusCategory })
})

test.each([
  [1, 0],
  [3, 1],
  [5, 2],
  [9, 3],
])('priority %s of Planner is %s', (msdyn_priority, priority) => {
  expect(mapped({ msdyn_priority })).toMatchObject({ priority, nativePriority: String(msdyn_priority) })
})

test('effort is told in hours and kept in minutes', () => {
  expect(mapped({ msdyn_effort: 12.5, msdyn_effortcompleted: 0.1 })).toMatchObject({
    estimate: 750,
    spent: 6,
  })
})

test('dates that are none, and numbers that are none, are left out with a warning', () => {
  const task = mapped({ msdyn_start: '2026-13-45T00:00:00Z', msdyn_effort: 'much' })
  expect(task).not.toHaveProperty('plannedStart')
  expect(task).toMatchObject({
    warnings: [
      'msdyn_start is no instant ("2026-13-45T00:00:00Z"); left out',
      'msdyn_effort is no number; left out',
    ],
  })
})

test('where start and finish are missing, what was scheduled stands for them', () => {
  const task = mapped({ msdyn_scheduledstart: '2026-02-02T08:00:00Z', msdyn_finish: '2026-02-06T16:00:00Z' })
  expect(task).toMatchObject({
    plannedStart: '2026-02-02T08:00:00Z',
    plannedFinish: '2026-02-06T16:00:00Z',
  })
})

test('plain notes are preferred to rich ones, which show the same text', () => {
  expect(mapped({ msdyn_descriptionplaintext: 'a *b*', msdyn_description: '<p>c</p>' })).toMatchObject({
    description: 'a \\*b\\*',
  })
  expect(mapped({ msdyn_description: '<div>Tea &amp; cake<br>&#233;t&eacute;</div>' })).toMatchObject({
    description: 'Tea & cake  \nét\\&eacute;',
  })
})

test('a row without its project is no task of any plan', () => {
  expect(mapTask({ ...ROW, _msdyn_project_value: null }, CONTEXT)).toEqual([])
})

test('an object is no number, whatever it says of itself', () => {
  const [task] = mapTask({ ...ROW, msdyn_effort: { toString: {} } }, CONTEXT)
  expect(task).toMatchObject({ warnings: ['msdyn_effort is no number; left out'] })
})

test('any columns whatever give records or none, and nothing else', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...COLUMNS), fc.jsonValue()), (columns) => {
      expect(mapTask({ ...columns, ...ROW }, CONTEXT)[0]).toMatchObject({ kind: 'workItem' })
    }),
    { numRuns: 200 },
  )
})

test('rich notes never come out as markup, whatever they hold', () => {
  const marks = fc.constantFrom('<', '>', '&', '#', ';', 'lt', 'b', '9', '\\')
  fc.assert(
    fc.property(fc.string({ unit: marks }), (msdyn_description) => {
      const { description = '' } = mapped({ msdyn_description }) as { readonly description?: string }
      expect(description.replaceAll(/\\./gs, '')).not.toContain('<')
    }),
    { numRuns: 200 },
  )
})

const COLUMNS = [
  'msdyn_start',
  'msdyn_finish',
  'msdyn_effort',
  'msdyn_duration',
  'msdyn_progress',
  'msdyn_priority',
  'msdyn_outlinelevel',
  'msdyn_displaysequence',
  'msdyn_ismilestone',
  'msdyn_summary',
  'msdyn_description',
  '_msdyn_parenttask_value',
  '_msdyn_projectbucket_value',
  '_msdyn_projectsprint_value',
  'statecode',
  'statuscode',
]
