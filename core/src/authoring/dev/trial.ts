import type { Transport } from '@headless-pmo/engine'
import type { TRPCClient } from '@trpc/client'
import type { AppRouter } from '../../api/index.ts'
import type { PmoConfig } from '../../config/index.ts'

/** A configuration that is tried out: nothing of it reaches the disk or the network. */
export interface Trial {
  readonly config: PmoConfig
  /** Folder that paths in the configuration are meant from. */
  readonly baseDir: string
  /** Answers what would go to the network. */
  readonly http: Transport
}

/** The server of a trial, listening. */
export interface TrialServer extends AsyncDisposable {
  readonly api: TRPCClient<AppRouter>
  readonly address: string
  readonly token: string
  /** Trouble that does not stop it: a plugin that cannot be used. */
  readonly warnings: readonly string[]
  /** Asks for a path that is no procedure. */
  request(path: string, init?: RequestInit): Promise<Response>
}

/** Opens the server of a trial. @throws PmoError for whatever keeps it from opening */
export type OpenTrial = (trial: Trial) => Promise<TrialServer>
