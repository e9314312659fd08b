import type { ConnectorContext, ProbeProblem, ProbeResult, Scope } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { graphOf, graphUrl } from '../graph/client.ts'
import { RefusalError } from '../graph/refusal.ts'
import { planPath } from './groups.ts'
import { listPlans } from './plans.ts'

type Context = ConnectorContext<Config>

/** Whether plans can be listed and their tasks be read, and that premium plans are not among them. */
export async function probePlanner(context: Context): Promise<ProbeResult> {
  const titles: string[] = []
  const closed: { readonly problem: string; readonly message: string }[] = []
  let first: string | undefined
  try {
    for await (const part of listPlans(context)) {
      if ('problem' in part) closed.push(part)
      else {
        first ??= part.key
        titles.push(part.title)
      }
    }
    if (first !== undefined) {
      // Plans and tasks are rights of their own.
      const reply = await graphOf(context).get(`${planPath(first)}/tasks?$select=id`)
      if (reply.status !== 200) throw new RefusalError(reply, `The tasks of ${titles[0] ?? first}`)
      if (!reply.text.includes('"value"')) return notGraph(context)
    }
  } catch (error) {
    if (context.signal.aborted) throw error
    return problemOf(error, context)
  }
  const [worst] = closed
  if (worst !== undefined && titles.length === 0)
    return {
      ok: false,
      reason: worst.problem === 'no_access' ? 'forbidden' : 'not_found',
      message: worst.message,
    }
  return {
    ok: true,
    details: [
      `${titles.length} basic ${titles.length === 1 ? 'plan' : 'plans'} found`,
      ...closed.map(({ message }) => message),
    ],
  }
}

/** The plans that could be connected one by one. */
export async function* plannerScopes(context: Context): AsyncIterable<Scope> {
  for await (const part of listPlans(context)) {
    if ('problem' in part) continue
    const { id, title } = part.data
    yield { title, description: `Plan of Microsoft Planner, ${id}`, config: { planner: { plans: [id] } } }
  }
}

function problemOf(error: unknown, context: Context): ProbeResult {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof RefusalError) {
    const reasons: Readonly<Record<number, ProbeProblem>> = {
      401: 'unauthorized',
      403: 'forbidden',
      404: 'not_found',
      429: 'throttled',
    }
    const reason = reasons[error.status] ?? (error.status >= 500 ? 'unreachable' : 'wrong_reply')
    return { ok: false, reason, message }
  }
  if (message.includes("that is not Microsoft Graph's")) return notGraph(context)
  return {
    ok: false,
    reason: 'unreachable',
    message,
  }
}

const notGraph = ({ config }: Context): ProbeResult => ({
  ok: false,
  reason: 'wrong_reply',
  message: `${graphUrl(config)} answers, but not as Microsoft Graph does. Write https://graph.microsoft.com, or the address of your national cloud.`,
})
