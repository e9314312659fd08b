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
