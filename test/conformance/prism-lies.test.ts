import { join } from 'node:path'
import { startGraphSimulator } from '@headless-pmo/simulators/graph'
import { JiraCloudSimulator, type JiraSimulator } from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { afterAll, expect, test } from 'vitest'
import type { Allowance } from '../simulators/common/gate/allowance.ts'
import type { Exchange } from '../simulators/common/gate/exchange.ts'
import type { Violation } from '../simulators/common/gate/violation.ts'
import type { Reply } from '../simulators/common/http/reply.ts'
import { asking } from '../simulators/graph/test/client.ts'
import { askAll, distorted, GRAPH_LIES } from '../simulators/graph/test/lies.ts'
import { TENANT } from '../simulators/graph/test/tenant.ts'
import { COMPANY, EDITS as COMPANY_EDITS } from '../simulators/jira-cloud/test/company.ts'
import { CLOUD_LIES } from '../simulators/jira-cloud/test/lies.ts'
import { EDITS as SERVER_EDITS, SERVER } from '../simulators/jira-data-center/test/company.ts'
import { SERVER_LIES } from '../simulators/jira-data-center/test/lies.ts'
import { catcherOf, type Lie, planted } from '../simulators/jira/test/lie.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { auditExchange, jiraJsEndpoints } from './jira-js-audit.ts'
import { CLOUD_DEFECTS, CORRECTED_DEFECTS, GRAPH_DEFECTS, verdictOf } from './prism-known-defects.ts'
import { isCaught, lieTable, type ToldLie, type Verdict } from './prism-lie-table.ts'
import type { JudgedWire } from './prism-wire.ts'
import { cloudWire, dataCenterWire, graphWire } from './prism-wires.ts'

const SITE = 'https://jira.example'
const told: ToldLie[] = []

/** What each oracle has against one exchange, or several. */
interface Findings {
  readonly gate: readonly Violation[]
  readonly prism: readonly string[]
  readonly exchanges: readonly Exchange[]
}

const gateVerdict = (violations: readonly Violation[]): Verdict => {
  const catcher = catcherOf(violations)
  return catcher === 'nobody' ? 'missed' : catcher
}

const verdict = (found: readonly unknown[]): Verdict => (found.length > 0 ? 'caught' : 'missed')

/** Prism's findings since the last time, without known defects. */
const found = (wire: JudgedWire, defects: readonly Allowance[]): readonly string[] =>
  verdictOf(wire.violations.splice(0), defects).breaches

interface JiraHearing {
  readonly lie: Lie
  readonly wire: JudgedWire
  readonly defects: readonly Allowance[]
  readonly open: (distort: (reply: Reply, exchange: Exchange) => Reply) => Promise<JiraSimulator>
}

/** Has a simulator of Jira answer one request, truly or with a lie. */
async function heard({ lie, wire, defects, open }: JiraHearing, lies: boolean): Promise<Findings> {
  const exchanges: Exchange[] = []
  const simulator = await open((right, exchange) => {
    const reply = lies ? planted(lie)(right) : right
    exchanges.push({ ...exchange, reply })
    return reply
  })
  simulator.clock.advance(120_000)
  const headers = { authorization: `Bearer ${simulator.token}`, 'content-type': 'application/json' }
  const posted = lie.body === undefined ? {} : { method: 'POST', body: JSON.stringify(lie.body) }
  const send = wire.through((request) => simulator.respond(request))
  await send(new Request(`${SITE}${lie.target}`, { headers, ...posted }))
  return { gate: simulator.violations, prism: found(wire, defects), exchanges }
}

const HONEST = { gate: [], prism: [] }

/** What is told without a lie, of which nobody may find anything: each request is asked once. */
function truths(): (hearing: JiraHearing) => Promise<Findings> {
  const known = new Map<string, Findings>()
  return async (hearing) => {
    const key = JSON.stringify([hearing.lie.target, hearing.lie.body])
    const truth = known.get(key) ?? (await heard(hearing, false))
    known.set(key, truth)
    expect({ key, ...truth }).toMatchObject(HONEST)
    return truth
  }
}

