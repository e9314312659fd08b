import {
  defineNotifier,
  definePlugin,
  z,
  type NotifyContext,
  type NotifyResult,
  type Plugin,
} from '@headless-pmo/sdk'

const Config = z.object({ url: z.url().describe('Address of the hook') })
export type HookContext = NotifyContext<z.output<typeof Config>>

/** A plugin whose notifier does what it is given, with one address to write to. */
export function hookPlugin(notify: (context: HookContext) => Promise<NotifyResult>): Plugin {
  const notifier = defineNotifier({ config: Config, egress: ({ url }) => [url], notify })
  return definePlugin({ id: 'hook', title: 'Hook', version: '1.0.0', sdk: '^1.0.0', contributes: [notifier] })
}

/** Sends a notification as JSON, as a good notifier does; `more` goes over the request. */
export async function send(
  { fetch, config, notification, deliveryId, signal }: HookContext,
  more: RequestInit = {},
): Promise<Response> {
  return fetch(config.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'webhook-id': deliveryId },
    body: JSON.stringify(notification),
    redirect: 'manual',
    signal,
    ...more,
  })
}

/** What an answer means. */
export function judge(reply: Response): NotifyResult {
  if (reply.ok) return { ok: true }
  const message = `The hook answered ${reply.status}.`
  if (reply.status === 410) return { ok: false, retry: false, message, disable: true }
  const seconds = Number(reply.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isNaN(seconds) ? {} : { retryAfterSeconds: seconds }
  return { ok: false, retry: reply.status === 429 || reply.status >= 500, message, ...retryAfter }
}
