import { defineStream, type ConnectorContext, type Verbatim } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../../graph/snapshot.ts'
import { addressOf, guidLiteral } from '../address.ts'
import { readList } from '../client.ts'
import { mapIssue, mapRisk } from '../map/risk.ts'
import { idIn, stampIn } from '../value.ts'
import { Row } from '../wire/items.ts'

/** Projects that a filter may name: addresses are not endless. */
const MOST_NAMED = 20

const COLUMNS = {
  Risks:
    'ProjectId,RiskId,ProjectName,Title,Description,Probability,Impact,CostExposure,MitigationPlan,Status,Owner,AssignedToResource,DueDate,ModifiedDate',
  Issues:
    'ProjectId,IssueId,ProjectName,Title,Discussion,Resolution,Priority,Status,Owner,AssignedToResource,DueDate,ModifiedDate',
} as const

export const logAddress = (
  site: string,
  set: keyof typeof COLUMNS,
  projects: readonly string[] | undefined,
): string =>
  addressOf(site, `ProjectData/${set}`, {
    $select: COLUMNS[set],
    $filter:
      projects === undefined || projects.length === 0 || projects.length > MOST_NAMED
        ? undefined
        : projects.map((id) => `ProjectId eq ${guidLiteral(id)}`).join(' or '),
  })

/** The rows of the projects that are read, as the copy for reporting has them. */
async function readLog(
  context: ConnectorContext<Config>,
  set: keyof typeof COLUMNS,
): Promise<Verbatim[] | undefined> {
  const { server } = context.config
  if (server === undefined) return undefined
  const wanted = server.projects?.map((id) => id.toLowerCase())
  const what = set === 'Risks' ? 'The risks' : 'The issues'
  const rows = await readList(context, logAddress(server.url, set, wanted), what)
  const key = set === 'Risks' ? 'RiskId' : 'IssueId'
  return rows.filter(({ value }) => {
    const project = idIn(value, 'ProjectId')
    return (
      idIn(value, key) !== undefined &&
      (wanted === undefined || (project !== undefined && wanted.includes(project)))
    )
  })
}

export const riskStream = defineStream({
  config: Config,
  item: Row,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['currency'],
  async *read(context) {
    const rows = await readLog(context, 'Risks')
    if (rows !== undefined) yield* snapshotOf(rows, context.cursor)
  },
  ref: (row) => idIn(row, 'RiskId') ?? '',
  version: (row) => stampIn(row, 'ModifiedDate'),
  map: (row, { config }) => mapRisk(row, config),
})

export const issueStream = defineStream({
  config: Config,
  item: Row,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const rows = await readLog(context, 'Issues')
    if (rows !== undefined) yield* snapshotOf(rows, context.cursor)
  },
  ref: (row) => idIn(row, 'IssueId') ?? '',
  version: (row) => stampIn(row, 'ModifiedDate'),
  map: (row) => mapIssue(row),
})
