import type { RawAnswer } from '@headless-pmo/engine'
import type { CheckSeverity, ManifestCheck } from '@headless-pmo/sdk'
import type { PluginModule } from '../../registry/index.ts'
import type { RunRule } from './rules-in-force.ts'

/** Where a thread finds what judges. */
export type RuleCode =
  /** A plugin that threads of this process import. */
  | { readonly from: 'plugin'; readonly plugin: string; readonly module: PluginModule }
  /** A rule of the house, compiled where it is evaluated. */
  | { readonly from: 'house'; readonly house: RunRule }
  /** A plugin in processes of its own has answered already; its answers are looked at as those of any other. */
  | { readonly from: 'answers'; readonly manifest: ManifestCheck; readonly answers: readonly RawAnswer[] }

/** One rule as it is handed to a thread: all of it can be cloned. */
export interface RuleCall {
  readonly rule: string
  readonly version: string
  readonly fingerprint: string
  readonly severity: CheckSeverity
  readonly params: unknown
  readonly code: RuleCode
}
