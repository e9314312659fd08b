import type { RecordInput } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import { plainToMarkdown } from '../../map/markdown.ts'
import type { Row } from '../read/rows.ts'
import { BUCKETS, PROGRAMS, PROJECTS, SPRINTS, type Table } from '../tables.ts'
import { recordUrl, type PremiumMapContext } from './record-url.ts'
import { RowReader } from './row-reader.ts'

/** The organisation itself, in which its resources live. */
export function mapOrganization(whoAmI: Row, { config }: PremiumMapContext): readonly RecordInput[] {
  const ref = new RowReader(whoAmI).ref('OrganizationId')
  if (ref === undefined) return []
  const url = config.premium?.url
  return [
    {
      kind: 'container',
      ref,
      name: url === undefined ? ref : new URL(url).host,
      nativeType: 'organization',
      ...defined({ url }),
    },
  ]
}

export function mapProgram(row: Row, context: PremiumMapContext): readonly RecordInput[] {
  return containerOf(new RowReader(row), context, { table: PROGRAMS, nativeType: 'program' })
}

export function mapBucket(row: Row, context: PremiumMapContext): readonly RecordInput[] {
  return containerOf(new RowReader(row), context, { table: BUCKETS, nativeType: 'bucket' })
}

export function mapProject(row: Row, context: PremiumMapContext): readonly RecordInput[] {
  const read = new RowReader(row)
  const more = defined({
    start: read.instant('msdyn_taskearlieststart') ?? read.instant('msdyn_scheduledstart'),
    finish: read.instant('msdyn_finish'),
    minutesPerDay: read.minutes('msdyn_hoursperday'),
    minutesPerWeek: read.minutes('msdyn_hoursperweek'),
    daysPerMonth: read.number('msdyn_dayspermonth'),
    lead: read.ref('_msdyn_projectmanager_value'),
  })
  return containerOf(read, context, { table: PROJECTS, nativeType: 'project', more })
}

interface ContainerKind {
  readonly table: Table
  readonly nativeType: string
  readonly more?: object
}

function containerOf(
  read: RowReader,
  context: PremiumMapContext,
  { table, nativeType, more = {} }: ContainerKind,
): readonly RecordInput[] {
  const ref = read.ref(table.key)
  if (ref === undefined) return []
  const description = read.text('msdyn_description')
  return [
    {
      kind: 'container',
      ref,
      ...recordUrl(context, table, ref),
      name: read.text('msdyn_subject') ?? read.text('msdyn_name') ?? '',
      nativeType,
      archived: read.number('statecode') === 1,
      ...defined({
        description: description === undefined ? undefined : plainToMarkdown(description),
        created: read.instant('createdon'),
        updated: read.instant('modifiedon'),
      }),
      ...more,
      ...(read.warnings.length > 0 ? { warnings: read.warnings } : {}),
    },
  ]
}

export function mapSprint(row: Row): readonly RecordInput[] {
  const read = new RowReader(row)
  const ref = read.ref(SPRINTS.key)
  if (ref === undefined) return []
  return [
    {
      kind: 'iteration',
      ref,
      name: read.text('msdyn_name') ?? '',
      ...defined({
        container: read.ref('_msdyn_project_value'),
        start: read.instant('msdyn_start'),
        end: read.instant('msdyn_finish'),
        warnings: read.warnings.length > 0 ? read.warnings : undefined,
      }),
    },
  ]
}
