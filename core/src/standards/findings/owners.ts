import type { RecordKey } from '@headless-pmo/sdk'
import type { FindingItem } from './finding.ts'
import { ASSIGNEE } from './owner-role.ts'
import type { OwnerFilter } from './queries-list.ts'

/** Roles of a project that a rule may name as the owner of what it finds. */
export const PROJECT_ROLES = ['manager', 'sponsor', 'unit-head'] as const

/** One of {@link PROJECT_ROLES}. */
export type ProjectRole = (typeof PROJECT_ROLES)[number]

/** Who has which role in a project, by name; a role without a name is not there. */
export type ProjectOwners = Readonly<Partial<Record<ProjectRole, string>>>

/** Where owners and items are looked up: names are read when they are shown, and never kept with findings. */
export interface OwnerSource {
  /** By id of the project, as they are now. */
  projects(): Promise<ReadonlyMap<string, ProjectOwners>>
  /** To whom items are assigned, in the order of the keys; several in one text. */
  assignees(items: readonly RecordKey[]): Promise<readonly (string | undefined)[]>
  /** Items that are assigned to somebody of a name: login, e-mail or display name, in any case. */
  assignedTo(name: string): Promise<readonly Pick<RecordKey, 'connection' | 'ref'>[]>
  /** What items are called, in the order of the keys. */
  items(items: readonly RecordKey[]): Promise<readonly (FindingItem | undefined)[]>
}

/** Who owns a finding, as far as the project tells it; undefined: nobody is named, or it is the assignee. Pure. */
export function projectOwner(
  role: string | undefined,
  project: string | undefined,
  owners: ReadonlyMap<string, ProjectOwners>,
): string | undefined {
  if (role === undefined || role === ASSIGNEE) return undefined
  if (!isProjectRole(role)) return role
  return project === undefined ? undefined : owners.get(project)?.[role]
}

/** What is to be looked for where a person's findings are asked for. Pure. */
export function ownerFilter(
  name: string,
  owners: ReadonlyMap<string, ProjectOwners>,
  assigned: OwnerFilter['assigned'],
): OwnerFilter {
  const wanted = name.toLowerCase()
  return {
    name,
    assigned,
    roles: PROJECT_ROLES.map((role) => ({
      role,
      projects: [...owners].flatMap(([id, of]) => (of[role]?.toLowerCase() === wanted ? [id] : [])),
    })),
  }
}

function isProjectRole(role: string): role is ProjectRole {
  return PROJECT_ROLES.some((one) => one === role)
}
