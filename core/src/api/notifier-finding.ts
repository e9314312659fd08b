import type { NotifierView } from '../notifications/index.ts'
import type { Finding } from './finding.ts'

/** How a notifier is, and what to do about it. Pure. */
export function notifierFinding({ id, problem, off, dead, managed }: NotifierView): Finding {
  const subject = `notifier ${id}`
  if (problem !== undefined) {
    const action = managed === 'file' ? 'Correct it, then restart the server.' : 'Correct it.'
    return { subject, state: 'error', sentence: problem, action }
  }
  if (off !== undefined) {
    return {
      subject,
      state: 'error',
      sentence: `It was switched off on ${off.since.slice(0, 10)}: ${off.reason}`,
      action: `When that is mended, run: pmo notifiers enable ${id}`,
    }
  }
  if (dead > 0) {
    return {
      subject,
      state: 'warning',
      sentence: dead === 1 ? 'One delivery was given up.' : `${dead} deliveries were given up.`,
      action: `See why with pmo notifiers deliveries ${id}, and send them again with pmo notifiers redeliver <delivery>.`,
    }
  }
  return { subject, state: 'ok', sentence: 'It can send, and nothing was given up.' }
}
