import type { Store } from '@headless-pmo/engine'
import type { Container } from 'inversify'
import { CALLBACK_PATH } from '../api/index.ts'
import { ConnectionService, probeLater } from '../connections/index.ts'
import { findLinksLater } from '../coordination/index.ts'
import { createCipher, systemClock } from '../host/index.ts'
import { assertFence, isHolderGone, PROCESS_HOLDER } from '../jobs/index.ts'
import { disguiseOf } from '../people/index.ts'
import { archiveConnection, createStore } from '../records/index.ts'
import { checkLater } from '../standards/index.ts'
import { createRemovalDesk, SyncService } from '../sync/index.ts'
import {
  ADDRESS,
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
import { NOTIFICATIONS } from './notifications.ts'
import { token } from './token.ts'

export const STORE = token<Store>('store')
export const CONNECTIONS = token<ConnectionService>('connections')
export const SYNC = token<SyncService>('sync')

/** Connections to trackers, and reading them. */
export function bindSync(container: Container): void {
  container
    .bind(STORE)
    .toResolvedValue(
      (database, notifications) =>
        createStore(database, assertFence, (tx, { stream: key, items, live }, run) =>
          notifications.removalsHeld(tx, { ...key, run: run ?? '', items: items.length, live }),
        ),
      [DATABASE, NOTIFICATIONS],
    )
  container.bind(CONNECTIONS).toResolvedValue(
    (
      database,
      definitions,
      registry,
      upgrades,
      environment,
      baseDir,
      logRedactor,
      { transport },
      notifications,
      log,
      address,
    ) =>
      new ConnectionService({
        database,
        definitions,
        registry,
        upgrades,
        baseDir,
        logRedactor,
        ...(transport !== undefined && { http: transport }),
        ...(environment.secretKey !== undefined && { cipher: createCipher(environment.secretKey) }),
        callback: () =>
          address.base === undefined ? undefined : address.base.replace(/\/+$/, '') + CALLBACK_PATH,
        archive: (connection) => database.transaction((tx) => archiveConnection(tx, connection)),
        // What the tracker said is told to whoever asked, whether or not others can be told.
        onProbe: (connection, result) =>
          notifications
            .apart((tx) => notifications.probed(tx, connection, result))
            .catch((error: unknown) => log.error({ err: error, connection }, 'A probe could not be told.')),
      }),
    [
      DATABASE,
      DEFINITIONS,
      REGISTRY,
      UPGRADES,
      ENVIRONMENT,
      BASE_DIR,
      LOG_REDACTOR,
      HTTP,
      NOTIFICATIONS,
      LOG,
      ADDRESS,
    ],
  )
  container.bind(SYNC).toResolvedValue(
    (database, jobs, store, connections, notifications, log) =>
      new SyncService({
        database,
        jobs,
        store,
        connections,
        removals: createRemovalDesk(database, store),
        clock: systemClock,
        disguise: (connection) => disguiseOf(database.root, connection),
        holder: PROCESS_HOLDER,
        isGone: isHolderGone,
        onEnded: async (tx, run) => {
          await notifications.runEnded(tx, run)
          if (!run.dryRun) {
            await findLinksLater(jobs, tx)
            await checkLater(jobs, tx)
          }
          if (run.state === 'failed' && !run.dryRun) await probeLater(jobs, tx, run.connection)
        },
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, JOBS, STORE, CONNECTIONS, NOTIFICATIONS, LOG],
  )
}
