/**
 * The face of synced data: what syncing stores, how it is read, what it was, and what happened to it. The only
 * SQL on these tables is in this folder.
 * @module
 */
export { changedRecords, type ChangedRecords } from './changed-records.ts'
export type { Past } from './as-of.ts'
export { composeItem, type Composed, type ComposedItem, type ComposedSource } from './compose-item.ts'
export { consumeChanges, type Consumer } from './consume-changes.ts'
export { withCurrentReferences } from './current-references.ts'
export { exportNdjson } from './export-ndjson.ts'
export { FEED_START, formatPosition, parsePosition, type FeedPosition } from './feed-position.ts'
export { fingerprint } from './fingerprint.ts'
export type { ObservedChange } from './observed-history.ts'
export { listAt, recordAt, type HistoryQuestion, type PastRecord } from './history.ts'
export { composeItems, itemView, type ItemDependency, type ItemView } from './item-view.ts'
export type { Sort, SortField } from './list-cursor.ts'
export { syncedDataMigration } from './migrations/synced-data.ts'
export { titlesMigration } from './migrations/titles.ts'
export { accountsNamed } from './queries-accounts.ts'
export {
  archiveConnection,
  archivedConnections,
  returnConnection,
  storedConnections,
} from './queries-archive.ts'
export {
  feedEnd,
  feedMark,
  mendFeed,
  readChanges,
  recentChanges,
  type FeedChange,
  type FeedFilter,
  type FeedPage,
} from './queries-feed.ts'
export { findRecord, recordsById, resolveReferences } from './queries-find.ts'
export { connectionsWithHistory, loadHistories, statedChanges, type PastFilter } from './queries-history.ts'
export {
  countRecords,
  countRecordsBy,
  listRecords,
  type CountGroup,
  type FilterTarget,
  type ListPage,
  type ListRequest,
  type RecordFilter,
} from './queries-list.ts'
export {
  recordPage,
  recordTexts,
  spansAfter,
  type RecordPage,
  type RecordPart,
  type RecordSpan,
  type RecordText,
} from './queries-pages.ts'
export { recordsPointingAt, type LinkColumn, type Pointee } from './queries-related.ts'
export { findRemovals, markRemoval, removalItems, type RemovalItem } from './queries-removals.ts'
export {
  assigneesByGroup,
  assigneesWithin,
  groupFinder,
  groupsOfRecords,
  namesOfTitled,
  overlapsOfGroups,
  totalsByGroup,
  type GroupTotals,
  type RecordScope,
  type ScopeAssignee,
} from './queries-scope.ts'
export { stampOf } from './queries-stamp.ts'
export { refreshStatistics } from './queries-statistics.ts'
export {
  ITEM_BITS,
  arePointedAtByKey,
  itemGroups,
  itemsPlacedBy,
  placedByStatus,
  unmappedByConnection,
  type ItemTrait,
  hangingPages,
  linkedPages,
  linkedTexts,
  linkedTextsAfter,
  type GroupedId,
  type ItemGroups,
  type LinkedBy,
  type LinkedPage,
  type LinkedText,
} from './queries-units.ts'
export { itemWalk, type GroupedItem, type ItemWalk } from './queries-walk.ts'
export type { RecordKey, RecordView, Resolved } from './record-view.ts'
export type { KindedReference } from './reference-fields.ts'
export { namesOf, referenceName } from './reference-name.ts'
export { rewriteConnection, type Rewritten } from './rewrite.ts'
export type { StatedChange } from './stated-history.ts'
export { createStore } from './store.ts'
