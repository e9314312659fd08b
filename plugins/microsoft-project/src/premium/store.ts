import type { Store } from '../store.ts'

export const premiumStore: Store = {
  title: 'Planner premium (Dataverse)',
  configured: ({ premium }) => premium !== undefined,
  egress: ({ premium }) => (premium === undefined ? [] : [premium.url]),
  probe: () => Promise.resolve({ ok: true, details: [] }),
  streams: {},
}
