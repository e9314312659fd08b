import { parseJson, type ConnectorContext, type ProbeProblem, type ProbeResult } from '@headless-pmo/sdk'
import { github, type Client, type Reply } from './client.ts'
import type { Config } from './config.ts'
import { property } from './element.ts'
import { splitName } from './names.ts'
import { openProject } from './projects.ts'
import { refusal } from './refusal.ts'

/** Asks who we are, then whether each repository that is named can be seen. */
export async function probe(context: ConnectorContext<Config>): Promise<ProbeResult> {
  const { config } = context
  const client = github(context)
  let whoami: WhoAmI | Problem
  try {
    whoami = await identify(client, config)
  } catch (error) {
    if (context.signal.aborted) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return problem(
      'unreachable',
      `${config.baseUrl} does not answer (${reason}). Check baseUrl and the network.`,
    )
  }
  if ('ok' in whoami) return whoami
  const details = [...whoami.details]
  for (const name of config.repositories) {
    const reply = await client.get('/repos/{owner}/{repo}', splitName(name))
    if (reply.status !== 200) return refused(reply, `The repository ${name}`)
    if (property(bodyOf(reply), 'full_name') === undefined) return notGitHub(config)
    details.push(`sees ${String(property(bodyOf(reply), 'full_name'))}`)
  }
  if (config.organization !== undefined) {
    const reply = await client.get('/orgs/{org}', { org: config.organization })
    if (reply.status !== 200) return refused(reply, `The organization ${config.organization}`)
    details.push(`sees ${config.organization}`)
  }
  for (const { owner, number } of config.projects) {
    const project = await openProject(client, owner, number)
    if ('problem' in project) return problem(PROBLEMS[project.problem], project.message)
    details.push(`sees the project ${project.title}`)
  }
  return { ok: true, ...(whoami.account === undefined ? {} : { account: whoami.account }), details }
}

const PROBLEMS = {
  not_found: 'not_found',
  no_access: 'forbidden',
  unreachable: 'unreachable',
  invalid: 'wrong_reply',
} as const satisfies Readonly<Record<string, ProbeProblem>>

interface WhoAmI {
  readonly account?: string
  readonly details: readonly string[]
}

type Problem = Extract<ProbeResult, { ok: false }>

async function identify(client: Client, config: Config): Promise<WhoAmI | Problem> {
  const meta = await client.get('/meta')
  const version = property(bodyOf(meta), 'installed_version')
  const server = typeof version === 'string' ? [`GitHub Enterprise Server ${version}`] : []
  if (meta.status === 401) return refused(meta, config.baseUrl)
  if (config.installationId !== undefined) {
    const reply = await client.get('/installation/repositories', { per_page: 1 })
    if (reply.status !== 200) return refused(reply, 'The installation of the GitHub App')
    const total = property(bodyOf(reply), 'total_count')
    if (typeof total !== 'number') return notGitHub(config)
    return {
      account: `app ${config.appId ?? ''}`.trim(),
      details: [...server, `installed on ${total} repositories`],
    }
  }
  const limit = await client.get('/rate_limit')
  const core = property(property(bodyOf(limit), 'resources'), 'core')
  const budget = property(core, 'limit')
  const details = [...server, ...(typeof budget === 'number' ? [`${budget} requests an hour`] : [])]
  const reply = await client.get('/user')
  if (reply.status === 200) {
    const login = property(bodyOf(reply), 'login')
    return typeof login === 'string' ? { account: login, details } : notGitHub(config)
  }
  // Without a token GitHub asks for one here and still shows public repositories.
  if (isAnonymous(reply, limit)) return { details: [...details, 'without a token: public repositories only'] }
  return isGitHub(reply) ? refused(reply, 'The account of the token') : notGitHub(config)
}

/** A wrong token is refused everywhere, the missing one only where somebody must be logged in. */
function isAnonymous(user: Reply, limit: Reply): boolean {
  return (
    user.status === 401 &&
    limit.status === 200 &&
    /requires authentication/i.test(String(property(bodyOf(user), 'message')))
  )
}

function refused(reply: Reply, what: string): Problem {
  if (!isGitHub(reply)) return problem('wrong_reply', refusal(reply, what).message)
  const reasons: Readonly<Record<number, ProbeProblem>> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not_found',
  }
  return problem(
    reasons[reply.status] ?? (reply.status >= 500 ? 'unreachable' : 'wrong_reply'),
    refusal(reply, what).message,
  )
}

const notGitHub = ({ baseUrl }: Config): Problem =>
  problem(
    'wrong_reply',
    `${baseUrl} answers, but not as GitHub's API does. Write https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server.`,
  )

const problem = (reason: ProbeProblem, message: string): Problem => ({ ok: false, reason, message })

const isGitHub = (reply: Reply): boolean =>
  typeof bodyOf(reply) === 'object' && bodyOf(reply) !== null && !Array.isArray(bodyOf(reply))

function bodyOf(reply: Reply): unknown {
  try {
    return parseJson(reply.text)
  } catch {
    return undefined
  }
}
