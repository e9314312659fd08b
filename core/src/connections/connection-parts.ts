import type { Transport } from '@headless-pmo/engine'
import type { ProbeResult } from '@headless-pmo/sdk'
import type { Database } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import type { Cipher, LogRedactor } from '../host/index.ts'
import type { DefinitionUpgrades, Registry } from '../registry/index.ts'

/** What connections stand on. */
export interface ConnectionParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly registry: Registry
  /** Brings what was written for an older version of a plugin into its present form. */
  readonly upgrades: DefinitionUpgrades
  /** Folder that relative paths are meant from: that of the config file. */
  readonly baseDir: string
  readonly cipher?: Cipher
  readonly logRedactor?: LogRedactor
  /** Another way to the network: for trials. */
  readonly http?: Transport
  /** Where authorization servers send people back to, once this server knows its address. */
  readonly callback?: () => string | undefined
  /** Called once a connection is no longer defined: its records are archived, never deleted. */
  readonly archive: (connection: string) => Promise<void>
  /** Told of what a tracker answered when it was asked who we are. */
  readonly onProbe?: (connection: string, result: ProbeResult) => Promise<void>
}
