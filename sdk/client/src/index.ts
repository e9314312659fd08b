/**
 * The typed client of the Headless PMO API, for Node and browsers.
 * @module
 */
export type { AppRouter } from '@headless-pmo/core'
export { createClient, type ClientOptions, type PmoClient } from './create-client.ts'
export { PmoRefusal, type EventFilter, type PmoEvent } from './events.ts'
export type { ListPage, PageQuery } from './pages.ts'
