import type { RecordInput } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import type { Row } from '../read/rows.ts'
import { RESOURCES, TEAM_MEMBERS } from '../tables.ts'
import { recordUrl, type PremiumMapContext } from './record-url.ts'
import { RowReader } from './row-reader.ts'

/** Value of `resourcetype` for a role that nobody fills yet; one of few that Dataverse itself fixes. */
const GENERIC = 1

/** Somebody, or something, that can be booked in the whole organisation; with the account behind it. */
export function mapResource(row: Row, context: PremiumMapContext): readonly RecordInput[] {
  const read = new RowReader(row)
  const ref = read.ref(RESOURCES.key)
  if (ref === undefined) return []
  const account = read.ref('_userid_value')
  const email = read.text('msdyn_primaryemail')
  const name = read.text('name') ?? ''
  const inactive = read.number('statecode') === 1
  const person: readonly RecordInput[] =
    account === undefined
      ? []
      : [
          {
            kind: 'account',
            ref: account,
            type: 'human',
            displayName: name,
            active: !inactive,
            ...defined({ email }),
          },
        ]
  return [
    {
      kind: 'resource',
      ref,
      ...recordUrl(context, RESOURCES, ref),
      container: context.part,
      name,
      type: 'work',
      ...defined({
        email,
        account,
        generic: read.number('resourcetype') === GENERIC ? true : undefined,
        inactive: inactive ? true : undefined,
      }),
    },
    ...person,
  ]
}

/** A place in the team of a project; a role where nobody has been booked for it. */
export function mapTeamMember(row: Row, context: PremiumMapContext): readonly RecordInput[] {
  const read = new RowReader(row)
  const ref = read.ref(TEAM_MEMBERS.key)
  const container = read.ref('_msdyn_project_value')
  if (ref === undefined || container === undefined) return []
  return [
    {
      kind: 'resource',
      ref,
      ...recordUrl(context, TEAM_MEMBERS, ref),
      container,
      name: read.text('msdyn_name') ?? '',
      type: 'work',
      ...(read.ref('_msdyn_bookableresourceid_value') === undefined ? { generic: true } : {}),
    },
  ]
}

/** Work of somebody on a task: of the person where one is booked, else of the role in the team. */
export function mapAssignment(row: Row): readonly RecordInput[] {
  const read = new RowReader(row)
  const ref = read.ref('msdyn_resourceassignmentid')
  const item = read.ref('_msdyn_taskid_value')
  if (ref === undefined || item === undefined) return []
  return [
    {
      kind: 'assignment',
      ref,
      item,
      ...defined({
        resource: read.ref('_msdyn_bookableresourceid_value') ?? read.ref('_msdyn_projectteamid_value'),
        plannedWork: read.minutes('msdyn_effort'),
        actualWork: read.minutes('msdyn_effortcompleted'),
        remainingWork: read.minutes('msdyn_effortremaining'),
        start: read.instant('msdyn_start'),
        finish: read.instant('msdyn_finish'),
        warnings: read.warnings.length > 0 ? read.warnings : undefined,
      }),
    },
  ]
}
