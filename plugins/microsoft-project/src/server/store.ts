import type { Store } from '../store.ts'

export const serverStore: Store = {
  title: 'Project Server',
  configured: ({ server }) => server !== undefined,
  egress: ({ server }) => (server === undefined ? [] : [server.url]),
  probe: () => Promise.resolve({ ok: true, details: [] }),
  streams: {},
}
