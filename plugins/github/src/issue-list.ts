import type { Verbatim } from '@headless-pmo/sdk'
import type { Client } from './client.ts'
import { elementsOf, idOf, property, wrongShape } from './element.ts'
import { fingerprint } from './fingerprint.ts'
import type { RepositoryData } from './repositories.ts'
import type { Listing, Question, Row } from './walk.ts'

export interface IssueList {
  readonly list: (question: Question) => Promise<Listing<Verbatim> | undefined>
  /** Elements without an id or a time of change, which no walk can order; taken out once. */
  readonly takeBroken: () => readonly Verbatim[]
}

/** The issues and pull requests of a repository as a list that a walk can read. */
export function issueList(
  client: Client,
  { owner, repo, fullName }: RepositoryData,
  filter: Readonly<Record<string, string>> = {},
): IssueList {
  let broken: Verbatim[] = []
  return {
    list: async ({ since, page, etag }) => {
      const reply = await client.get(
        '/repos/{owner}/{repo}/issues',
        {
          owner,
          repo,
          state: 'all',
          sort: 'updated',
          direction: 'asc',
          ...filter,
          ...(since === '' ? {} : { since }),
          per_page: 100,
          ...(page === 1 ? {} : { page }),
        },
        etag,
      )
      if (reply.status === 304) return undefined
      if (reply.status === 410) throw new IssuesDisabledError(fullName)
      const what = `The issues of ${fullName}`
      const elements = elementsOf(reply, what)
      const rows = elements.map(rowOf)
      // Nothing but broken elements would look like an empty list, and all issues as if they were gone.
      if (rows.length > 0 && rows.every((row) => row === undefined)) throw wrongShape(what)
      broken.push(...elements.filter((_element, at) => rows[at] === undefined))
      return {
        rows: rows.filter((row) => row !== undefined),
        more: reply.more,
        ...(reply.etag === undefined ? {} : { etag: reply.etag }),
      }
    },
    takeBroken: () => {
      const taken = broken
      broken = []
      return taken
    },
  }
}

/** The repository has its issues switched off. */
export class IssuesDisabledError extends Error {
  constructor(fullName: string) {
    super(
      `Issues are switched off in ${fullName}. Switch them on, or take the repository out of the connection.`,
    )
    this.name = 'IssuesDisabledError'
  }
}

function rowOf(element: Verbatim): Row<Verbatim> | undefined {
  const id = idOf(element.value)
  const at = property(element.value, 'updated_at')
  if (id === undefined || typeof at !== 'string') return undefined
  return { element, id, at, mark: () => `${id}:${fingerprint(element.text)}` }
}
