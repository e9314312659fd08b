import microsoft from '@headless-pmo/plugin-microsoft-project'
import {
  choice,
  COMPANY,
  IDS,
  startDataverseSimulator,
  type TenantOptions,
} from '@headless-pmo/simulators/dataverse'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

/*
 * Dataverse schedules asynchronously, accepts what it does not honour, and drops fields in silence. Headless PMO does not
 * write to it; the reading side of the failure is shown here: which of two columns is believed, what their values mean in
 * this organisation, changes that land late, and columns that are not there.
 */

const LINKS = 'msdyn_projecttaskdependency'
const NEW_TYPES = `${LINKS}.msdyn_projecttaskdependencylinktype`
const OLD_TYPES = `${LINKS}.msdyn_linktype`

interface Link {
  readonly type: string
  readonly nativeType?: string
  readonly warnings?: readonly string[]
}

async function opened(tenant: TenantOptions) {
  const app = { clientId: 'pmo-app', clientSecret: 'failure-20-secret' }
  const simulator = await startDataverseSimulator({ ...COMPANY, tenant, app })
  const portfolio = await openPortfolio({
    plugins: [microsoft],
    connections: {
      premium: {
        plugin: 'microsoft-project',
        premium: { url: simulator.url },
        loginUrl: simulator.url,
        secrets: { clientId: 'env:FAILURE_CLIENT', clientSecret: 'env:FAILURE_SECRET' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_CLIENT: app.clientId, FAILURE_SECRET: app.clientSecret },
  })
  return { simulator, portfolio }
}

/** The link from "Design" to "Launch" as it is stored. */
function linkIn(exported: string): Link | undefined {
  const line = exported
    .split('\n')
    .find((one) => one.includes('"kind":"dependency"') && one.includes(`"ref":"${IDS.link}"`))
  // A line of the export: canonical JSON of one record.
  return line === undefined ? undefined : (JSON.parse(line) as Link)
}

test('where two columns disagree on a link, the one counts that scheduling honours, and the other is named', async () => {
  const { simulator, portfolio } = await opened({ lacking: [] })
  await using _simulator = simulator
  await using _portfolio = portfolio
  simulator.edit({
    kind: 'update',
    table: LINKS,
    id: IDS.link,
    // What a client gets that writes the older column: success, and a link that is still Finish to Start.
    values: { msdyn_linktype: 192_350_001, msdyn_projecttaskdependencylinktype: 1 },
  })
  expect(await portfolio.sync('premium')).toMatchObject({ state: 'ok' })
  expect(linkIn(await portfolio.exported())).toMatchObject({
    type: 'FS',
    nativeType: 'Finish to Start',
    warnings: [
      'The older column msdyn_linktype says SS; scheduling goes by msdyn_projecttaskdependencylinktype, which says FS',
    ],
  })
})

test('the same number means what the organisation says that it means', async () => {
  const found: (string | undefined)[] = []
  for (const labels of [{ 1: 'Finish to Start' }, { 1: 'Start-to-Finish (SF)' }]) {
    const { simulator, portfolio } = await opened({ choices: { [NEW_TYPES]: choice(labels) } })
    await using _simulator = simulator
    await using _portfolio = portfolio
    await portfolio.sync('premium')
    found.push(linkIn(await portfolio.exported())?.type)
  }
  expect(found).toEqual(['FS', 'SF'])
})

test('an organisation that has the older column alone is read by it', async () => {
  const { simulator, portfolio } = await opened({
    lacking: [NEW_TYPES, `${LINKS}.msdyn_projecttaskdependencylinklaginseconds`],
    choices: { [OLD_TYPES]: choice({ 192_350_000: 'Finish-to-Finish (FF)' }) },
  })
  await using _simulator = simulator
  await using _portfolio = portfolio
  const run = await portfolio.sync('premium')
  expect(linkIn(await portfolio.exported())).toMatchObject({ type: 'FF' })
  expect(JSON.stringify(run)).toContain(
    'msdyn_projecttaskdependency has no msdyn_projecttaskdependencylinktype, msdyn_projecttaskdependencylinklaginseconds in this organisation; read without them.',
  )
})

test('what lands late is there with the next run, and never as something older', async () => {
  const { simulator, portfolio } = await opened({})
  await using _simulator = simulator
  await using _portfolio = portfolio
  await portfolio.sync('premium')
  const before = linkIn(await portfolio.exported())
  // The scheduling service works through its queue after the client has been told of success.
  simulator.edit({
    kind: 'update',
    table: LINKS,
    id: IDS.link,
    values: { msdyn_projecttaskdependencylinktype: 3 },
  })
  expect(before).toMatchObject({ type: 'FS' })
  await portfolio.sync('premium')
  expect(linkIn(await portfolio.exported())).toMatchObject({ type: 'SS', nativeType: 'Start to Start' })
  await portfolio.sync('premium', { full: true })
  expect(linkIn(await portfolio.exported())).toMatchObject({ type: 'SS' })
})
