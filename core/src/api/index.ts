/**
 * The server's face: every router over tRPC and REST, events, webhooks, health, tokens.
 * @module
 */
export type { ApiEnv } from './api-env.ts'
export { createApp, type AppParts, type DeliveryReceipt } from './app.ts'
export { CALLBACK_PATH } from './callback-route.ts'
export { createAppRouter, type AppRouter, type AppServices } from './app-router.ts'
export type { ErrorBody } from './error-reply.ts'
export * from './events/index.ts'
export type { Finding } from './finding.ts'
export { HealthService } from './health-service.ts'
export { databaseAnswers, type Liveness } from './live.ts'
export { PluginRoutes, type PluginRouteParts, type RouteCall } from './plugin-routes/plugin-routes.ts'
export { serve, type HttpServer } from './server.ts'
export * from './tokens/index.ts'
export { webhookReceiver } from './webhooks.ts'
