import { verbatim, verbatimObject, toJson, type Verbatim } from '@headless-pmo/sdk'
import type { Client, Reply } from './client.ts'
import { elementsOf, property } from './element.ts'
import { splitName } from './names.ts'
import { refusal } from './refusal.ts'

/** An issue with its relations, and how many requests that took. */
export interface DetailedIssue {
  readonly item: Verbatim
  readonly requests: number
}

/** Lists that a row only counts. Sub-issues name their parent themselves; the list tells whom its end concerns. */
const RELATIONS = [
  {
    name: 'blockedBy',
    summary: 'issue_dependencies_summary',
    count: 'total_blocked_by',
    path: 'dependencies/blocked_by',
    noun: 'blockers',
  },
  {
    name: 'blocking',
    summary: 'issue_dependencies_summary',
    count: 'total_blocking',
    path: 'dependencies/blocking',
    noun: 'issues blocked',
  },
  {
    name: 'subIssues',
    summary: 'sub_issues_summary',
    count: 'total',
    path: 'sub_issues',
    noun: 'sub-issues',
  },
] as const

/**
 * Reads what an issue's row only counts. A row that counts nothing costs nothing. What is refused or no
 * longer there degrades to a note on this issue alone.
 */
export async function withDetails(client: Client, issue: Verbatim, fullName: string): Promise<DetailedIssue> {
  const number = property(issue.value, 'number')
  const parts: Record<string, Verbatim | readonly Verbatim[]> = { issue }
  const unread: string[] = []
  let requests = 0
  for (const { name, summary, count, path, noun } of RELATIONS) {
    if (!isPositive(property(property(issue.value, summary), count))) continue
    const what = `The list of ${noun} of ${fullName}#${String(number)}`
    const found: Verbatim[] = []
    let reply: Reply
    let page = 1
    do {
      requests++
      reply = await client.get(`/repos/{owner}/{repo}/issues/{issue_number}/${path}`, {
        ...splitName(fullName),
        issue_number: number,
        per_page: 100,
        ...(page === 1 ? {} : { page }),
      })
      if (reply.status === 200) found.push(...elementsOf(reply, what))
      page++
    } while (reply.status === 200 && reply.more)
    if (reply.status === 200) parts[name] = found
    else if ([403, 404, 410, 451].includes(reply.status)) unread.push(refusal(reply, what).message)
    else throw refusal(reply, what)
  }
  if (unread.length > 0) parts['unread'] = verbatim(toJson(unread))
  return { item: verbatimObject(parts), requests }
}

const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0
