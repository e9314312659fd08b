import { expectTypeOf, test } from 'vitest'
import { cite, defineCheck, z, type CheckEvaluation, type ScheduledItem, type ScheduleFact } from './index.ts'

const about = { id: 'a.b', version: '1.0.0', title: 'T', severity: 'info', why: 'W' } as const
const fine: CheckEvaluation = { verdict: 'pass', evidence: [], message: 'It is so.' }

test('a check of items sees its item, and of what hangs on it only what it needs', () => {
  defineCheck({
    ...about,
    params: z.object({ days: z.int().default(3).describe('Days') }),
    grain: 'item',
    needs: ['workItem', 'dependency', 'schedule'],
    evaluate(context) {
      expectTypeOf(context.params).toEqualTypeOf<{ days: number }>()
      expectTypeOf(context.today).toBeString()
      expectTypeOf(context.workItem.due).toEqualTypeOf<string | undefined>()
      expectTypeOf(context.children[0]?.title).toEqualTypeOf<string | undefined>()
      expectTypeOf(context.dependencies[0]?.type).not.toBeAny()
      expectTypeOf(context.schedule).toEqualTypeOf<ScheduledItem>()
      expectTypeOf(
        context.resolve(context.workItem, context.workItem.parent, 'workItem')?.title,
      ).toEqualTypeOf<string | undefined>()
      // @ts-expect-error `account` is not in needs, so nothing leads there
      context.resolve(context.workItem, context.workItem.reporter, 'account')
      // @ts-expect-error `worklog` is not in needs
      void context.worklogs
      // @ts-expect-error `capacity` is not in needs
      void context.capacity
      // @ts-expect-error one item alone is seen, not all
      void context.workItems
      return fine
    },
  })
})

test('a check that does not need work items has none', () => {
  defineCheck({
    ...about,
    grain: 'item',
    needs: ['worklog'],
    evaluate(context) {
      // @ts-expect-error `workItem` is not in needs
      void context.workItem
      return context.worklogs.map(() => fine)
    },
  })
})

test('a check of projects sees lists, one of the portfolio every project', () => {
  defineCheck({
    ...about,
    grain: 'project',
    needs: ['workItem', 'schedule'],
    evaluate(context) {
      expectTypeOf(context.project.title).toBeString()
      expectTypeOf(context.schedule).toEqualTypeOf<ScheduleFact>()
      // @ts-expect-error there is no single item
      void context.workItem
      return context.workItems.map(() => fine)
    },
  })
  defineCheck({
    ...about,
    grain: 'portfolio',
    needs: ['schedule'],
    evaluate(context) {
      expectTypeOf(context.schedule).toEqualTypeOf<readonly ScheduleFact[]>()
      // @ts-expect-error there is no single project
      void context.project
      return context.projects.map((project) => ({ ...fine, key: project.id }))
    },
  })
})

test('needs are kinds of records and facts, and nothing else', () => {
  // @ts-expect-error there is no such need
  defineCheck({ ...about, grain: 'item', needs: ['issue'], evaluate: () => fine })
  const evaluate = () => ({ ...fine, verdict: 'error' as const })
  // @ts-expect-error only the host gives the verdict error
  defineCheck({ ...about, grain: 'item', needs: ['workItem'], evaluate })
})

test('evidence names fields of the model', () => {
  defineCheck({
    ...about,
    grain: 'item',
    needs: ['workItem'],
    evaluate({ workItem }) {
      // @ts-expect-error no such field
      void cite(workItem, 'dueDate')
      return { ...fine, evidence: cite(workItem, 'due', 'fields.team') }
    },
  })
})
