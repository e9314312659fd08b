import type { ProbeResult } from '@headless-pmo/sdk'
import { transition, type Told } from '../told.ts'
import type { Notice } from './notice.ts'

/**
 * What is kept and what is told after somebody asked a tracker: that it refuses us, or answers again. That we have to wait says
 * nothing. Pure.
 */
export function connectionNotice(
  connection: string,
  result: ProbeResult,
  before: Told | undefined,
  at: string,
): { readonly told: Told; readonly notice?: Notice } | undefined {
  if (!result.ok && result.reason === 'throttled') return undefined
  const ill = !result.ok
  const state = ill ? result.reason : 'healthy'
  const { told, change } = transition(before, { state, at, well: 'healthy' })
  if (change === 'none') return { told }
  if (!ill) {
    const unhealthySince = before?.since ?? at
    const text = `The tracker of the connection "${connection}" answers again, after trouble since ${unhealthySince}.`
    return {
      told,
      notice: {
        type: 'connection.healthy',
        at,
        connection,
        title: `${connection} answers again`,
        text,
        data: { unhealthySince },
      },
    }
  }
  return {
    told,
    notice: {
      type: 'connection.unhealthy',
      at,
      connection,
      title: `${connection} cannot be used`,
      text: `${result.message} Look closer with: pmo connections probe ${connection}`,
      data: { problem: result.reason, reason: result.message },
    },
  }
}
