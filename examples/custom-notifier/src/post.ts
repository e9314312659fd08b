import type { Notification } from '@headless-pmo/sdk'

/** A post as Tidings takes it. */
export interface Post {
  /** Tidings shows posts of one id once, however often they come. */
  readonly once: string
  /** Posts of one thread are shown together. */
  readonly thread: string
  readonly mood: 'calm' | 'alert'
  /** In the chat's own markup: `*bold*`; `*`, `_` and `\` are written with a `\` before them. */
  readonly text: string
  readonly link?: string
  /** Shown to nobody, kept with the post. */
  readonly source: string
}

/** What is over, or only wants to be known. Everything else needs somebody. */
const CALM: ReadonlySet<string> = new Set([
  'run.recovered',
  'connection.healthy',
  'plugin.released',
  'notifier.test',
])

/** A text in the chat's markup that looks as it was written. */
function plain(text: string): string {
  return text.replaceAll(/[\\*_]/g, String.raw`\$&`)
}

/** A notification as people in a room read it: what happened in bold, then what to do. Pure. */
export function toPost(notification: Notification, deliveryId: string): Post {
  const { id, type, title, text, url, connection } = notification
  return {
    once: deliveryId,
    thread: connection ?? 'pmo',
    mood: CALM.has(type) ? 'calm' : 'alert',
    text: `*${plain(title)}*\n${plain(text)}`,
    ...(url !== undefined && { link: url }),
    source: id,
  }
}
