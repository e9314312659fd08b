/**
 * The sync engine as pure modules over ports; the server and the conformance kit run the same one.
 * @module
 */
export { NearestPlace, placesOf, type PlacedAuth } from './authorization/auth-places.ts'
export { configField, fillTemplate, templateFields } from './authorization/config-field.ts'
export * from './checks/index.ts'
export { breather, type Breathe } from './breathe.ts'
export * from './gated-fetch/index.ts'
export { FencedError, isFenced } from './fenced-error.ts'
export { OverlayStore, type OverlayLog } from './overlay-store.ts'
export { ALONG_PART } from './pages/step.ts'
export { removeItems } from './pages/departures.ts'
export { mapBatch, prepareItems, type Breath } from './pages/prepare-items.ts'
export {
  remoteStream,
  type ItemToMap,
  type MapBatch,
  type MappedElsewhere,
  type PreparedItem,
} from './pages/remote-stream.ts'
export * from './ports/clock.ts'
export * from './ports/store.ts'
export * from './ports/transport.ts'
export { canonicalJson } from './records/canonical-json.ts'
export { formerValues, withFormerValues } from './records/changed-fields.ts'
export { cleanText, mayNeedCleaning } from './records/clean-text.ts'
export { contentHash } from './records/content-hash.ts'
export { describeIssues } from './records/describe-issues.ts'
export { mapItem, type MapOutcome, type MappedRecord } from './records/map-item.ts'
export { mapRaw, type RawOutcome } from './records/map-raw.ts'
export { isTooDeep } from './records/nesting.ts'
export { mapKey } from './records/map-key.ts'
export type { Disguise } from './pages/decode-item.ts'
export { describeError, type ErrorFacts } from './run/describe-error.ts'
export { judgeRemoval, removalLimit } from './run/removal-guard.ts'
export type { RunContext } from './run/run-context.ts'
export { syncConnection } from './run/sync-connection.ts'
export * from './stream-result.ts'
