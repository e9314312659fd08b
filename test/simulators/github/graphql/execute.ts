import type { Gate } from '../gate/gate.ts'
import { json, type Reply } from '../http/reply.ts'
import type { SimulatorRequest } from '../http/request.ts'
import type { RateLimiter } from '../limits.ts'
import type { World } from '../state/world.ts'

export interface GraphqlCall {
  readonly world: World
  readonly limiter: RateLimiter
  readonly gate: Gate | undefined
  readonly request: SimulatorRequest
}

export const executeGraphql = (_call: GraphqlCall): { readonly reply: Reply; readonly cost: number } => ({
  reply: json({ errors: [{ message: 'GraphQL is not simulated yet.' }] }),
  cost: 1,
})
