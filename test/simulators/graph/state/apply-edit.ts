import { addBucket, addGroup, addPerson, addPlan, addTask } from './build.ts'
import { changeDetails, changeTask } from './change-task.ts'
import type { Edit, EditOutcome } from './edit.ts'
import { EditError } from './edit-error.ts'
import type { Bucket, Group, Plan, Task } from './model.ts'
import { bucketsOf, bump, noteChange, tasksOf, type World } from './world.ts'

/** Carries out what somebody did. @throws EditError when Planner would refuse it */
export const applyEdit = (world: World, edit: Edit): EditOutcome => {
  switch (edit.kind) {
    case 'addPerson':
      return addPerson(world, edit)
    case 'addGroup':
      return addGroup(world, edit)
    case 'createPlan':
      return addPlan(world, edit)
    case 'createBucket':
      return addBucket(world, edit)
    case 'createTask':
      return addTask(world, edit)
    case 'removePerson': {
      const person = found(world.people.get(edit.person))
      person.deleted = true
      for (const group of world.groups.values())
        group.members = group.members.filter((id) => id !== person.id)
      return person
    }
    case 'addMember':
    case 'removeMember': {
      const group = groupOf(world, edit.group)
      const others = group.members.filter((id) => id !== edit.person)
      group.members = edit.kind === 'addMember' ? [...others, edit.person] : others
      return group
    }
    case 'hideGroup':
    case 'showGroup': {
      const group = groupOf(world, edit.group)
      group.hidden = edit.kind === 'hideGroup'
      return group
    }
    case 'renamePlan':
    case 'nameCategory':
    case 'hidePlan':
    case 'showPlan':
    case 'deletePlan':
      return changePlan(world, edit)
    case 'renameBucket':
    case 'deleteBucket':
      return changeBucket(world, edit)
    case 'editTask': {
      const task = taskOf(world, edit.task)
      changeTask(world, task, edit.set, edit.by)
      return task
    }
    case 'editDetails': {
      const task = taskOf(world, edit.task)
      changeDetails(world, task, edit.set, edit.by)
      return task
    }
    case 'deleteTask':
      return removeTask(world, taskOf(world, edit.task))
    case 'restoreTask': {
      const task = found(world.tasks.get(edit.task))
      task.deleted = false
      return moved(world, task, task.planId)
    }
    case 'transferTask': {
      const task = taskOf(world, edit.task)
      noteChange(world, { planId: task.planId, what: 'task', id: task.id })
      return moved(world, task, found(world.plans.get(edit.plan)).id)
    }
    default:
      return edit satisfies never
  }
}

export const removeTask = (world: World, task: Task): Task => {
  task.deleted = true
  noteChange(world, { planId: task.planId, what: 'task', id: task.id })
  return task
}

const moved = (world: World, task: Task, plan: string): Task => {
  if (plan !== task.planId) task.bucketId = bucketsOf(world, plan)[0]?.id ?? null
  task.planId = plan
  bump(task, ['planId', 'bucketId'])
  noteChange(world, { planId: plan, what: 'task', id: task.id })
  return task
}

const changePlan = (
  world: World,
  edit: Extract<Edit, { kind: 'renamePlan' | 'nameCategory' | 'hidePlan' | 'showPlan' | 'deletePlan' }>,
): Plan => {
  const plan = found(world.plans.get(edit.plan))
  switch (edit.kind) {
    case 'renamePlan':
      plan.title = edit.title
      bump(plan, ['title'])
      return plan
    case 'nameCategory':
      if (edit.name === null) plan.details.categories.delete(edit.category)
      else plan.details.categories.set(edit.category, edit.name)
      bump(plan.details, [`categoryDescriptions/${edit.category}`])
      return plan
    case 'hidePlan':
    case 'showPlan':
      plan.hidden = edit.kind === 'hidePlan'
      return plan
    case 'deletePlan':
      plan.deleted = true
      for (const task of tasksOf(world, plan.id)) removeTask(world, task)
      return plan
    default:
      return edit satisfies never
  }
}

const changeBucket = (
  world: World,
  edit: Extract<Edit, { kind: 'renameBucket' | 'deleteBucket' }>,
): Bucket => {
  const bucket = found(world.buckets.get(edit.bucket))
  if (edit.kind === 'renameBucket') {
    bucket.name = edit.name
    bump(bucket, ['name'])
  } else {
    bucket.deleted = true
    // Planner deletes a column with what is in it.
    for (const task of tasksOf(world, bucket.planId)) if (task.bucketId === bucket.id) removeTask(world, task)
  }
  noteChange(world, { planId: bucket.planId, what: 'bucket', id: bucket.id })
  return bucket
}

const groupOf = (world: World, id: string): Group => found(world.groups.get(id))

const taskOf = (world: World, id: string): Task => {
  const task = found(world.tasks.get(id))
  if (task.deleted) throw new EditError(404, 'The requested item is not found.')
  return task
}

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw new EditError(404, 'The requested item is not found.')
  return thing
}
