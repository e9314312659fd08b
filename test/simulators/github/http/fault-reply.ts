import type { Reply } from '../../common/http/reply.ts'
import { wireFaultReply } from '../../common/http/write.ts'
import type { Fault } from '../faults.ts'
import { failure } from './reply.ts'

const LIMITED = 'API rate limit exceeded.'
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

/** The reply that a fault puts in the place of the right one; undefined when it changes only how it is sent. */
export const faultReply = (fault: Fault, right: () => Reply): Reply | undefined => {
  if (fault.kind !== 'rateLimit' && fault.kind !== 'secondaryLimit')
    return wireFaultReply(fault, right, failure)
  const reply =
    fault.kind === 'rateLimit'
      ? failure(fault.status ?? 429, LIMITED)
      : failure(fault.status ?? 403, SECONDARY)
  const after = fault.retryAfter === undefined ? undefined : { 'retry-after': String(fault.retryAfter) }
  const remaining =
    fault.kind === 'rateLimit' && fault.headers === 'remaining' ? { 'x-ratelimit-remaining': '0' } : undefined
  return { ...reply, headers: { ...reply.headers, ...after, ...remaining } }
}
