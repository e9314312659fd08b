import type { Container } from 'inversify'
import { createCipher, systemClock } from '../host/index.ts'
import { NotificationService, NotifierService } from '../notifications/index.ts'
import {
  BASE_DIR,
  DATABASE,
  DEFINITIONS,
  ENVIRONMENT,
  HTTP,
  JOBS,
  LOG,
  LOG_REDACTOR,
  REGISTRY,
  UPGRADES,
} from './foundation.ts'
import { token } from './token.ts'

export const NOTIFIERS = token<NotifierService>('notifiers')
export const NOTIFICATIONS = token<NotificationService>('notifications')

/** Who is told what happens. */
export function bindNotifications(container: Container): void {
  container.bind(NOTIFIERS).toResolvedValue(
    (database, definitions, registry, upgrades, environment, baseDir, logRedactor, { transport }, log) =>
      new NotifierService({
        database,
        definitions,
        plugins: registry,
        upgrades,
        baseDir,
        logRedactor,
        ...(transport !== undefined && { http: transport }),
        ...(environment.secretKey !== undefined && { cipher: createCipher(environment.secretKey) }),
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, DEFINITIONS, REGISTRY, UPGRADES, ENVIRONMENT, BASE_DIR, LOG_REDACTOR, HTTP, LOG],
  )
  container.bind(NOTIFICATIONS).toResolvedValue(
    (database, definitions, jobs, notifiers, { publicUrl }) =>
      new NotificationService({
        database,
        definitions,
        jobs,
        notifiers,
        clock: systemClock,
        addressOf: (path) =>
          publicUrl === undefined ? undefined : `${publicUrl.replace(/\/$/, '')}/api/v1${path}`,
      }),
    [DATABASE, DEFINITIONS, JOBS, NOTIFIERS, ENVIRONMENT],
  )
}
