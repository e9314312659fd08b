import { createHash } from 'node:crypto'
import type { UserSeed } from '../options.ts'
import { addDefaultFields } from './fields.ts'
import type { JiraUser, StatusCategoryKey } from './model.ts'
import type { World } from './world.ts'

/** A person; one login is one person, however often it is added. */
export const addUser = (world: World, seed: UserSeed): JiraUser => {
  const known = world.users.get(seed.login)
  if (known !== undefined) return known
  const number = world.nextId('user')
  const accountId = createHash('sha256').update(`${world.seed}:${seed.login}`).digest('hex').slice(0, 24)
  const user: JiraUser = {
    accountId,
    name: seed.login,
    key: `JIRAUSER${number}`,
    displayName: seed.displayName ?? `${seed.login.slice(0, 1).toUpperCase()}${seed.login.slice(1)}`,
    emailAddress: seed.email ?? `${seed.login}@acme.example`,
    emailHidden: seed.emailHidden ?? false,
    active: true,
    accountType: seed.accountType ?? 'atlassian',
    timeZone: seed.timeZone ?? 'UTC',
    deleted: false,
  }
  world.users.set(user.name, user)
  world.revision++
  return user
}

const PRIORITIES = [
  ['Highest', '#d04437'],
  ['High', '#f15C75'],
  ['Medium', '#f79232'],
  ['Low', '#707070'],
  ['Lowest', '#999999'],
] as const

const LINK_TYPES = [
  ['Blocks', 'is blocked by', 'blocks'],
  ['Cloners', 'is cloned by', 'clones'],
  ['Duplicate', 'is duplicated by', 'duplicates'],
  ['Relates', 'relates to', 'relates to'],
] as const

const STATUSES: readonly (readonly [string, StatusCategoryKey])[] = [
  ['To Do', 'new'],
  ['In Progress', 'indeterminate'],
  ['Done', 'done'],
]

const TYPES = [
  ['Epic', 1],
  ['Story', 0],
  ['Task', 0],
  ['Bug', 0],
  ['Sub-task', -1],
] as const

/** Statuses and issue types, shared or of one project. */
export const addWorkflow = (
  world: World,
  projectId: string | null,
): { readonly statusIds: string[]; readonly issueTypeIds: string[] } => ({
  statusIds: STATUSES.map(([name, category]) => {
    const id = world.nextId('status')
    world.statuses.set(id, { id, name, description: '', category, projectId })
    return id
  }),
  issueTypeIds: TYPES.map(([name, hierarchyLevel]) => {
    const id = world.nextId('issueType')
    world.issueTypes.set(id, {
      id,
      name,
      description: `Work of the kind ${name}.`,
      hierarchyLevel,
      projectId,
    })
    return id
  }),
})

/** What a fresh site has: fields, priorities, resolutions, link types, shared statuses and issue types. */
export const addSite = (world: World): void => {
  addDefaultFields(world)
  for (const [name, statusColor] of PRIORITIES) {
    const id = world.nextId('priority')
    world.priorities.set(id, { id, name, description: '', statusColor })
  }
  for (const name of ['Done', "Won't Do", 'Duplicate']) {
    const id = world.nextId('resolution')
    world.resolutions.set(id, { id, name, description: '' })
  }
  for (const [name, inward, outward] of LINK_TYPES) {
    const id = world.nextId('linkType')
    world.linkTypes.set(id, { id, name, inward, outward })
  }
  addWorkflow(world, null)
}
