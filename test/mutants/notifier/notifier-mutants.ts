import type { NotifyResult } from '@headless-pmo/sdk'
import type { ConformanceOptions } from '@headless-pmo/testing/kit'
import type { Mutant, Sound } from '../mutant.ts'
import { hookPlugin, judge, send, type HookContext } from './hook.ts'

const options: ConformanceOptions = {
  notifier: { config: { url: 'https://hooks.example.com/rooms/T0B1/9f3c2a' } },
}

/** The notifier without a fault. */
export const soundNotifier: Sound = {
  plugin: hookPlugin(async (context) => judge(await send(context))),
  options,
}

function mutant(law: string, fault: string, notify: (context: HookContext) => Promise<NotifyResult>): Mutant {
  return { law, fault, plugin: hookPlugin(notify), options }
}

let latest: HookContext | undefined

/** Wrong notifiers. */
export const notifierMutants: readonly Mutant[] = [
  mutant('N1', 'sends the text alone', async (context) =>
    judge(await send(context, { body: JSON.stringify({ text: context.notification.text }) })),
  ),
  mutant('N1', 'knows half of the types, and says that it has delivered the others', async (context) =>
    context.notification.type.startsWith('run.') ? judge(await send(context)) : { ok: true },
  ),
  mutant('N2', 'puts the time of sending into the body', async (context) => {
    const body = JSON.stringify({ ...context.notification, sentAt: new Date().toISOString() })
    return judge(await send(context, { body }))
  }),
  mutant('N2', 'makes an id of its own for each attempt', async (context) => {
    const id = `${context.deliveryId}-${context.attempt}`
    return judge(await send(context, { headers: { 'webhook-id': id } }))
  }),
  mutant('N3', 'calls the address that the notification names', async (context) => {
    const { url } = context.notification
    if (url !== undefined) await context.fetch(url, { signal: context.signal }).catch(() => undefined)
    return judge(await send(context))
  }),
  mutant('N3', 'goes on at the address that an answer names', async (context) => {
    const reply = await send(context)
    const next = /<([^>]+)>/.exec(reply.headers.get('link') ?? '')?.[1]
    return judge(next === undefined ? reply : await context.fetch(next, { signal: context.signal }))
  }),
  mutant('N4', 'names the whole address when it fails', async (context) => {
    const result = judge(await send(context))
    return result.ok ? result : { ...result, message: `${context.config.url} says: ${result.message}` }
  }),
  mutant('N5', 'takes every answer for a success', async (context) => {
    await send(context)
    return { ok: true }
  }),
  mutant('N5', 'throws on what it does not expect', async (context) => {
    const reply = await send(context)
    if (!reply.ok) throw new Error(`The hook answered ${reply.status}.`)
    return { ok: true }
  }),
  mutant('N5', 'goes on after 410', async (context) => {
    const result = judge(await send(context))
    return 'disable' in result ? { ok: false, retry: true, message: result.message } : result
  }),
  mutant('N5', 'does not read Retry-After', async (context) => {
    const result = judge(await send(context))
    return result.ok ? result : { ...result, retryAfterSeconds: 0 }
  }),
  mutant('N5', 'expects JSON from a proxy that is down', async (context) => {
    const reply = await send(context)
    if (reply.ok) return { ok: true }
    const { error } = (await reply.json()) as { readonly error: string }
    const result = judge(reply)
    return result.ok ? result : { ...result, message: `The hook says ${error}.` }
  }),
  mutant('N6', 'waits for an answer whatever the time', async (context) => {
    const { fetch, config, notification } = context
    const tried = fetch(config.url, { method: 'POST', body: JSON.stringify(notification) })
    return judge(await tried.catch(() => new Promise<Response>(() => {})))
  }),
  mutant('N7', 'writes JSON by hand', async (context) => {
    const { id, title, text } = context.notification
    return judge(await send(context, { body: `{"id":"${id}","title":"${title}","text":"${text}"}` }))
  }),
  mutant('N7', 'puts the text into a header', async (context) => {
    const headers = { 'x-id': context.notification.id, 'x-text': context.notification.text }
    return judge(await send(context, { headers }))
  }),
  mutant('N8', 'keeps the notification in the module', async (context) => {
    latest = context
    await Promise.resolve()
    const { notification, deliveryId } = latest
    return judge(await send({ ...context, notification, deliveryId }))
  }),
]
