import type { Store } from '../store.ts'
import { contract } from './contract.ts'
import { probe, scopes } from './probe.ts'
import { streams } from './streams.ts'

/** Planner premium and Project for the web: tables of a Dataverse organisation. */
export const premiumStore: Store = {
  title: 'Planner premium (Dataverse)',
  absent:
    'premium plans cannot be seen through Microsoft Graph; to read them, name their Dataverse organisation in premium.url',
  configured: ({ premium }) => premium !== undefined,
  egress: ({ premium }) => (premium === undefined ? [] : [premium.url]),
  probe,
  scopes,
  contract,
  streams,
}
