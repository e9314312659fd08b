import type { GraphSimulatorOptions } from '../index.ts'
import { addBucket, addGroup, addPerson, addPlan, addTask } from '../state/build.ts'

/** Ids of the tests' tenant: chosen, so that tests can name them. */
export const IDS = {
  ada: 'aaaaaaaa-0000-4000-8000-000000000001',
  grace: 'aaaaaaaa-0000-4000-8000-000000000002',
  group: 'bbbbbbbb-0000-4000-8000-000000000001',
  plan: 'PlanPlanPlanPlanPlanPlanPlan',
  task: 'TaskTaskTaskTaskTaskTaskTask',
} as const

/** One group with one plan of three tasks, one of which has everything that a task can have. */
export const TENANT: GraphSimulatorOptions = {
  seed: 3,
  apps: [{ clientId: 'app', clientSecret: 'app-secret', refreshTokens: { 'first-refresh': IDS.ada } }],
  seedWith: (world) => {
    const { ada, grace, group, plan, task } = IDS
    addPerson(world, { id: ada, displayName: 'Ada Lovelace' })
    addPerson(world, { id: grace, displayName: 'Grace Hopper' })
    addGroup(world, { id: group, displayName: 'Delivery', members: [ada, grace] })
    addGroup(world, { displayName: 'Doors', unified: false })
    addPlan(world, { id: plan, title: 'Launch', group, by: ada, categories: { category1: 'Risk' } })
    const bucket = addBucket(world, { plan, name: 'To do' }).id
    addTask(world, {
      id: task,
      plan,
      bucket,
      title: 'Everything',
      by: ada,
      percentComplete: 50,
      start: '2026-02-02T10:00:00Z',
      due: '2026-02-27T10:00:00Z',
      assignees: [grace],
      categories: ['category1'],
      description: 'What it is about.',
      checklist: [{ title: 'First', done: true }],
      references: [{ url: 'https://plans.example/a.b', alias: 'The plan' }],
    })
    for (const title of ['Second', 'Third']) addTask(world, { plan, bucket, title, by: grace })
  },
}
