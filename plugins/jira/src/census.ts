import type { CensusContext } from '@headless-pmo/sdk'
import { jira } from './client.ts'
import type { Config } from './config.ts'
import { issueSource } from './open-issue-source.ts'
import type { ProjectData } from './project-data.ts'
import { walkByChange } from './walk.ts'

/**
 * The ids of all issues of a project: the same walk as for reading, which cannot skip an issue, whatever is edited
 * or deleted meanwhile.
 */
export async function* census(
  context: CensusContext<Config, ProjectData>,
): AsyncGenerator<readonly string[]> {
  const { part, config } = context
  const { data } = part
  const source = issueSource({ client: jira(context), project: data, config }, data.edition)
  const what = `The issues of ${data.key}`
  const walk = { list: source.ids(), since: undefined, began: data.began, what }
  for await (const { rows } of walkByChange(walk)) yield rows.map(({ id }) => id)
}
