import { EditError } from './edit-error.ts'
import { findRepository, fullNameOf } from './lookup.ts'
import type { Label, Milestone, Repository } from './model.ts'
import { ensureAccount } from './people.ts'
import { presentOf, type World } from './world.ts'
import { announceLabel, announceMilestone, announceRepository } from './announcements.ts'
import type { JsonObject } from '../../common/json.ts'

export interface RepositorySeed {
  readonly fullName: string
  readonly id?: number
  readonly nodeId?: string
  readonly description?: string
  readonly private?: boolean
  readonly createdAt?: string
}

export const splitFullName = (fullName: string): readonly [owner: string, name: string] => {
  const [owner, name, ...rest] = fullName.split('/')
  if (!owner || !name || rest.length > 0) throw new EditError(`"${fullName}" is not written like owner/name.`)
  return [owner, name]
}

export const addRepository = (world: World, seed: RepositorySeed): Repository => {
  const [owner, name] = splitFullName(seed.fullName)
  if (findRepository(world, seed.fullName))
    throw new EditError(`The repository "${seed.fullName}" exists already.`)
  ensureAccount(world, owner)
  const id = seed.id ?? world.nextId('repository')
  const createdAt = seed.createdAt ?? presentOf(world)
  const repository: Repository = {
    id,
    nodeId: seed.nodeId ?? world.nodeId('repository', id),
    owner,
    name,
    description: seed.description ?? null,
    private: seed.private ?? false,
    archived: false,
    hidden: false,
    createdAt,
    updatedAt: createdAt,
    pushedAt: createdAt,
    issues: new Map(),
    departed: new Map(),
    labels: [],
    milestones: new Map(),
    events: [],
    assignees: [],
    nextNumber: 1,
    nextMilestone: 1,
    revision: 0,
    sharedRevision: 0,
    recordedPulls: new Map(),
  }
  world.repositories.set(id, repository)
  world.names.set(seed.fullName.toLowerCase(), id)
  world.formerNames.delete(seed.fullName.toLowerCase())
  world.revision++
  return repository
}

/** Marks a change that shows in every payload of the repository. */
export const touchRepository = (world: World, repository: Repository): void => {
  repository.updatedAt = presentOf(world)
  repository.revision++
  repository.sharedRevision++
  world.revision++
}

/** Gives a repository a new full name; the former one answers 301 from then on. */
export const renameRepository = (world: World, repository: Repository, to: string, sender: string): void => {
  const [owner, name] = splitFullName(to.includes('/') ? to : `${repository.owner}/${to}`)
  const next = `${owner}/${name}`
  const holder = findRepository(world, next)
  if (holder !== undefined && holder !== repository)
    throw new EditError(`The repository "${next}" exists already.`)
  const former = fullNameOf(repository)
  const ownerChanged = owner.toLowerCase() !== repository.owner.toLowerCase()
  const formerName = repository.name
  const formerOwner = repository.owner
  ensureAccount(world, owner)
  world.names.delete(former.toLowerCase())
  world.formerNames.set(former.toLowerCase(), repository.id)
  repository.owner = owner
  repository.name = name
  world.names.set(next.toLowerCase(), repository.id)
  world.formerNames.delete(next.toLowerCase())
  touchRepository(world, repository)
  // Issues elsewhere may name a parent or blocker in here.
  for (const other of world.repositories.values()) other.sharedRevision++
  announceRepository(world, repository, {
    action: ownerChanged ? 'transferred' : 'renamed',
    sender,
    formerName,
    formerOwner,
  })
}

export const setArchived = (
  world: World,
  repository: Repository,
  archived: boolean,
  sender: string,
): void => {
  repository.archived = archived
  touchRepository(world, repository)
  announceRepository(world, repository, { action: archived ? 'archived' : 'unarchived', sender })
}

/** Hidden = the caller lost access: everything of the repository answers 404. */
export const setRepositoryHidden = (world: World, repository: Repository, hidden: boolean): void => {
  repository.hidden = hidden
  repository.revision++
  for (const other of world.repositories.values()) other.sharedRevision++
  world.revision++
}

export interface LabelSeed {
  readonly name: string
  readonly id?: number
  readonly nodeId?: string
  readonly color?: string
  readonly description?: string | null
  readonly isDefault?: boolean
  readonly recorded?: JsonObject
}

export const addLabel = (world: World, repository: Repository, seed: LabelSeed, sender?: string): Label => {
  if (repository.labels.some((label) => label.name.toLowerCase() === seed.name.toLowerCase()))
    throw new EditError(`The label "${seed.name}" exists already in ${fullNameOf(repository)}.`)
  const id = seed.id ?? world.nextId('label')
  const label: Label = {
    id,
    nodeId: seed.nodeId ?? world.nodeId('label', id),
    name: seed.name,
    color: seed.color ?? 'ededed',
    description: seed.description ?? null,
    isDefault: seed.isDefault ?? false,
    ...(seed.recorded === undefined ? {} : { recorded: seed.recorded }),
  }
  repository.labels.push(label)
  repository.revision++
  world.revision++
  if (sender !== undefined) announceLabel(world, repository, { action: 'created', label, sender })
  return label
}

export interface MilestoneSeed {
  readonly title: string
  readonly id?: number
  readonly nodeId?: string
  readonly number?: number
  readonly description?: string | null
  readonly state?: 'open' | 'closed'
  readonly dueOn?: string | null
  readonly creator?: string
  readonly createdAt?: string
  readonly recorded?: JsonObject
}

export const addMilestone = (world: World, repository: Repository, seed: MilestoneSeed): Milestone => {
  const id = seed.id ?? world.nextId('milestone')
  const number = seed.number ?? repository.nextMilestone
  repository.nextMilestone = Math.max(repository.nextMilestone, number + 1)
  const now = presentOf(world)
  const creator = seed.creator ?? repository.owner
  ensureAccount(world, creator)
  const milestone: Milestone = {
    id,
    nodeId: seed.nodeId ?? world.nodeId('milestone', id),
    number,
    title: seed.title,
    description: seed.description ?? null,
    state: seed.state ?? 'open',
    dueOn: seed.dueOn ?? null,
    creator,
    createdAt: seed.createdAt ?? now,
    updatedAt: seed.createdAt ?? now,
    closedAt: seed.state === 'closed' ? now : null,
    ...(seed.recorded === undefined ? {} : { recorded: seed.recorded }),
  }
  repository.milestones.set(number, milestone)
  repository.revision++
  world.revision++
  announceMilestone(world, repository, { action: 'created', milestone, sender: creator })
  return milestone
}
