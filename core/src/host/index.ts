/** What plugins are given: the way out of a connection, with secrets, budgets and redaction kept by the host. */
export {
  createConnectionHost,
  openConsent,
  type ConsentHost,
  type ConnectionHost,
  type ConnectionHostOptions,
  type Hosted,
} from './connection-host.ts'
export * from './isolation/index.ts'
export {
  createLogger,
  createLogRedactor,
  WEBHOOK_TOKEN_PREFIX,
  withoutWebhookTokens,
  type Logger,
  type LogRedactor,
} from './logger.ts'
export { takeConsent, type ConsentReply, type ConsentRequest } from './authorization/consent.ts'
export { consentKinds } from './authorization/choose-auth.ts'
export { consentMigration } from './migrations/consent.ts'
export { hostMigration } from './migrations/host.ts'
export { createCipher, type Cipher } from './secrets/cipher.ts'
export { KeptSecrets, withKept } from './secrets/kept-secrets.ts'
export { SharedHosts, type HostUse } from './shared-hosts.ts'
export { notifierKey, routeKey, type HostKey } from './subject.ts'
export { systemClock } from './system-clock.ts'
export type { FolderEntry } from './transport/file-transport.ts'
export {
  forgetDeliveries,
  receiveDelivery,
  type DeliveryOutcome,
  type DeliveryRequest,
} from './webhook/receive-delivery.ts'
export type { Delivery } from './webhook/verify-delivery.ts'
