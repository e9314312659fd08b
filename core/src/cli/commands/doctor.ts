import { existsSync } from 'node:fs'
import { CONFIG_FILE, loadConfig, VERSION } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { runningServer } from '../data-folder.ts'
import { callbackFindings } from '../doctor/callback-findings.ts'
import { openingFinding, type Finding } from '../doctor/finding.ts'
import { machineFindings } from '../doctor/machine-findings.ts'
import { liveReports, liveText, type LiveReport } from '../doctor/live-findings.ts'
import { probeFindings } from '../doctor/probe-findings.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Session } from '../session.ts'

const MARK = { ok: '✓', warning: '!', error: '✗' } as const

/** Looks at everything from the machine to the trackers, and says what is wrong and what to do. */
export async function doctor(
  context: CommandContext,
  options: { readonly config?: string; readonly live?: boolean },
): Promise<number> {
  const { output, environment } = context
  const findings = machineFindings(environment)
  const reports: LiveReport[] = []
  const isRunning = runningServer(environment.dataDir) !== undefined
  try {
    // A running server has a configuration of its own; the file is what its next start would read.
    await using session = await context.session(
      options.config === undefined || isRunning ? {} : { configFile: options.config },
    )
    findings.push(...(isRunning ? await fileFindings(options.config) : configFindings(session)))
    findings.push(...(await versionFindings(session)))
    const isUnread = findings.some(({ subject, state }) => subject === 'config' && state === 'error')
    const found = await serverFindings(session)
    // That nothing is connected follows from a file that cannot be read.
    findings.push(...found.filter(({ subject }) => !(isUnread && subject === 'connections')))
    if (options.live === true) {
      const live = await liveReports(session.api, await usableIn(session), (id) =>
        output.note(`Asking the tracker of ${id}; this reads only, and takes up to three minutes.`),
      )
      findings.push(...live.findings)
      reports.push(...live.reports)
    }
  } catch (error) {
    findings.push(openingFinding(error))
  }
  // With --live the result is both; without, it stays the list that it is.
  output.result(options.live === true ? { findings, live: reports } : findings, () =>
    [
      ...findings.flatMap(({ subject, state, sentence, action }) => [
        `${output.isTerminal ? MARK[state] : state} ${subject}: ${oneLine(sentence)}`,
        ...(action === undefined ? [] : [`    ${oneLine(action)}`]),
      ]),
      ...(reports.length === 0 ? [] : ['', liveText(reports, output.isTerminal)]),
    ].join('\n'),
  )
  const wrong = findings.filter(({ state }) => state !== 'ok').length
  output.note(wrong === 0 ? 'All is well.' : `${wrong} of ${findings.length} need attention.`)
  return wrong === 0 ? EXIT.ok : EXIT.attention
}

/** What was wrong with the file, or new in it, as opening the folder has told. */
function configFindings({ warnings, pending }: Session): Finding[] {
  const wrong = warnings.map((sentence): Finding => ({ subject: 'config', state: 'error', sentence }))
  if (pending.length === 0) return wrong
  const changes: Finding = {
    subject: 'config',
    state: 'warning',
    sentence: `The config file says what was not taken over yet: ${pending.join(', ')}.`,
    action: 'Run pmo sync, or start the server; what follows is about the configuration before.',
  }
  return [...wrong, changes]
}

/** Whether the file of a running server can still be read. */
async function fileFindings(named: string | undefined): Promise<Finding[]> {
  const file = named ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined)
  if (file === undefined) return []
  try {
    const loaded = await loadConfig(file)
    return [{ subject: 'config', state: 'ok', sentence: `${loaded.file} has no mistake.` }]
  } catch (error) {
    return [openingFinding(error)]
  }
}

/** Whether the running server is of our own release. */
async function versionFindings(session: Session): Promise<Finding[]> {
  if (session.address === undefined) return []
  const live: unknown = await (await session.request('/health')).json()
  const version =
    typeof live === 'object' && live !== null && 'version' in live ? String(live.version) : 'unknown'
  if (version === VERSION) return []
  return [
    {
      subject: 'server',
      state: 'warning',
      sentence: `The server is of version ${version}, this command of ${VERSION}.`,
      action: 'Restart the server.',
    },
  ]
}

/** What the server says about itself, and what the trackers say to it. */
async function serverFindings({ api }: Session): Promise<Finding[]> {
  const { findings } = await api.health.report.query({})
  const { connections } = await api.connections.list.query({})
  const usable = connections.filter(({ problem }) => problem === undefined).map(({ id }) => id)
  const consenting = connections.flatMap(({ id, callback }) =>
    callback === undefined ? [] : [{ id, callback }],
  )
  const [probes, callbacks] = await Promise.all([probeFindings(api, usable), callbackFindings(consenting)])
  return [
    ...findings.map(({ action, ...rest }) => ({ ...rest, ...(action !== undefined && { action }) })),
    ...probes,
    ...callbacks,
  ]
}

/** The connections that can be opened. */
async function usableIn({ api }: Pick<Session, 'api'>): Promise<string[]> {
  const { connections } = await api.connections.list.query({})
  return connections.filter(({ problem }) => problem === undefined).map(({ id }) => id)
}
