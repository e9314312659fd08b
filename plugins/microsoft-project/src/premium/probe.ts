import type { ConnectorContext, ProbeProblem, ProbeResult, Scope } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { ask, bodyOf, type Reply } from './read/client.ts'
import { RefusalError } from './read/refusal.ts'
import { pageOf, pagesFrom, type Row } from './read/rows.ts'
import { PROJECTS } from './tables.ts'

type Context = ConnectorContext<Config>

const SOME_PROJECTS = `${PROJECTS.set}?$select=msdyn_projectid,msdyn_subject`

/** Asks who we are, then whether each project that is named, or any, can be seen. */
export async function probe(context: Context): Promise<ProbeResult> {
  const url = context.config.premium?.url ?? ''
  try {
    const who = await ask(context, 'WhoAmI')
    if (who.status !== 200) return refused(who, url)
    const { OrganizationId: organization, UserId: user } = bodyOf(who)
    if (typeof organization !== 'string' || typeof user !== 'string') return notDataverse(url)
    for (const id of context.config.premium?.projects ?? []) {
      const reply = await ask(context, `${PROJECTS.set}(${id})?$select=msdyn_subject`)
      if (reply.status !== 200) return refused(reply, `The project ${id}`)
    }
    const projects = await ask(context, `${SOME_PROJECTS}&$top=1`)
    if (projects.status !== 200) return refused(projects, 'The table msdyn_project')
    const seen = pageOf(projects, PROJECTS).rows.length > 0
    return {
      ok: true,
      account: `user ${user}`,
      details: [seen ? 'sees projects' : 'sees no project yet'],
    }
  } catch (error) {
    if (context.signal.aborted) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return problem('unreachable', reason)
  }
}

/** The projects that could be connected one by one. */
export async function* scopes(context: Context): AsyncIterable<Scope> {
  const url = context.config.premium?.url ?? ''
  const first = await ask(context, SOME_PROJECTS)
  for await (const { rows } of pagesFrom(context, first, { table: PROJECTS, trackChanges: false })) {
    for (const { value } of rows) {
      const { msdyn_projectid: id, msdyn_subject: title } = value as Row // rows, by pageOf
      if (typeof id !== 'string') continue
      yield {
        title: typeof title === 'string' ? title : id,
        description: 'Premium plan',
        config: { premium: { url, projects: [id] } },
      }
    }
  }
}

const REASONS: Readonly<Record<number, ProbeProblem>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'throttled',
}

function refused(reply: Reply, what: string): ProbeResult {
  const fallback = reply.status >= 500 ? 'unreachable' : 'wrong_reply'
  return problem(REASONS[reply.status] ?? fallback, new RefusalError(reply, what).message)
}

const notDataverse = (url: string): ProbeResult =>
  problem(
    'wrong_reply',
    `${url} answers, but not as a Dataverse organisation does. Write the address of the environment, for example https://contoso.crm4.dynamics.com.`,
  )

const problem = (reason: ProbeProblem, message: string): ProbeResult => ({ ok: false, reason, message })
