import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { type Column } from '../output/table.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'
import { stepsOf, type Supposed } from '../suppositions.ts'
import { nodeText, signed, tellImpact } from './impact.ts'

type Scenario = Awaited<ReturnType<Api['scenarios']['get']['query']>>
type Compared = Awaited<ReturnType<Api['scenarios']['compare']['mutate']>>
type ComparedRow = Compared['projects'][number]
type Record = Awaited<ReturnType<Api['scenarios']['record']['query']>>
type DriftRow = Record['drift']['items'][number]

const MOST = 500

/** Scenarios that are kept. */
export async function listScenarios(
  context: CommandContext,
  { withdrawn, limit }: { readonly withdrawn?: true; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  const { items } = await session.api.scenarios.list.query({
    limit: Math.min(limit, MOST),
    ...(withdrawn === true && { withdrawn }),
  })
  context.output.list(
    items,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'name', value: ({ name }) => name, most: 40 },
      { title: 'supposes', value: ({ supposes }) => supposes.join('; '), most: 60 },
      { title: 'moves', value: ({ moved }) => moved, align: 'right' },
      { title: 'breaks', value: ({ broken }) => broken, align: 'right' },
      { title: 'run', value: ({ ranAt }) => ranAt?.slice(0, 16).replace('T', ' ') },
      {
        title: 'state',
        value: ({ stale, withdrawnBy }) =>
          withdrawnBy === undefined ? (stale === undefined ? 'current' : 'to be run again') : 'withdrawn',
      },
      { title: 'by', value: ({ createdBy }) => createdBy },
    ],
    'There is no scenario yet; make one, e.g. pmo scenarios create "Late parts" --slip WEB-7=5d',
  )
  return EXIT.ok
}

/** Keeps a scenario and tells what comes out. */
export async function createScenario(
  context: CommandContext,
  { name, note, ...supposed }: Supposed & { readonly name: string; readonly note?: string },
): Promise<number> {
  const steps = await stepsOf(supposed)
  await using session = await context.session()
  const scenario = await session.api.scenarios.create.mutate({
    name,
    steps: [...steps],
    ...(note !== undefined && { note }),
  })
  tell(context, scenario, { limit: 30 })
  return EXIT.ok
}

/** Replaces what a scenario supposes. */
export async function changeScenario(
  context: CommandContext,
  { scenario, reason, ...supposed }: Supposed & { readonly scenario: string; readonly reason?: string },
): Promise<number> {
  const steps = await stepsOf(supposed)
  if (steps.length === 0) {
    throw new PmoError(
      'invalid-request',
      'Say what it is to suppose, e.g. --slip WEB-7=5d; without anything it would be the plan as it is.',
    )
  }
  await using session = await context.session()
  const { version } = await session.api.scenarios.get.query({ scenario })
  const changed = await session.api.scenarios.change.mutate({
    scenario,
    version,
    steps: [...steps],
    ...(reason !== undefined && { reason }),
  })
  tell(context, changed, { limit: 30 })
  return EXIT.ok
}

