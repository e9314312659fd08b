import { parseJson, verbatimElements, type Verbatim } from '@headless-pmo/sdk'
import { IssuePage } from '../../../examples/hello-connector/src/wire.ts'
import type { IssueRead } from './hello-mutant.ts'

/** One reply of the list, as mutants use it. */
export interface Listed {
  readonly items: readonly Verbatim[]
  readonly last: { readonly id: string; readonly updated_at: string } | undefined
  readonly more: boolean
  readonly asOf: string
}

/** Asks for issues changed since an instant, inclusive, after an id at that instant. */
export async function listIssues(
  { fetch, config }: Pick<IssueRead, 'fetch' | 'config'>,
  since: string,
  after = '',
): Promise<Listed> {
  const query = new URLSearchParams({ team: config.team, since, after })
  const text = await (await fetch(`${config.baseUrl}/issues?${String(query)}`)).text()
  const { issues, more, as_of } = IssuePage.parse(parseJson(text))
  return { items: verbatimElements(text, ['issues']), last: issues.at(-1), more, asOf: as_of }
}

/** All pages of the list from an instant on. */
export async function* listAll(
  context: Pick<IssueRead, 'fetch' | 'config'>,
  from: string,
): AsyncGenerator<Listed> {
  let [since, after] = [from, '']
  for (;;) {
    const listed = await listIssues(context, since, after)
    yield listed
    if (!listed.more || listed.last === undefined) return
    since = listed.last.updated_at
    after = listed.last.id
  }
}

/** A second later. */
export const nextSecond = (instant: string): string =>
  new Date(Date.parse(instant) + 1000).toISOString().replace('.000Z', 'Z')
