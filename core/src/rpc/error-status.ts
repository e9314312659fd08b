import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'
import type { PmoErrorCode } from '../config/index.ts'

/**
 * What an error of ours is to a caller. Codes that are not named here are the server's own trouble
 * (INTERNAL_SERVER_ERROR); their sentence is still meant to be read.
 */
const STATUS: Partial<Record<PmoErrorCode, TRPC_ERROR_CODE_KEY>> = {
  'not-found': 'NOT_FOUND',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  conflict: 'CONFLICT',
  'managed-by-file': 'CONFLICT',
  'invalid-request': 'BAD_REQUEST',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
  'authorization-failed': 'BAD_GATEWAY',
  'secret-missing': 'SERVICE_UNAVAILABLE',
  'config-invalid': 'BAD_REQUEST',
  'plugin-unusable': 'SERVICE_UNAVAILABLE',
  'database-busy': 'SERVICE_UNAVAILABLE',
  'database-unreachable': 'SERVICE_UNAVAILABLE',
  'database-closed': 'SERVICE_UNAVAILABLE',
  'compute-timeout': 'SERVICE_UNAVAILABLE',
  'compute-memory': 'SERVICE_UNAVAILABLE',
  'compute-closed': 'SERVICE_UNAVAILABLE',
}

export function statusOf(code: PmoErrorCode): TRPC_ERROR_CODE_KEY {
  return STATUS[code] ?? 'INTERNAL_SERVER_ERROR'
}
