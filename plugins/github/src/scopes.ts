import { verbatimElements, type ConnectorContext, type Scope } from '@headless-pmo/sdk'
import { github } from './client.ts'
import type { Config } from './config.ts'
import { elementsOf } from './element.ts'
import { refusal } from './refusal.ts'
import { Repository } from './wire/repository.ts'

/** The repositories that the token or the App can see, the most recently used first. */
export async function* scopes(context: ConnectorContext<Config>): AsyncGenerator<Scope> {
  const client = github(context)
  const app = context.config.installationId !== undefined
  const route = app ? '/installation/repositories' : '/user/repos'
  for (let page = 1, more = true; more; page++) {
    const reply = await client.get(route, { per_page: 100, page, ...(app ? {} : { sort: 'pushed' }) })
    if (reply.status !== 200) throw refusal(reply, 'The list of repositories')
    const elements = app
      ? verbatimElements(reply.text, ['repositories'])
      : elementsOf(reply, 'The list of repositories')
    for (const { value } of elements) {
      const parsed = Repository.safeParse(value)
      if (parsed.success) yield scopeOf(parsed.data)
    }
    more = reply.more && elements.length > 0
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
