import type { ConnectorContext, ProbeProblem, ProbeResult, Scope } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { addressOf } from './address.ts'
import { ask } from './client.ts'
import { isProjectOnline, PROJECT_ONLINE_ENDED } from './config.ts'
import { listProjects } from './parts.ts'
import { asksForWindows, NTLM_MESSAGE, ServerRefusal } from './refusal.ts'

type Context = ConnectorContext<Config>

const REASONS: Readonly<Record<number, ProbeProblem>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'throttled',
}

/** Asks for the published projects, then whether the copy for reporting may be read. */
export async function probeServer(context: Context): Promise<ProbeResult> {
  const { server } = context.config
  if (server === undefined) return { ok: true, details: [] }
  // The config refuses such an address already; a site may also have moved there by a redirect.
  if (isProjectOnline(server.url))
    return problem('unsupported_version', `${server.url} ${PROJECT_ONLINE_ENDED}`)
  try {
    const first = await ask(
      context,
      addressOf(server.url, 'ProjectServer/Projects', { $select: 'Id', $top: '1' }),
    )
    if (asksForWindows(first)) return problem('unauthorized', NTLM_MESSAGE)
    if (first.status !== 200) throw new ServerRefusal(first, server.url)
    let seen = 0
    for await (const part of listProjects(context)) {
      if ('problem' in part)
        return problem(part.problem === 'not_found' ? 'not_found' : 'forbidden', part.message)
      seen++
    }
    return { ok: true, details: [`${seen} published ${seen === 1 ? 'project' : 'projects'} found`] }
  } catch (error) {
    if (context.signal.aborted) throw error
    if (error instanceof ServerRefusal)
      return problem(
        REASONS[error.status] ?? (error.status >= 500 ? 'unreachable' : 'wrong_reply'),
        error.message,
      )
    const message = error instanceof Error ? error.message : String(error)
    return /is not Project Server's/.test(message)
      ? problem('wrong_reply', message)
      : problem('unreachable', message)
  }
}

/** The published projects, to be connected one by one. */
export async function* serverScopes(context: Context): AsyncIterable<Scope> {
  const { server } = context.config
  if (server === undefined) return
  for await (const part of listProjects(context)) {
    if ('problem' in part) continue
    yield {
      title: part.title,
      description: `Published project on ${new URL(server.url).host}`,
      url: `${server.url}/Project%20Detail%20Pages/Schedule.aspx?ProjUid=${part.key}`,
      config: { server: { url: server.url, projects: [part.key] } },
    }
  }
}

const problem = (reason: ProbeProblem, message: string): ProbeResult => ({ ok: false, reason, message })
