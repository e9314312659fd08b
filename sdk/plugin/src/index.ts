/**
 * Everything a Headless PMO plugin imports beside its vendor's client.
 * @module
 */
export { z } from 'zod'
export * from './auth.ts'
export * from './brand.ts'
export * from './config-history.ts'
export * from './context.ts'
export * from './define-connector.ts'
export * from './define-plugin.ts'
export * from './define-stream.ts'
export * from './json/index.ts'
export * from './manifest/index.ts'
export * from './model/index.ts'
export * from './page.ts'
export * from './rate-limit.ts'
export * from './secret.ts'
export * from './version.ts'
export * from './webhook.ts'
