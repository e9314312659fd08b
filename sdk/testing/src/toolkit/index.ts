/**
 * Fakes of trackers from a description.
 * @module
 */
export type { FakeItem } from './fake-item.ts'
export type { FakeStream } from './fake-stream.ts'
export type { FakeTable } from './fake-table.ts'
export { fakeUpstream, type FakeRequest, type FakeTracker } from './fake-upstream.ts'
export { seededRandom, type SeededRandom } from './seeded-random.ts'
