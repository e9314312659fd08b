import type { WebhookView } from '../webhooks/index.ts'
import type { Finding } from './finding.ts'

/** Addresses that only this machine reaches. */
const LOCAL = /^https?:\/\/(localhost|127\.|\[::1\]|0\.0\.0\.0)/

/** Whether trackers can reach the server, where connections expect to be told by them. */
export function webhookFindings(expecting: readonly string[], publicUrl: string | undefined): Finding[] {
  if (expecting.length === 0) return []
  const ids = expecting.join(', ')
  if (publicUrl !== undefined && !LOCAL.test(publicUrl)) {
    return [
      {
        subject: 'webhooks',
        state: 'ok',
        sentence: `Trackers of ${ids} are to send to ${publicUrl}/webhooks/<connection>.`,
      },
    ]
  }
  const why =
    publicUrl === undefined ? 'no public address is set' : `${publicUrl} is an address of this machine alone`
  return [
    {
      subject: 'webhooks',
      state: 'warning',
      sentence: `Trackers of ${ids} cannot reach this server: ${why}, so changes are found by polling.`,
      action: 'Set PMO_PUBLIC_URL to the address at which trackers reach this server.',
    },
  ]
}

/** How it is with the webhooks that trackers hold for us. */
export function heldFindings(views: readonly WebhookView[]): Finding[] {
  return views.flatMap(({ connection, held, expiresAt, problem, gap }): Finding[] => {
    const subject = `webhooks of ${connection}`
    if (problem !== undefined) {
      return [
        {
          subject,
          state: 'warning',
          sentence: `They could not be kept: ${problem}`,
          action: `Mend the reason, then run pmo webhooks check ${connection}. Until then changes are found by polling.`,
        },
      ]
    }
    if (held === 0) return []
    const until =
      expiresAt === undefined ? '' : ` until ${expiresAt}, and is asked for more at half of that time`
    const missed =
      gap === undefined
        ? ''
        : ` Deliveries may have been missed at ${gap.at} (${gap.reason}); a sync was started.`
    return [{ subject, state: 'ok', sentence: `The tracker holds ${held}${until}.${missed}` }]
  })
}