/** One scenario with what came out of it. */
export async function showScenario(
  context: CommandContext,
  { scenario, ...shown }: { readonly scenario: string; readonly paths?: true; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  tell(context, await session.api.scenarios.get.query({ scenario }), shown)
  return EXIT.ok
}

/** Computes a scenario again. */
export async function runScenario(
  context: CommandContext,
  { scenario, limit }: { readonly scenario: string; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  tell(context, await session.api.scenarios.run.mutate({ scenario }), { limit })
  return EXIT.ok
}

/** What a scenario supposed before. */
export async function scenarioVersions(context: CommandContext, scenario: string): Promise<number> {
  await using session = await context.session()
  const { versions } = await session.api.scenarios.versions.query({ scenario })
  context.output.list(
    versions,
    [
      { title: 'version', value: ({ version }) => version, align: 'right' },
      { title: 'at', value: ({ at }) => at.slice(0, 16).replace('T', ' ') },
      { title: 'by', value: ({ by }) => by },
      { title: 'reason', value: ({ reason }) => reason, most: 60 },
      { title: 'steps', value: ({ steps }) => JSON.stringify(steps), most: 80 },
    ],
    'It has no versions.',
  )
  return EXIT.ok
}

/** Withdraws a scenario. */
export async function withdrawScenario(context: CommandContext, scenario: string): Promise<number> {
  await using session = await context.session()
  const withdrawn = await session.api.scenarios.withdraw.mutate({ scenario })
  context.output.result(withdrawn, () =>
    oneLine(`Withdrawn: "${withdrawn.name}"; pmo scenarios show ${withdrawn.id} still tells of it.`),
  )
  return EXIT.ok
}

/** Scenarios side by side. */
export async function compareScenarios(context: CommandContext, names: readonly string[]): Promise<number> {
  await using session = await context.session()
  const compared = await session.api.scenarios.compare.mutate({ scenarios: [...names] })
  const { output } = context
  if (output.json) {
    output.result(compared, () => '')
    return EXIT.ok
  }
  output.list(
    compared.scenarios,
    [
      { title: 'scenario', value: ({ name }) => name, most: 40 },
      { title: 'moves', value: ({ moved }) => moved, align: 'right' },
      { title: 'later', value: ({ later }) => later, align: 'right' },
      { title: 'earlier', value: ({ earlier }) => earlier, align: 'right' },
      { title: 'breaks', value: ({ broken }) => broken, align: 'right' },
      { title: 'worse', value: ({ worse }) => worse, align: 'right' },
      { title: 'kept again', value: ({ keptAgain }) => keptAgain, align: 'right' },
      { title: 'unknown', value: ({ unknown }) => unknown, align: 'right' },
      { title: 'problems', value: ({ problems }) => problems, align: 'right' },
    ],
    '',
  )
  for (const [title, rows] of [
    ['Projects: when they finish', compared.projects],
    ['Milestones that move', compared.milestones],
  ] as const) {
    if (rows.length === 0) continue
    if (output.isTerminal) output.note(`\n${title}`)
    output.list(rows, comparedColumns(compared, rows), '')
  }
  output.note(`All on what was known at ${compared.asOf.slice(0, 16).replace('T', ' ')} UTC.`)
  return EXIT.ok
}

function comparedColumns(
  { scenarios }: Compared,
  rows: readonly ComparedRow[],
): readonly Column<ComparedRow>[] {
  const hasRecord = rows.some(({ record }) => record !== undefined)
  return [
    {
      title: 'what',
      value: ({ node, project }) =>
        node === undefined ? project : (node.key ?? node.title ?? nodeText(node)),
      most: 40,
    },
    { title: 'now', value: ({ now }) => now.finish?.day ?? 'none' },
    ...(hasRecord
      ? [{ title: 'plan of record', value: ({ record }: ComparedRow) => finishText(record) }]
      : []),
    ...scenarios.map(({ name }, at) => ({
      title: oneLine(name).slice(0, 24),
      value: (row: ComparedRow) => finishText(row.scenarios[at]),
    })),
  ]
}

function finishText(one: ComparedRow['now'] | undefined): string {
  if (one?.finish === undefined) return 'none'
  return one.days === undefined || one.days === 0 ? one.finish.day : `${one.finish.day} (${signed(one.days)})`
}

/** Makes a scenario the plan of record. */
export async function adoptScenario(
  context: CommandContext,
  request: {
    readonly scenario: string
    readonly reason: string
    readonly decision?: string
    readonly project?: string
    readonly again?: true
  },
): Promise<number> {
  const { scenario, reason, decision, project, again } = request
  await using session = await context.session()
  const adopted = await session.api.scenarios.adopt.mutate({
    scenario,
    reason,
    ...(decision !== undefined && { decision }),
    ...(project !== undefined && { project }),
    ...(again === true && { again }),
  })
  const { plan } = adopted
  const of = plan.scope.kind === 'project' ? `project ${plan.scope.id}` : 'everything'
  context.output.result(adopted, () =>
    oneLine(
      `"${plan.name}" is the plan of record ${plan.number} of ${of}, with ${plan.items} rows; no tracker was written.`,
    ),
  )
  return EXIT.ok
}

/** The plan of record and how far the schedule is from it. */
export async function showPlanOfRecord(
  context: CommandContext,
  { project, limit }: { readonly project?: string; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  const record = await session.api.scenarios.record.query(project === undefined ? {} : { project })
  const { output } = context
  if (output.json) {
    output.result(record, () => '')
    return EXIT.ok
  }
  const { plan, drift } = record
  output.note(
    oneLine(
      `Plan ${plan.number} "${plan.name}", adopted ${plan.at.slice(0, 10)} by ${plan.by}: ${plan.reason}${plan.decision === undefined ? '' : ` (${plan.decision})`}`,
    ),
  )
  output.note(
    `${drift.later} items finish later than planned, ${drift.earlier} earlier, ${drift.same} on the day; ${drift.gone} are gone or have no date, ${drift.added} are new since.`,
  )
  for (const [title, rows] of [
    ['Projects', drift.projects],
    ['Milestones', drift.milestones],
    ['Items', drift.items],
  ] as const) {
    if (rows.length === 0) continue
    if (output.isTerminal) output.note(`\n${title}`)
    output.list(rows.slice(0, limit), DRIFT_COLUMNS, '')
    if (rows.length > limit) output.note(`${rows.length - limit} more; --limit shows them.`)
  }
  return EXIT.ok
}

const DRIFT_COLUMNS: readonly Column<DriftRow>[] = [
  { title: 'what', value: ({ node, project }) => (node === undefined ? project : nodeText(node)) },
  { title: 'title', value: ({ node }) => node?.title, most: 40 },
  { title: 'planned', value: ({ planned }) => planned?.day ?? 'none' },
  { title: 'now', value: ({ now }) => now?.day ?? 'none' },
  { title: 'days', value: ({ days }) => signed(days), align: 'right' },
]

function tell(
  context: CommandContext,
  scenario: Scenario,
  { paths, limit }: { readonly paths?: true; readonly limit: number },
): void {
  const { output } = context
  if (output.json) {
    output.result(scenario, () => '')
    return
  }
  const { id, name, note, version, stale, impact, createdBy, createdAt } = scenario
  output.note(
    oneLine(
      `Scenario ${id} "${name}", version ${version}, by ${createdBy} on ${createdAt.slice(0, 10)}${note === undefined ? '' : `: ${note}`}`,
    ),
  )
  if (stale !== undefined) output.note(oneLine(`${stale} Compute it again with: pmo scenarios run ${id}`))
  if (impact === undefined) output.note('It was never run.')
  else tellImpact(context, impact, { paths: paths === true, limit })
}
