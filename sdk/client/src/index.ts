/**
 * The typed client of the Headless PMO API, for Node and browsers.
 * @module
 */
export type { AppRouter } from '@headless-pmo/core'
export type { ApiInputs, ApiOutputs } from './api-types.ts'
export { createClient, type ClientOptions, type PmoClient } from './create-client.ts'
export type { EventFilter, PmoEvent } from './events.ts'
export type { ListPage, NamedPage, PageQuery } from './pages.ts'
export { PmoRefusal, refusalOf } from './refusal.ts'
