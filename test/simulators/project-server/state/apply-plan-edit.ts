import type { Edit, EditOutcome } from './edit.ts'
import type { Baseline, Plan, Task } from './model.ts'
import { EditError, type World } from './world.ts'

type PlanEdit = Extract<
  Edit,
  {
    readonly kind:
      | 'editProject'
      | 'createTask'
      | 'editTask'
      | 'deleteTask'
      | 'restoreTask'
      | 'link'
      | 'unlink'
      | 'addToTeam'
      | 'assign'
      | 'setBaseline'
  }
>

const PLAN_EDITS: ReadonlySet<string> = new Set<PlanEdit['kind']>([
  'editProject',
  'createTask',
  'editTask',
  'deleteTask',
  'restoreTask',
  'link',
  'unlink',
  'addToTeam',
  'assign',
  'setBaseline',
])

export const isPlanEdit = (edit: Edit): edit is PlanEdit => PLAN_EDITS.has(edit.kind)

/** Changes the draft of a plan, and publishes it unless told not to. */
export const applyPlanEdit = (world: World, edit: PlanEdit): EditOutcome => {
  const project = world.project(edit.project)
  const now = world.tick()
  const { draft } = project
  const id = change(world, draft, edit, now)
  draft.modified = now
  if (edit.publish !== false) world.publish(project)
  return { id }
}

const change = (world: World, draft: Plan, edit: PlanEdit, now: number): string => {
  switch (edit.kind) {
    case 'editProject':
      Object.assign(draft, edit.change)
      return draft.id
    case 'createTask': {
      const id = edit.id ?? world.newId()
      if (draft.tasks.some((task) => task.id === id)) throw new EditError(`The task ${id} is there already.`)
      draft.tasks.push({ ...newTask(draft, now), ...edit.task, id, name: edit.name })
      return id
    }
    case 'editTask':
      Object.assign(taskOf(draft, edit.task), edit.change, { modified: now })
      return edit.task
    case 'deleteTask': {
      const gone = taskOf(draft, edit.task)
      // What hung below it goes up; links, assignments go with it.
      for (const task of draft.tasks) if (task.parent === gone.id) task.parent = gone.parent
      draft.tasks = draft.tasks.filter((task) => task !== gone)
      draft.links = draft.links.filter(({ from, to }) => from !== gone.id && to !== gone.id)
      draft.assignments = draft.assignments.filter(({ task }) => task !== gone.id)
      return gone.id
    }
    case 'restoreTask':
      if (draft.tasks.some((task) => task.id === edit.task.id))
        throw new EditError(`The task ${edit.task.id} is there already.`)
      draft.tasks.push({ ...edit.task, parent: null, modified: now })
      return edit.task.id
    case 'link': {
      taskOf(draft, edit.from)
      taskOf(draft, edit.to)
      if (edit.from === edit.to || draft.links.some(({ from, to }) => from === edit.from && to === edit.to))
        throw new EditError('These tasks are linked already.')
      if (leads(draft, edit.to, edit.from)) throw new EditError('The link would make a circle.')
      const id = edit.id ?? world.newId()
      draft.links.push({ id, from: edit.from, to: edit.to, type: edit.type ?? 1, lag: edit.lag ?? 0 })
      return id
    }
    case 'unlink':
      draft.links = draft.links.filter(({ id }) => id !== edit.link)
      return edit.link
    case 'addToTeam':
      draft.team = [...draft.team.filter(({ id }) => id !== edit.member.id), edit.member]
      return edit.member.id
    case 'assign': {
      const task = taskOf(draft, edit.task)
      if (draft.assignments.some((one) => one.task === task.id && one.resource === edit.resource))
        throw new EditError('The resource is assigned to the task already.')
      if (!draft.team.some(({ id }) => id === edit.resource)) {
        const name = world.resources.get(edit.resource)?.name
        if (name === undefined) throw new EditError(`There is no resource ${edit.resource}.`)
        draft.team = [...draft.team, { id: edit.resource, enterprise: true, name }]
      }
      const id = edit.assignment?.id ?? world.newId()
      draft.assignments.push({
        units: 1,
        work: task.duration,
        actualWork: 0,
        cost: 0,
        actualCost: 0,
        start: task.start,
        finish: task.finish,
        baselines: [],
        ...edit.assignment,
        id,
        task: task.id,
        resource: edit.resource,
        modified: now,
      })
      return id
    }
    case 'setBaseline': {
      const { number } = edit.baseline
      if (edit.task !== undefined) {
        const task = taskOf(draft, edit.task)
        task.baselines = saved(task.baselines, { ...baselineOf(task, number), ...edit.baseline })
        return task.id
      }
      draft.baselines = saved(draft.baselines, {
        start: draft.start,
        finish: draft.finish,
        duration: 0,
        work: draft.tasks.reduce((sum, { work }) => sum + work, 0),
        cost: draft.tasks.reduce((sum, { cost }) => sum + cost, 0),
        ...edit.baseline,
      })
      for (const task of draft.tasks) task.baselines = saved(task.baselines, baselineOf(task, number))
      for (const one of draft.assignments)
        one.baselines = saved(one.baselines, {
          number,
          start: one.start,
          finish: one.finish,
          duration: 0,
          work: one.work,
          cost: one.cost,
        })
      return draft.id
    }
  }
  throw new EditError(`There is no edit of the kind "${String(edit satisfies never)}".`)
}

const saved = (baselines: readonly Baseline[], baseline: Baseline): Baseline[] => [
  ...baselines.filter(({ number }) => number !== baseline.number),
  baseline,
]

const baselineOf = ({ start, finish, duration, work, cost }: Task, number: number): Baseline => ({
  number,
  start,
  finish,
  duration,
  work,
  cost,
})

const leads = (draft: Plan, from: string, to: string): boolean => {
  const seen = new Set<string>()
  const waiting = [from]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === to) return true
    if (seen.has(at)) continue
    seen.add(at)
    waiting.push(...draft.links.filter((link) => link.from === at).map((link) => link.to))
  }
  return false
}

const taskOf = (draft: Plan, id: string): Task => {
  const task = draft.tasks.find((candidate) => candidate.id === id)
  if (task === undefined) throw new EditError(`There is no task ${id} in ${draft.name}.`)
  return task
}

const newTask = (draft: Plan, now: number): Omit<Task, 'id' | 'name'> => ({
  uid: draft.tasks.length + 1,
  parent: null,
  start: '2026-01-05T08:00:00',
  finish: '2026-01-06T17:00:00',
  duration: 960,
  elapsed: false,
  estimated: false,
  percentComplete: 0,
  percentWorkComplete: 0,
  physicalPercentComplete: 0,
  work: 0,
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
})
