import { defineConnector, definePlugin, defineStream, z } from '@headless-pmo/sdk'

const Config = z.object({ url: z.url().describe('Address of the desk, e.g. https://desk.example.com') })

const Ticket = z.looseObject({
  id: z.string(),
  subject: z.string(),
  state: z.enum(['new', 'open', 'closed']),
})

const tickets = defineStream({
  config: Config,
  item: Ticket,
  cursor: z.object({}),
  start: {},
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read({ fetch, config, page }) {
    const reply = await fetch(`${config.url}/tickets`)
    yield page({ items: z.array(Ticket).parse(await reply.json()), cursor: {} })
  },
  ref: ({ id }) => id,
  map: ({ id, subject, state }) => [
    {
      kind: 'workItem',
      ref: id,
      key: `DESK-${id}`,
      container: 'desk',
      type: 'request',
      title: subject,
      status: state,
      statusCategory: state === 'closed' ? 'done' : state === 'open' ? 'in_progress' : 'todo',
    },
    ...(id === '1' ? [{ kind: 'container' as const, ref: 'desk', name: 'Desk', nativeType: 'desk' }] : []),
  ],
})

/** A tracker of the house that nobody else has: its plugin is part of the program. */
export const desk = definePlugin({
  id: 'desk',
  title: 'Service desk',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      egress: ({ url }) => [url],
      async probe({ fetch, config }) {
        const { ok, status } = await fetch(`${config.url}/tickets`)
        return ok
          ? { ok: true }
          : { ok: false, reason: 'unreachable', message: `The desk answered ${status}.` }
      },
      streams: { tickets },
    }),
  ],
})
