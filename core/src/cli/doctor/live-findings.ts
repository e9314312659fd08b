import { errorSentence } from '../cli-error.ts'
import { tableText, plainText, type Column } from '../output/table.ts'
import type { Api } from '../session.ts'
import type { Finding } from './finding.ts'

/** What a live run found of one connection. */
export type LiveReport = Awaited<ReturnType<Api['connections']['contract']['mutate']>>
type Endpoint = LiveReport['endpoints'][number]

const REPORT_IT =
  'Please send this report (pmo doctor --live --json) to the author of the plugin, who cannot see your tracker; it holds no value of yours.'

/** Asks each connection's tracker as its contract says, one after the other: each takes of the tracker's limits. */
export async function liveReports(
  api: Api,
  connections: readonly string[],
  tell: (connection: string) => void,
): Promise<{ readonly reports: readonly LiveReport[]; readonly findings: readonly Finding[] }> {
  const reports: LiveReport[] = []
  const findings: Finding[] = []
  for (const id of connections) {
    tell(id)
    try {
      const report = await api.connections.contract.mutate({ id })
      reports.push(report)
      findings.push(findingOf(report))
    } catch (error) {
      findings.push({ subject: `contract of ${id}`, state: 'error', sentence: errorSentence(error) })
    }
  }
  return { reports, findings }
}

function findingOf({ connection, plugin, described, endpoints, undescribed, failures }: LiveReport): Finding {
  const subject = `contract of ${connection}`
  if (!described) {
    return {
      subject,
      state: 'ok',
      sentence: `The plugin "${plugin}" does not say which endpoints it relies on; there is nothing to hold replies against.`,
    }
  }
  const differ = endpoints.filter(({ state }) => state === 'differs').length
  const missed = endpoints.filter(({ state }) => state === 'not_reached').length
  const reached = endpoints.length - missed
  const parts = [
    reached === 0 ? 'no endpoint was asked' : `${reached} of ${endpoints.length} endpoints were asked`,
    ...(reached === 0
      ? []
      : [differ === 0 ? 'all answer as they are described' : `${differ} answer otherwise`]),
    ...(undescribed.length === 0 ? [] : [`${undescribed.length} other requests are not described`]),
    ...(failures.length === 0
      ? []
      : [failures.map(({ step, reason }) => `${step} failed (${reason})`).join(', ')]),
  ]
  const isFine = differ === 0 && undescribed.length === 0 && failures.length === 0
  return {
    subject,
    state: isFine ? 'ok' : 'warning',
    sentence: `${parts.join('; ')}.`,
    ...(!isFine && { action: REPORT_IT }),
  }
}

interface Row extends Endpoint {
  readonly connection: string
}

const STATES = { same: 'same', differs: 'differs', not_reached: 'not reached' } as const

const COLUMNS: readonly Column<Row>[] = [
  { title: 'connection', value: ({ connection }) => connection },
  { title: 'endpoint', value: ({ endpoint }) => endpoint, most: 70 },
  { title: 'state', value: ({ state }) => STATES[state] },
  {
    title: 'replies',
    value: ({ statuses }) =>
      Object.entries(statuses)
        .map(([status, times]) => `${times} × ${status}`)
        .join(', '),
  },
  { title: 'what differs', value: whatDiffers, most: 100 },
]

function whatDiffers({ differences, state, when, more }: Row): string {
  if (state === 'not_reached') return when === undefined ? '' : `asked when ${when}`
  const told = differences.map(({ path, problem, expected, found }) => {
    if (problem === 'missing') return `${path} is missing`
    return `${path}: ${found ?? 'it'} is not ${expected ?? 'as described'}`
  })
  const news = more.length === 0 ? [] : [`new: ${more.join(', ')}`]
  return [...told, ...news].join('; ')
}

/** The endpoints as a table for people, or lines for programs. */
export function liveText(reports: readonly LiveReport[], isTerminal: boolean): string {
  const rows = reports.flatMap(({ connection, endpoints, undescribed }) => [
    ...endpoints.map((endpoint): Row => ({ ...endpoint, connection })),
    ...undescribed.map(({ request, times }): Row => ({
      connection,
      endpoint: request,
      state: 'differs',
      statuses: {},
      differences: [{ path: 'this request', problem: 'form', expected: 'described', times }],
      more: [],
    })),
  ])
  if (rows.length === 0) return ''
  return isTerminal ? tableText(COLUMNS, rows) : plainText(COLUMNS, rows)
}
