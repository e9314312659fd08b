import type { Reply } from '../../common/http/reply.ts'
import { wireFaultReply } from '../../common/http/write.ts'
import type { Fault } from '../faults.ts'
import { failure, throttled } from './failure.ts'

/** The reply that a fault puts in the place of the right one; undefined when it changes only how it is sent. */
export const faultReply = (fault: Fault, right: () => Reply): Reply | undefined =>
  fault.kind === 'throttle'
    ? throttled(fault.status ?? 429, fault.retryAfter ?? 1)
    : wireFaultReply(fault, right, failure)
