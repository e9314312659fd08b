import type { Store } from '../store.ts'

export const plannerStore: Store = {
  title: 'Planner (Microsoft Graph)',
  configured: ({ planner }) => planner !== undefined,
  egress: ({ planner }) => (planner === undefined ? [] : [planner.url]),
  probe: () => Promise.resolve({ ok: true, details: [] }),
  streams: {},
}
