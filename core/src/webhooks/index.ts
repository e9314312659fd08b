/**
 * Webhooks that trackers hold for us: registered, renewed, watched; and the addresses to which they deliver.
 * @module
 */
export { defineWebhookJobs, scheduleWebhooks } from './jobs.ts'
export { LeaseKeeper, type LeaseCheck } from './lease-keeper.ts'
export { webhooksMigration } from './migrations/webhooks.ts'
export { webhooksRouter } from './router.ts'
export { WebhookService, type WebhookView } from './service.ts'