describeWithFixtures('lies of simulators, before every oracle', ['specs'], () => {
  const gate = fixture('specs')

  test('Jira Cloud', async () => {
    const wire = await cloudWire()
    const endpoints = jiraJsEndpoints(await import('jira.js/cloud'), await import('jira.js/agile'))
    const audited = async ({ exchanges }: Findings): Promise<readonly string[]> =>
      (await Promise.all(exchanges.map((exchange) => auditExchange(endpoints, exchange)))).flat()
    const truthOf = truths()
    for (const lie of CLOUD_LIES) {
      const hearing: JiraHearing = {
        lie,
        wire,
        defects: CLOUD_DEFECTS,
        open: (distort) =>
          new JiraCloudSimulator({ ...COMPANY, edits: COMPANY_EDITS, gate, distort }).openGate(),
      }
      const truth = await truthOf(hearing)
      const lied = await heard(hearing, true)
      // jira.js asks some things in another way than we do, which is no matter of the reply.
      const known = new Set(await audited(truth))
      const audit = (await audited(lied)).filter((problem) => !known.has(problem))
      const verdicts = { gate: gateVerdict(lied.gate), 'jira.js': verdict(audit), Prism: verdict(lied.prism) }
      told.push({ simulator: 'Jira Cloud', name: lie.name, verdicts })
    }
  })

  test('Jira Data Center', async () => {
    const wire = await dataCenterWire('corrected')
    const truthOf = truths()
    for (const lie of SERVER_LIES) {
      const hearing: JiraHearing = {
        lie,
        wire,
        defects: CORRECTED_DEFECTS,
        open: (distort) =>
          new JiraDataCenterSimulator({ ...SERVER, edits: SERVER_EDITS, gate, distort }).openGate(),
      }
      await truthOf(hearing)
      const lied = await heard(hearing, true)
      const verdicts = {
        gate: gateVerdict(lied.gate),
        'jira.js': 'not asked',
        Prism: verdict(lied.prism),
      } as const
      told.push({ simulator: 'Jira Data Center', name: lie.name, verdicts })
    }
  })

  test('Microsoft Graph', async () => {
    const wire = await graphWire()
    const listening = async (lie?: (typeof GRAPH_LIES)[number]): Promise<Findings> => {
      const distort = lie === undefined ? {} : { distort: distorted(lie, { count: 0 }) }
      await using simulator = await startGraphSimulator({ ...TENANT, gate, ...distort })
      await askAll(simulator, asking(wire.through((request) => simulator.respond(request))))
      return { gate: simulator.violations, prism: found(wire, GRAPH_DEFECTS), exchanges: [] }
    }
    expect(await listening()).toMatchObject(HONEST)
    for (const lie of GRAPH_LIES) {
      const lied = await listening(lie)
      const verdicts = {
        gate: gateVerdict(lied.gate),
        'jira.js': 'not asked',
        Prism: verdict(lied.prism),
      } as const
      told.push({ simulator: 'Microsoft Graph', name: lie.name, verdicts })
    }
  })

  const all = CLOUD_LIES.length + SERVER_LIES.length + GRAPH_LIES.length

  test('no lie slips through all of them', ({ skip }) => {
    if (told.length < all) skip('only some of the lies were told')
    expect(told.filter(({ verdicts }) => !Object.values(verdicts).some(isCaught))).toEqual([])
  })

  test('the table says which oracle catches which', async ({ skip }) => {
    if (told.length < all) skip('only some of the lies were told')
    await expect(lieTable(told)).toMatchFileSnapshot(join(import.meta.dirname, 'lies.md'))
  })

  afterAll(() => {
    process.stdout.write(`\n${lieTable(told)}\n`)
  })
})
