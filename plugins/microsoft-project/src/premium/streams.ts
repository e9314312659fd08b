import { defineStream, verbatim, z, type Stream } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { mapBaseline } from './map/baseline.ts'
import { mapBucket, mapOrganization, mapProgram, mapProject, mapSprint } from './map/containers.ts'
import { dependencyItem, dependencyRow, mapDependency } from './map/dependency.ts'
import { mapAssignment, mapResource, mapTeamMember } from './map/people.ts'
import { mapTask } from './map/task.ts'
import { organizations } from './read/organization.ts'
import { tableStream } from './read/table-stream.ts'
import {
  ASSIGNMENTS,
  BASELINES,
  BUCKETS,
  DEPENDENCIES,
  PROGRAMS,
  PROJECTS,
  RESOURCES,
  SPRINTS,
  TASKS,
  TEAM_MEMBERS,
} from './tables.ts'

/** The organisation, which was asked for before anything else: it costs no request of its own. */
const organization = defineStream({
  config: Config,
  item: z.looseObject({ OrganizationId: z.string() }),
  cursor: z.strictObject({}),
  start: {},
  per: organizations,
  changes: 'snapshot',
  deletes: 'snapshot',
  async *read({ part, page }) {
    yield page({ items: [verbatim(part.data.whoAmI)], cursor: {} })
  },
  ref: ({ OrganizationId: id }) => id,
  mapVersion: 1,
  mapReads: ['premium'],
  map: mapOrganization,
})

/** What others refer to comes first. */
export const streams: Readonly<Record<string, Stream>> = {
  premiumOrganization: organization,
  premiumPrograms: tableStream({ table: PROGRAMS, mapVersion: 1, map: mapProgram }),
  premiumProjects: tableStream({ table: PROJECTS, mapVersion: 1, map: mapProject }),
  premiumBuckets: tableStream({ table: BUCKETS, mapVersion: 1, map: mapBucket }),
  premiumSprints: tableStream({ table: SPRINTS, mapVersion: 1, map: mapSprint }),
  premiumResources: tableStream({ table: RESOURCES, mapVersion: 1, map: mapResource }),
  premiumTeamMembers: tableStream({ table: TEAM_MEMBERS, mapVersion: 1, map: mapTeamMember }),
  premiumTasks: tableStream({ table: TASKS, mapVersion: 1, map: mapTask }),
  premiumDependencies: tableStream({
    table: DEPENDENCIES,
    item: dependencyItem,
    rowOf: dependencyRow,
    mapVersion: 1,
    map: mapDependency,
  }),
  premiumAssignments: tableStream({ table: ASSIGNMENTS, mapVersion: 1, map: mapAssignment }),
  premiumBaselines: tableStream({ table: BASELINES, mapVersion: 1, map: mapBaseline }),
}
