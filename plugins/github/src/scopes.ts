import { verbatimElements, type ConnectorContext, type Scope } from '@headless-pmo/sdk'
import { github, type Client } from './client.ts'
import type { Config } from './config.ts'
import { elementsOf, property } from './element.ts'
import { ask } from './graphql.ts'
import { PROJECTS_QUERY } from './queries.ts'
import { refusal } from './refusal.ts'
import { Repository } from './wire/repository.ts'

/** The repositories that the token or the App can see, then the projects of their owners. */
export async function* scopes(context: ConnectorContext<Config>): AsyncGenerator<Scope> {
  const client = github(context)
  const owners = new Set<string>(context.config.projects.map(({ owner }) => owner.toLowerCase()))
  for await (const repository of visibleRepositories(client, context.config)) {
    owners.add(repository.owner.login.toLowerCase())
    yield scopeOf(repository)
  }
  for (const owner of owners) yield* projectsOf(client, owner)
}

async function* visibleRepositories(client: Client, config: Config): AsyncGenerator<Repository> {
  const app = config.installationId !== undefined
  const route = app ? '/installation/repositories' : '/user/repos'
  for (let page = 1, more = true; more; page++) {
    const reply = await client.get(route, { per_page: 100, page, ...(app ? {} : { sort: 'pushed' }) })
    if (reply.status !== 200) throw refusal(reply, 'The list of repositories')
    const elements = app
      ? verbatimElements(reply.text, ['repositories'])
      : elementsOf(reply, 'The list of repositories')
    for (const { value } of elements) {
      const parsed = Repository.safeParse(value)
      if (parsed.success) yield parsed.data
    }
    more = reply.more && elements.length > 0
  }
}

/** A token without the right read:project sees none; that is no reason to offer no repositories either. */
async function* projectsOf(client: Client, owner: string): AsyncGenerator<Scope> {
  let after: unknown = null
  for (;;) {
    const reply = await ask(client, PROJECTS_QUERY, { owner, after }, `The projects of ${owner}`)
    const list = property(property(reply.data, 'owner'), 'projectsV2')
    const nodes = property(list, 'nodes')
    for (const node of Array.isArray(nodes) ? (nodes as unknown[]) : []) {
      const [title, number, url] = ['title', 'number', 'url'].map((name) => property(node, name))
      if (typeof title !== 'string' || typeof number !== 'number') continue
      yield {
        title,
        config: { projects: [{ owner, number }] },
        description: `Project ${number} of ${owner}`,
        ...(typeof url === 'string' ? { url } : {}),
      }
    }
    const pageInfo = property(list, 'pageInfo')
    const next = property(pageInfo, 'endCursor')
    if (property(pageInfo, 'hasNextPage') !== true || next === after) return
    after = next
  }
}

function scopeOf(repository: Repository): Scope {
  return {
    title: repository.full_name,
    config: { repositories: [repository.full_name] },
    ...(repository.description ? { description: repository.description } : {}),
    ...(repository.html_url ? { url: repository.html_url } : {}),
  }
}
