import type { ConnectorContext, Scope } from '@headless-pmo/sdk'
import { jira } from './client.ts'
import type { Config } from './config.ts'
import { readServer } from './edition.ts'
import { allProjects } from './projects.ts'
import { Project } from './wire/project.ts'

/** The projects that the account can see. */
export async function* scopes(context: ConnectorContext<Config>): AsyncGenerator<Scope> {
  const { config } = context
  const client = jira(context)
  const { edition } = await readServer(client, config)
  for (const { value } of await allProjects(client, edition)) {
    const parsed = Project.safeParse(value)
    if (!parsed.success) continue
    const { key, name, projectTypeKey } = parsed.data
    yield {
      title: `${key} ${name}`,
      config: { projects: [key] },
      url: `${config.baseUrl}/browse/${key}`,
      ...(projectTypeKey ? { description: `Project of the kind ${projectTypeKey}` } : {}),
    }
  }
}
