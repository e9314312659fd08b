import type { OrganizationSeed, RepositoryOptions } from '../options.ts'
import { createRandom } from '../../common/random.ts'
import { seedIssues } from '../presets/synthetic.ts'
import { addIssueField, addIssueType, addMember, addOrganization, addTeam } from './people.ts'
import { addRepository } from './repositories.ts'
import { presentOf, type World } from './world.ts'

export const seedOrganization = (world: World, seed: OrganizationSeed): void => {
  const organization = addOrganization(world, seed.login, seed.name ?? null)
  for (const login of seed.members ?? []) addMember(world, organization, login)
  for (const team of seed.teams ?? []) addTeam(world, organization, team.name, team.members)
  for (const type of seed.issueTypes ?? []) addIssueType(world, organization, type)
  for (const field of seed.issueFields ?? []) addIssueField(world, organization, field)
}

export const seedRepository = (world: World, options: RepositoryOptions): void => {
  const repository = addRepository(world, {
    fullName: options.fullName,
    private: options.private ?? false,
    createdAt: presentOf(world),
    ...(options.description === undefined ? {} : { description: options.description }),
  })
  if (options.issues !== undefined && options.issues > 0)
    seedIssues(world, repository, {
      ...options,
      count: options.issues,
      random: createRandom(world.seed ^ repository.id),
    })
}
