/**
 * Who appears in examples of doc comments without an introduction. Only names that a reader understands at
 * once belong here; everything else an example declares itself. Nothing of this exists when code runs.
 * @module
 */
import type { PmoClient } from '@headless-pmo/client'
import type { Clock, Transport } from '@headless-pmo/engine'
import type { AnyCheck, Plugin, PortfolioData, Sourced, WorkItem } from '@headless-pmo/sdk'
import type { UpstreamFactory } from '@headless-pmo/testing'

/** The plugin that is being written. */
export declare const plugin: Plugin
/** A client of a running server. */
export declare const client: PmoClient
/** A token of its API. */
export declare const token: string
/** What was read from a file or a reply. */
export declare const text: string
/** A work item as a check sees it. */
export declare const item: Sourced<WorkItem>
/** The tracker, as the host reaches it. */
export declare const transport: Transport
/** The clock that a test runs by. */
export declare const clock: Clock
/** A check of it. */
export declare const check: AnyCheck
/** What checks are run over. */
export declare const data: PortfolioData
/** The fake tracker that an author writes. */
export declare const upstream: UpstreamFactory
