import { expect, test } from 'vitest'
import { TASKS } from './dock-rollout.ts'
import { dockRolloutPlan } from './mspdi.ts'
import { linkOf, schedule } from './schedule.ts'

test('the plan is the same bytes on the same day, and under way on any day', () => {
  const day = Temporal.PlainDate.from('2026-11-22')
  expect(dockRolloutPlan(day)).toBe(dockRolloutPlan(day))
  const percents = [...dockRolloutPlan(day).matchAll(/<PercentComplete>(\d+)</g)].map(([, value]) =>
    Number(value),
  )
  expect(percents).toHaveLength(25)
  expect(percents.some((percent) => percent === 100)).toBe(true)
  expect(percents.some((percent) => percent > 0 && percent < 100)).toBe(true)
  expect(percents.some((percent) => percent === 0)).toBe(true)
})

test('no task begins before its links allow', () => {
  const spans = schedule(TASKS, (task) => task.days ?? 0)
  for (const task of TASKS) {
    for (const { uid, kind, lag } of (task.after ?? []).map(linkOf)) {
      const [own, other] = [spans.get(task.uid), spans.get(uid)]
      if (own === undefined || other === undefined) throw new Error('a task without a span')
      const from = kind === 'FS' || kind === 'FF' ? other.finish : other.start
      const to = kind === 'FS' || kind === 'SS' ? own.start : own.finish
      expect(to).toBeGreaterThanOrEqual(from + lag)
    }
  }
})
