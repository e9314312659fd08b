import { EditError } from './edit-error.ts'
import { guid, plannerId } from './ids.ts'
import { holdLimit } from './limits.ts'
import type { Bucket, Group, Person, Plan, Task } from './model.ts'
import { servedHint } from './order-hint.ts'
import { bucketsOf, noteChange, planOf, plansOf, tasksOf, versioned, type World } from './world.ts'

export interface NewPerson {
  readonly id?: string
  readonly displayName: string
  /** Before the `@` of mail and user principal name; default: from the display name. */
  readonly login?: string
  /** User principal name; default: the login at the tenant's domain. */
  readonly principal?: string
  readonly mail?: string | null
  readonly userType?: 'Member' | 'Guest'
  readonly accountEnabled?: boolean
}

const DOMAIN = 'contoso.example'

export const addPerson = (world: World, person: NewPerson): Person => {
  const { displayName, userType = 'Member', accountEnabled = true } = person
  const login = person.login ?? displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')
  const made: Person = {
    id: person.id ?? guid(world.random),
    displayName,
    mail: person.mail === undefined ? (person.principal ?? `${login}@${DOMAIN}`) : person.mail,
    userPrincipalName: person.principal ?? `${login}@${DOMAIN}`,
    accountEnabled,
    userType,
    deleted: false,
  }
  world.people.set(made.id, made)
  return made
}

export interface NewGroup {
  readonly id?: string
  readonly displayName: string
  readonly description?: string
  readonly members?: readonly string[]
  /** False: a security group, which has no plans. */
  readonly unified?: boolean
}

export const addGroup = (world: World, group: NewGroup): Group => {
  const made: Group = {
    id: group.id ?? guid(world.random),
    displayName: group.displayName,
    description: group.description ?? null,
    unified: group.unified ?? true,
    createdAt: world.clock.now(),
    members: [...(group.members ?? [])],
    hidden: false,
  }
  world.groups.set(made.id, made)
  return made
}

export interface NewPlan {
  readonly id?: string
  readonly title: string
  readonly group: string
  readonly by: string
  /** `category1` ▸ name. */
  readonly categories?: Readonly<Record<string, string>>
}

/** @throws EditError when the group is unknown or full */
export const addPlan = (world: World, plan: NewPlan): Plan => {
  if (!world.groups.has(plan.group)) throw new EditError(404, 'The requested item is not found.')
  holdLimit(world.limits, 'MaximumProjectsOwnedByUser', plansOf(world, plan.group).length + 1)
  const made: Plan = {
    ...versioned(),
    id: plan.id ?? plannerId(world.random),
    groupId: plan.group,
    title: plan.title,
    createdAt: world.clock.now(),
    createdBy: plan.by,
    details: { ...versioned(), categories: new Map(Object.entries(plan.categories ?? {})) },
    hidden: false,
    deleted: false,
  }
  world.plans.set(made.id, made)
  return made
}

export interface NewBucket {
  readonly plan: string
  readonly name: string
}

/** @throws EditError when the plan is unknown or full */
export const addBucket = (world: World, { plan, name }: NewBucket): Bucket => {
  if (planOf(world, plan) === undefined) throw new EditError(404, 'The requested item is not found.')
  holdLimit(world.limits, 'MaximumBucketsInProject', bucketsOf(world, plan).length + 1)
  const made: Bucket = {
    ...versioned(),
    id: plannerId(world.random),
    planId: plan,
    name,
    orderHint: servedHint(world.hints++),
    deleted: false,
  }
  world.buckets.set(made.id, made)
  noteChange(world, { planId: plan, what: 'bucket', id: made.id })
  return made
}

export interface NewTask {
  readonly id?: string
  readonly plan: string
  readonly title: string
  readonly bucket?: string
  readonly by: string
  readonly percentComplete?: number
  readonly priority?: number
  readonly start?: string
  readonly due?: string
  readonly assignees?: readonly string[]
  readonly categories?: readonly string[]
  readonly description?: string
  readonly checklist?: readonly { readonly title: string; readonly done?: boolean }[]
  readonly references?: readonly { readonly url: string; readonly alias: string; readonly type?: string }[]
  readonly extra?: Readonly<Record<string, unknown>>
}

/** @throws EditError when the plan or bucket is unknown, or the plan full */
export const addTask = (world: World, task: NewTask): Task => {
  const { plan, bucket, by } = task
  if (planOf(world, plan) === undefined) throw new EditError(404, 'The requested item is not found.')
  if (bucket !== undefined && world.buckets.get(bucket)?.planId !== plan)
    throw new EditError(400, 'The bucket is not in the plan of the task.')
  // Counting them anew for each of many tasks would take the square of their number.
  if (world.tasks.size >= world.limits.MaximumActiveTasksInProject) {
    const there = tasksOf(world, plan)
    holdLimit(world.limits, 'MaximumTasksInProject', there.length + 1)
    const active = there.filter(({ percentComplete }) => percentComplete < 100).length
    holdLimit(world.limits, 'MaximumActiveTasksInProject', active + 1)
  }
  holdLimit(world.limits, 'MaximumAssigneesInTasks', task.assignees?.length ?? 0)
  const now = world.clock.now()
  const done = task.percentComplete === 100
  const made: Task = {
    ...versioned(),
    id: task.id ?? plannerId(world.random),
    planId: plan,
    bucketId: bucket ?? null,
    title: task.title,
    orderHint: servedHint(world.hints++),
    assigneePriority: '',
    percentComplete: task.percentComplete ?? 0,
    priority: task.priority ?? 5,
    startDateTime: task.start ?? null,
    dueDateTime: task.due ?? null,
    createdAt: now,
    createdBy: by,
    completedAt: done ? now : null,
    completedBy: done ? by : null,
    categories: new Set(task.categories),
    assignments: new Map(
      (task.assignees ?? []).map((id) => [
        id,
        { assignedBy: by, assignedAt: now, orderHint: servedHint(world.hints++) },
      ]),
    ),
    details: {
      ...versioned(),
      description: task.description ?? '',
      checklist: new Map(
        (task.checklist ?? []).map(({ title, done: isChecked = false }) => [
          guid(world.random),
          {
            title,
            isChecked,
            orderHint: servedHint(world.hints++),
            lastModifiedBy: by,
            lastModifiedAt: now,
          },
        ]),
      ),
      references: new Map(
        (task.references ?? []).map(({ url, alias, type = 'Other' }) => [
          url,
          {
            alias,
            type,
            previewPriority: servedHint(world.hints++),
            lastModifiedBy: by,
            lastModifiedAt: now,
          },
        ]),
      ),
    },
    extra: task.extra ?? {},
    deleted: false,
  }
  world.tasks.set(made.id, made)
  noteChange(world, { planId: plan, what: 'task', id: made.id })
  noteChange(world, { planId: plan, what: 'taskDetails', id: made.id })
  return made
}
