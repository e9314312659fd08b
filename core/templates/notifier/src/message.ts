import type { Notification } from '@headless-pmo/sdk'

/** A message as the chat takes it. */
export interface ChatMessage {
  /** The same however often it is sent, and to whomever. */
  readonly id: string
  readonly text: string
  readonly link?: string
}

/** A notification as people in a room read it: the headline first, then what to do. */
export function toMessage({ id, title, text, url }: Notification): ChatMessage {
  return { id, text: `${title}\n${text}`, ...(url !== undefined && { link: url }) }
}
