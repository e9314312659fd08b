import { applyEdit } from '../state/edit.ts'
import type { World } from '../state/world.ts'

const HOUR = 3_600_000
const TASKS_A_PROJECT = 500

/** Fills an organisation with plans: phases with tasks in a chain, a milestone at the end of each, people on them. */
export function seedSyntheticPlan(world: World, { tasks }: { readonly tasks: number }): void {
  const create = (table: string, values: Values): string =>
    applyEdit(world, { kind: 'create', table, values })
  const people = Array.from({ length: 20 }, (_, at) =>
    create('bookableresource', {
      name: `Person ${at + 1}`,
      msdyn_primaryemail: `person${at + 1}@example.com`,
      resourcetype: 3,
    }),
  )
  for (let made = 0, plan = 1; made < tasks; plan++) {
    const project = create('msdyn_project', {
      msdyn_subject: `Plan ${plan}`,
      msdyn_hoursperday: 8,
      msdyn_hoursperweek: 40,
      msdyn_dayspermonth: 20,
    })
    const bucket = create('msdyn_projectbucket', { msdyn_name: 'Work', _msdyn_project_value: project })
    let before: string | undefined
    for (let place = 0; place < TASKS_A_PROJECT && made < tasks; place++, made++) {
      const start = Date.parse('2026-01-05T08:00:00Z') + place * 8 * HOUR
      const task = create('msdyn_projecttask', {
        msdyn_subject: `Task ${made + 1}`,
        _msdyn_project_value: project,
        _msdyn_projectbucket_value: bucket,
        msdyn_displaysequence: place + 1,
        msdyn_outlinelevel: 1,
        msdyn_summary: false,
        msdyn_ismilestone: place % 25 === 24,
        msdyn_start: instant(start),
        msdyn_finish: instant(start + 8 * HOUR),
        msdyn_effort: 8,
        msdyn_progress: world.random.int(0, 4) / 4,
      })
      if (before !== undefined)
        create('msdyn_projecttaskdependency', {
          _msdyn_project_value: project,
          _msdyn_predecessortask_value: before,
          _msdyn_successortask_value: task,
          msdyn_projecttaskdependencylinktype: 1,
          msdyn_projecttaskdependencylinklag: 0,
        })
      create('msdyn_resourceassignment', {
        _msdyn_projectid_value: project,
        _msdyn_taskid_value: task,
        _msdyn_bookableresourceid_value: world.random.pick(people),
        msdyn_effort: 8,
      })
      before = task
    }
  }
}

type Values = Readonly<Record<string, string | number | boolean | null>>

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
