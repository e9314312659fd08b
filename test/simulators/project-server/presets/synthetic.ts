import type { Edit, EditOutcome } from '../state/edit.ts'
import type { Link, Task } from '../state/model.ts'
import type { World } from '../state/world.ts'

/** So many projects that share so many tasks: a summary with nine tasks below it, each after the one before. */
export const seedSynthetic =
  ({ projects, tasks }: { readonly projects: number; readonly tasks: number }) =>
  (world: World, edit: (edit: Edit) => EditOutcome): void => {
    const { id: calendar } = edit({ kind: 'createCalendar', name: 'Standard' })
    const people = Array.from({ length: 20 }, (_, at) =>
      edit({
        kind: 'createResource',
        name: `Person ${at + 1}`,
        resource: { email: `person.${at + 1}@contoso.example`, login: `contoso\\person${at + 1}` },
      }),
    )
    for (let number = 1; number <= projects; number++) {
      const { id: project } = edit({
        kind: 'createProject',
        name: `Project ${number}`,
        plan: { calendar },
        publish: false,
      })
      const { draft } = world.project(project)
      const count = Math.floor(tasks / projects) + (number <= tasks % projects ? 1 : 0)
      for (const { id } of people) draft.team.push({ id, enterprise: true, name: '' })
      const made = tasksOf(world, count)
      draft.tasks = made
      draft.links = linksOf(world, made)
      world.publish(world.project(project))
    }
  }

const DAY_MS = 86_400_000
const START = Date.parse('2026-01-05T08:00:00Z')

const tasksOf = (world: World, count: number): Task[] => {
  const now = world.tick()
  let summary: string | null = null
  return Array.from({ length: count }, (_, at): Task => {
    const isSummary = at % 10 === 0
    const id = world.newId()
    const day = (offset: number, time: string): string =>
      `${new Date(START + (at + offset) * DAY_MS).toISOString().slice(0, 10)}T${time}`
    const task: Task = {
      id,
      uid: at + 1,
      name: `${isSummary ? 'Phase' : 'Task'} ${at + 1}`,
      parent: isSummary ? null : summary,
      start: day(0, '08:00:00'),
      finish: day(isSummary ? 9 : 0, '17:00:00'),
      duration: isSummary ? 4800 : 480,
      elapsed: false,
      estimated: false,
      percentComplete: 0,
      percentWorkComplete: 0,
      physicalPercentComplete: 0,
      work: isSummary ? 0 : 480,
      actualWork: 0,
      cost: 0,
      actualCost: 0,
      constraint: 0,
      constraintDate: null,
      deadline: null,
      actualStart: null,
      actualFinish: null,
      milestone: false,
      manual: false,
      active: true,
      critical: false,
      priority: 500,
      freeSlack: 0,
      totalSlack: 0,
      type: 0,
      effortDriven: false,
      calendar: null,
      notes: '',
      wbs: null,
      external: null,
      custom: {},
      baselines: [],
      created: now,
      modified: now,
    }
    if (isSummary) summary = id
    return task
  })
}

const linksOf = (world: World, tasks: readonly Task[]): Link[] =>
  tasks.flatMap((task, at) => {
    const before = tasks[at - 1]
    if (before === undefined || before.parent !== task.parent || task.parent === null) return []
    return [{ id: world.newId(), from: before.id, to: task.id, type: 1, lag: 0 }]
  })
