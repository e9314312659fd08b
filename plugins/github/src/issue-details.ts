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

const RELATIONS = [
  { name: 'blockedBy', count: 'total_blocked_by', path: 'blocked_by' },
  { name: 'blocking', count: 'total_blocking', path: 'blocking' },
] as const

/**
 * Reads what an issue's row only counts. A row that counts nothing costs nothing. What is refused or no
 * longer there degrades to a note on this issue alone.
 */
export async function withDetails(client: Client, issue: Verbatim, fullName: string): Promise<DetailedIssue> {
  const number = property(issue.value, 'number')
  const summary = property(issue.value, 'issue_dependencies_summary')
  const parts: Record<string, Verbatim | readonly Verbatim[]> = { issue }
  const unread: string[] = []
  let requests = 0
  for (const { name, count, path } of RELATIONS) {
    if (!isPositive(property(summary, count))) continue
    const what = `What ${fullName}#${String(number)} is ${path === 'blocking' ? 'blocking' : 'blocked by'}`
    const found: Verbatim[] = []
    let reply: Reply
    let page = 1
    do {
      requests++
      reply = await client.get(`/repos/{owner}/{repo}/issues/{issue_number}/dependencies/${path}`, {
        owner: splitName(fullName).owner,
        repo: splitName(fullName).repo,
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
