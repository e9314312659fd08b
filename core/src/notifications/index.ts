/**
 * Notifications: events of the server become notifications, which the notifiers that want them deliver through the queue.
 * @module
 */
export type { Delivery, DeliveryAttempt, DeliveryState } from './delivery.ts'
export { defineNotificationJobs, scheduleNotificationUpkeep } from './jobs.ts'
export { notificationsMigration } from './migrations/notifications.ts'
export type { ConflictChange } from './notices/conflict-notice.ts'
export type { FindingChange } from './notices/findings-notice.ts'
export type { Notice } from './notices/notice.ts'
export type { PluginCondition } from './notices/plugin-notice.ts'
export type { HeldBack } from './notices/removals-notice.ts'
export { NotificationService, type NotificationParts } from './notification-service.ts'
export { NotifierService, type NotifierParts } from './notifier-service.ts'
export type { NotifierPlugin, NotifierPlugins } from './notifier-plugins.ts'
export type { NotifierView } from './notifier-view.ts'
export { notifiersRouter } from './router.ts'
