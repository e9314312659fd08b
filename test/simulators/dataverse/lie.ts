import type { Reply } from '../common/http/reply.ts'
import type { Dispatched } from './dispatch.ts'

/** Changes a reply before it leaves. */
export type Lie = (reply: Reply, dispatched: Dispatched) => Reply
