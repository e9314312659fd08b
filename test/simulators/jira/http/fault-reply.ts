import { isJsonObject } from '../../common/json.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Reply } from '../../common/http/reply.ts'
import { wireFaultReply } from '../../common/http/write.ts'
import type { Fault } from '../faults.ts'
import { failure, json } from './reply.ts'

/** The reply that a fault puts in the place of the right one. `call` is what was asked. */
export const faultReply = (
  fault: Fault,
  right: () => Reply,
  call: () => IncomingCall | undefined,
): Reply | undefined => {
  switch (fault.kind) {
    case 'rateLimit': {
      const reason = fault.reason === undefined ? 'jira-burst-based' : fault.reason
      const reply = failure(429, 'Rate limit exceeded.')
      const headers = {
        ...(fault.retryAfter === null ? {} : { 'retry-after': String(fault.retryAfter ?? 1) }),
        ...(reason === null ? {} : { 'ratelimit-reason': reason }),
        ...(fault.reset === undefined ? {} : { 'x-ratelimit-reset': fault.reset }),
        ...(fault.rateLimit === undefined ? {} : { ratelimit: fault.rateLimit }),
        ...(fault.policy === undefined ? {} : { 'ratelimit-policy': fault.policy }),
      }
      return { ...reply, headers: { ...reply.headers, ...headers } }
    }
    case 'repeatToken': {
      const page = pageOf(right())
      return json({
        ...page,
        isLast: false,
        nextPageToken: tokenOf(call()) ?? page['nextPageToken'] ?? 'again',
      })
    }
    case 'emptyPage': {
      const page = pageOf(right())
      const emptied = Object.fromEntries(
        Object.entries(page).map(([name, value]) => [name, Array.isArray(value) ? [] : value]),
      )
      return json({ ...emptied, isLast: false, nextPageToken: page['nextPageToken'] ?? 'again' })
    }
    case 'status':
    case 'shape':
    case 'html':
    case 'truncate':
    case 'cut':
    case 'reset':
    case 'hang':
    case 'delay':
      return wireFaultReply(fault, right, failure)
    default:
      return undefined
  }
}

const pageOf = (reply: Reply): Readonly<Record<string, unknown>> => {
  const value: unknown = JSON.parse(String(reply.body))
  return isJsonObject(value) ? value : {}
}

const tokenOf = (call: IncomingCall | undefined): string | undefined => {
  if (call === undefined) return undefined
  const { body } = call
  const token = isJsonObject(body)
    ? body['nextPageToken']
    : new URL(call.target, call.origin).searchParams.get('nextPageToken')
  return typeof token === 'string' ? token : undefined
}
